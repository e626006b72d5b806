package dev.steward.core.model;

import dev.steward.core.Failure;
import dev.steward.core.run.Pause;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/// A model that keeps to the pace it is allowed, and that is left alone for a while when it fails
/// too often, when its account must be seen to, or when it asks for it. Whoever calls it meanwhile
/// gets a failure with the code [Failure#LEFT_ALONE] at once.
public final class SteadyModel implements ChatModel {
  /// Who must wait for longer is told so instead.
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  /// How long a model is left alone whose account must be seen to.
  private static final Duration ACCOUNT_REST = Duration.ofMinutes(1);

  /// Who asks for less is waited for by whoever called.
  private static final Duration LONG = Duration.ofSeconds(20);

  /// How many bytes of a prompt make a token, more or less.
  private static final int BYTES = 4;

  private final ChatModel model;
  private final Conduct conduct;
  private final Pause pause;
  private final Breaker breaker;
  private final Pace requests;
  private final Pace tokens;

  /// `model` at the pace of `conduct`.
  ///
  /// @param pause for the waiting
  public SteadyModel(ChatModel model, Conduct conduct, Clock clock, Pause pause) {
    this.model = model;
    this.conduct = conduct;
    this.pause = pause;
    this.breaker = new Breaker(model.name(), clock);
    this.requests = new Pace(conduct.requestsPerMinute(), clock);
    this.tokens = new Pace(conduct.tokensPerMinute(), clock);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    if (breaker.rest().isPositive()) {
      throw leftAlone();
    }
    var expected = PromptBound.tokens(prompt) / BYTES;
    keepPace(expected);
    var permit = breaker.enter().orElseThrow(this::leftAlone);
    try {
      var completion = model.complete(prompt, text);
      breaker.answered(permit);
      tokens.correct(completion.usage().total() - expected);
      return completion;
    } catch (Failure failure) {
      judge(permit, failure);
      throw failure;
    } catch (RuntimeException broken) {
      breaker.gaveUp(permit);
      throw broken;
    }
  }

  private void judge(Breaker.Permit permit, Failure failure) {
    if (Thread.currentThread().isInterrupted()) {
      breaker.gaveUp(permit);
    } else if (failure.code().equals(Failure.ACCOUNT)) {
      breaker.failed(permit, ACCOUNT_REST);
    } else if (failure.isRetryable()) {
      var wanted = failure.retryAfter();
      breaker.failed(permit, wanted.compareTo(LONG) > 0 ? wanted : Duration.ZERO);
    } else {
      breaker.answered(permit);
    }
  }

  private void keepPace(long expected) {
    var first = requests.take(1, LONGEST_WAIT).orElseThrow(() -> tooFast(requests.due(1)));
    var second =
        tokens
            .take(expected, LONGEST_WAIT)
            .orElseThrow(() -> {
              requests.correct(-1);
              return tooFast(tokens.due(expected));
            });
    try {
      var wait = first.compareTo(second) > 0 ? first : second;
      if (wait.isPositive()) {
        pause.of(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing(
          "Waiting to call the model %s was interrupted".formatted(name()), e, Duration.ZERO);
    }
  }

  private Failure tooFast(Duration wait) {
    return Failure.leftAlone(
        "The model %s was not called, since it is used as much as steward.yaml lets it be (%s requests, %s tokens a minute); try again in %d s, or raise `options` of the model"
            .formatted(
                name(),
                limit(conduct.requestsPerMinute()),
                limit(conduct.tokensPerMinute()),
                seconds(wait)),
        wait);
  }

  private static String limit(int limit) {
    return limit == 0 ? "any number of" : Integer.toString(limit);
  }

  private Failure leftAlone() {
    var rest = breaker.rest();
    return Failure.leftAlone(
        "The model %s was not called: it has failed too often of late, or asked for it, and is left alone for %d s more"
            .formatted(name(), seconds(rest)),
        rest);
  }

  private static long seconds(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }
}
