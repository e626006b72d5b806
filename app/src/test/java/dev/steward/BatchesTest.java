package dev.steward;

import static dev.steward.House.OWNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.BatchDesk;
import dev.steward.core.BatchDesk.Order;
import dev.steward.core.BatchDesk.View;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.testkit.ScriptedModel;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private BatchDesk batches(Function<String, Completion> answer) {
    opened = new House(folder, new ScriptedModel("deepseek-flash", p -> answer.apply(task(p))));
    return house().steward().batches();
  }

  private static String task(Prompt prompt) {
    return ((ChatMessage.User) prompt.messages().getLast()).text();
  }

  private static Order order(int size, Batch.Options options) {
    var rows =
        IntStream.rangeClosed(1, size)
            .mapToObj(number -> Map.of("number", Integer.toString(number)))
            .toList();
    return new Order("b", "ana", "ops_engine", "Sort order {number}", rows, options);
  }

  private static View atRest(BatchDesk batches) {
    return batches.await(OWNER, "b", PATIENCE);
  }

  private static List<Item> items(BatchDesk batches) {
    return batches.items(OWNER, "b", Set.of(), 0, 10_000);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing("interrupted", e, Duration.ZERO);
    }
  }

  @Test
  void eachItemIsDoneOnceAndPaidOnce() {
    var batches = batches(task -> ScriptedModel.says("Done: " + task));
    batches.start(OWNER, order(50, Batch.Options.DEFAULTS));
    var view = atRest(batches);

    assertThat(view.batch().state()).isEqualTo(Batch.State.DONE);
    assertThat(items(batches))
        .extracting(Item::result)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 50).mapToObj(n -> "Done: Sort order " + n).toList());
    var paid = paid();
    assertThat(paid).hasSize(50).extracting(LedgerEntry::turn).doesNotHaveDuplicates();
    assertThat(view.tally().cost())
        .isEqualTo(paid.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus))
        .isGreaterThan(Money.ZERO);
    assertThat(items(batches)).extracting(Item::model).containsOnly("deepseek-flash");
  }

  private List<LedgerEntry> paid() {
    return house()
        .steward()
        .costs(
            OWNER,
            "",
            house().clock.instant().minus(Duration.ofDays(1)),
            house().clock.instant().plus(Duration.ofDays(1)));
  }

  @Test
  void noMoreItemsAreAtWorkThanMayBe() {
    var working = new AtomicInteger();
    var most = new AtomicInteger();
    var three = new CountDownLatch(3);
    var batches =
        batches(task -> {
          most.accumulateAndGet(working.incrementAndGet(), Math::max);
          three.countDown();
          await(three);
          working.decrementAndGet();
          return ScriptedModel.says("Done");
        });

    batches.start(OWNER, order(20, Batch.Options.DEFAULTS.withMaxParallel(3)));

    assertThat(atRest(batches).tally().done()).isEqualTo(20);
    assertThat(most).hasValue(3);
  }

  @Test
  void onlyWhatFailedIsRetried() {
    var asked = new ConcurrentHashMap<String, Integer>();
    var batches =
        batches(task -> {
          var times = asked.merge(task, 1, Integer::sum);
          if (task.endsWith("7") && times == 1) {
            throw Failure.external("deepseek-flash refused: 400", null);
          }
          return ScriptedModel.says("Done");
        });
    batches.start(OWNER, order(20, Batch.Options.DEFAULTS));
    var first = atRest(batches);
    assertThat(first.tally().done()).isEqualTo(18);
    assertThat(first.tally().failed()).isEqualTo(2);
    assertThat(batches.items(OWNER, "b", Set.of(Item.State.FAILED), 0, 10))
        .allSatisfy(item -> assertThat(item.result()).contains("400"))
        .extracting(Item::row)
        .containsExactly(7, 17);

    batches.retry(OWNER, "b");

    assertThat(atRest(batches).tally().done()).isEqualTo(20);
    assertThat(asked.values()).containsOnly(1, 2);
    assertThat(asked.values().stream().filter(times -> times == 2)).hasSize(2);
    assertThat(items(batches)).filteredOn(item -> item.attempt() == 2).hasSize(2);
    assertThat(house().steward().run(OWNER, "b.7.2")).isPresent();
  }

  @Test
  void theCapHoldsAndTheBatchGoesOnWithAHigherOne() {
    var usage = ScriptedModel.USAGE;
    var batches = batches(task -> ScriptedModel.using(usage, ScriptedModel.says("Done")));
    var most = batches.estimate(OWNER, order(1, Batch.Options.DEFAULTS)).most();
    var cap = new Money(most.dollars().multiply(new BigDecimal("1.01")));

    batches.start(OWNER, order(400, Batch.Options.DEFAULTS.withMaxCost(cap)));
    var view = atRest(batches);

    assertThat(view.batch().state()).isEqualTo(Batch.State.PAUSED);
    assertThat(view.batch().note()).contains("cap").contains(cap.toString());
    assertThat(view.tally().done()).isBetween(1, 399);
    assertThat(view.tally().cost()).isLessThanOrEqualTo(cap);

    batches.resume(OWNER, "b", Batch.Options.DEFAULTS.withMaxCost(Money.of("1000")));
    assertThat(atRest(batches).tally().done()).isEqualTo(400);
  }

  @Test
  void aPausedBatchFinishesWhatIsUnderWayAndGoesOnLater() {
    var begun = new Semaphore(0);
    var mayEnd = new CountDownLatch(1);
    var batches =
        batches(task -> {
          begun.release();
          await(mayEnd);
          return ScriptedModel.says("Done");
        });
    batches.start(OWNER, order(10, Batch.Options.DEFAULTS.withMaxParallel(2)));
    begun.acquireUninterruptibly(2);

    batches.pause(OWNER, "b");
    mayEnd.countDown();
    house().reopenAfter(Duration.ZERO);
    batches = house().steward().batches();
    assertThat(atRest(batches).batch().state()).isEqualTo(Batch.State.PAUSED);
    assertThat(items(batches).subList(2, 10))
        .extracting(Item::state)
        .containsOnly(Item.State.WAITING);

    batches.resume(OWNER, "b", Batch.Options.DEFAULTS);
    assertThat(atRest(batches).tally().done()).isEqualTo(10);
  }

  @Test
  void aCancelledBatchFinishesWhatIsUnderWayAndNothingElse() {
    var begun = new Semaphore(0);
    var mayEnd = new CountDownLatch(1);
    var batches =
        batches(task -> {
          begun.release();
          await(mayEnd);
          return ScriptedModel.says("Done");
        });
    batches.start(OWNER, order(10, Batch.Options.DEFAULTS.withMaxParallel(2)));
    begun.acquireUninterruptibly(2);

    batches.cancel(OWNER, "b");
    mayEnd.countDown();
    var view = atRest(batches);

    assertThat(view.batch().state()).isEqualTo(Batch.State.CANCELLED);
    assertThat(view.tally().done()).isEqualTo(2);
    assertThat(view.tally().cancelled()).isEqualTo(8);
    assertThatThrownBy(() -> house().steward().batches().resume(OWNER, "b", Batch.Options.DEFAULTS))
        .hasMessageContaining("cancelled");

    batches.retry(OWNER, "b");
    assertThat(atRest(batches).tally().done()).isEqualTo(10);
    assertThat(items(batches)).extracting(Item::attempt).containsOnly(1);
  }

  @Test
  void aBatchGoesOnWhereItWasInTheNextProcess() {
    var asked = new ConcurrentHashMap<String, Integer>();
    var stuck = new Semaphore(0);
    var isFirstProcess = new AtomicInteger(1);
    var batches =
        batches(task -> {
          asked.merge(task, 1, Integer::sum);
          if (isFirstProcess.get() == 1 && Integer.parseInt(task.substring(11)) > 5) {
            stuck.release();
            await(new CountDownLatch(1));
          }
          return ScriptedModel.says("Done: " + task);
        });
    batches.start(OWNER, order(20, Batch.Options.DEFAULTS.withMaxParallel(4)));
    stuck.acquireUninterruptibly(4);

    isFirstProcess.set(0);
    house().reopenAfter(Duration.ofHours(1));
    batches = house().steward().batches();

    assertThat(atRest(batches).tally().done()).isEqualTo(20);
    assertThat(asked.entrySet())
        .filteredOn(entry -> entry.getValue() > 1)
        .as("those that a model was at when the process ended")
        .hasSize(4);
    assertThat(paid()).extracting(LedgerEntry::turn).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void withoutAPriceNothingIsBegun() {
    opened = new House(folder, new ScriptedModel("unpriced"));
    house()
        .reopenWith(settings ->
            settings
                .replace("\n  MiniMax-M3:", "\n  unpriced: { provider: ollama }\n\n  MiniMax-M3:")
                .replace(
                    "\n# prices:",
                    "\nprices:\n  unpriced:\n    - { from: 2099-01-01, input: 1, output: 1 }\n# prices:")
                .replaceAll("model: MiniMax-M3", "model: unpriced"));
    var batches = house().steward().batches();

    assertThatThrownBy(() -> batches.start(OWNER, order(1, Batch.Options.DEFAULTS)))
        .hasMessageContaining("of the model unpriced");
    assertThat(batches.list(OWNER, "", "", 10)).isEmpty();
  }

  @Test
  void secretsOfItemsAreKeptNowhere() {
    var seen = new ArrayList<String>();
    var batches =
        batches(task -> {
          seen.add(task);
          return ScriptedModel.says("Done");
        });
    var rows = List.of(Map.of("number", "password: hunter2secret"));

    batches.start(
        OWNER, new Order("b", "ana", "ops_engine", "Sort {number}", rows, Batch.Options.DEFAULTS));
    var view = atRest(batches);

    assertThat(view.batch().note()).contains("1 items held secrets");
    assertThat(items(batches).getFirst().fields().get("number")).doesNotContain("hunter2secret");
    assertThat(seen.getFirst()).doesNotContain("hunter2secret");
  }

  @Test
  void itemsDontCrowdTasksOutOfTheirList() {
    var batches = batches(task -> ScriptedModel.says("Done"));
    var turn = house().turn(Desk.Task.of("ana", "Remember that John likes tea"));
    batches.start(OWNER, order(30, Batch.Options.DEFAULTS));
    atRest(batches);

    assertThat(house().steward().turns(OWNER, "", "", 10)).containsExactly(turn);
    assertThat(house().steward().memories("ana")).hasSizeLessThan(10);
  }

  @Test
  void anItemWhoseRunIdIsTakenFailsAloneAndSaysSo() {
    var batches = batches(task -> ScriptedModel.says("Done"));
    house().turn(Desk.Task.of("ana", "Remember that John likes tea").withId("b.2"));

    batches.start(OWNER, order(3, Batch.Options.DEFAULTS));

    assertThat(atRest(batches).tally().done()).isEqualTo(2);
    assertThat(items(batches).get(1).result()).contains("b.2").contains("another id");
  }

  @Test
  void unknownAgentsAndWrongOptionsAreRefused() {
    var batches = batches(task -> ScriptedModel.says("Done"));
    var rows = List.of(Map.of("a", "b"));

    assertThatThrownBy(() ->
            batches.start(OWNER, new Order("", "ana", "ops", "{a}", rows, Batch.Options.DEFAULTS)))
        .hasMessageContaining("There is no agent 'ops'");
    assertThatThrownBy(
            () -> batches.start(OWNER, order(1, Batch.Options.DEFAULTS.withMaxParallel(0))))
        .hasMessageContaining("from 1 to 32");
    assertThat(batches.list(OWNER, "", "", 10)).isEmpty();
  }
}
