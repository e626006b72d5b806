package dev.steward.core.tier;

import dev.steward.core.cost.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Which model a task is given to, and why.
///
/// @param model the name of the one that is chosen; empty if none can be called
/// @param tried whether it is to prove itself, and was not chosen for what it has proved
/// @param reason in words for people
/// @param candidates those that can be called, from the weakest to the strongest
public record Tier(
    String agent,
    String kind,
    Demand demand,
    String model,
    boolean tried,
    String reason,
    List<Candidate> candidates) {
  public Tier {
    candidates = List.copyOf(candidates);
  }

  /// A model that may be chosen.
  ///
  /// @param trusted whether it is taken to have proved itself before there are outcomes
  /// @param passed how many of the latest tasks of the kind stood up
  /// @param failed how many did not
  /// @param surely the share that surely stands up, from 0 to 1: it is more with nine in ten
  /// @param forecast what the task takes
  /// @param cost of that at the prices of now
  /// @param expected the same with what it costs, as often as it happens, to go on with the next
  ///   stronger model
  public record Candidate(
      String model,
      boolean trusted,
      int passed,
      int failed,
      double surely,
      Forecast forecast,
      Money cost,
      Money expected) {}

  /// The order in which the models are tried when they can't be reached: the chosen one, those that
  /// are stronger, and then those that are weaker, the strongest first.
  public List<String> chain() {
    int at = index(model);
    return Stream.of(
            candidates.subList(Math.max(at, 0), candidates.size()).stream(),
            candidates.subList(0, Math.max(at, 0)).reversed().stream())
        .flatMap(part -> part)
        .map(Candidate::model)
        .toList();
  }

  /// The models from the next stronger one than `than` on.
  public List<String> stronger(String than) {
    return candidates.stream()
        .skip(Math.max(index(than), index(model)) + 1L)
        .map(Candidate::model)
        .toList();
  }

  /// The model that goes on where what the chosen one came to does not stand up.
  public Optional<String> next() {
    return stronger(model).stream().findFirst();
  }

  private int index(String name) {
    return IntStream.range(0, candidates.size())
        .filter(i -> candidates.get(i).model().equals(name))
        .findFirst()
        .orElse(-1);
  }
}
