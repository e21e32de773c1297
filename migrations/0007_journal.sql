-- Whether a key ever held a case; kept by a trigger (schema/key_held.sql), whichever way a case comes there.
ALTER TABLE journal_key ADD COLUMN held BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE journal_key SET held = TRUE WHERE id IN (SELECT key_id FROM cases WHERE key_id IS NOT NULL);
CREATE INDEX template_key_of ON template_key (key_id);
