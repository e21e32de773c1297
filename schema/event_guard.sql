--pg
CREATE OR REPLACE FUNCTION event_guard() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN RAISE EXCEPTION 'the log is append-only'; END $body$;
DROP TRIGGER IF EXISTS event_guard ON event;
CREATE TRIGGER event_guard BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_guard();
DROP TRIGGER IF EXISTS event_guard_all ON event;
CREATE TRIGGER event_guard_all BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_guard();
DROP TRIGGER IF EXISTS event_chain_guard ON event_chain;
CREATE TRIGGER event_chain_guard BEFORE UPDATE OR DELETE ON event_chain FOR EACH ROW EXECUTE FUNCTION event_guard();
DROP TRIGGER IF EXISTS event_chain_guard_all ON event_chain;
CREATE TRIGGER event_chain_guard_all BEFORE TRUNCATE ON event_chain FOR EACH STATEMENT EXECUTE FUNCTION event_guard();
--sqlite
CREATE TRIGGER IF NOT EXISTS event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_chain_no_update BEFORE UPDATE ON event_chain BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS event_chain_no_delete BEFORE DELETE ON event_chain BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
