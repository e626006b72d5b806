package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.cost.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What every [Ledger] promises of money that is set aside.
public interface ReservationContract {
  Instant MONTH = Instant.parse("2026-11-01T00:00:00Z");
  Instant NEXT_MONTH = Instant.parse("2026-12-01T00:00:00Z");
  Instant AT = Instant.parse("2026-11-23T12:00:00.123456789Z");
  Account TENANTS = new Account("acme", Account.Whose.TENANT, "", MONTH, NEXT_MONTH);

  /// The ledger under test: empty when a test begins, and the same one throughout it.
  Ledger ledger();

  @Test
  default void whatIsSetAsideCountsUntilItIsBooked() {
    var reserved = granted(call("t1/1", "0.75"), limit(TENANTS, "1"));

    assertThat(ledger().reserved()).containsExactly(reserved);
    assertThat(ledger().balance(TENANTS)).isEqualTo(balance(TENANTS, "0", "0.75"));

    var booking = ledger().book(call("t1/1", "0.5"));

    assertThat(booking.balances()).containsExactly(balance(TENANTS, "0.5", "0"));
    assertThat(ledger().balance(TENANTS)).isEqualTo(balance(TENANTS, "0.5", "0"));
    assertThat(ledger().reserved()).isEmpty();
  }

  @Test
  default void aLimitIsReachedToTheLastDigitAndNeverPassed() {
    var limit = limit(TENANTS, "1");
    granted(call("t1/1", "0.999999999999"), limit);

    refused(call("t1/2", "0.0000000000011"), limit);
    granted(call("t1/3", "0.000000000001"), limit);
    refused(call("t1/4", "0.000000000000000001"), limit);
    granted(call("t1/5", "0"), limit);
  }

  @Test
  default void whatIsRefusedSetsNothingAsideAnywhere() {
    var anas = new Account("acme", Account.Whose.USER, "ana", MONTH, NEXT_MONTH);
    var limits = List.of(limit(TENANTS, "10"), limit(anas, "0.5"));

    var verdict = ledger().reserve(call("t1/1", "1"), limits);

    assertThat(verdict).isEqualTo(new Verdict.Refused(limits.getLast(), balance(anas, "0", "0")));
    assertThat(ledger().reserved()).isEmpty();
    assertThat(ledger().balance(TENANTS)).isEqualTo(balance(TENANTS, "0", "0"));
  }

  @Test
  default void whatIsGivenBackIsFreeAgain() {
    var limit = limit(TENANTS, "1");
    granted(call("t1/1", "1"), limit);
    refused(call("t1/2", "1"), limit);

    ledger().release("zeta", "t1/1");
    refused(call("t1/2", "1"), limit);
    ledger().release("acme", "t1/1");
    ledger().release("acme", "t1/1");

    granted(call("t1/2", "1"), limit);
    assertThat(ledger().balance(TENANTS)).isEqualTo(balance(TENANTS, "0", "1"));
  }

  @Test
  default void twoCallsOfOneStepAreTwoCalls() {
    assertThat(granted(call("t1/1", "1")).key()).isEqualTo("t1/1");
    assertThat(granted(call("t1/1", "1")).key()).isEqualTo("t1/1.2");
    ledger().book(call("t1/1", "1"));
    ledger().release("acme", "t1/1.2");

    assertThat(granted(call("t1/1", "1")).key()).isEqualTo("t1/1.2");
    assertThat(granted(call("t1/1", "1")).key()).isEqualTo("t1/1.3");
    assertThat(granted(call("t1/2", "1")).key()).isEqualTo("t1/2");
  }

  @ParameterizedTest
  @EnumSource(Account.Whose.class)
  default void everyKindOfAccountHoldsItsOwnCallsAlone(Account.Whose whose) {
    var mine = call("t1/1", "0.5");
    var account = new Account("acme", whose, whose.of(mine), MONTH, NEXT_MONTH);
    var others =
        List.of(
            entry("acme", "bob", "s2", "t2", "steward", "g2", "x1", AT, "1"),
            entry("zeta", "ana", "s1", "t1", "ops_engine", "g1", "x2", AT, "1"),
            call("x3", "1", MONTH.minusNanos(1)),
            call("x4", "1", NEXT_MONTH));
    granted(mine, limit(account, "100"));

    others.forEach(other -> granted(other));
    others.forEach(other -> ledger().book(other));

    var tenantsOther = whose == Account.Whose.TENANT ? "1" : "0";
    assertThat(ledger().balance(account)).isEqualTo(balance(account, tenantsOther, "0.5"));
    ledger().book(mine);
    assertThat(ledger().balance(account).reserved()).isEqualTo(Money.ZERO);
  }

  @ParameterizedTest
  @EnumSource(Account.Whose.class)
  default void aBudgetThatComesLateKnowsWhatWasSpentBefore(Account.Whose whose) {
    var account = new Account("acme", whose, whose.of(call("", "0")), MONTH, NEXT_MONTH);
    ledger().book(call("t1/1", "0.25"));
    ledger().book(call("t1/2", "0.5", MONTH));
    ledger().book(call("t1/3", "7", MONTH.minusNanos(1)));
    ledger().book(entry("zeta", "ana", "s1", "t1", "ops_engine", "g1", "t1/1", AT, "7"));
    granted(call("t1/4", "0.125"));

    assertThat(ledger().balance(account)).isEqualTo(balance(account, "0.75", "0.125"));
    refused(call("t1/5", "0.126"), limit(account, "1"));
    granted(call("t1/5", "0.125"), limit(account, "1"));
    ledger().book(call("t1/4", "0.0625"));

    assertThat(ledger().balance(account)).isEqualTo(balance(account, "0.8125", "0.125"));
  }

  @Test
  default void aCallCountsInThePeriodInWhichItBegan() {
    var late = NEXT_MONTH.minusNanos(1);
    granted(call("t1/1", "1", late), limit(TENANTS, "1"));

    ledger()
        .book(
            call("t1/1", "0.5", late)
                .settled(
                    Usage.NONE, Terms.STANDARD, bill("0.5"), "", late.plus(Duration.ofHours(1))));

    assertThat(ledger().balance(TENANTS)).isEqualTo(balance(TENANTS, "0.5", "0"));
    var next = new Account("acme", Account.Whose.TENANT, "", NEXT_MONTH, Instant.MAX);
    assertThat(ledger().balance(next)).isEqualTo(balance(next, "0", "0"));
  }

  @Test
  default void accountsWithoutAnEndCountEverything() {
    var group = Account.of("acme", Account.Whose.GROUP, "g1");
    ledger().book(call("t1/1", "0.25", Instant.parse("2020-01-01T00:00:00Z")));
    granted(call("t1/2", "0.5"), limit(group, "0.75"));

    refused(call("t1/3", "0.01"), limit(group, "0.75"));
    assertThat(ledger().balance(group)).isEqualTo(balance(group, "0.25", "0.5"));
  }

  @Test
  default void accountsAreListedByWhatTheyHaveSpent() {
    for (var user : List.of("ana", "bob", "cyd")) {
      var account = new Account("acme", Account.Whose.USER, user, MONTH, NEXT_MONTH);
      var call = entry("acme", user, "s1", "t1", "ops_engine", "g1", user, AT, "1");
      granted(call, limit(account, "9"));
    }
    ledger().book(entry("acme", "bob", "s1", "t1", "ops_engine", "g1", "bob", AT, "10"));
    ledger().book(entry("acme", "cyd", "s1", "t1", "ops_engine", "g1", "cyd", AT, "9.5"));

    assertThat(ledger().balances("acme", Account.Whose.USER, MONTH, 2))
        .extracting(balance -> balance.account().who())
        .containsExactly("bob", "cyd");
    assertThat(ledger().balances("acme", Account.Whose.USER, MONTH, 9)).hasSize(3);
    assertThat(ledger().balances("acme", Account.Whose.USER, NEXT_MONTH, 9)).isEmpty();
    assertThat(ledger().balances("acme", Account.Whose.AGENT, MONTH, 9)).isEmpty();
    assertThat(ledger().balances("zeta", Account.Whose.USER, MONTH, 9)).isEmpty();
  }

  @Test
  default void manyThreadsNeverGetMoreThanThereIs() {
    var limit = limit(TENANTS, "10");
    var given =
        Together.run(
            64,
            thread -> {
              int granted = 0;
              for (int i = 0; i < 8; i++) {
                var call = call(thread + "/" + i, "0.05");
                if (ledger().reserve(call, List.of(limit)) instanceof Verdict.Granted) {
                  granted++;
                  if (i % 2 == 0) {
                    ledger().book(call);
                  }
                }
              }
              return granted;
            });

    assertThat(given.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
    var balance = ledger().balance(TENANTS);
    assertThat(balance.committed()).isEqualTo(Money.of("10"));
    refused(call("late", "0.05"), limit);
  }

  private LedgerEntry granted(LedgerEntry call, Limit... limits) {
    var verdict = ledger().reserve(call, List.of(limits));
    assertThat(verdict).isInstanceOf(Verdict.Granted.class);
    return verdict instanceof Verdict.Granted(var reserved) ? reserved : call;
  }

  private void refused(LedgerEntry call, Limit limit) {
    assertThat(ledger().reserve(call, List.of(limit)))
        .isEqualTo(new Verdict.Refused(limit, ledger().balance(limit.account())));
  }

  private static Limit limit(Account account, String stop) {
    return new Limit("the budget", account, Money.of(stop), Money.of(stop));
  }

  private static Balance balance(Account account, String spent, String reserved) {
    return new Balance(account, Money.of(spent), Money.of(reserved));
  }

  private static LedgerEntry call(String key, String cost) {
    return call(key, cost, AT);
  }

  private static LedgerEntry call(String key, String cost, Instant startedAt) {
    return entry("acme", "ana", "s1", "t1", "ops_engine", "g1", key, startedAt, cost);
  }

  private static LedgerEntry entry(
      String tenant,
      String user,
      String session,
      String turn,
      String agent,
      String group,
      String key,
      Instant startedAt,
      String cost) {
    return new LedgerEntry(
            key,
            tenant,
            user,
            turn,
            agent,
            "claude-haiku-5-5",
            "draft_email",
            new Usage(100, 0, 0, 0, 20, 0),
            Terms.STANDARD,
            bill(cost),
            "",
            startedAt,
            startedAt)
        .withSession(session)
        .withGroup(group);
  }

  private static Bill bill(String cost) {
    return new Bill(Money.of(cost), List.of(), List.of(), List.of());
  }
}
