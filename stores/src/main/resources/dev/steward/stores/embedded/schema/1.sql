-- Times are nanoseconds since 1970, kept within what 64 bits hold; bodies are the records in JSON.
-- `seq` counts arrivals and settles the order of what happened at once.

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
) STRICT;
CREATE INDEX runs_of_tenant ON runs (tenant, started_at, seq);
CREATE INDEX runs_of_user ON runs (tenant, user, started_at, seq);
CREATE INDEX runs_unfinished ON runs (started_at, seq) WHERE finished = 0;
CREATE INDEX runs_finished ON runs (updated_at) WHERE finished = 1;

CREATE TABLE steps (
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (run, number)
) STRICT;

CREATE TABLE signals (
  seq INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (run, id)
) STRICT;

CREATE TABLE ledger (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  user TEXT NOT NULL,
  completed_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, key)
) STRICT;
CREATE INDEX ledger_of_tenant ON ledger (tenant, completed_at, seq);
CREATE INDEX ledger_of_user ON ledger (tenant, user, completed_at, seq);

CREATE TABLE events (
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, id)
) STRICT;
CREATE INDEX events_of_user ON events (tenant, user);

-- What each write of an event came to.
CREATE TABLE event_writes (
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  user TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (tenant, key)
) STRICT;

CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  user TEXT NOT NULL,
  session TEXT NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
) STRICT;
CREATE INDEX messages_of_session ON messages (tenant, user, session, at, seq);

CREATE TABLE sessions (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  user TEXT NOT NULL,
  id TEXT NOT NULL,
  touched_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, user, id)
) STRICT;
CREATE INDEX sessions_of_user ON sessions (tenant, user, touched_at, seq);
CREATE INDEX sessions_by_age ON sessions (touched_at);

-- `vector` holds 32-bit floats, little end first: four bytes for each dimension.
CREATE TABLE facts (
  seq INTEGER PRIMARY KEY,
  change INTEGER NOT NULL UNIQUE,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  layer TEXT NOT NULL,
  user TEXT NOT NULL,
  session TEXT NOT NULL,
  subject TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  embedder TEXT NOT NULL DEFAULT '',
  body TEXT NOT NULL,
  vector BLOB,
  UNIQUE (tenant, id),
  CONSTRAINT scope_fits_layer CHECK (
    CASE layer
      WHEN 'ORGANISATION' THEN user = '' AND session = ''
      WHEN 'USER' THEN user <> '' AND session = ''
      ELSE user <> '' AND session <> ''
    END)
) STRICT;
CREATE INDEX facts_of_layer ON facts (tenant, layer, user, session, recorded_at, seq);
CREATE INDEX facts_about ON facts (tenant, subject, recorded_at, seq) WHERE subject <> '';
CREATE INDEX facts_by_embedder ON facts (embedder, recorded_at, seq);
CREATE INDEX facts_of_session ON facts (tenant, user, session) WHERE session <> '';

-- Facts that are no more, so that what was derived from them can follow.
CREATE TABLE gone (
  tenant TEXT NOT NULL,
  fact TEXT NOT NULL,
  change INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (tenant, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  last INTEGER NOT NULL
) STRICT;
INSERT INTO feed VALUES (1, 0);
