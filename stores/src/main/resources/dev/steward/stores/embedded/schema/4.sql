-- A paid call has a bill in the place of a bare cost. Of older calls only the cost is known: it is
-- taken over as it is written, digit by digit.

ALTER TABLE ledger ADD COLUMN turn TEXT NOT NULL DEFAULT '';

UPDATE ledger SET
  turn = coalesce(json_extract(body, '$.turn'), ''),
  body = json_remove(
    json_set(
      body,
      '$.terms', json_object(),
      '$.bill', json_object(
        'total', json(body -> '$.cost'),
        'notes', json_array(json_object(
          'kind', 'NOT_KEPT',
          'text', 'booked by an earlier version, which did not keep the rows of the price table')))),
    '$.cost');

CREATE INDEX ledger_of_turn ON ledger (tenant, turn, completed_at, seq) WHERE turn <> '';
