package dev.steward.core.model;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.run.Pause;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Calls the first of several models that answers, each as it is to be called, and books what it
/// cost.
///
/// A model that fails in passing is tried again as far as the call's [Retries] go, and then the
/// next one is. A model without a price is not called, nor is one that a budget does not allow.
public final class ModelChain {
  private final Models models;
  private final Till till;
  private final Pause pause;
  private final RandomGenerator random;

  /// What came back.
  ///
  /// @param passedOver why models before the one that answered did not
  public record Reply(Completion completion, Money cost, List<String> passedOver) {
    public Reply {
      passedOver = List.copyOf(passedOver);
    }
  }

  /// Calls of these models.
  ///
  /// @param pause for the time between two attempts
  /// @param random spreads attempts that would come together
  public ModelChain(Models models, Till till, Pause pause, RandomGenerator random) {
    this.models = models;
    this.till = till;
    this.pause = pause;
    this.random = random;
  }

  /// Calls of one model, which is tried once.
  public static ModelChain once(ChatModel model, Till till) {
    return new ModelChain(
        new Models(
            Map.of(model.name(), model),
            Map.of(),
            Map.of(model.name(), Conduct.DEFAULTS.withAttempts(1))),
        till,
        Pause.SLEEPING,
        RandomGenerator.getDefault());
  }

  /// Calls the models in turn until one answers.
  ///
  /// @param names the first that can be called is tried first
  /// @throws Failure of the last one, its message naming all that were tried; it may be tried again
  ///   later if one of them may. USER if none can be called
  public Reply call(
      List<String> names, Till.Purpose purpose, Prompt prompt, Consumer<String> text) {
    var failures = new ArrayList<Failure>();
    var retries = new Retries(pause, random);
    for (var model : till.thrifty(models.callable(names), models, purpose, prompt)) {
      try {
        var paid = paid(model, purpose, prompt, text, retries);
        return new Reply(paid.completion(), paid.bill().total(), texts(failures));
      } catch (Failure failure) {
        if (failure.kind() == Failure.Kind.INTERNAL || Thread.currentThread().isInterrupted()) {
          throw failure;
        }
        failures.add(failure);
      }
    }
    throw failures.isEmpty() ? none(names, purpose) : all(failures);
  }

  private Till.Paid paid(
      ChatModel model,
      Till.Purpose purpose,
      Prompt prompt,
      Consumer<String> text,
      Retries retries) {
    var conduct = models.conduct(model.name());
    for (int attempt = 1; ; attempt++) {
      try {
        return till.call(model, purpose, prompt.under(conduct), text);
      } catch (Failure failure) {
        if (Thread.currentThread().isInterrupted()
            || attempt >= conduct.attempts()
            || !retries.again(failure, attempt)) {
          throw failure;
        }
      }
    }
  }

  private Failure none(List<String> names, Till.Purpose purpose) {
    return Failure.user(
        "No model of agent '%s' can be called: %s"
            .formatted(purpose.agent(), String.join("; ", models.missing(names))));
  }

  private static Failure all(List<Failure> failures) {
    var text = String.join(" Then: ", texts(failures));
    var last = failures.getLast();
    if (last.kind() == Failure.Kind.LIMIT) {
      return Failure.of(last.kind(), last.code(), text);
    }
    return failures.stream()
        .filter(Failure::isRetryable)
        .map(Failure::retryAfter)
        .min(Comparator.naturalOrder())
        .map(wait -> Failure.passing(text, null, wait))
        .orElseGet(() -> Failure.of(last.kind(), last.code(), text));
  }

  private static List<String> texts(List<Failure> failures) {
    return failures.stream().map(Failure::text).toList();
  }
}
