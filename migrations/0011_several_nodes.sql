-- Where the nodes share a store of files: who is sending an upload on, and the pieces of it that the store holds.
ALTER TABLE upload ADD COLUMN holder UUID;
CREATE TABLE upload_piece (
  upload_id UUID NOT NULL,
  start BIGINT NOT NULL,
  size BIGINT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (upload_id, start)
);

-- Contents that a node is removing, or removed not long ago.
CREATE TABLE blob_leaving (
  hash BYTEA PRIMARY KEY,
  since TIMESTAMPTZ NOT NULL,
  gone BOOLEAN NOT NULL
);
