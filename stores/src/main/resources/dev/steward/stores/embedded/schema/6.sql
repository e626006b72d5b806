-- What is set aside for calls under way, and how the accounts stand that budgets are about.

ALTER TABLE ledger ADD COLUMN session TEXT AS (coalesce(json_extract(body, '$.session'), '')) VIRTUAL;
ALTER TABLE ledger ADD COLUMN grouped TEXT AS (coalesce(json_extract(body, '$.group'), '')) VIRTUAL;
CREATE INDEX ledger_of_session ON ledger (tenant, session) WHERE session <> '';
CREATE INDEX ledger_of_group ON ledger (tenant, grouped) WHERE grouped <> '';

-- `body` is the call as it is booked if nobody ever learns what it used.
CREATE TABLE reservations (
  seq INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  key TEXT NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (tenant, key)
) STRICT;

-- `spent` and `reserved` are exact decimals: the sums of what `ledger` and `reservations` hold. A
-- row can be deleted at any time; it is summed up again when it is needed.
CREATE TABLE accounts (
  number INTEGER PRIMARY KEY,
  tenant TEXT NOT NULL,
  whose TEXT NOT NULL,
  who TEXT NOT NULL,
  from_at INTEGER NOT NULL,
  to_at INTEGER NOT NULL,
  spent TEXT NOT NULL,
  reserved TEXT NOT NULL,
  UNIQUE (tenant, whose, who, to_at, from_at)
) STRICT;
CREATE INDEX accounts_by_period ON accounts (tenant, whose, from_at);
