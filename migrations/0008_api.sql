-- What a call with an Idempotency-Key made, so that the same call again makes nothing. Swept after a day.
CREATE TABLE idempotency (
  user_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  fingerprint BYTEA NOT NULL,
  case_id UUID NOT NULL,
  number TEXT NOT NULL,
  created TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, key)
);
CREATE INDEX idempotency_created ON idempotency (created);
