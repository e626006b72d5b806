package dev.steward.core.run;

import java.time.Instant;

/// A step as the journal keeps it.
///
/// @param number counts from 1 within the run, in the order in which the graph asked
/// @param node the node that asked
/// @param op the operation's name
/// @param attempts how often it was tried
/// @param input encoded
/// @param output encoded; for a failed step, what it failed with
public record Step(
    String run,
    int number,
    String node,
    String op,
    Effect effect,
    Status status,
    int attempts,
    String input,
    String output,
    Instant begunAt,
    Instant endedAt) {

  public enum Status {
    /// Under way; after a crash: in doubt.
    BEGUN,
    DONE,
    FAILED,
    /// In doubt for good: a person must say whether it happened.
    UNKNOWN
  }

  /// The step's key in the world.
  public String key() {
    return run + "/" + number;
  }

  public Step ended(Status status, int attempts, String output, Instant at) {
    return new Step(run, number, node, op, effect, status, attempts, input, output, begunAt, at);
  }
}
