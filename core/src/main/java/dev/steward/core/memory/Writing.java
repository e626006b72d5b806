package dev.steward.core.memory;

import java.time.Duration;
import java.time.ZoneId;

/// Who and what memory writes with.
///
/// @param extractor finds the facts in messages
/// @param summariser sums up sessions that have ended; [Extractor#NONE]: nobody does
/// @param runs where texts stand beside memory
public record Writing(Extractor extractor, Extractor summariser, RunRecords runs, Limits limits) {
  /// Facts are found by rules, without a model.
  ///
  /// @param zone where people are, for the dates that they name
  public static Writing byRules(ZoneId zone) {
    return new Writing(
        new RuleExtractor(scope -> zone), Extractor.NONE, RunRecords.NONE, Limits.DEFAULTS);
  }

  public Writing withExtractor(Extractor extractor) {
    return new Writing(extractor, summariser, runs, limits);
  }

  public Writing withSummariser(Extractor summariser) {
    return new Writing(extractor, summariser, runs, limits);
  }

  public Writing withRuns(RunRecords runs) {
    return new Writing(extractor, summariser, runs, limits);
  }

  public Writing withLimits(Limits limits) {
    return new Writing(extractor, summariser, runs, limits);
  }

  /// How much and how long.
  ///
  /// @param parallel how many extractions run at once, at most
  /// @param batch how many messages go into one extraction, at most
  /// @param attempts how often an extraction is tried whose outcome can't be used, before it is
  ///   parked
  /// @param backoff the pause after the first failure; it doubles with each one
  /// @param longestPause between two attempts
  /// @param patience how long after it was asked for an extraction is tried again after failures
  ///   that may pass
  /// @param review how long a fact that nobody confirms is taken to hold
  /// @param promoteFrom by how many users a fact must be said to be proposed to everybody
  public record Limits(
      int parallel,
      int batch,
      int attempts,
      Duration backoff,
      Duration longestPause,
      Duration patience,
      Duration review,
      int promoteFrom) {
    public static final Limits DEFAULTS =
        new Limits(
            16,
            24,
            4,
            Duration.ofSeconds(2),
            Duration.ofMinutes(15),
            Duration.ofDays(1),
            Duration.ofDays(180),
            3);

    public Limits withParallel(int parallel) {
      return new Limits(
          parallel, batch, attempts, backoff, longestPause, patience, review, promoteFrom);
    }

    public Limits withAttempts(int attempts) {
      return new Limits(
          parallel, batch, attempts, backoff, longestPause, patience, review, promoteFrom);
    }
  }
}
