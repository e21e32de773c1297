CREATE TABLE folder (
  id UUID PRIMARY KEY,
  case_id UUID NOT NULL REFERENCES cases (id),
  parent_id UUID REFERENCES folder (id),
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  position BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ,
  deleted_by BIGINT
);
CREATE INDEX folder_of ON folder (case_id, parent_id);

-- status: 0 draft, 1 final. main_version names the version that is current.
CREATE TABLE document (
  id UUID PRIMARY KEY,
  case_id UUID NOT NULL REFERENCES cases (id),
  folder_id UUID REFERENCES folder (id),
  no BIGINT NOT NULL,
  title TEXT NOT NULL,
  title_key BYTEA NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  type_id BIGINT NOT NULL REFERENCES document_type (id),
  status BIGINT NOT NULL DEFAULT 0,
  direction TEXT NOT NULL DEFAULT 'internal',
  sender TEXT NOT NULL DEFAULT '',
  receivers TEXT NOT NULL DEFAULT '',
  handler BIGINT NOT NULL,
  letter_date TEXT,
  archiving_date TEXT,
  source TEXT NOT NULL DEFAULT 'upload',
  limited BOOLEAN NOT NULL DEFAULT FALSE,
  main_version UUID,
  seal BYTEA,
  final_at TIMESTAMPTZ,
  final_by BIGINT,
  created TIMESTAMPTZ NOT NULL,
  created_by BIGINT NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  changed_by BIGINT NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  deleted_at TIMESTAMPTZ,
  deleted_by BIGINT,
  CONSTRAINT document_no UNIQUE (case_id, no)
);
CREATE INDEX document_case ON document (case_id, changed DESC, id DESC);
CREATE INDEX document_changed_by ON document (changed_by, changed DESC);
CREATE INDEX document_created_by ON document (created_by, created DESC);
CREATE INDEX document_deleted ON document (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE document_access (
  document_id UUID NOT NULL REFERENCES document (id),
  principal BIGINT NOT NULL,
  PRIMARY KEY (document_id, principal)
);

CREATE TABLE attachment (
  id UUID PRIMARY KEY,
  document_id UUID NOT NULL REFERENCES document (id),
  position BIGINT NOT NULL,
  current_version UUID,
  deleted_at TIMESTAMPTZ
);
CREATE INDEX attachment_of ON attachment (document_id, position);

-- One state of a main file (attachment_id NULL) or of an attachment. Never changed once stored.
CREATE TABLE version (
  id UUID PRIMARY KEY,
  document_id UUID NOT NULL REFERENCES document (id),
  attachment_id UUID REFERENCES attachment (id),
  no BIGINT NOT NULL,
  blob BYTEA NOT NULL,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  family TEXT NOT NULL,
  size BIGINT NOT NULL,
  comment TEXT NOT NULL DEFAULT '',
  created TIMESTAMPTZ NOT NULL,
  created_by BIGINT NOT NULL,
  deleted_at TIMESTAMPTZ
);
CREATE INDEX version_of ON version (document_id, no);
CREATE INDEX version_blob ON version (blob);

-- A stored file, by the BLAKE3 hash of its content, once however often it is used.
CREATE TABLE blob (
  hash BYTEA PRIMARY KEY,
  size BIGINT NOT NULL,
  created TIMESTAMPTZ NOT NULL
);

-- What was derived from a file: its text, a PDF, a PDF/A. state: waiting, done, none, failed.
CREATE TABLE rendition (
  hash BYTEA NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  blob BYTEA,
  pages BIGINT NOT NULL DEFAULT 0,
  detail TEXT NOT NULL DEFAULT '',
  changed TIMESTAMPTZ NOT NULL,
  PRIMARY KEY (hash, kind)
);

-- A file on its way in; the bytes so far stand in the staging folder under the id.
CREATE TABLE upload (
  id UUID PRIMARY KEY,
  user_id BIGINT NOT NULL,
  purpose TEXT NOT NULL,
  target TEXT NOT NULL,
  size BIGINT NOT NULL,
  received BIGINT NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  folder_path TEXT NOT NULL DEFAULT '',
  details TEXT NOT NULL DEFAULT '',
  created TIMESTAMPTZ NOT NULL,
  blob BYTEA,
  media_type TEXT NOT NULL DEFAULT '',
  family TEXT NOT NULL DEFAULT ''
);
CREATE INDEX upload_of ON upload (user_id, created);
