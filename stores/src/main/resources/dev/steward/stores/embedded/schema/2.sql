-- Facts in two times with their history and citations, messages that are found like facts, vectors
-- of several embedders, extractions, tombstones. A time that never comes is NULL.

-- What a run has decoded from its steps has grown: finished ones go, the others begin again from
-- their input.
DELETE FROM runs WHERE finished = 1;
DELETE FROM steps;

-- `entries` numbers messages and facts together: their `seq`.
ALTER TABLE feed ADD COLUMN entries INTEGER NOT NULL DEFAULT 0;

-- The messages of one user and session; `places` counts those that there ever were.
CREATE TABLE threads (
  number INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  user TEXT NOT NULL,
  session TEXT NOT NULL,
  places INTEGER NOT NULL DEFAULT 0,
  UNIQUE (tenant, user, session)
) STRICT;

INSERT INTO threads (tenant, user, session, places)
SELECT tenant, user, session, count(*) FROM messages GROUP BY tenant, user, session;

ALTER TABLE messages RENAME TO old_messages;
ALTER TABLE facts RENAME TO old_facts;

-- `change` is NULL where a fact stands for the message in indexes.
CREATE TABLE messages (
  seq INTEGER PRIMARY KEY,
  change INTEGER,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  thread INTEGER NOT NULL REFERENCES threads (number),
  place INTEGER NOT NULL,
  at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
) STRICT;

INSERT INTO messages (seq, change, tenant, id, thread, place, at, body)
SELECT
  old.seq + (SELECT coalesce(max(seq), 0) FROM old_facts),
  row_number() OVER (ORDER BY old.seq) + (SELECT last FROM feed),
  old.tenant,
  old.id,
  threads.number,
  row_number() OVER (PARTITION BY threads.number ORDER BY old.seq),
  old.at,
  json_object(
    'role', json_extract(old.body, '$.role'),
    'speaker', json_extract(old.body, '$.speaker'),
    'channel', json_extract(old.body, '$.channel'),
    'turn', json_extract(old.body, '$.turn'),
    'trust', iif(json_extract(old.body, '$.role') = 'USER', 'OWNER', 'MODEL'),
    'labels', json_object(),
    'text', json_extract(old.body, '$.text'))
FROM old_messages AS old JOIN threads USING (tenant, user, session);

-- `said_in` is the message that it cites whole. `number` counts its revisions, of which this is the
-- latest; `revised_at` is NULL for the first. `moved` is 1 once a revision changed whose it is.
CREATE TABLE facts (
  seq INTEGER PRIMARY KEY,
  change INTEGER NOT NULL,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  layer TEXT NOT NULL,
  user TEXT NOT NULL,
  session TEXT NOT NULL,
  agent TEXT NOT NULL DEFAULT '',
  app TEXT NOT NULL DEFAULT '',
  run TEXT NOT NULL DEFAULT '',
  subject TEXT NOT NULL,
  standing TEXT NOT NULL DEFAULT 'ACTIVE',
  pinned TEXT NOT NULL DEFAULT '',
  canonical INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  valid_to INTEGER,
  expires_at INTEGER,
  said_in INTEGER,
  number INTEGER NOT NULL DEFAULT 1,
  event TEXT NOT NULL DEFAULT 'ADDED',
  revised_at INTEGER,
  moved INTEGER NOT NULL DEFAULT 0,
  body TEXT NOT NULL,
  UNIQUE (tenant, id),
  CONSTRAINT scope_fits_layer CHECK (
    CASE layer
      WHEN 'ORGANISATION' THEN user = '' AND session = ''
      WHEN 'USER' THEN
        session = '' AND (user <> '' OR agent <> '' OR app <> '' OR run <> '')
      ELSE user <> '' AND session <> ''
    END)
) STRICT;

INSERT INTO facts
  (seq, change, tenant, id, layer, user, session, subject, canonical, recorded_at, said_in, body)
SELECT
  old.seq,
  old.change,
  old.tenant,
  old.id,
  old.layer,
  old.user,
  old.session,
  old.subject,
  canonical_hash(json_extract(old.body, '$.text')),
  old.recorded_at,
  messages.seq,
  json_object(
    'kind', json_extract(old.body, '$.kind'),
    'claim', json_object('subject', old.subject, 'text', json_extract(old.body, '$.text')),
    'origin', json_object(
      'citations', iif(
        coalesce(json_extract(old.body, '$.source'), '') = '',
        json_array(),
        json_array(json_object('source', json_extract(old.body, '$.source')))),
      'author', json_extract(old.body, '$.author'),
      'trust', 'OWNER'),
    'labels', json_object(),
    'times', json_object(),
    'by', json_extract(old.body, '$.author'))
FROM old_facts AS old
LEFT JOIN messages
  ON messages.tenant = old.tenant AND messages.id = json_extract(old.body, '$.source');

UPDATE feed SET
  last = last + (SELECT count(*) FROM messages),
  entries = coalesce(
    (SELECT max(seq) FROM (SELECT seq FROM messages UNION ALL SELECT seq FROM facts)), 0);

DROP TABLE old_messages;
DROP TABLE old_facts;

CREATE INDEX messages_by_change ON messages (change) WHERE change IS NOT NULL;
CREATE INDEX messages_of_thread ON messages (thread, place);
CREATE INDEX messages_by_time ON messages (thread, at);
CREATE INDEX messages_of_tenant ON messages (tenant);

CREATE UNIQUE INDEX facts_by_change ON facts (change);
CREATE INDEX facts_of_tenant ON facts (tenant, recorded_at);
CREATE INDEX facts_of_user ON facts (tenant, user, recorded_at);
CREATE INDEX facts_of_session ON facts (tenant, user, session) WHERE session <> '';
CREATE INDEX facts_of_agent ON facts (tenant, agent, recorded_at) WHERE agent <> '';
CREATE INDEX facts_of_app ON facts (tenant, app, recorded_at) WHERE app <> '';
CREATE INDEX facts_of_run ON facts (tenant, run, recorded_at) WHERE run <> '';
CREATE INDEX facts_pinned ON facts (tenant, pinned, recorded_at) WHERE pinned <> '';
CREATE INDEX facts_about ON facts (tenant, user, subject, recorded_at) WHERE subject <> '';
CREATE INDEX facts_same ON facts (canonical);
CREATE INDEX facts_moved ON facts (tenant, recorded_at) WHERE moved = 1;

-- Which facts rest on a message or another source.
CREATE TABLE citations (
  source TEXT NOT NULL,
  fact INTEGER NOT NULL REFERENCES facts (seq),
  PRIMARY KEY (source, fact)
) STRICT, WITHOUT ROWID;

INSERT INTO citations (source, fact)
SELECT json_extract(body, '$.origin.citations[0].source'), seq FROM facts
WHERE json_array_length(body, '$.origin.citations') > 0;

-- The revisions of a fact before its latest.
CREATE TABLE revisions (
  fact INTEGER NOT NULL REFERENCES facts (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  event TEXT NOT NULL,
  at INTEGER,
  body TEXT NOT NULL,
  PRIMARY KEY (fact, number)
) STRICT, WITHOUT ROWID;

-- Vectors stay where they were made by what is known here; older ones are made anew.
CREATE TABLE embedders (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE vectors (
  embedder INTEGER NOT NULL REFERENCES embedders (number),
  entry INTEGER NOT NULL,
  vector BLOB NOT NULL,
  PRIMARY KEY (embedder, entry)
) STRICT, WITHOUT ROWID;

-- What waits for a vector of an embedder that is known here.
CREATE TABLE unembedded (
  embedder INTEGER NOT NULL REFERENCES embedders (number),
  at INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  PRIMARY KEY (embedder, at, entry)
) STRICT, WITHOUT ROWID;

ALTER TABLE gone RENAME TO old_gone;

CREATE TABLE gone (
  tenant TEXT NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  change INTEGER NOT NULL UNIQUE,
  PRIMARY KEY (tenant, type, id)
) STRICT, WITHOUT ROWID;

INSERT INTO gone (tenant, type, id, change) SELECT tenant, 'FACT', fact, change FROM old_gone;
DROP TABLE old_gone;

CREATE TABLE extractions (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  id TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, id)
) STRICT;
CREATE INDEX extractions_waiting ON extractions (due_at) WHERE state IN ('PENDING', 'RUNNING');
CREATE INDEX extractions_unfinished ON extractions (tenant) WHERE state <> 'SUCCEEDED';
CREATE INDEX extractions_of_tenant ON extractions (tenant, created_at);

CREATE TABLE tombstones (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX tombstones_of_tenant ON tombstones (tenant);

-- What the hashes of tombstones are keyed with.
CREATE TABLE secret (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  value BLOB NOT NULL
) STRICT;
INSERT INTO secret VALUES (1, randomblob(32));
