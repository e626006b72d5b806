package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TillTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
  private static final PriceRow.Origin ORIGIN = new PriceRow.Origin("the test", "");
  private static final PriceTable PRICES =
      new PriceTable(
          Map.of(
              "priced",
              List.of(
                  PriceRow.of(
                      "priced/1",
                      PriceRow.When.ALWAYS,
                      Map.of("input", new BigDecimal("0.003"), "output", BigDecimal.ONE),
                      ORIGIN),
                  PriceRow.times(
                      "priced/2",
                      PriceRow.When.ALWAYS.withTerms(Terms.BATCH),
                      new BigDecimal("0.5"),
                      ORIGIN))),
          Map.of(),
          PriceTable.Basis.COMPLETION);
  private static final Till.Purpose PURPOSE =
      new Till.Purpose("t1/3", new Scope("acme", "ana", "s1"), "t1", "ops_engine", "other");
  private static final Prompt PROMPT =
      new Prompt(
          "", List.of(new ChatMessage.User("Hi")), List.of(), List.of(), Prompt.Options.DEFAULTS);

  /// 4,096 tokens of output, and of the prompt its 2 bytes and what is allowed for around them.
  private static final Money WORST = Money.of("0.004096246");

  private final ManualClock clock = new ManualClock(NOON);
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Till till = new Till(PRICES, ledger, clock);

  private List<LedgerEntry> booked() {
    return ledger.entries("acme", "", Instant.EPOCH, Instant.MAX);
  }

  private static Completion answer(Usage usage, Terms terms, String raw) {
    return new Completion("Hello", List.of(), Completion.Stop.END, usage, terms, "", raw, Map.of());
  }

  @Test
  void aModelWithoutAPriceIsNotCalled() {
    var model = new ScriptedModel("mystery").then(ScriptedModel.says("Hello"));

    assertThatThrownBy(() -> till.call(model, PURPOSE, PROMPT, text -> {}))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("mystery");

    assertThat(model.prompts()).isEmpty();
    assertThat(booked()).isEmpty();
  }

  @Test
  void anAnswerIsBookedWithItsBillItsReportAndBothItsTimes() {
    var usage = new Usage(1, 0, 0, 0, 0, 0);
    var model =
        new ScriptedModel(
            "priced",
            prompt -> {
              clock.advance(Duration.ofSeconds(2));
              return answer(usage, Terms.BATCH, "{\"input_tokens\":1}");
            });

    var paid = till.call(model, PURPOSE, PROMPT, text -> {});

    assertThat(paid.bill().total()).isEqualTo(Money.of("0.0000000015"));
    assertThat(paid.bill().notes()).isEmpty();
    assertThat(booked())
        .containsExactly(
            new LedgerEntry(
                    "t1/3",
                    "acme",
                    "ana",
                    "t1",
                    "ops_engine",
                    "priced",
                    "other",
                    usage,
                    Terms.BATCH,
                    paid.bill(),
                    "{\"input_tokens\":1}",
                    NOON,
                    NOON.plusSeconds(2))
                .withSession("s1"));
  }

  @Test
  void whatIsServedUnderUnpricedTermsIsBookedAllTheSame() {
    var model =
        new ScriptedModel(
            "priced",
            prompt ->
                answer(new Usage(1_000, 0, 0, 0, 0, 0), Terms.STANDARD.withTier("gold"), "{}"));

    var bill = till.call(model, PURPOSE, PROMPT, text -> {}).bill();

    assertThat(bill.total()).isEqualTo(Money.of("0.000003"));
    assertThat(bill.notes()).extracting(Bill.Note::kind).containsExactly(Bill.Note.Kind.UNPRICED);
    assertThat(booked()).hasSize(1);
  }

  @Test
  void whatAProviderDoesNotReportIsTheMostItCanBeAndAnExplicitNothingIsNothing() {
    var silent = new ScriptedModel("priced", prompt -> answer(Usage.NONE, Terms.STANDARD, ""));
    var explicit =
        new ScriptedModel(
            "priced", prompt -> answer(Usage.NONE, Terms.STANDARD, "{\"input_tokens\":0}"));

    var bill = till.call(silent, PURPOSE, PROMPT, text -> {}).bill();
    assertThat(bill.notes())
        .extracting(Bill.Note::kind)
        .containsExactly(Bill.Note.Kind.ESTIMATED, Bill.Note.Kind.NOT_REPORTED);
    assertThat(bill.total()).isEqualTo(WORST);
    assertThat(till.call(explicit, PURPOSE, PROMPT, text -> {}).bill())
        .isEqualTo(new Bill(Money.ZERO, List.of(), List.of(), List.of()));
  }
}
