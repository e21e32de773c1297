-- status: 0 active, 1 passive, 2 closed, 3 archived.
CREATE TABLE cases (
  id UUID PRIMARY KEY,
  ordinal BIGINT NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  archive_number TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL,
  find_key TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  status BIGINT NOT NULL,
  owner BIGINT NOT NULL,
  template_id BIGINT NOT NULL REFERENCES template (id),
  type_id BIGINT NOT NULL REFERENCES case_type (id),
  key_id UUID REFERENCES journal_key (id),
  start_date TEXT,
  expected_end TEXT,
  deadline TEXT,
  closed_at TIMESTAMPTZ,
  closed_by BIGINT,
  created TIMESTAMPTZ NOT NULL,
  created_by BIGINT NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  changed_by BIGINT NOT NULL,
  restricted BOOLEAN NOT NULL DEFAULT FALSE,
  next_document BIGINT NOT NULL DEFAULT 1,
  version BIGINT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ,
  deleted_by BIGINT
);
CREATE INDEX cases_changed ON cases (changed DESC, id DESC);
CREATE INDEX cases_key ON cases (key_id);
CREATE INDEX cases_owner ON cases (owner);
CREATE INDEX cases_template ON cases (template_id);
CREATE INDEX cases_archive ON cases (archive_number);
CREATE INDEX cases_deleted ON cases (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE case_member (
  case_id UUID NOT NULL REFERENCES cases (id),
  principal BIGINT NOT NULL,
  level BIGINT NOT NULL,
  PRIMARY KEY (case_id, principal)
);
CREATE INDEX case_member_of ON case_member (principal, case_id);

-- Who may see a case: one row for the template's list (level 0: the level stands in user_scope),
-- one for the owner and for each member (their level). Rows in the trash leave.
CREATE TABLE case_scope (
  case_id UUID NOT NULL REFERENCES cases (id),
  scope BIGINT NOT NULL,
  level BIGINT NOT NULL,
  PRIMARY KEY (case_id, scope)
);
CREATE INDEX case_scope_of ON case_scope (scope, case_id);

-- What lists sort and filter by, once per scope that sees the case and once under scope 0 for those
-- who see all. field: a built-in column (1..99) or an organisation's own field (100 and up).
-- The table is its own index, in the order of a page.
CREATE TABLE case_key (
  scope BIGINT NOT NULL,
  field BIGINT NOT NULL,
  value BYTEA NOT NULL,
  case_id UUID NOT NULL,
  status BIGINT NOT NULL,
  type_id BIGINT NOT NULL,
  PRIMARY KEY (scope, field, value, case_id)
){clustered};
CREATE INDEX case_key_case ON case_key (case_id, field);

CREATE TABLE favourite (
  user_id BIGINT NOT NULL,
  object TEXT NOT NULL,
  object_id UUID NOT NULL,
  at TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (user_id, object, object_id)
);
