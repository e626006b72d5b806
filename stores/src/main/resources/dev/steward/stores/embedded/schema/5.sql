-- Runs are listed by their graph, too: a batch has one for each of its items.

ALTER TABLE runs ADD COLUMN graph TEXT NOT NULL DEFAULT '';
UPDATE runs SET graph = coalesce(json_extract(body, '$.graph'), '');
CREATE INDEX runs_of_graph ON runs (tenant, graph, started_at, seq);

CREATE TABLE batches (
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
CREATE INDEX batches_of_tenant ON batches (tenant, started_at, seq);
CREATE INDEX batches_unfinished ON batches (started_at, seq) WHERE finished = 0;

-- The cost is exact, so it is a text: the digits of a decimal number.
CREATE TABLE batch_items (
  batch INTEGER NOT NULL REFERENCES batches (seq) ON DELETE CASCADE,
  row INTEGER NOT NULL,
  state TEXT NOT NULL,
  cost TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (batch, row)
) STRICT;
CREATE INDEX batch_items_by_state ON batch_items (batch, state, row);
