package dev.steward.stores.embedded;

import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.run.Codec;
import java.time.Instant;
import java.util.List;

/// The ledger's rows.
final class SqliteLedger implements Ledger {
  private final Database database;
  private final Codec codec;

  SqliteLedger(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  @Override
  public boolean book(LedgerEntry entry) {
    var body = codec.encode(entry);
    return database.write(
        "book the call " + entry.key(),
        rows ->
            rows.update(
                    """
                    INSERT INTO ledger (tenant, key, user, turn, completed_at, body)
                    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (tenant, key) DO NOTHING
                    """,
                    entry.tenant(),
                    entry.key(),
                    entry.user(),
                    entry.turn(),
                    Times.nanos(entry.completedAt()),
                    body)
                == 1);
  }

  @Override
  public List<LedgerEntry> entries(String tenant, String user, Instant from, Instant to) {
    var bodies =
        database.read(
            "list the calls of " + tenant,
            rows ->
                user.isEmpty()
                    ? rows.list(
                        row -> row.getString(1),
                        """
                        SELECT body FROM ledger
                        WHERE tenant = ? AND completed_at >= ? AND completed_at < ?
                        ORDER BY completed_at, seq
                        """,
                        tenant,
                        Times.nanos(from),
                        Times.nanos(to))
                    : rows.list(
                        row -> row.getString(1),
                        """
                        SELECT body FROM ledger
                        WHERE tenant = ? AND user = ? AND completed_at >= ? AND completed_at < ?
                        ORDER BY completed_at, seq
                        """,
                        tenant,
                        user,
                        Times.nanos(from),
                        Times.nanos(to)));
    return entries(bodies);
  }

  @Override
  public List<LedgerEntry> find(String tenant, String id) {
    return entries(
        database.read(
            "find the calls of " + id,
            rows -> {
              var byKey =
                  rows.list(
                      row -> row.getString(1),
                      "SELECT body FROM ledger WHERE tenant = ? AND key = ?",
                      tenant,
                      id);
              return byKey.isEmpty()
                  ? rows.list(
                      row -> row.getString(1),
                      """
                      SELECT body FROM ledger WHERE tenant = ? AND turn = ? AND turn <> ''
                      ORDER BY completed_at, seq
                      """,
                      tenant,
                      id)
                  : byKey;
            }));
  }

  private List<LedgerEntry> entries(List<String> bodies) {
    return bodies.stream().map(body -> codec.decode(body, LedgerEntry.class)).toList();
  }
}
