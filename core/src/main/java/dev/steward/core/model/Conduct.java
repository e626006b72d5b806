package dev.steward.core.model;

import java.time.Duration;

/// How a model is to be called.
///
/// @param thinking whether it may think before it answers, where it can be told and is given room
/// @param timeout for one whole call
/// @param firstToken within which its answer begins
/// @param attempts how often a call is tried while it fails in passing, before the next model is
///   taken
/// @param requestsPerMinute how many calls may begin in a minute; 0: as many as there are
/// @param tokensPerMinute how many tokens may be read and written in a minute; 0: as many as there
///   are
public record Conduct(
    boolean thinking,
    Duration timeout,
    Duration firstToken,
    int attempts,
    int requestsPerMinute,
    int tokensPerMinute) {
  /// Room for less is none for thinking.
  private static final int ROOM_TO_THINK = 1_024;

  public static final Conduct DEFAULTS =
      new Conduct(false, Duration.ofMinutes(2), Duration.ofMinutes(2), 3, 0, 0);

  public Conduct withTimeout(Duration timeout) {
    return new Conduct(thinking, timeout, firstToken, attempts, requestsPerMinute, tokensPerMinute);
  }

  public Conduct withAttempts(int attempts) {
    return new Conduct(thinking, timeout, firstToken, attempts, requestsPerMinute, tokensPerMinute);
  }

  /// So many calls and tokens in a minute.
  public Conduct withPace(int requests, int tokens) {
    return new Conduct(thinking, timeout, firstToken, attempts, requests, tokens);
  }

  /// What is asked for, as it is asked of this model.
  Prompt.Options of(Prompt.Options asked) {
    return asked
        .withTimeout(timeout)
        .withThinking(asked.thinking() || (thinking && asked.maxTokens() >= ROOM_TO_THINK));
  }
}
