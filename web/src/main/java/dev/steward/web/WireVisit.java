package dev.steward.web;

import dev.steward.core.cost.Money;
import dev.steward.core.model.Visit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of asking a model, on the wire: `status` says which of the fields are there.
record WireVisit(
    String model,
    String status,
    @Nullable String why,
    @Nullable Boolean retryable,
    @Nullable Long milliseconds,
    @Nullable String call,
    Wire.@Nullable Tokens usage,
    @Nullable BigDecimal cost,
    @Nullable Boolean estimated,
    @Nullable Boolean empty) {
  private static final String NOT_ASKED = "not_asked";
  private static final String ANSWERED = "answered";
  private static final String FAILED = "failed";

  /// Those of all models.
  record All(List<WireVisit> data) {}

  static WireVisit of(Visit visit) {
    return switch (visit) {
      case Visit.NotAsked(var model, var missing) ->
          new WireVisit(model, NOT_ASKED, missing, null, null, null, null, null, null, null);
      case Visit.Failed(var model, var took, var why, var isPassing) ->
          new WireVisit(
              model, FAILED, why, isPassing, took.toMillis(), null, null, null, null, null);
      case Visit.Answered(
              var model,
              var call,
              var took,
              var usage,
              var cost,
              var isGuess,
              var isMute) ->
          new WireVisit(
              model,
              ANSWERED,
              null,
              null,
              took.toMillis(),
              call,
              Wire.Tokens.of(usage),
              cost.dollars(),
              isGuess,
              isMute);
    };
  }

  Visit visit() {
    return switch (status) {
      case NOT_ASKED -> new Visit.NotAsked(model, there(why));
      case FAILED -> new Visit.Failed(model, took(), there(why), there(retryable));
      case ANSWERED ->
          new Visit.Answered(
              model,
              there(call),
              took(),
              there(usage).usage(),
              new Money(there(cost)),
              there(estimated),
              there(empty));
      default -> throw new IllegalArgumentException("no visit ends like this: " + status);
    };
  }

  private Duration took() {
    return Duration.ofMillis(there(milliseconds));
  }

  private static <T> T there(@Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("a field of a visit is missing");
    }
    return value;
  }
}
