-- Small texts that the parts around the core keep; `seq` says in which order they came.
CREATE TABLE documents (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, kind, id)
) STRICT;
