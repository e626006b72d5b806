package dev.steward;

import dev.steward.core.Failure;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.testkit.ScriptedModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;

/// A model whose provider also takes batches, in this process: it outlives the houses that use it.
/// It ends a batch when it is told to.
final class ProviderOfBatches implements ChatModel, BatchModel {
  static final String NAME = "claude-haiku-5-5";

  /// What each answer used.
  static final Usage USAGE = new Usage(1_000, 0, 0, 0, 100, 0);

  /// Released once for each batch that is taken, and for each that is refused.
  final Semaphore seen = new Semaphore(0);

  private final Map<String, Held> held = new LinkedHashMap<>();
  private final Function<String, Outcome> outcomes;
  private final List<String> calledNow = Collections.synchronizedList(new ArrayList<>());
  private Limits limits = new Limits("Anthropic", 100_000, 256_000_000, Duration.ofHours(24));
  private Runnable afterTaking = () -> {};
  private Optional<Failure> refusal = Optional.empty();
  private volatile boolean answersNow = true;
  private volatile int resultsUntilTrouble = Integer.MAX_VALUE;

  private static final class Held {
    final String key;
    final List<Request> requests;
    boolean isCancelled;
    boolean isEnded;

    Held(String key, List<Request> requests) {
      this.key = key;
      this.requests = List.copyOf(requests);
    }
  }

  /// @param outcomes of requests, by what they ask
  ProviderOfBatches(Function<String, Outcome> outcomes) {
    this.outcomes = outcomes;
  }

  static Outcome says(String text) {
    return new Outcome.Answered(completion(ScriptedModel.says(text)));
  }

  static Completion completion(Completion answer) {
    return new Completion(
        answer.text(),
        answer.toolCalls(),
        answer.stop(),
        USAGE,
        Terms.BATCH,
        NAME,
        "{\"input_tokens\":1000,\"output_tokens\":100}",
        Map.of());
  }

  synchronized void takesAtMost(int requests) {
    limits = new Limits("Anthropic", requests, 256_000_000, Duration.ofHours(24));
  }

  /// What happens when it has taken a batch, before anybody hears of it.
  synchronized void afterTaking(Runnable deed) {
    afterTaking = deed;
  }

  synchronized void refuses(Failure failure) {
    refusal = Optional.of(failure);
  }

  synchronized void refusesNoMore() {
    refusal = Optional.empty();
  }

  /// Breaks off the results after so many, once.
  void breaksOffAfter(int results) {
    resultsUntilTrouble = results;
  }

  void answersNothingNow() {
    answersNow = false;
  }

  /// What it was asked the ordinary way.
  List<String> calledNow() {
    return List.copyOf(calledNow);
  }

  synchronized void end() {
    held.values().forEach(batch -> batch.isEnded = true);
  }

  synchronized List<Integer> sizes() {
    return held.values().stream().map(batch -> batch.requests.size()).toList();
  }

  synchronized boolean wasCancelled() {
    return held.values().stream().anyMatch(batch -> batch.isCancelled);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    var asked = asked(prompt);
    calledNow.add(asked);
    if (!answersNow) {
      throw Failure.external("it answers nothing now", null);
    }
    text.accept("Now: " + asked);
    var answer = ScriptedModel.says("Now: " + asked);
    return new Completion(
        answer.text(), List.of(), answer.stop(), USAGE, Terms.STANDARD, NAME, "{}", Map.of());
  }

  static String asked(Prompt prompt) {
    return prompt.messages().stream()
        .filter(ChatMessage.User.class::isInstance)
        .map(message -> ((ChatMessage.User) message).text())
        .toList()
        .getLast();
  }

  @Override
  public synchronized Limits limits() {
    return limits;
  }

  @Override
  public long bytes(Request request) {
    return 1_000;
  }

  @Override
  public String submit(String key, List<Request> requests) {
    Runnable deed;
    String id;
    synchronized (this) {
      if (refusal.isPresent()) {
        seen.release();
        throw refusal.get();
      }
      id = "batch_" + (held.size() + 1);
      held.put(id, new Held(key, requests));
      deed = afterTaking;
      afterTaking = () -> {};
    }
    seen.release();
    deed.run();
    return id;
  }

  @Override
  public synchronized Found find(String key, int size, Instant since, Set<String> others) {
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().key.equals(key))
        .<Found>map(entry -> new Found.Taken(entry.getKey()))
        .findFirst()
        .orElseGet(Found.Absent::new);
  }

  @Override
  public synchronized Progress look(String id) {
    var batch = batch(id);
    var size = batch.requests.size();
    return batch.isEnded
        ? new Progress(Progress.State.ENDED, size, size, "")
        : new Progress(Progress.State.WORKING, 0, size, "");
  }

  private Held batch(String id) {
    return Optional.ofNullable(held.get(id)).orElseThrow();
  }

  @Override
  public synchronized void read(
      String id, Function<String, Optional<Prompt>> prompts, Consumer<Result> each) {
    var batch = batch(id);
    int handed = 0;
    for (var request : batch.requests.reversed()) {
      if (handed++ == resultsUntilTrouble) {
        resultsUntilTrouble = Integer.MAX_VALUE;
        throw Failure.passing("the results broke off", new Unfinished(null), Duration.ZERO);
      }
      prompts
          .apply(request.id())
          .ifPresent(prompt ->
              each.accept(
                  new Result(
                      request.id(),
                      batch.isCancelled
                          ? new Outcome.Unanswered("canceled")
                          : outcomes.apply(asked(prompt)))));
    }
  }

  @Override
  public synchronized void cancel(String id) {
    batch(id).isCancelled = true;
  }
}
