package dev.steward.stores.embedded;

import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.Booking;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Verdict;
import dev.steward.core.run.Codec;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// The ledger's rows, and those of what is set aside.
final class SqliteLedger implements Ledger {
  private final Database database;
  private final Codec codec;
  private final AccountRows accounts;

  SqliteLedger(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
    this.accounts = new AccountRows(codec);
  }

  @Override
  public Verdict reserve(LedgerEntry worst, List<Limit> limits) {
    return database.write(
        "set money aside for the call " + worst.key(),
        rows -> {
          for (var limit : limits) {
            var balance = accounts.kept(rows, limit.account());
            if (!limit.allows(balance, worst.cost())) {
              return new Verdict.Refused(limit, balance);
            }
          }
          var entry = worst.withKey(free(rows, worst));
          rows.update(
              "INSERT INTO reservations (tenant, key, body) VALUES (?, ?, ?)",
              entry.tenant(),
              entry.key(),
              codec.encode(entry));
          AccountRows.change(rows, entry, balance -> balance.reserve(entry.cost()));
          return new Verdict.Granted(entry);
        });
  }

  private static String free(Rows rows, LedgerEntry entry) throws SQLException {
    var key = entry.key();
    for (int number = 2; isTaken(rows, entry.tenant(), key); number++) {
      key = entry.key() + "." + number;
    }
    return key;
  }

  private static boolean isTaken(Rows rows, String tenant, String key) throws SQLException {
    return rows.number(
            """
            SELECT EXISTS (SELECT 1 FROM ledger WHERE tenant = ? AND key = ?)
              OR EXISTS (SELECT 1 FROM reservations WHERE tenant = ? AND key = ?)
            """,
            tenant,
            key,
            tenant,
            key)
        == 1;
  }

  @Override
  public void release(String tenant, String key) {
    database.write(
        "give back what was set aside for the call " + key, rows -> free(rows, tenant, key));
  }

  private boolean free(Rows rows, String tenant, String key) throws SQLException {
    var body =
        rows.first(
            row -> row.getString(1),
            "SELECT body FROM reservations WHERE tenant = ? AND key = ?",
            tenant,
            key);
    if (body.isEmpty()) {
      return false;
    }
    rows.update("DELETE FROM reservations WHERE tenant = ? AND key = ?", tenant, key);
    var entry = codec.decode(body.get(), LedgerEntry.class);
    AccountRows.change(rows, entry, balance -> balance.free(entry.cost()));
    return true;
  }

  @Override
  public List<LedgerEntry> reserved() {
    return entries(
        database.read(
            "list what is set aside",
            rows ->
                rows.list(row -> row.getString(1), "SELECT body FROM reservations ORDER BY seq")));
  }

  @Override
  public Booking book(LedgerEntry entry) {
    var body = codec.encode(entry);
    return database.write(
        "book the call " + entry.key(),
        rows -> {
          free(rows, entry.tenant(), entry.key());
          var isNew =
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
                  == 1;
          return new Booking(
              isNew,
              AccountRows.change(
                  rows, entry, balance -> isNew ? balance.spend(entry.cost()) : balance));
        });
  }

  @Override
  public Balance balance(Account account) {
    return database.read(
        "look how much is spent by " + account.tenant(), rows -> accounts.balance(rows, account));
  }

  @Override
  public List<Balance> balances(String tenant, Account.Whose whose, Instant from, int limit) {
    return database.read(
        "look how much is spent by " + tenant,
        rows -> AccountRows.list(rows, tenant, whose, from, limit));
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
  public List<LedgerEntry> latest(String tenant, int limit) {
    return entries(
        database.read(
            "list the latest calls of " + tenant,
            rows ->
                rows.list(
                    row -> row.getString(1),
                    """
                    SELECT body FROM ledger WHERE tenant = ?
                    ORDER BY completed_at DESC, seq DESC LIMIT ?
                    """,
                    tenant,
                    limit)));
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
