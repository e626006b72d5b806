package dev.steward;

import static dev.steward.House.OWNER;
import static dev.steward.testkit.ScriptedModel.calls;
import static dev.steward.testkit.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.steward.core.Desk.Task;
import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.run.Step;
import dev.steward.core.tier.Tier;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that choose from several models: the cheapest that does it, and a stronger one once where
/// that does not.
class TiersStoryTest {
  private static final String RIGHT = "| Paper | 1 |\n| Ink | 2 |\n| Total | 3 |";
  private static final String WRONG = RIGHT.replace("| 3 |", "| 4 |");

  @TempDir private Path folder;

  private final ScriptedModel deepseek = new ScriptedModel("deepseek-flash");
  private final ScriptedModel mini = new ScriptedModel("MiniMax-M3");
  private final ScriptedModel haiku = new ScriptedModel("claude-haiku-5-5");
  private final ScriptedModel sonnet = new ScriptedModel("claude-sonnet-5-5");
  private House house;

  @BeforeEach
  void open() {
    house = new House(folder, deepseek, mini, haiku, sonnet);
  }

  @AfterEach
  void close() {
    house.close();
  }

  private static UnaryOperator<String> choosing(String models) {
    return settings ->
        settings.replace(
            "    model: MiniMax-M3\n    fallbacks: [MiniMax-M2.1, deepseek-flash, claude-haiku-5-5]\n",
            "    models: [%s]\n".formatted(models));
  }

  private void reopen(String models) {
    house.reopenWith(choosing(models));
  }

  private static Task task(String id) {
    return Task.of("ana", "List the orders").withAgent("ops_engine").withId(id);
  }

  private List<String> ops(String turn) {
    return house.steward().run(OWNER, turn).orElseThrow().steps().stream().map(Step::op).toList();
  }

  private Tier tier() {
    return house.steward().routes().tiers(OWNER, "ops_engine", "retrieve_data").getFirst();
  }

  @Test
  void theCheapestDoesItWhereItsAnswerStandsUp() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(says(RIGHT));

    var turn = house.turn(task("t1"));

    assertThat(turn.result()).isEqualTo(RIGHT);
    assertThat(turn.model()).isEqualTo("claude-haiku-5-5");
    assertThat(ops("t1"))
        .containsExactly("classify", "recall", "tier", "model", "verify", "reply", "remember");
    assertThat(house.steward().routes().chosen(OWNER, "t1"))
        .singleElement()
        .satisfies(tier -> {
          assertThat(tier.agent()).isEqualTo("ops_engine");
          assertThat(tier.model()).isEqualTo("claude-haiku-5-5");
          assertThat(tier.reason()).isNotEmpty();
        });
    assertThat(tier().candidates())
        .extracting(Tier.Candidate::passed, Tier.Candidate::failed)
        .containsExactly(tuple(1, 0), tuple(0, 0));
  }

  @Test
  void whatDoesNotStandUpIsPutRightByAStrongerOneThatIsToldWhy() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(says(WRONG));
    sonnet.then(says(RIGHT));

    var turn = house.turn(task("t1"));

    assertThat(turn.result()).isEqualTo(RIGHT);
    assertThat(turn.model()).isEqualTo("claude-sonnet-5-5");
    assertThat(ops("t1"))
        .containsExactly(
            "classify",
            "recall",
            "tier",
            "model",
            "verify",
            "model",
            "verify",
            "reply",
            "remember");
    var said = sonnet.lastPrompt().messages();
    assertThat(said).contains(new ChatMessage.Assistant(WRONG, List.of(), Map.of()));
    assertThat(((ChatMessage.User) said.getLast()).text())
        .contains("'Total' says 4, but what stands above it makes 3");
    var paid = house.steward().calls(OWNER, "t1");
    assertThat(paid)
        .extracting(LedgerEntry::model)
        .containsExactly("claude-haiku-5-5", "claude-sonnet-5-5");
    assertThat(paid).extracting(LedgerEntry::kind).containsOnly("retrieve_data");
    assertThat(turn.cost())
        .isEqualTo(paid.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus));
    assertThat(tier().candidates())
        .extracting(Tier.Candidate::passed, Tier.Candidate::failed)
        .containsExactly(tuple(0, 1), tuple(1, 0));
  }

  @Test
  void aTaskGoesUpOnceAndTheAnswerSaysWhatIsStillWrong() {
    reopen("deepseek-flash, claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(says(WRONG));
    sonnet.then(says(WRONG));

    var turn = house.turn(task("t1"));

    assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
    assertThat(turn.result()).startsWith(WRONG).contains("[A check found: 'Total' says 4");
    assertThat(house.steward().calls(OWNER, "t1")).hasSize(2);
    assertThat(deepseek.prompts()).isEmpty();
  }

  @Test
  void anEmptyAnswerIsNoneAndAStrongerOneGoesOn() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(says(" "));
    sonnet.then(says("Two orders."));

    assertThat(house.turn(task("t1")).result()).isEqualTo("Two orders.");
    assertThat(sonnet.lastPrompt().messages()).noneMatch(ChatMessage.Assistant.class::isInstance);
  }

  @Test
  void whereNobodyIsStrongerAFailureIsOneAndCounts() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(says(" "));
    sonnet.then(says(" "));

    var turn = house.turn(task("t1"));

    assertThat(turn.status()).isEqualTo(Turn.Status.FAILED);
    assertThat(turn.result()).contains("claude-sonnet-5-5 gave an empty answer");
    assertThat(tier().candidates()).extracting(Tier.Candidate::failed).containsExactly(1, 1);
  }

  @Test
  void aDeedIsNotDoneAgainByWhoeverGoesOn() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    house.reopenWith(settings ->
        choosing("claude-haiku-5-5, claude-sonnet-5-5")
            .apply(settings)
            .replace(
                "tools: [memory_recall, calendar_list, calendar_free_slot]",
                "tools: [memory_remember]"));
    haiku.then(calls("memory_remember", Map.of("text", "John likes tea", "kind", "preference")));
    haiku.then(says(WRONG));
    sonnet.then(says(RIGHT));

    house.turn(task("t1"));

    assertThat(ops("t1")).containsOnlyOnce("tool");
    assertThat(sonnet.lastPrompt().messages()).anyMatch(ChatMessage.ToolOutput.class::isInstance);
  }

  @Test
  void whoIsAwayIsNoFailureOfItsWork() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    haiku.then(Failure.external("claude-haiku-5-5 refused: 400", null));
    sonnet.then(says(RIGHT));

    assertThat(house.turn(task("t1")).model()).isEqualTo("claude-sonnet-5-5");
    assertThat(tier().candidates())
        .extracting(Tier.Candidate::passed, Tier.Candidate::failed)
        .containsExactly(tuple(0, 0), tuple(1, 0));
  }

  @Test
  void whoFailsIsDroppedAndThatOutlivesTheProcess() {
    reopen("claude-haiku-5-5, claude-sonnet-5-5");
    for (int i = 0; i < 3; i++) {
      haiku.then(says(WRONG));
      sonnet.then(says(RIGHT));
      house.turn(task("t" + i));
    }
    house.reopenWith(choosing("claude-haiku-5-5, claude-sonnet-5-5"));

    assertThat(tier().model()).isEqualTo("claude-sonnet-5-5");
    assertThat(tier().reason()).contains("only one that surely does 80 % well");
  }

  /// Deepseek is cheaper than MiniMax but in its peak hours, and then no dearer.
  @Test
  void aTaskThatACrashCutOffGoesOnWithTheModelThatWasChosenForIt() throws InterruptedException {
    house.clock.advance(Duration.ofHours(3));
    reopen("deepseek-flash, MiniMax-M3");
    assertThat(tier().model()).isEqualTo("deepseek-flash");
    var stalled = new CountDownLatch(1);
    deepseek.then(calls("calendar_list", Map.of()));
    deepseek.then((prompt, text) -> {
      stalled.countDown();
      return new ScriptedModel("stalled").thenSilence().complete(prompt, text);
    });
    house.steward().submit(OWNER, task("t1"));
    assertThat(stalled.await(30, TimeUnit.SECONDS)).isTrue();

    house.clock.advance(Duration.ofHours(19));
    deepseek.then(says("No orders."));
    reopen("deepseek-flash, MiniMax-M3");
    house.steward().follow(OWNER, "t1", (TurnEvent event) -> {});

    assertThat(tier().model()).isEqualTo("MiniMax-M3");
    var turn = house.steward().turn(OWNER, "t1").orElseThrow();
    assertThat(turn.result()).isEqualTo("No orders.");
    assertThat(turn.model()).isEqualTo("deepseek-flash");
    assertThat(mini.prompts()).isEmpty();
    // The first call, the one that was cut off, and that in its place: none is made again.
    assertThat(deepseek.prompts()).hasSize(3);
    assertThat(ops("t1")).containsOnlyOnce("tier");
  }

  @Test
  void aKindOfHighStakeIsDoneByTheStrongest() {
    house.reopenWith(settings ->
        settings.replace(
            "    model: claude-sonnet-5-5\n    fallbacks: [claude-haiku-5-5, deepseek-flash, MiniMax-M3]\n",
            "    models: [deepseek-flash, claude-haiku-5-5, claude-sonnet-5-5]\n"));
    sonnet.then(says("The second offer."));

    var turn =
        house.turn(Task.of("ana", "Should we take it?").withAgent("webmaster_mgr").withId("t1"));

    assertThat(turn.kind()).isEqualTo("decide");
    assertThat(turn.model()).isEqualTo("claude-sonnet-5-5");
  }

  @Test
  void whoHasNoChoiceTakesNoMoreSteps() {
    mini.then(says(WRONG));

    assertThat(house.turn(task("t1")).result()).isEqualTo(WRONG);
    assertThat(ops("t1")).doesNotContain("tier", "verify");
  }
}
