-- What happened. Written in the transaction of the change; append-only (schema/event_guard.sql).
-- `commitment` is the hash of salt and data; the chain covers the commitment, so that data can be
-- anonymised later without breaking the chain.
CREATE TABLE event (
  seq {identity},
  id UUID NOT NULL UNIQUE,
  tx BIGINT NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  actor BIGINT,
  actor_name TEXT NOT NULL,
  via TEXT NOT NULL,
  address TEXT NOT NULL,
  request TEXT NOT NULL,
  kind TEXT NOT NULL,
  object TEXT NOT NULL,
  object_id TEXT NOT NULL,
  case_id UUID,
  document_id UUID,
  salt BYTEA,
  data TEXT NOT NULL,
  commitment BYTEA NOT NULL
);
CREATE INDEX event_order ON event (tx, seq);
CREATE INDEX event_case ON event (case_id, seq);
CREATE INDEX event_document ON event (document_id, seq);
CREATE INDEX event_object ON event (object, object_id, seq);
CREATE INDEX event_actor ON event (actor, seq);

-- The chain, in commit order, appended by the follower alone.
CREATE TABLE event_chain (
  position BIGINT PRIMARY KEY,
  event_seq BIGINT NOT NULL UNIQUE,
  hash BYTEA NOT NULL
);

-- How far a follower has come in the chain.
CREATE TABLE follower (
  name TEXT PRIMARY KEY,
  position BIGINT NOT NULL
);

CREATE TABLE job (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  only_one TEXT,
  priority BIGINT NOT NULL,
  state TEXT NOT NULL,
  run_at TIMESTAMPTZ NOT NULL,
  attempts BIGINT NOT NULL DEFAULT 0,
  max_attempts BIGINT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  error TEXT NOT NULL DEFAULT '',
  worker TEXT,
  lease TIMESTAMPTZ,
  cancel BOOLEAN NOT NULL DEFAULT FALSE,
  created TIMESTAMPTZ NOT NULL,
  created_by BIGINT,
  finished TIMESTAMPTZ
);
CREATE INDEX job_next ON job (state, priority, run_at);
CREATE UNIQUE INDEX job_only_one ON job (only_one) WHERE only_one IS NOT NULL;
