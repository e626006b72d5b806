package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import dev.steward.testkit.ModelPeer.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [dev.steward.core.model.ChatModel] promises.
public interface ChatModelContract {
  Schema.Struct SLOT =
      new Schema.Struct(
          "",
          List.of(
              Schema.required("person", new Schema.Text("with whom")),
              Schema.required("minutes", new Schema.Whole("how long")),
              Schema.optional("days", new Schema.Many("on which days", new Schema.Text("")))));

  ToolSpec FIND_SLOT = new ToolSpec("find_slot", "Finds a free slot.", SLOT, Effect.PURE);

  /// A fresh model and its provider.
  ModelPeer peer();

  @Test
  default void answersAQuestion() {
    var peer = peer();
    peer.will(new Reply.Says("It is on Monday.", peer.usage()));

    var answer = peer.model().complete(ask("When is it?"), piece -> {});

    assertThat(answer.text()).isEqualTo("It is on Monday.");
    assertThat(answer.stop()).isEqualTo(Completion.Stop.END);
    assertThat(answer.toolCalls()).isEmpty();
    assertThat(answer.model()).isEqualTo(peer.model().name());
  }

  @Test
  default void tellsTheProviderTheInstructionsAndTheConversation() {
    var peer = peer();
    peer.will(new Reply.Says("Yes.", peer.usage()));
    var prompt =
        prompt(
            List.of(
                new ChatMessage.User("Do you know Ana?"),
                new ChatMessage.Assistant("I know her well.", List.of(), Map.of()),
                new ChatMessage.User("Is she in?")),
            List.of());

    peer.model().complete(prompt, piece -> {});

    assertThat(peer.asked()).hasSize(1);
    assertThat(peer.asked().getFirst())
        .containsSubsequence("Do you know Ana?", "I know her well.", "Is she in?")
        .contains("Be brief.");
  }

  @Test
  default void piecesOfTheTextMakeUpTheText() {
    var peer = peer();
    peer.will(new Reply.Says("One, two,\nthree, four and five. ", peer.usage()));
    var pieces = new ArrayList<String>();

    var answer = peer.model().complete(ask("Count."), pieces::add);

    assertThat(answer.text()).isEqualTo("One, two,\nthree, four and five. ");
    assertThat(pieces).hasSizeGreaterThan(1);
    assertThat(String.join("", pieces)).isEqualTo(answer.text());
  }

  @Test
  default void lettersOfAllScriptsComeThrough() {
    var text = "Grüße, 你好 👋🏽 – naïve “quotes” \\ \" \t end";
    var peer = peer();
    peer.will(new Reply.Says(text, peer.usage()));
    var pieces = new ArrayList<String>();

    var answer = peer.model().complete(ask("Sag hallo: Łódź ✓"), pieces::add);

    assertThat(answer.text()).isEqualTo(text);
    assertThat(String.join("", pieces)).isEqualTo(text);
    assertThat(peer.asked().getFirst()).contains("Łódź ✓");
  }

  @Test
  default void wishesForAToolAndTakesItsOutcome() {
    var peer = peer();
    Map<String, Object> arguments =
        Map.of("person", "John", "minutes", 30L, "days", List.of("Mon", "Tue"));
    peer.will(new Reply.Calls(List.of(new ToolCall("", "find_slot", arguments)), peer.usage()));
    peer.will(new Reply.Says("Monday at nine.", peer.usage()));
    var question = new ChatMessage.User("When can I meet John?");

    var wish = peer.model().complete(prompt(List.of(question), List.of()), piece -> {});
    var call = wish.toolCalls().getFirst();
    var outcome = new ChatMessage.ToolOutput(call.id(), call.tool(), "2026-11-23T09:00", true);
    var answer =
        peer.model()
            .complete(prompt(List.of(question, wish.message(), outcome), List.of()), piece -> {});

    assertThat(wish.stop()).isEqualTo(Completion.Stop.TOOLS);
    assertThat(wish.toolCalls()).hasSize(1);
    assertThat(call.tool()).isEqualTo("find_slot");
    assertThat(call.arguments()).isEqualTo(arguments);
    assertThat(call.id()).isNotBlank();
    assertThat(answer.text()).isEqualTo("Monday at nine.");
    assertThat(peer.asked().getFirst()).contains("find_slot", "Finds a free slot.", "with whom");
    assertThat(peer.asked().getLast())
        .containsSubsequence("When can I meet John?", call.id(), "2026-11-23T09:00");
  }

  @Test
  default void wishesForSeveralToolsAtOnce() {
    var peer = peer();
    var wishes =
        List.of(
            new ToolCall("", "find_slot", Map.of("person", "John", "minutes", 30L)),
            new ToolCall("", "find_slot", Map.of("person", "Ana", "minutes", 45L)));
    peer.will(new Reply.Calls(wishes, peer.usage()));
    peer.will(new Reply.Says("Done.", peer.usage()));
    var question = new ChatMessage.User("And Ana?");

    var wish = peer.model().complete(prompt(List.of(question), List.of()), piece -> {});
    var messages = new ArrayList<ChatMessage>(List.of(question, wish.message()));
    wish.toolCalls()
        .forEach(
            call -> messages.add(new ChatMessage.ToolOutput(call.id(), call.tool(), "no", false)));
    peer.model().complete(prompt(messages, List.of()), piece -> {});

    assertThat(wish.toolCalls())
        .extracting(ToolCall::arguments)
        .containsExactly(wishes.get(0).arguments(), wishes.get(1).arguments());
    assertThat(wish.toolCalls()).extracting(ToolCall::id).doesNotHaveDuplicates();
    assertThat(peer.asked().getLast())
        .contains(wish.toolCalls().get(0).id(), wish.toolCalls().get(1).id());
  }

  @Test
  default void asksForTheShapeOfTheAnswer() {
    var peer = peer();
    var json = "{\"person\": \"John\", \"minutes\": 30}";
    peer.will(new Reply.Says(json, peer.usage()));

    var answer =
        peer.model()
            .complete(
                prompt(List.of(new ChatMessage.User("Who, how long?")), List.of(SLOT)),
                piece -> {});

    assertThat(answer.text()).isEqualTo(json);
    assertThat(peer.asked().getFirst()).contains("minutes", "how long", "on which days");
  }

  @Test
  default void reportsWhatWasUsedByClass() {
    var peer = peer();
    peer.will(new Reply.Says("Yes.", peer.usage()));

    var answer = peer.model().complete(ask("Well?"), piece -> {});

    assertThat(answer.usage()).isEqualTo(peer.usage());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 409, 429, 500, 502, 503, 504, 529})
  default void failsInPassing(int status) {
    var peer = peer();
    peer.will(new Reply.Refuses(status, Duration.ZERO));

    var failure = failureOf(peer);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.text()).contains(peer.model().name(), String.valueOf(status));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 413, 422})
  default void failsForGood(int status) {
    var peer = peer();
    peer.will(new Reply.Refuses(status, Duration.ZERO));

    var failure = failureOf(peer);

    assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains(peer.model().name(), String.valueOf(status));
    assertThat(failure.getCause() instanceof Unfinished).isFalse();
  }

  @Test
  default void passesOnHowLongTheProviderWantsToBeLeftAlone() {
    var peer = peer();
    peer.will(new Reply.Refuses(429, Duration.ofSeconds(7)));

    assertThat(failureOf(peer).retryAfter()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  default void asksOnceAndOnlyOnce() {
    var peer = peer();
    peer.will(new Reply.Refuses(503, Duration.ZERO));
    peer.will(new Reply.Says("Too late.", peer.usage()));

    failureOf(peer);

    assertThat(peer.asked()).hasSize(1);
  }

  @Test
  default void anAnswerThatBreaksOffIsNoAnswer() {
    var peer = peer();
    peer.will(new Reply.Breaks("The meeting is not on Monday but on Tuesday at nine."));

    var failure = failureOf(peer);

    assertThat(failure.isRetryable()).isTrue();
    assertThat(failure.text()).contains(peer.model().name());
    assertThat(failure).hasCauseInstanceOf(Unfinished.class);
  }

  @Test
  default void anAnswerThatCantBeReadIsNoAnswer() {
    var peer = peer();
    peer.will(new Reply.Garbles());

    var failure = failureOf(peer);

    assertThat(failure.isRetryable()).isFalse();
    assertThat(failure.text()).contains(peer.model().name());
  }

  @Test
  default void theTimeoutIsForTheWholeAnswer() {
    var peer = peer();
    peer.will(new Reply.Stalls("one two three four five six seven eight nine ten"));
    var options = Prompt.Options.DEFAULTS.withTimeout(Duration.ofMillis(400));
    var prompt =
        new Prompt("", List.of(new ChatMessage.User("secret plan")), List.of(), List.of(), options);

    assertThatThrownBy(() -> inTime(() -> peer.model().complete(prompt, piece -> {})))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.isRetryable()).isTrue();
              assertThat(failure).hasCauseInstanceOf(Unfinished.class);
            })
        .hasMessageContaining(peer.model().name());
  }

  @Test
  default void anInterruptEndsTheCall() {
    var peer = peer();
    peer.will(new Reply.Stalls("one two three four five six seven eight nine ten"));
    var wasInterrupted = new CompletableFuture<Boolean>();

    assertThatThrownBy(() ->
            inTime(() -> {
              try {
                return peer.model()
                    .complete(ask("secret plan"), piece -> Thread.currentThread().interrupt());
              } finally {
                wasInterrupted.complete(Thread.interrupted());
              }
            }))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.isRetryable()).isTrue();
              assertThat(failure).hasCauseInstanceOf(Unfinished.class);
            })
        .hasMessageContaining("interrupted");
    assertThat(wasInterrupted).isCompletedWithValue(true);
  }

  @Test
  default void whatTheListenerThrowsEndsTheCall() {
    var peer = peer();
    peer.will(new Reply.Says("One, two, three.", peer.usage()));
    var broken = new IllegalStateException("the listener is gone");

    assertThatThrownBy(() ->
            peer.model()
                .complete(
                    ask("Count."),
                    piece -> {
                      throw broken;
                    }))
        .isSameAs(broken);
  }

  @Test
  default void manyCanAskAtOnce() {
    var peer = peer();
    // Twice as many as are needed: some may be asked again.
    for (int i = 0; i < 16; i++) {
      peer.will(new Reply.Says("One, two, three.", peer.usage()));
    }
    Callable<String> question = () -> answerOf(peer.model());

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = Stream.generate(() -> executor.submit(question)).limit(8).toList();
      assertThat(answers)
          .allSatisfy(
              answer -> assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo("One, two, three."));
    }
  }

  /// Asks again, as every caller does, if it failed in passing: a busy server may break a
  /// connection before its first byte.
  private static String answerOf(ChatModel model) {
    try {
      return model.complete(ask("Count."), piece -> {}).text();
    } catch (Failure failure) {
      if (!failure.isRetryable()) {
        throw failure;
      }
      return model.complete(ask("Count."), piece -> {}).text();
    }
  }

  /// Asks something that the failure's message must not repeat.
  private static Failure failureOf(ModelPeer peer) {
    var failure =
        catchThrowableOfType(
            Failure.class, () -> peer.model().complete(ask("secret plan"), piece -> {}));
    assertThat(failure).isNotNull().message().doesNotContain("secret plan");
    return failure;
  }

  /// The answer, or what the question threw, if it came within seconds.
  private static Completion inTime(Callable<Completion> question) throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      return executor.submit(question).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static Prompt ask(String question) {
    return prompt(List.of(new ChatMessage.User(question)), List.of());
  }

  private static Prompt prompt(List<ChatMessage> messages, List<Schema.Struct> output) {
    var tools = output.isEmpty() ? List.of(FIND_SLOT) : List.<ToolSpec>of();
    return new Prompt("Be brief.", messages, tools, output, Prompt.Options.DEFAULTS);
  }
}
