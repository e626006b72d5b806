package dev.steward;

import static dev.steward.House.OWNER;
import static dev.steward.testkit.ScriptedModel.calls;
import static dev.steward.testkit.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk.Task;
import dev.steward.core.Failure;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Prompt;
import dev.steward.core.run.Step;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import dev.steward.core.turn.Turn;
import dev.steward.testkit.ScriptedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that work with each other, and that know when to stop.
class AgentsTest {
  @TempDir private Path folder;

  private final ScriptedModel deepseek = new ScriptedModel("deepseek-flash");
  private final ScriptedModel haiku = new ScriptedModel("claude-haiku-5-5");
  private final List<House> houses = new ArrayList<>();

  @AfterEach
  void close() {
    houses.forEach(House::close);
  }

  private House house(UnaryOperator<String> settings) {
    var house = new House(folder, deepseek, haiku);
    houses.add(house);
    house.reopenWith(settings);
    return house;
  }

  private static Task task(String text) {
    return Task.of("ana", text).withAgent("steward").withId("t1");
  }

  private static ScriptedModel delegating(ScriptedModel model, String agent, String part) {
    return model.then(calls("delegate", Map.of("agent", agent, "task", part)));
  }

  private static List<String> outputs(Prompt prompt) {
    return prompt.messages().stream()
        .filter(ChatMessage.ToolOutput.class::isInstance)
        .map(message -> ((ChatMessage.ToolOutput) message).text())
        .toList();
  }

  @Test
  void aPartIsHandedToAColleagueWhoseAnswerIsGoneOnWith() {
    var house = house(settings -> settings);
    delegating(deepseek, "outreach_qa", "Draft two lines to John");
    haiku.then(says("Dear John, …"));
    deepseek.then(says("Here it is: Dear John, …"));

    var turn = house.turn(task("See to John"));

    assertThat(turn.result()).isEqualTo("Here it is: Dear John, …");
    assertThat(haiku.lastPrompt().messages())
        .containsExactly(new ChatMessage.User("Draft two lines to John"));
    assertThat(haiku.lastPrompt().system())
        .contains("You are outreach_qa")
        .contains("Budget approvals require finance team confirmation");
    assertThat(haiku.lastPrompt().tools()).extracting(ToolSpec::name).doesNotContain("delegate");
    assertThat(outputs(deepseek.lastPrompt())).containsExactly("Dear John, …");
    assertThat(house.steward().run(OWNER, "t1").orElseThrow().steps())
        .extracting(Step::op)
        .containsExactly(
            "classify", "recall", "model", "model", "note", "model", "reply", "remember");
    var paid = house.steward().calls(OWNER, "t1");
    assertThat(paid)
        .extracting(LedgerEntry::agent)
        .containsExactly("steward", "outreach_qa", "steward");
    assertThat(turn.cost())
        .isEqualTo(paid.stream().map(LedgerEntry::cost).reduce(Money.ZERO, Money::plus));
  }

  @Test
  void whatAColleagueDecidedIsRememberedByTheirName() {
    var house = house(settings -> settings);
    delegating(deepseek, "webmaster_mgr", "Decide on the offer");
    haiku.then(says("Take the second offer."));
    deepseek.then(says("We take the second."));

    house.turn(task("Which offer?"));

    assertThat(house.steward().memories(OWNER, "ana", Layer.SESSION, "", 10))
        .filteredOn(fact -> fact.author().equals("webmaster_mgr"))
        .extracting(Fact::text)
        .singleElement()
        .asString()
        .contains("Take the second offer.")
        .contains("by webmaster_mgr, cost $");
  }

  @Test
  void aColleagueWhoFailsIsNoFailureOfTheWhole() {
    var house =
        house(settings ->
            settings.replace(
                "fallbacks: [deepseek-flash, MiniMax-M3]\n    tools: [memory_recall, calendar_list]",
                "tools: [memory_recall, calendar_list]"));
    delegating(deepseek, "outreach_qa", "Draft");
    haiku.then(Failure.external("claude-haiku-5-5 refused: 400", null));
    deepseek.then(says("They could not, so I did it."));

    var turn = house.turn(task("Draft something"));

    assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
    assertThat(outputs(deepseek.lastPrompt()).getFirst())
        .contains("outreach_qa did not do it")
        .contains("400");
  }

  @Test
  void nobodyIsHandedAnythingWhoIsNotNamed() {
    var house = house(settings -> settings);
    delegating(deepseek, "classifier", "Do it");
    deepseek.then(calls("delegate", Map.of("agent", "outreach_qa"))).then(says("Well."));

    house.turn(task("Draft something"));

    assertThat(outputs(deepseek.lastPrompt()).getFirst())
        .contains("nobody 'classifier'")
        .contains("outreach_qa");
    assertThat(outputs(deepseek.lastPrompt()).get(1)).contains("`task`");
  }

  @Test
  void aTaskIsNotHandedRoundInACircle() {
    var house =
        house(settings ->
            settings.replace(
                "    kinds: [draft_email, draft_content, review_text, translate, invoice, brainstorm]",
                "    kinds: [draft_email, draft_content, review_text, translate, invoice, brainstorm]\n    delegates: [steward, webmaster_mgr]"));
    delegating(deepseek, "outreach_qa", "Draft");
    delegating(haiku, "steward", "Do it yourself");
    delegating(haiku, "webmaster_mgr", "Decide");
    haiku.then(says("Decided.")).then(says("Drafted."));
    deepseek.then(says("Done."));

    var turn = house.turn(task("Draft something"));

    assertThat(turn.result()).isEqualTo("Done.");
    assertThat(outputs(haiku.lastPrompt()))
        .hasSize(2)
        .first()
        .asString()
        .contains("nobody 'steward'");
  }

  @Test
  void theSameCallWithTheSameResultIsMadeTwiceAtMost() {
    var house = house(settings -> settings);
    for (int i = 0; i < 3; i++) {
      deepseek.then(calls("calendar_list", Map.of("person", "John")));
    }
    deepseek.then(says("Nothing there."));

    var turn = house.turn(task("Look again and again"));

    assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
    assertThat(outputs(deepseek.lastPrompt()).getLast()).contains("the result was the same");
    assertThat(house.steward().run(OWNER, "t1").orElseThrow().steps())
        .filteredOn(step -> step.op().equals("tool"))
        .hasSize(2);
  }

  @Test
  void whoGoesRoundInACircleIsStopped() {
    var house = house(settings -> settings);
    for (int i = 0; i < 7; i++) {
      deepseek.then(calls("calendar_list", Map.of("person", "John")));
    }

    var turn = house.turn(task("Look for ever"));

    assertThat(turn.status()).isEqualTo(Turn.Status.FAILED);
    assertThat(turn.result()).contains("again and again").contains("calendar_list");
  }

  @Test
  void toolsThatAreWantedAtOnceAreUsedAtOnceAndToldInOrder() {
    var house = house(settings -> settings);
    deepseek
        .then(
            calls(
                List.of(
                    new ToolCall("a", "no_such_tool", Map.of()),
                    new ToolCall("b", "delegate", Map.of("agent", "outreach_qa", "task", "Draft")),
                    new ToolCall("c", "calendar_list", Map.of()))))
        .then(says("Done."));
    haiku.then(says("Drafted."));

    house.turn(task("Do three things"));

    assertThat(outputs(deepseek.lastPrompt())).hasSize(3);
    assertThat(outputs(deepseek.lastPrompt()).get(0)).contains("There is no tool 'no_such_tool'");
    assertThat(outputs(deepseek.lastPrompt()).get(1)).isEqualTo("Drafted.");
  }

  @Test
  void aTaskCostsNoMoreThanItMayAndSaysWhatWasDone() {
    var house =
        house(settings ->
            settings.replaceFirst(
                "limits: \\{ steps: 12, max_tokens: 4096 }",
                "limits: { steps: 12, max_tokens: 4096, max_cost: 0.00001 }"));
    deepseek.then(calls("memory_remember", Map.of("text", "John likes tea", "kind", "preference")));

    var turn = house.turn(task("Remember what John likes, and more"));

    assertThat(turn.status()).isEqualTo(Turn.Status.FAILED);
    assertThat(turn.result())
        .contains("of the $0.00001 that one task may cost")
        .contains("John likes tea");
    assertThat(house.steward().calls(OWNER, "t1")).hasSize(1);
  }

  private static String shaped(String settings) {
    return settings.replaceFirst(
        "limits: \\{ steps: 12, max_tokens: 4096 }",
        "limits: { steps: 12, max_tokens: 4096 }\n    answer: { department: { one_of: [sales, support] }, urgent: flag, why: { type: text, optional: true } }");
  }

  @Test
  void anAnswerHasTheShapeThatWasAskedFor() {
    var house = house(AgentsTest::shaped);
    deepseek
        .then(says("```json\n{\"department\": \"sale\", \"urgent\": \"yes\"}\n```"))
        .then(says("Sure: {\"department\": \"sales\", \"urgent\": true}"));

    var turn = house.turn(task("Which department?"));

    assertThat(turn.result()).isEqualTo("{\"department\": \"sales\", \"urgent\": true}");
    assertThat(deepseek.lastPrompt().output()).hasSize(1);
    assertThat(((ChatMessage.User) deepseek.lastPrompt().messages().getLast()).text())
        .contains("'department' must be one of sales, support")
        .contains("'urgent' must be true or false");
  }

  @Test
  void anAnswerThatNeverHasTheShapeIsAFailure() {
    var house = house(AgentsTest::shaped);
    deepseek.then(says("I can't say.")).then(says("{\"urgent\": true, \"more\": 1}"));

    var turn = house.turn(task("Which department?"));

    assertThat(turn.status()).isEqualTo(Turn.Status.FAILED);
    assertThat(turn.result()).contains("'department' is missing").contains("there is no 'more'");
  }

  @Test
  void aLongTalkWithToolsIsShortenedAndWhatWasDecidedIsKept() {
    var house = house(settings -> settings);
    var huge = "x".repeat(90_000);
    deepseek.then(
        calls("memory_remember", Map.of("text", "We take the second offer", "kind", "decision")));
    for (int i = 0; i < 4; i++) {
      haiku.then(says(huge + i));
      delegating(deepseek, "outreach_qa", "Write a long text " + i);
    }
    deepseek.then(says("Done."));

    var turn = house.turn(task("Write long texts"));

    assertThat(turn.result()).isEqualTo("Done.");
    assertThat(outputs(deepseek.lastPrompt()))
        .anySatisfy(text -> assertThat(text).contains("was dropped").hasSizeLessThan(1_000))
        .anySatisfy(text -> assertThat(text).hasSizeGreaterThan(90_000));
    assertThat(house.steward().memories(OWNER, "ana", Layer.SESSION, "", 20))
        .extracting(Fact::text)
        .anySatisfy(text ->
            assertThat(text)
                .startsWith("Decided on the way:")
                .contains("We take the second offer")
                .contains("by steward"));
  }
}
