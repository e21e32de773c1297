-- How a case counts in totals: once, under the template by whose list it is seen, or under 0 when it is restricted.
-- What lies in the trash doesn't count.
CREATE TABLE case_base (
  case_id UUID PRIMARY KEY REFERENCES cases (id),
  base BIGINT NOT NULL,
  status BIGINT NOT NULL,
  type_id BIGINT NOT NULL
);
INSERT INTO case_base (case_id, base, status, type_id)
SELECT id, CASE WHEN restricted THEN 0 ELSE template_id END, status, type_id FROM cases WHERE deleted_at IS NULL;

-- The sums of it, so that a total needn't count what a list shows.
CREATE TABLE scope_count (
  scope BIGINT NOT NULL,
  status BIGINT NOT NULL,
  type_id BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (scope, status, type_id)
){clustered};
INSERT INTO scope_count (scope, status, type_id, n)
SELECT base, status, type_id, count(*) FROM case_base GROUP BY base, status, type_id;

-- What a list says of the documents of each case that it shows, and what somebody owns, newest first.
CREATE INDEX document_counted ON document (case_id, deleted_at, limited);
CREATE INDEX cases_owner_changed ON cases (owner, changed DESC, id DESC);
DROP INDEX cases_owner;
