-- The security log reads what isn't part of a case, newest first.
CREATE INDEX event_apart ON event (seq) WHERE case_id IS NULL;
