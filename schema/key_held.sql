--pg
CREATE OR REPLACE FUNCTION key_held() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN UPDATE journal_key SET held = TRUE WHERE id = NEW.key_id AND NOT held; RETURN NULL; END $body$;
DROP TRIGGER IF EXISTS key_held ON cases;
CREATE TRIGGER key_held AFTER INSERT OR UPDATE OF key_id ON cases FOR EACH ROW WHEN (NEW.key_id IS NOT NULL) EXECUTE FUNCTION key_held();
--sqlite
CREATE TRIGGER IF NOT EXISTS key_held_new AFTER INSERT ON cases WHEN NEW.key_id IS NOT NULL
BEGIN UPDATE journal_key SET held = TRUE WHERE id = NEW.key_id AND NOT held; END;
CREATE TRIGGER IF NOT EXISTS key_held_moved AFTER UPDATE OF key_id ON cases WHEN NEW.key_id IS NOT NULL
BEGIN UPDATE journal_key SET held = TRUE WHERE id = NEW.key_id AND NOT held; END;
