package dev.steward.stores.embedded;

import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Codec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// How accounts stand: sums over the ledger and what is set aside, kept in step with both by the
/// same transactions.
final class AccountRows {
  /// No call takes longer, so what began in a period has ended so soon after it.
  private static final Duration LONGEST_CALL = Duration.ofDays(40);

  private static final String COLUMNS = "tenant, whose, who, from_at, to_at, spent, reserved";

  private final Codec codec;

  AccountRows(Codec codec) {
    this.codec = codec;
  }

  /// How an account stands; from now on it is kept.
  Balance kept(Rows rows, Account account) throws SQLException {
    var known = find(rows, account);
    if (known.isPresent()) {
      return known.get();
    }
    var balance = summed(rows, account);
    rows.update(
        "INSERT INTO accounts (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?)",
        account.tenant(),
        account.whose().name(),
        account.who(),
        Times.nanos(account.from()),
        Times.nanos(account.to()),
        text(balance.spent()),
        text(balance.reserved()));
    return balance;
  }

  /// How an account stands.
  Balance balance(Rows rows, Account account) throws SQLException {
    var known = find(rows, account);
    return known.isPresent() ? known.get() : summed(rows, account);
  }

  private static Optional<Balance> find(Rows rows, Account account) throws SQLException {
    return rows.first(
        AccountRows::balance,
        "SELECT "
            + COLUMNS
            + " FROM accounts"
            + " WHERE tenant = ? AND whose = ? AND who = ? AND to_at = ? AND from_at = ?",
        account.tenant(),
        account.whose().name(),
        account.who(),
        Times.nanos(account.to()),
        Times.nanos(account.from()));
  }

  /// The accounts of a kind that begin at a moment, those that have spent most first.
  static List<Balance> list(Rows rows, String tenant, Account.Whose whose, Instant from, int limit)
      throws SQLException {
    return rows.list(
        AccountRows::balance,
        "SELECT "
            + COLUMNS
            + " FROM accounts WHERE tenant = ? AND whose = ? AND from_at = ?"
            + " ORDER BY CAST(spent AS REAL) DESC, number LIMIT ?",
        tenant,
        whose.name(),
        Times.nanos(from),
        limit);
  }

  /// Changes every account that is kept and holds a call; these are how they stand then.
  static List<Balance> change(Rows rows, LedgerEntry entry, UnaryOperator<Balance> change)
      throws SQLException {
    var changed = new ArrayList<Balance>();
    for (var whose : Account.Whose.values()) {
      if (whose.has(entry)) {
        for (var balance : holding(rows, whose, entry)) {
          var after = change.apply(balance);
          update(rows, after);
          changed.add(after);
        }
      }
    }
    return changed;
  }

  private static List<Balance> holding(Rows rows, Account.Whose whose, LedgerEntry entry)
      throws SQLException {
    var at = Times.nanos(entry.startedAt());
    return rows.list(
        AccountRows::balance,
        "SELECT "
            + COLUMNS
            + " FROM accounts"
            + " WHERE tenant = ? AND whose = ? AND who = ? AND to_at > ? AND from_at <= ?",
        entry.tenant(),
        whose.name(),
        whose.of(entry),
        at,
        at);
  }

  private static void update(Rows rows, Balance balance) throws SQLException {
    var account = balance.account();
    rows.update(
        """
        UPDATE accounts SET spent = ?, reserved = ?
        WHERE tenant = ? AND whose = ? AND who = ? AND to_at = ? AND from_at = ?
        """,
        text(balance.spent()),
        text(balance.reserved()),
        account.tenant(),
        account.whose().name(),
        account.who(),
        Times.nanos(account.to()),
        Times.nanos(account.from()));
  }

  private Balance summed(Rows rows, Account account) throws SQLException {
    return new Balance(account, spent(rows, account), reserved(rows, account));
  }

  private static Money spent(Rows rows, Account account) throws SQLException {
    var condition =
        switch (account.whose()) {
          case TENANT -> "? = ''";
          case USER -> "user = ?";
          case AGENT -> "json_extract(body, '$.agent') = ?";
          case TASK -> "turn = ? AND turn <> ''";
          case SESSION -> "session = ? AND session <> ''";
          case GROUP -> "grouped = ? AND grouped <> ''";
        };
    var last = account.to().equals(Instant.MAX) ? Instant.MAX : account.to().plus(LONGEST_CALL);
    return rows
        .list(
            row -> new Started(Instant.parse(row.getString(1)), Money.of(row.getString(2))),
            """
            SELECT json_extract(body, '$.startedAt'), body -> '$.bill.total.dollars' FROM ledger
            WHERE tenant = ? AND %s AND completed_at >= ? AND completed_at < ?
            """
                .formatted(condition),
            account.tenant(),
            account.who(),
            Times.nanos(account.from()),
            Times.nanos(last))
        .stream()
        .filter(call -> !call.at.isBefore(account.from()) && call.at.isBefore(account.to()))
        .map(Started::cost)
        .reduce(Money.ZERO, Money::plus);
  }

  private record Started(Instant at, Money cost) {}

  private Money reserved(Rows rows, Account account) throws SQLException {
    return rows
        .list(
            row -> row.getString(1),
            "SELECT body FROM reservations WHERE tenant = ?",
            account.tenant())
        .stream()
        .map(body -> codec.decode(body, LedgerEntry.class))
        .filter(account::holds)
        .map(LedgerEntry::cost)
        .reduce(Money.ZERO, Money::plus);
  }

  private static Balance balance(ResultSet row) throws SQLException {
    var account =
        new Account(
            row.getString(1),
            Account.Whose.valueOf(row.getString(2)),
            row.getString(3),
            Times.instant(row.getLong(4)),
            row.getLong(5) == Long.MAX_VALUE ? Instant.MAX : Times.instant(row.getLong(5)));
    return new Balance(account, Money.of(row.getString(6)), Money.of(row.getString(7)));
  }

  private static String text(Money money) {
    return money.dollars().toPlainString();
  }
}
