package dev.steward.core.routing;

import dev.steward.core.routing.learned.Judgement;
import java.util.List;

/// Which kind a task is of, whose it is, and why.
///
/// @param reason in words for people
/// @param confidence that examples gave to their likeliest kind, from 0 to 1; 0 if they were not
///   asked
/// @param probabilities of the likeliest kinds, the likeliest first
/// @param nearest the examples and corrected tasks that it is most like, nearest first
public record Route(
    TaskType type,
    String kind,
    String agent,
    String reason,
    double confidence,
    List<Judgement.Chance> probabilities,
    List<Judgement.Example> nearest) {
  public Route {
    probabilities = List.copyOf(probabilities);
    nearest = List.copyOf(nearest);
  }

  /// A route that rests on no examples.
  public static Route of(TaskType type, String kind, String agent, String reason) {
    return new Route(type, kind, agent, reason, 0, List.of(), List.of());
  }
}
