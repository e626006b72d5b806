package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {
  private final ScriptedModel model = new ScriptedModel("scripted");

  @Test
  void givesTheQueuedAnswersInOrderAndHandsOverTheirText() {
    model.then(ScriptedModel.says("Good morning, Ana.")).then(ScriptedModel.says("Bye."));
    var pieces = new ArrayList<String>();

    var first = model.complete(prompt("Hello"), pieces::add);
    var second = model.complete(prompt("Go"), piece -> {});

    assertThat(first.text()).isEqualTo("Good morning, Ana.");
    assertThat(first.model()).isEqualTo("scripted");
    assertThat(first.stop()).isEqualTo(Completion.Stop.END);
    assertThat(first.usage()).isEqualTo(ScriptedModel.USAGE);
    assertThat(pieces).containsExactly("Good ", "morning, ", "Ana.");
    assertThat(second.text()).isEqualTo("Bye.");
  }

  @Test
  void remembersWhatItWasAsked() {
    model.then(ScriptedModel.says("Yes."));

    model.complete(prompt("Is it on?"), piece -> {});

    assertThat(model.prompts()).containsExactly(prompt("Is it on?"));
    assertThat(model.lastPrompt()).isEqualTo(prompt("Is it on?"));
  }

  @Test
  void answersFromAFunctionOnceTheQueueIsEmpty() {
    var echo =
        new ScriptedModel("echo", asked -> ScriptedModel.says(asked.system()))
            .then(ScriptedModel.says("first"));

    assertThat(echo.complete(prompt("a"), piece -> {}).text()).isEqualTo("first");
    assertThat(echo.complete(prompt("b"), piece -> {}).text()).isEqualTo("Be brief.");
  }

  @Test
  void numbersToolCallsSoThatTheyAreUniqueInTheirConversation() {
    model.then(
        ScriptedModel.calls(
            List.of(new ToolCall("", "list", Map.of()), new ToolCall("", "find", Map.of()))));
    var earlier =
        new ChatMessage.Assistant("", List.of(new ToolCall("call_1", "list", Map.of())), Map.of());

    var answer = model.complete(prompt(List.of(earlier)), piece -> {});

    assertThat(answer.stop()).isEqualTo(Completion.Stop.TOOLS);
    assertThat(answer.toolCalls()).extracting(ToolCall::id).containsExactly("call_2", "call_3");
  }

  @Test
  void usesWhatItIsToldTo() {
    var usage = new Usage(1, 2, 3, 4, 5, 6);
    model.then(ScriptedModel.using(usage, ScriptedModel.calls("list", Map.of("n", 1L))));

    var answer = model.complete(prompt("x"), piece -> {});

    assertThat(answer.usage()).isEqualTo(usage);
    assertThat(answer.toolCalls()).containsExactly(new ToolCall("call_1", "list", Map.of("n", 1L)));
  }

  @Test
  void failsAsQueued() {
    var failure = Failure.passing("503", null, Duration.ofSeconds(7));
    model.then(failure).thenCut("The answer is", failure);
    var pieces = new ArrayList<String>();

    assertThatThrownBy(() -> model.complete(prompt("x"), pieces::add)).isSameAs(failure);
    assertThat(pieces).isEmpty();
    assertThatThrownBy(() -> model.complete(prompt("x"), pieces::add))
        .isInstanceOfSatisfying(
            Failure.class, cut -> assertThat(cut.retryAfter()).isEqualTo(failure.retryAfter()))
        .hasMessage("503")
        .hasCauseInstanceOf(Unfinished.class);
    assertThat(pieces).containsExactly("The ", "answer ", "is");
  }

  @Test
  void silenceEndsWithThePromptsTimeout() {
    model.thenSilence();
    var hurried =
        new Prompt(
            "",
            List.of(),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS.withTimeout(Duration.ofMillis(1)));

    assertThatThrownBy(() -> model.complete(hurried, piece -> {}))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.isRetryable()).isTrue())
        .hasMessageContaining("scripted");
  }

  @Test
  void anInterruptEndsTheSilence() {
    model.thenSilence();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> model.complete(prompt("x"), piece -> {}))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void saysSoWhenTheScriptHasEnded() {
    assertThatThrownBy(() -> model.complete(prompt("x"), piece -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("scripted")
        .hasMessageContaining("prompt 1");
  }

  private static Prompt prompt(String text) {
    return prompt(List.of(new ChatMessage.User(text)));
  }

  private static Prompt prompt(List<ChatMessage> messages) {
    return new Prompt("Be brief.", messages, List.of(), List.of(), Prompt.Options.DEFAULTS);
  }
}
