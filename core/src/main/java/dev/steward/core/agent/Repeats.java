package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.tool.ToolCall;
import java.util.HashMap;
import java.util.Map;

/// Notices a model that goes round in a circle: the same call with the same arguments, which had
/// the same result before.
final class Repeats {
  /// So often a call may have the same result before it is not made again.
  private static final int SAME_RESULTS = 2;

  /// So many calls are refused before the agent is stopped.
  private static final int REFUSALS = 3;

  private final Map<Call, Outcome> known = new HashMap<>();
  private int refusals;

  private record Call(String tool, Map<String, Object> arguments) {
    static Call of(ToolCall call) {
      return new Call(call.tool(), call.arguments());
    }
  }

  /// @param times how often in a row
  private record Outcome(String text, int times) {}

  /// Whether the call has had the same result often enough.
  boolean isRepeat(ToolCall call) {
    var outcome = known.get(Call.of(call));
    return outcome != null && outcome.times() >= SAME_RESULTS;
  }

  /// Takes down what a call came to.
  void note(ToolCall call, String text) {
    known.merge(
        Call.of(call),
        new Outcome(text, 1),
        (before, now) ->
            before.text().equals(now.text()) ? new Outcome(text, before.times() + 1) : now);
  }

  /// What the model is told in the place of a result.
  ///
  /// @throws Failure LIMIT when it was told so too often
  String refuse(String agent, ToolCall call) {
    if (++refusals > REFUSALS) {
      throw Failure.limit(
          "Agent '%s' was stopped: it called %s with the same arguments again and again. Word the task differently, or split it"
              .formatted(agent, call.tool()));
    }
    return "Not done: you called %s with these arguments %d times, and the result was the same. Do something else, or answer with what you have."
        .formatted(call.tool(), SAME_RESULTS);
  }
}
