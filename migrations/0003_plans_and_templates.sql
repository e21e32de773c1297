CREATE TABLE plan (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  position BIGINT NOT NULL,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT plan_name UNIQUE (name_key)
);

-- A key's code is made of its place: "2.1.3". `code_key` sorts as the tree is read.
CREATE TABLE journal_key (
  id UUID PRIMARY KEY,
  plan_id UUID NOT NULL REFERENCES plan (id),
  parent_id UUID REFERENCES journal_key (id),
  position BIGINT NOT NULL,
  code TEXT NOT NULL,
  code_key BYTEA NOT NULL,
  title TEXT NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  keywords TEXT NOT NULL DEFAULT '',
  search_key TEXT NOT NULL,
  closed BOOLEAN NOT NULL DEFAULT FALSE,
  children BIGINT NOT NULL DEFAULT 0,
  version BIGINT NOT NULL DEFAULT 1
);
CREATE INDEX journal_key_tree ON journal_key (plan_id, parent_id, position);
CREATE INDEX journal_key_code ON journal_key (plan_id, code_key);
CREATE INDEX journal_key_parent ON journal_key (parent_id);

CREATE TABLE case_type (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  CONSTRAINT case_type_name UNIQUE (name_key)
);

CREATE TABLE document_type (
  id BIGINT PRIMARY KEY,
  title_da TEXT NOT NULL,
  title_en TEXT NOT NULL,
  position BIGINT NOT NULL,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  is_default BOOLEAN NOT NULL DEFAULT FALSE,
  shipped BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT NOT NULL DEFAULT 1
);

-- `id` is the template's scope: cases made from it carry it as their base.
-- default_owner: NULL means the creator.
CREATE TABLE template (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  type_id BIGINT NOT NULL REFERENCES case_type (id),
  description TEXT NOT NULL DEFAULT '',
  icon TEXT NOT NULL DEFAULT 'binder',
  active BOOLEAN NOT NULL DEFAULT TRUE,
  default_owner BIGINT,
  title_pattern TEXT NOT NULL DEFAULT '',
  fixed_key UUID REFERENCES journal_key (id),
  default_document_type BIGINT REFERENCES document_type (id),
  finalise_on_close BOOLEAN NOT NULL DEFAULT FALSE,
  created TIMESTAMPTZ NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT template_name UNIQUE (name_key)
);
CREATE TABLE template_access (
  template_id BIGINT NOT NULL REFERENCES template (id),
  principal BIGINT NOT NULL,
  level BIGINT NOT NULL,
  PRIMARY KEY (template_id, principal)
);
CREATE INDEX template_access_of ON template_access (principal, template_id);
CREATE TABLE template_creator (
  template_id BIGINT NOT NULL REFERENCES template (id),
  principal BIGINT NOT NULL,
  PRIMARY KEY (template_id, principal)
);
-- The keys a template may be used under: a key stands for itself and all below it. None: all.
CREATE TABLE template_key (
  template_id BIGINT NOT NULL REFERENCES template (id),
  key_id UUID NOT NULL REFERENCES journal_key (id),
  PRIMARY KEY (template_id, key_id)
);
CREATE TABLE template_document_type (
  template_id BIGINT NOT NULL REFERENCES template (id),
  type_id BIGINT NOT NULL REFERENCES document_type (id),
  PRIMARY KEY (template_id, type_id)
);
CREATE TABLE template_folder (
  id UUID PRIMARY KEY,
  template_id BIGINT NOT NULL REFERENCES template (id),
  parent_id UUID REFERENCES template_folder (id),
  name TEXT NOT NULL,
  position BIGINT NOT NULL
);
CREATE INDEX template_folder_of ON template_folder (template_id, position);
CREATE TABLE template_document (
  id UUID PRIMARY KEY,
  template_id BIGINT NOT NULL REFERENCES template (id),
  folder_id UUID REFERENCES template_folder (id),
  title TEXT NOT NULL,
  type_id BIGINT NOT NULL REFERENCES document_type (id),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size BIGINT NOT NULL,
  blob BYTEA NOT NULL,
  position BIGINT NOT NULL
);
CREATE INDEX template_document_of ON template_document (template_id, position);
