package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Desk.Task;
import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The day's work done by models that call tools.
class ModelStoryTest {
  @TempDir private Path folder;

  private final ScriptedModel deepseek = new ScriptedModel("deepseek-flash");

  private static Task task(String text) {
    return Task.of("ana", text).withAgent("steward");
  }

  @Test
  void whatATaskCostsIsBookedUnderItsTags() {
    var haiku = new ScriptedModel("claude-haiku-5-5");
    try (var house = new House(folder, haiku)) {
      haiku.then(ScriptedModel.says("{\"kind\": \"draft_email\"}"));
      haiku.then(ScriptedModel.says("Dear John, …"));
      var task = Task.of("ana", "Thing for the man").withId("t1");

      var turn = house.turn(task.withTags(List.of("client-a", "q4/offers", "client-a")));

      assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
      assertThat(house.steward().calls(House.OWNER, "t1"))
          .hasSize(2)
          .extracting(LedgerEntry::tags)
          .containsOnly(List.of("client-a", "q4/offers"));
      for (var tag : List.of("", "two words", "-x", "a".repeat(65), "a,b")) {
        assertThatThrownBy(() -> house.turn(task.withTags(List.of(tag))))
            .isInstanceOf(Failure.class)
            .hasMessageContaining("`tags` must be words");
      }
    }
  }

  @Test
  void aModelBooksThroughToolsAndTheBookingIsThereTheNextDay() {
    try (var house = new House(folder, deepseek)) {
      deepseek
          .then(
              ScriptedModel.calls(
                  "calendar_create",
                  Map.of(
                      "title",
                      "Website with John",
                      "start",
                      "2026-11-30T09:00",
                      "duration_minutes",
                      30L,
                      "attendees",
                      List.of("John"))))
          .then(ScriptedModel.says("Booked for Monday at nine."));
      var turn = house.turn(task("Please see to it that John and I talk about the website"));
      assertThat(turn.result()).isEqualTo("Booked for Monday at nine.");
      assertThat(turn.model()).isEqualTo("deepseek-flash");
      assertThat(turn.usage()).isEqualTo(ScriptedModel.USAGE.plus(ScriptedModel.USAGE));
      house.reopenAfter(Duration.ofDays(1));
      assertThat(house.say("ana", "What did I schedule with John?"))
          .contains("Monday 30 November 2026, 9:00–9:30")
          .contains("Please see to it that John and I talk about the website");
    }
  }

  @Test
  void whatAModelDidIsWhatItMeansNext() {
    try (var house = new House(folder, deepseek)) {
      deepseek
          .then(
              ScriptedModel.calls(
                  "calendar_create",
                  Map.of("title", "Review", "start", "2026-12-01T10:00", "duration_minutes", 60L)))
          .then(ScriptedModel.says("Done."));
      house.turn(task("Put the review where it fits"));
      assertThat(house.say("ana", "Cancel it")).startsWith("Cancelled “Review”");
    }
  }

  @Test
  void aModelIsToldPoliciesAndMemoriesAsData() {
    try (var house = new House(folder, deepseek)) {
      house.steward().addUserPreference("ana", "John likes <b>tea</b>");
      deepseek.then(ScriptedModel.says("Tea."));
      house.turn(task("What does John like?"));
      assertThat(deepseek.lastPrompt().system())
          .contains("Budget approvals require finance team confirmation")
          .contains("John likes ‹b›tea‹/b›")
          .contains("Monday 23 November 2026, 09:00 Europe/Berlin");
    }
  }

  @Test
  void whatWasSaidBeforeInTheSessionIsTold() {
    try (var house = new House(folder, deepseek)) {
      deepseek.then(ScriptedModel.says("Forty.")).then(ScriptedModel.says("I said forty."));
      house.turn(task("How many pages?"));
      house.turn(task("What did you say?"));
      assertThat(deepseek.lastPrompt().messages())
          .extracting(message ->
              switch (message) {
                case ChatMessage.User user -> user.text();
                case ChatMessage.Assistant assistant -> assistant.text();
                case ChatMessage.ToolOutput output -> output.text();
              })
          .containsExactly("How many pages?", "Forty.", "What did you say?");
    }
  }

  @Test
  void aClassifierDecidesWhoseTaskItIs() {
    var haiku = new ScriptedModel("claude-haiku-5-5").then(ScriptedModel.says("Dear John, …"));
    try (var house = new House(folder, deepseek, haiku)) {
      deepseek.then(ScriptedModel.says("Sure: {\"kind\": \"draft_email\"}"));
      var turn = house.turn("ana", "Something nice for John, he waits since Tuesday");
      assertThat(turn.agent()).isEqualTo("outreach_qa");
      assertThat(turn.kind()).isEqualTo("draft_email");
      assertThat(turn.taskType()).isEqualTo("draft");
      assertThat(turn.result()).isEqualTo("Dear John, …");
    }
  }

  @Test
  void aClassifierThatFailsOrBabblesIsReplacedByRules() {
    var haiku = new ScriptedModel("claude-haiku-5-5", prompt -> ScriptedModel.says("Dear John, …"));
    try (var house = new House(folder, deepseek, haiku)) {
      deepseek
          .then(Failure.external("DeepSeek refused", null))
          .then(ScriptedModel.says("I think it is an e-mail"));
      for (int i = 0; i < 2; i++) {
        var turn = house.turn("ana", "Draft an email to John about the budget");
        assertThat(turn.agent()).isEqualTo("outreach_qa");
        assertThat(turn.result()).isEqualTo("Dear John, …");
      }
    }
  }

  @Test
  void costsAreExactAndInTheLedger() {
    try (var house = new House(folder, deepseek)) {
      deepseek.then(
          ScriptedModel.using(new Usage(1_000, 9_000, 0, 0, 500, 0), ScriptedModel.says("Done.")));
      var turn = house.turn(task("Think about it"));
      var booked =
          house.steward().costs(House.OWNER, "ana", Instant.EPOCH, Instant.MAX.minusSeconds(1));
      assertThat(booked).hasSize(1);
      assertThat(booked.getFirst().cost()).isEqualTo(turn.cost());
      assertThat(booked.getFirst().turn()).isEqualTo(turn.id());
      assertThat(booked.getFirst().usage().cacheRead()).isEqualTo(9_000);
    }
  }

  @Test
  void aBudgetStopsATaskAndSaysWhenItBeginsAnew() {
    try (var house = new House(folder, deepseek)) {
      house.reopenWith(
          settings -> settings + "budgets:\n  - { for: each user, per: day, stop: 0.01 }\n");
      deepseek.then(
          ScriptedModel.using(new Usage(0, 0, 0, 0, 4_096, 0), ScriptedModel.says("Done.")));
      house.turn(task("Think about it"));
      assertThat(house.steward().budgets(House.OWNER))
          .singleElement()
          .satisfies(standing -> {
            assertThat(standing.balance().account().who()).isEqualTo("ana");
            assertThat(standing.balance().spent()).isEqualTo(Money.of("0.0049152"));
            assertThat(standing.balance().reserved()).isEqualTo(Money.ZERO);
          });

      var stopped = house.turn(task("Think about it again"));

      assertThat(stopped.status()).isEqualTo(Turn.Status.FAILED);
      assertThat(stopped.errorCode()).isEqualTo(Failure.BUDGET_EXCEEDED);
      assertThat(stopped.result())
          .contains("'each user per day' of ana")
          .contains("begins anew on 2026-11-24T00:00Z");
      assertThat(house.say("ana", "What have my tasks cost?")).contains("$0.0049152");
      house.clock.advance(Duration.ofDays(1));
      deepseek.then(ScriptedModel.says("Now it is done."));
      assertThat(house.turn(task("Think about it again")).result()).isEqualTo("Now it is done.");
    }
  }

  @Test
  void whatABudgetStopsSaysWhatWasDoneSoFar() {
    try (var house = new House(folder, deepseek)) {
      house.reopenWith(
          settings -> settings + "budgets:\n  - { for: each user, per: day, stop: 0.01 }\n");
      deepseek.then(
          ScriptedModel.using(
              new Usage(0, 0, 0, 0, 4_096, 0),
              ScriptedModel.calls(
                  "calendar_create",
                  Map.of(
                      "title",
                      "Website with John",
                      "start",
                      "2026-11-30T09:00",
                      "duration_minutes",
                      30L,
                      "attendees",
                      List.of("John")))));

      var stopped = house.turn(task("Think about the website"));
      assertThat(stopped.errorCode()).isEqualTo(Failure.BUDGET_EXCEEDED);
      assertThat(stopped.result())
          .contains("'each user per day' of ana")
          .contains("Website with John");
    }
  }

  @Test
  void aFallbackTakesOverAndTheFailureOfAllIsSaid() {
    var m3 = new ScriptedModel("MiniMax-M3").then(Failure.external("MiniMax-M3 is away", null));
    var m21 = new ScriptedModel("MiniMax-M2.1").then(ScriptedModel.says("Found 12 pages."));
    try (var house = new House(folder, m3, m21)) {
      var turn = house.turn(task("Count them").withAgent("ops_engine"));
      assertThat(turn.result()).isEqualTo("Found 12 pages.");
      assertThat(turn.model()).isEqualTo("MiniMax-M2.1");
      m3.then(Failure.external("MiniMax-M3 is away", null));
      m21.then(Failure.external("MiniMax-M2.1 is away, too", null));
      var failed = house.turn(task("Count them again").withAgent("ops_engine"));
      assertThat(failed.status()).isEqualTo(Turn.Status.FAILED);
      assertThat(failed.result())
          .contains("MiniMax-M3 is away")
          .contains("MiniMax-M2.1 is away, too");
    }
  }

  @Test
  void aToolThatRefusesIsToldToTheModel() {
    try (var house = new House(folder, deepseek)) {
      deepseek
          .then(ScriptedModel.calls("calendar_cancel", Map.of("event_id", "nothing")))
          .then(ScriptedModel.calls("no_such_tool", Map.of()))
          .then(ScriptedModel.says("There was nothing to cancel."));
      assertThat(house.turn(task("Cancel the thing")).result())
          .isEqualTo("There was nothing to cancel.");
      assertThat(deepseek.prompts().get(1).messages().getLast())
          .isInstanceOfSatisfying(
              ChatMessage.ToolOutput.class, output -> assertThat(output.ok()).isFalse());
    }
  }

  @Test
  void aModelThatNeverComesToAnEndIsStopped() {
    var endless =
        new ScriptedModel(
            "deepseek-flash",
            prompt ->
                ScriptedModel.calls(
                    "memory_recall", Map.of("query", "Question " + prompt.messages().size())));
    try (var house = new House(folder, endless)) {
      var turn = house.turn(task("Go on for ever"));
      assertThat(turn.status()).isEqualTo(Turn.Status.FAILED);
      assertThat(turn.result()).contains("model calls").contains("limits");
    }
  }

  @Test
  void stepsAndTextAreSeenWhileTheTurnRuns() {
    try (var house = new House(folder, deepseek)) {
      deepseek.then(ScriptedModel.says("One moment."));
      var events = new ArrayList<TurnEvent>();
      house.steward().process(House.OWNER, task("Say something"), events::add);
      assertThat(events).anyMatch(event -> event instanceof TurnEvent.Text);
      assertThat(events)
          .filteredOn(TurnEvent.StepEnded.class::isInstance)
          .extracting(event -> ((TurnEvent.StepEnded) event).node())
          .containsExactly("classify", "recall", "work", "reply", "remember");
      assertThat(events.getLast()).isInstanceOf(TurnEvent.Finished.class);
    }
  }
}
