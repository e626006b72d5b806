package dev.steward;

import static dev.steward.House.OWNER;
import static dev.steward.ProviderOfBatches.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.BatchDesk;
import dev.steward.core.BatchDesk.Order;
import dev.steward.core.BatchDesk.View;
import dev.steward.core.Failure;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.model.BatchModel.Outcome;
import dev.steward.core.model.Unfinished;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Batches whose calls a provider answers together, for half the price.
class ProviderBatchesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration A_MOMENT = Duration.ofMinutes(6);

  /// 1,000 tokens read and 100 written at $0.10 and $0.50 for a million.
  private static final Money ORDINARY = Money.of("0.00015");

  private static final Money HALF = Money.of("0.000075");

  @TempDir private Path folder;
  private @Nullable House opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
  }

  private House house() {
    return Objects.requireNonNull(opened);
  }

  private BatchDesk batches() {
    return house().steward().batches();
  }

  private ProviderOfBatches provider(Function<String, Outcome> outcomes) {
    var provider = new ProviderOfBatches(outcomes);
    opened = new House(folder, provider);
    return provider;
  }

  private static Batch.Options within(String hours) {
    return Batch.Options.DEFAULTS.withWithin(Duration.parse("PT" + hours));
  }

  private static Order order(int size, Batch.Options options) {
    var rows =
        IntStream.rangeClosed(1, size)
            .mapToObj(number -> Map.of("number", Integer.toString(number)))
            .toList();
    return new Order("b", "ana", "ops_engine", "Sort order {number}", rows, options);
  }

  private View atRest() {
    return until(view -> view.batch().state().isAtRest());
  }

  private List<Item> items() {
    return batches().items(OWNER, "b", Set.of(), 0, 10_000);
  }

  private List<LedgerEntry> paid() {
    var now = house().clock.instant();
    return house()
        .steward()
        .costs(OWNER, "", now.minus(Duration.ofDays(30)), now.plus(Duration.ofDays(1)));
  }

  private static void await(Semaphore semaphore) {
    try {
      assertThat(semaphore.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing("interrupted", new Unfinished(e), Duration.ZERO);
    }
  }

  /// Has time pass until the batch is as it is to be.
  private View until(Predicate<View> isSo) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var view = batches().find(OWNER, "b").orElseThrow();
    while (!isSo.test(view)) {
      assertThat(System.nanoTime()).as(view.toString()).isLessThan(end);
      house().clock.advance(Duration.ofSeconds(10));
      view = batches().await(OWNER, "b", Duration.ofMillis(100));
    }
    return view;
  }

  private void endAndLook(ProviderOfBatches provider) {
    provider.end();
    house().clock.advance(A_MOMENT);
  }

  @Test
  void allItemsGoToTheProviderTogetherForHalfThePrice() {
    var provider = provider(task -> says("Done: " + task));
    batches().start(OWNER, order(30, within("24H")));
    await(provider.seen);
    var view = until(known -> !known.waitingFor().isEmpty());
    assertThat(view.waitingFor()).isEqualTo("Anthropic: 0 of 30 done");
    assertThat(view.parked()).isEqualTo(30);
    assertThat(view.underWay()).isZero();

    endAndLook(provider);

    view = atRest();
    assertThat(view.batch().state()).isEqualTo(Batch.State.DONE);
    assertThat(items())
        .extracting(Item::result)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 30).mapToObj(n -> "Done: Sort order " + n).toList());
    assertThat(provider.sizes()).containsExactly(30);
    assertThat(provider.calledNow()).isEmpty();
    assertThat(paid())
        .hasSize(30)
        .allSatisfy(entry -> {
          assertThat(entry.cost()).isEqualTo(HALF);
          assertThat(entry.terms().batch()).isTrue();
          assertThat(entry.group()).isEqualTo("b");
        })
        .extracting(LedgerEntry::turn)
        .doesNotHaveDuplicates();
    assertThat(view.tally().cost()).isEqualTo(Money.of("0.00225"));
    assertThat(view.waitingFor()).isEmpty();
  }

  @Test
  void withoutTimeEachGoesTheOrdinaryWay() {
    var provider = provider(task -> says("Done"));
    batches().start(OWNER, order(3, within("12H")));

    assertThat(atRest().tally().done()).isEqualTo(3);
    assertThat(provider.sizes()).isEmpty();
    assertThat(provider.calledNow()).hasSize(3);
    assertThat(paid()).extracting(LedgerEntry::cost).containsOnly(ORDINARY);
  }

  @Test
  void theEstimateSaysBothPrices() {
    provider(task -> says("Done"));
    var estimate = batches().estimate(OWNER, order(10, Batch.Options.DEFAULTS));

    assertThat(estimate.later()).hasSize(1);
    var later = estimate.later().getFirst();
    assertThat(later.provider()).isEqualTo("Anthropic");
    assertThat(later.window()).isEqualTo(Duration.ofHours(24));
    assertThat(later.expected().dollars().add(later.expected().dollars()))
        .isEqualByComparingTo(estimate.expected().dollars());
  }

  @Test
  void whatWasNotAnsweredGoesTheOrdinaryWay() {
    var provider =
        provider(
            task -> task.endsWith("2") ? new Outcome.Unanswered("expired") : says("Done: " + task));
    batches().start(OWNER, order(3, within("48H")));
    await(provider.seen);
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(3);
    assertThat(items().get(1).result()).isEqualTo("Now: Sort order 2");
    assertThat(provider.calledNow()).containsExactly("Sort order 2");
    assertThat(paid())
        .extracting(LedgerEntry::cost)
        .containsExactlyInAnyOrder(HALF, ORDINARY, HALF);
  }

  @Test
  void whatWasNotAnsweredInTimeFailsAndSaysWhy() {
    var provider = provider(task -> new Outcome.Unanswered("expired"));
    batches().start(OWNER, order(2, within("24H")));
    await(provider.seen);
    provider.end();
    house().clock.advance(Duration.ofHours(25));

    var view = atRest();
    assertThat(view.tally().failed()).isEqualTo(2);
    assertThat(view.tally().cost()).isEqualTo(Money.ZERO);
    assertThat(items().getFirst().result()).contains("Anthropic", "expired", "retry");
    assertThat(provider.calledNow()).isEmpty();
  }

  @Test
  void whatIsNotAnsweredBeforeTheLastHourIsCalledBack() {
    var provider = provider(task -> says("Done"));
    batches().start(OWNER, order(2, within("24H")));
    await(provider.seen);
    until(known -> !known.waitingFor().isEmpty());
    house().clock.advance(Duration.ofHours(23).plusMinutes(10));
    until(known -> provider.wasCancelled());
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(2);
    assertThat(items()).extracting(Item::result).allMatch(result -> result.startsWith("Now: "));
    assertThat(paid()).extracting(LedgerEntry::cost).containsOnly(ORDINARY);
  }

  @Test
  void moreThanTheProviderTakesGoesInSeveralBatches() {
    var provider = provider(task -> says("Done"));
    provider.takesAtMost(4);
    batches().start(OWNER, order(10, within("24H")));
    until(known -> provider.sizes().size() == 3);
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(10);
    assertThat(provider.sizes()).containsExactly(4, 4, 2);
    assertThat(paid()).hasSize(10);
  }

  @Test
  void aBatchThatWasTakenUnheardIsNotHandedInAgain() {
    var provider = provider(task -> says("Done"));
    provider.afterTaking(() -> {
      throw Failure.passing("the connection broke", new Unfinished(null), Duration.ZERO);
    });
    batches().start(OWNER, order(5, within("24H")));
    await(provider.seen);
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(5);
    assertThat(provider.sizes()).containsExactly(5);
    assertThat(paid()).hasSize(5).extracting(LedgerEntry::cost).containsOnly(HALF);
  }

  @Test
  void aProcessThatEndsBeforeItHearsOfItsBatchPaysOnce() {
    var provider = provider(task -> says("Done"));
    var never = new Semaphore(0);
    provider.afterTaking(() -> await(never));
    batches().start(OWNER, order(5, within("24H")));
    await(provider.seen);
    provider.end();

    house().reopenAfter(A_MOMENT);

    assertThat(atRest().tally().done()).isEqualTo(5);
    assertThat(provider.sizes()).containsExactly(5);
    assertThat(paid())
        .hasSize(5)
        .allSatisfy(entry -> assertThat(entry.cost()).isEqualTo(HALF))
        .extracting(LedgerEntry::turn)
        .doesNotHaveDuplicates();
  }

  @Test
  void whatWasNotTakenIsHandedInAgain() {
    var provider = provider(task -> says("Done"));
    provider.refuses(
        Failure.passing("it is in trouble", new Unfinished(null), Duration.ofSeconds(1)));
    batches().start(OWNER, order(5, within("24H")));
    await(provider.seen);
    provider.refusesNoMore();
    // It is looked for until it would have been seen.
    until(known -> provider.sizes().size() == 1);
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(5);
    assertThat(provider.sizes()).containsExactly(5);
    assertThat(paid()).hasSize(5);
  }

  @Test
  void resultsThatBreakOffAreReadAgainAndPaidOnce() {
    var provider = provider(task -> says("Done: " + task));
    provider.breaksOffAfter(3);
    batches().start(OWNER, order(10, within("24H")));
    await(provider.seen);
    endAndLook(provider);
    until(known -> known.tally().done() >= 3);
    house().reopenAfter(A_MOMENT);

    assertThat(atRest().tally().done()).isEqualTo(10);
    assertThat(paid())
        .hasSize(10)
        .allSatisfy(entry -> assertThat(entry.cost()).isEqualTo(HALF))
        .extracting(LedgerEntry::turn)
        .doesNotHaveDuplicates();
    assertThat(provider.calledNow()).isEmpty();
  }

  @Test
  void aRefusedBatchIsPausedAndGoesOnAsItsOwnerSays() {
    var provider = provider(task -> says("Done"));
    provider.refuses(Failure.external("Anthropic refused the call with status 400", null));
    batches().start(OWNER, order(4, within("24H")));

    var view = atRest();
    assertThat(view.batch().state()).isEqualTo(Batch.State.PAUSED);
    assertThat(view.batch().note()).contains("status 400", "--within 0s");
    assertThat(provider.calledNow()).isEmpty();

    batches().resume(OWNER, "b", within("0H"));
    assertThat(atRest().tally().done()).isEqualTo(4);
    assertThat(provider.calledNow()).hasSize(4);
    assertThat(paid()).hasSize(4).extracting(LedgerEntry::cost).containsOnly(ORDINARY);
  }

  @Test
  void aRefusedBatchIsHandedInAgainWhenItIsResumed() {
    var provider = provider(task -> says("Done"));
    provider.refuses(Failure.account("Anthropic wants money"));
    batches().start(OWNER, order(4, within("24H")));
    assertThat(atRest().batch().note()).contains("Anthropic wants money");

    provider.refusesNoMore();
    batches().resume(OWNER, "b", within("24H"));
    until(known -> provider.sizes().size() == 1);
    endAndLook(provider);

    assertThat(atRest().tally().done()).isEqualTo(4);
    assertThat(paid()).hasSize(4).extracting(LedgerEntry::cost).containsOnly(HALF);
  }

  @Test
  void aCancelledBatchIsCancelledAtTheProvider() {
    var provider = provider(task -> says("Done"));
    batches().start(OWNER, order(4, within("24H")));
    await(provider.seen);
    until(known -> !known.waitingFor().isEmpty());
    batches().cancel(OWNER, "b");
    house().clock.advance(A_MOMENT);
    until(known -> provider.wasCancelled());
    endAndLook(provider);

    var view = atRest();
    assertThat(view.batch().state()).isEqualTo(Batch.State.CANCELLED);
    assertThat(view.tally().cancelled()).isEqualTo(4);
    assertThat(view.tally().cost()).isEqualTo(Money.ZERO);
    assertThat(paid()).isEmpty();

    batches().retry(OWNER, "b");
    until(known -> provider.sizes().size() == 2);
    endAndLook(provider);
    assertThat(atRest().tally().done()).isEqualTo(4);
    assertThat(items()).extracting(Item::attempt).containsOnly(2);
  }

  @Test
  void callsOfToolsGoOnTheOrdinaryWayWhenThereIsNoMoreTime() {
    var provider =
        provider(task ->
            new Outcome.Answered(
                ProviderOfBatches.completion(
                    ScriptedModel.calls("calendar_list", Map.of("person", "John")))));
    batches().start(OWNER, order(2, within("24H")));
    await(provider.seen);
    provider.end();
    house().clock.advance(Duration.ofHours(2));

    assertThat(atRest().tally().done()).isEqualTo(2);
    assertThat(provider.sizes()).containsExactly(2);
    assertThat(provider.calledNow()).hasSize(2);
    assertThat(paid())
        .extracting(LedgerEntry::cost)
        .containsExactlyInAnyOrder(HALF, HALF, ORDINARY, ORDINARY);
  }

  @Test
  void anAnswerThatIsOfNoUseIsPaidAndFails() {
    var provider =
        provider(task ->
            new Outcome.Useless(
                Failure.external(
                    "it can't be read",
                    new Unfinished(
                        Unfinished.Known.ALL, ProviderOfBatches.USAGE, Terms.BATCH, "{}", null))));
    batches().start(OWNER, order(1, within("24H")));
    await(provider.seen);
    endAndLook(provider);

    assertThat(atRest().tally().failed()).isEqualTo(1);
    assertThat(items().getFirst().result()).contains("it can't be read");
    assertThat(paid()).extracting(LedgerEntry::cost).containsExactly(HALF);
  }

  @Test
  void whatABudgetDoesNotAllowIsNotHandedIn() {
    var provider = new ProviderOfBatches(task -> says("Done"));
    opened = new House(folder, provider);
    house()
        .reopenWith(
            settings -> settings + "\nbudgets:\n  - { for: tenant, per: month, stop: 0.0005 }\n");
    batches().start(OWNER, order(2, within("24H")));

    assertThat(atRest().tally().failed()).isEqualTo(2);
    assertThat(items().getFirst().result()).contains("budget");
    assertThat(provider.sizes()).isEmpty();
  }

  @Test
  void aBatchIsPaidForUnderItsTagsAndAsAGroup() {
    provider(task -> says("Done"));
    batches()
        .start(OWNER, order(2, Batch.Options.DEFAULTS.withTags(List.of("client-a", "client-a"))));

    atRest();
    assertThat(paid())
        .hasSize(2)
        .allSatisfy(entry -> {
          assertThat(entry.tags()).containsExactly("client-a");
          assertThat(entry.group()).isEqualTo("b");
        });
  }
}
