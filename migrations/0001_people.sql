-- People: who there is, and by which rights. Principals (users, groups) and templates share one
-- sequence of numbers, the scopes of the access rules; a number is never used again.
CREATE TABLE counter (
  name TEXT PRIMARY KEY,
  value BIGINT NOT NULL
);
INSERT INTO counter (name, value) VALUES ('scope', 100);

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  changed_by BIGINT
);

CREATE TABLE users (
  id BIGINT PRIMARY KEY,
  user_name TEXT NOT NULL,
  user_name_key TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  first_name TEXT NOT NULL,
  last_name TEXT NOT NULL,
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  initials TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  department TEXT NOT NULL DEFAULT '',
  manager BIGINT REFERENCES users (id),
  phone TEXT NOT NULL DEFAULT '',
  mobile TEXT NOT NULL DEFAULT '',
  lang TEXT NOT NULL DEFAULT 'da',
  theme TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT 'internal',
  source TEXT NOT NULL DEFAULT 'manual',
  active BOOLEAN NOT NULL DEFAULT TRUE,
  password TEXT,
  last_sign_in TIMESTAMPTZ,
  created TIMESTAMPTZ NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT users_user_name UNIQUE (user_name_key),
  CONSTRAINT users_email UNIQUE (email_key)
);
CREATE INDEX users_by_name ON users (name_key, id);

CREATE TABLE groups (
  id BIGINT PRIMARY KEY,
  name TEXT NOT NULL,
  name_key BYTEA NOT NULL,
  description TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT 'manual',
  external_id TEXT,
  shared_area BOOLEAN NOT NULL DEFAULT FALSE,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  created TIMESTAMPTZ NOT NULL,
  changed TIMESTAMPTZ NOT NULL,
  version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT groups_name UNIQUE (name_key)
);

-- A member is a user or a group; circles are refused by the capability that adds.
CREATE TABLE group_member (
  group_id BIGINT NOT NULL REFERENCES groups (id),
  member BIGINT NOT NULL,
  PRIMARY KEY (group_id, member)
);
CREATE INDEX group_member_of ON group_member (member, group_id);

CREATE TABLE role (
  id BIGINT PRIMARY KEY,
  key TEXT NOT NULL,
  name_da TEXT NOT NULL,
  name_en TEXT NOT NULL,
  shipped BOOLEAN NOT NULL DEFAULT FALSE,
  version BIGINT NOT NULL DEFAULT 1,
  CONSTRAINT role_key UNIQUE (key)
);
CREATE TABLE role_permission (
  role_id BIGINT NOT NULL REFERENCES role (id),
  permission TEXT NOT NULL,
  PRIMARY KEY (role_id, permission)
);
CREATE TABLE role_given (
  role_id BIGINT NOT NULL REFERENCES role (id),
  principal BIGINT NOT NULL,
  PRIMARY KEY (role_id, principal)
);
CREATE INDEX role_given_to ON role_given (principal, role_id);

-- The scopes of a user: himself and his groups, transitively (level 0), and the templates that
-- these stand on (their level). Kept in the transaction that changes any of it.
CREATE TABLE user_scope (
  user_id BIGINT NOT NULL,
  scope BIGINT NOT NULL,
  level BIGINT NOT NULL,
  PRIMARY KEY (user_id, scope)
);
CREATE INDEX user_scope_of ON user_scope (scope, user_id);

CREATE TABLE session (
  id BYTEA PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  created TIMESTAMPTZ NOT NULL,
  seen TIMESTAMPTZ NOT NULL,
  address TEXT NOT NULL,
  agent TEXT NOT NULL
);
CREATE INDEX session_of ON session (user_id);

CREATE TABLE token (
  id UUID PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  hash BYTEA NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  created TIMESTAMPTZ NOT NULL,
  expires TIMESTAMPTZ NOT NULL,
  last_used TIMESTAMPTZ,
  last_address TEXT NOT NULL DEFAULT ''
);
CREATE INDEX token_of ON token (user_id);

-- Links that work once: the first administrator, a forgotten password.
CREATE TABLE one_time (
  hash BYTEA PRIMARY KEY,
  purpose TEXT NOT NULL,
  user_id BIGINT,
  created TIMESTAMPTZ NOT NULL,
  expires TIMESTAMPTZ NOT NULL
);

-- Failed attempts by account and by address; slows down, never locks out.
CREATE TABLE throttle (
  key TEXT PRIMARY KEY,
  failures BIGINT NOT NULL,
  until TIMESTAMPTZ NOT NULL
);

CREATE TABLE pref (
  user_id BIGINT NOT NULL,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
);
