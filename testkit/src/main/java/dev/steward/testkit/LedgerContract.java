package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every [Ledger] promises.
public interface LedgerContract extends ReservationContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  @Test
  default void aBookedCallIsListedAsItWas() {
    var entry = entry("acme", "ana", "t1/1", NOON);

    assertThat(ledger().book(entry).isNew()).isTrue();

    assertThat(all("acme", "")).containsExactly(entry);
  }

  @Test
  default void bookingTheSameKeyAgainChangesNothing() {
    var entry = entry("acme", "ana", "t1/1", NOON);
    ledger().book(entry);

    assertThat(ledger().book(entry("acme", "bob", "t1/1", NOON.plusSeconds(1))).isNew()).isFalse();
    assertThat(ledger().book(entry).isNew()).isFalse();

    assertThat(all("acme", "")).containsExactly(entry);
  }

  @Test
  default void anotherTenantsCallsAreAbsentAndItsKeysAreItsOwn() {
    var theirs = entry("zeta", "ana", "t1/1", NOON);
    ledger().book(entry("acme", "ana", "t1/1", NOON));

    assertThat(ledger().book(theirs).isNew()).isTrue();

    assertThat(all("zeta", "")).containsExactly(theirs);
    assertThat(all("zeta", "ana")).containsExactly(theirs);
  }

  @Test
  default void aListOfOneUserHasOnlyTheirCalls() {
    var anas = entry("acme", "ana", "t1/1", NOON);
    ledger().book(anas);
    ledger().book(entry("acme", "bob", "t2/1", NOON));

    assertThat(all("acme", "ana")).containsExactly(anas);
    assertThat(all("acme", "carl")).isEmpty();
    assertThat(all("acme", "")).hasSize(2);
  }

  @Test
  default void aPeriodBeginsInclusivelyAndEndsExclusively() {
    var inside = entry("acme", "ana", "at the beginning", NOON);
    var last = entry("acme", "ana", "just before the end", NOON.plusSeconds(1).minusNanos(1));
    ledger().book(entry("acme", "ana", "just before", NOON.minusNanos(1)));
    ledger().book(inside);
    ledger().book(last);
    ledger().book(entry("acme", "ana", "at the end", NOON.plusSeconds(1)));

    assertThat(ledger().entries("acme", "ana", NOON, NOON.plusSeconds(1)))
        .containsExactly(inside, last);
    assertThat(ledger().entries("acme", "ana", NOON, NOON)).isEmpty();
  }

  @Test
  default void callsComeInTheOrderOfCompletion() {
    ledger().book(entry("acme", "ana", "third", NOON.plusNanos(2)));
    ledger().book(entry("acme", "ana", "first", NOON));
    ledger().book(entry("acme", "ana", "second", NOON.plusNanos(1)));
    ledger().book(entry("acme", "ana", "first, booked later", NOON));

    assertThat(all("acme", ""))
        .extracting(LedgerEntry::key)
        .containsExactly("first", "first, booked later", "second", "third");
  }

  @Test
  default void theLatestCallsComeFirstAndNoMoreThanAreWanted() {
    ledger().book(entry("acme", "ana", "third", NOON.plusNanos(2)));
    ledger().book(entry("acme", "ana", "first", NOON));
    ledger().book(entry("acme", "bob", "second", NOON.plusNanos(1)));
    ledger().book(entry("acme", "ana", "first, booked later", NOON));
    ledger().book(entry("zeta", "ana", "theirs", NOON.plusSeconds(9)));

    assertThat(ledger().latest("acme", 10))
        .extracting(LedgerEntry::key)
        .containsExactly("third", "second", "first, booked later", "first");
    assertThat(ledger().latest("acme", 2))
        .extracting(LedgerEntry::key)
        .containsExactly("third", "second");
    assertThat(ledger().latest("nobody", 2)).isEmpty();
  }

  @Test
  default void amountsAndTextsAreKeptExactly() {
    var amounts =
        List.of("0", "0.000000000000000000000000000001", "12345678901234567890.000001", "1000");
    for (var amount : amounts) {
      ledger().book(entry("acme", "ana", amount, NOON, Money.of(amount), "{}"));
    }
    int number = 0;
    for (var text : Texts.all()) {
      ledger().book(entry("zeta", "ana", "t" + number++, NOON, Money.ZERO, text));
    }

    assertThat(all("acme", ""))
        .extracting(LedgerEntry::cost)
        .containsExactlyElementsOf(amounts.stream().map(Money::of).toList());
    assertThat(all("zeta", "")).extracting(LedgerEntry::rawUsage).isEqualTo(Texts.all());
  }

  @Test
  default void aCallIsFoundByItsKeyAndTheCallsOfATurnByTheTurn() {
    var first = entry("acme", "ana", "t1/1", NOON);
    var second = entry("acme", "bob", "t1/2", NOON.minusSeconds(1));
    ledger().book(first);
    ledger().book(second);
    ledger().book(entry("zeta", "ana", "t1/3", NOON));

    assertThat(ledger().find("acme", "t1/1")).containsExactly(first);
    assertThat(ledger().find("acme", "t1")).containsExactly(second, first);
    assertThat(ledger().find("acme", "t1/3")).isEmpty();
    assertThat(ledger().find("zeta", "t1/1")).isEmpty();
    assertThat(ledger().find("acme", "T1")).isEmpty();
    assertThat(ledger().find("acme", "")).isEmpty();
  }

  @Test
  default void nothingThatManyThreadsBookIsLostOrDoubled() {
    var booked =
        Together.run(
            16,
            thread -> {
              int news = 0;
              for (int i = 0; i < 40; i++) {
                // Every call is booked by two threads.
                if (ledger().book(entry("acme", "ana", thread / 2 + "/" + i, NOON)).isNew()) {
                  news++;
                }
              }
              return news;
            });

    assertThat(booked.stream().mapToInt(Integer::intValue).sum()).isEqualTo(320);
    assertThat(all("acme", "")).hasSize(320).doesNotHaveDuplicates();
  }

  private List<LedgerEntry> all(String tenant, String user) {
    return ledger().entries(tenant, user, Instant.EPOCH, Instant.MAX);
  }

  private static LedgerEntry entry(String tenant, String user, String key, Instant completedAt) {
    return entry(tenant, user, key, completedAt, Money.of("0.0042"), "{\"total_tokens\":12}");
  }

  private static LedgerEntry entry(
      String tenant, String user, String key, Instant completedAt, Money cost, String rawUsage) {
    return new LedgerEntry(
            key,
            tenant,
            user,
            "t1",
            "outreach_qa",
            "claude-haiku-5-5",
            "draft_email",
            new Usage(1, 2, 3, 4, 5, 6, Map.of("web_search", 7L)),
            new Terms(true, "priority", "us"),
            bill(cost),
            rawUsage,
            completedAt.minus(Duration.ofSeconds(3)),
            completedAt)
        .withSession("s1")
        .withGroup("batch 7")
        .withTags(List.of("client-a", "größer/2"));
  }

  private static Bill bill(Money cost) {
    var origin = new PriceRow.Origin("https://example.com/prices", "2026-11-22");
    var prices =
        PriceRow.of(
            "haiku/1",
            PriceRow.When.ALWAYS.withOver(100_000).withFrom(NOON).withHours("peak"),
            Map.of("input", new BigDecimal("0.10"), "output", new BigDecimal("250")),
            origin);
    var factor =
        PriceRow.times(
            "haiku/2", PriceRow.When.ALWAYS.withTerms(Terms.BATCH), new BigDecimal("0.5"), origin);
    var line =
        new Bill.Line(
            "input",
            1,
            new BigDecimal("0.10"),
            1_000_000,
            new BigDecimal("0.50"),
            cost,
            List.of("haiku/1", "haiku/2"));
    var note = new Bill.Note(Bill.Note.Kind.STRADDLES, "it began under other prices");
    return new Bill(cost, List.of(line), List.of(prices, factor), List.of(note));
  }
}
