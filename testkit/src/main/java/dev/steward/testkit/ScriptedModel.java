package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.tool.ToolCall;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A model that answers from a script, at once and for free, and remembers what it was asked. Safe
/// for use by many threads.
///
/// ```java
/// var model = new ScriptedModel("scripted")
///     .then(ScriptedModel.calls("calendar_list", Map.of("person", "John")))
///     .then(ScriptedModel.says("You meet John on Monday."));
/// ```
public final class ScriptedModel implements ChatModel {
  /// What every scripted answer is said to have used, unless it says otherwise.
  public static final Usage USAGE = new Usage(100, 0, 0, 0, 20, 0);

  /// Answers one prompt: returns the completion, and hands over its text before.
  public interface Line {
    Completion answer(Prompt prompt, Consumer<String> text);
  }

  private final String name;
  private final Line fallback;
  private final Deque<Line> lines = new ArrayDeque<>();
  private final List<Prompt> prompts = new ArrayList<>();

  /// A model that gives the answers queued with `then`, each once; asked for more, it fails.
  public ScriptedModel(String name) {
    this.name = name;
    this.fallback =
        (prompt, text) -> {
          throw new IllegalStateException(
              "The script of the model %s has no answer to prompt %d; queue one with then()"
                  .formatted(name, prompts().size()));
        };
  }

  /// A model that answers every prompt with what `script` makes of it, after those queued with
  /// `then`. The script may throw a [Failure].
  public ScriptedModel(String name, Function<Prompt, Completion> script) {
    this.name = name;
    this.fallback = (prompt, text) -> spoken(script.apply(prompt), text);
  }

  /// An answer in words.
  public static Completion says(String text) {
    return new Completion(text, List.of(), Completion.Stop.END, USAGE, "", "", Map.of());
  }

  /// The wish to use one tool.
  public static Completion calls(String tool, Map<String, Object> arguments) {
    return calls(List.of(new ToolCall("", tool, arguments)));
  }

  /// The wish to use several tools at once. A call without an id gets one that is unique in its
  /// conversation.
  public static Completion calls(List<ToolCall> calls) {
    return new Completion("", calls, Completion.Stop.TOOLS, USAGE, "", "", Map.of());
  }

  /// The same answer with another usage.
  public static Completion using(Usage usage, Completion answer) {
    return new Completion(
        answer.text(),
        answer.toolCalls(),
        answer.stop(),
        usage,
        answer.terms(),
        answer.model(),
        answer.rawUsage(),
        answer.extras());
  }

  /// Queues an answer.
  public ScriptedModel then(Completion answer) {
    return then((prompt, text) -> spoken(answer, text));
  }

  /// Queues a failure.
  public ScriptedModel then(Failure failure) {
    return then((prompt, text) -> {
      throw failure;
    });
  }

  /// Queues a failure that comes after `begun` was handed over as text, as when a stream is cut.
  public ScriptedModel thenCut(String begun, Failure failure) {
    return then((prompt, text) -> {
      pieces(begun).forEach(text);
      throw failure.getCause() instanceof Unfinished
          ? failure
          : failure.withCause(new Unfinished(failure.getCause()));
    });
  }

  /// Queues a silence that ends with the prompt's timeout or an interrupt.
  public ScriptedModel thenSilence() {
    return thenStall("");
  }

  /// Queues a silence that comes after `begun` was handed over as text.
  public ScriptedModel thenStall(String begun) {
    return then((prompt, text) -> {
      pieces(begun).forEach(text);
      return silence(prompt.options().timeout());
    });
  }

  /// Queues an answer that may depend on the prompt.
  public ScriptedModel then(Line line) {
    synchronized (lines) {
      lines.add(line);
    }
    return this;
  }

  /// The prompts so far, in the order in which they came.
  public List<Prompt> prompts() {
    synchronized (prompts) {
      return List.copyOf(prompts);
    }
  }

  /// The latest prompt.
  ///
  /// @throws IllegalStateException if there was none
  public Prompt lastPrompt() {
    var all = prompts();
    if (all.isEmpty()) {
      throw new IllegalStateException("The model %s was not asked anything".formatted(name));
    }
    return all.getLast();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    synchronized (prompts) {
      prompts.add(prompt);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw interrupted(null);
    }
    return finished(prompt, next().answer(prompt, text));
  }

  private Line next() {
    synchronized (lines) {
      return lines.isEmpty() ? fallback : lines.remove();
    }
  }

  private static Completion spoken(Completion answer, Consumer<String> text) {
    pieces(answer.text()).forEach(text);
    return answer;
  }

  /// Cuts after every blank, so that the pieces make up the text.
  private static List<String> pieces(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("(?<=\\s)", -1));
  }

  private Completion finished(Prompt prompt, Completion answer) {
    long earlier =
        prompt.messages().stream()
            .mapToLong(message ->
                message instanceof ChatMessage.Assistant said ? said.toolCalls().size() : 0)
            .sum();
    var calls = new ArrayList<ToolCall>();
    for (var call : answer.toolCalls()) {
      earlier++;
      calls.add(
          call.id().isEmpty()
              ? new ToolCall("call_" + earlier, call.tool(), call.arguments())
              : call);
    }
    return new Completion(
        answer.text(),
        calls,
        answer.stop(),
        answer.usage(),
        answer.terms(),
        answer.model().isEmpty() ? name : answer.model(),
        answer.rawUsage(),
        answer.extras());
  }

  private Completion silence(Duration timeout) {
    try {
      new CountDownLatch(1).await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    throw Failure.passing(
        "The model %s did not answer within %s; try again, or allow more time"
            .formatted(name, timeout),
        new Unfinished(null),
        Duration.ZERO);
  }

  private Failure interrupted(@Nullable Throwable cause) {
    return Failure.passing(
        "The call of the model %s was interrupted; try again".formatted(name),
        new Unfinished(cause),
        Duration.ZERO);
  }
}
