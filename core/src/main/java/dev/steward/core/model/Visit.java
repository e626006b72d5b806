package dev.steward.core.model;

import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import java.time.Duration;

/// What came of asking one model something short.
public sealed interface Visit {
  /// The model's name.
  String model();

  /// It could not be asked.
  ///
  /// @param missing what it lacks, such as `DEEPSEEK_API_KEY is not set`
  record NotAsked(String model, String missing) implements Visit {}

  /// It answered.
  ///
  /// @param call the key under which that is booked
  /// @param isGuess whether it did not report what it used, so that `cost` is the most that it can
  ///   have been
  /// @param isMute whether it said nothing
  record Answered(
      String model,
      String call,
      Duration took,
      Usage usage,
      Money cost,
      boolean isGuess,
      boolean isMute)
      implements Visit {}

  /// It failed, or was not called for want of a price or of money.
  ///
  /// @param isPassing whether it may work in a while
  record Failed(String model, Duration took, String why, boolean isPassing) implements Visit {}
}
