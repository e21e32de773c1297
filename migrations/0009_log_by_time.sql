-- The security log is read by when it happened: what several nodes wrote, or a clock that was set, isn't
-- in the order of time. SQLite keeps to an index that begins with what is NULL, PostgreSQL to one that doesn't.
--pg
CREATE INDEX event_apart_at ON event (at, seq) WHERE case_id IS NULL;
--sqlite
CREATE INDEX event_apart_at ON event (case_id, at, seq) WHERE case_id IS NULL;
--both
DROP INDEX event_apart;
