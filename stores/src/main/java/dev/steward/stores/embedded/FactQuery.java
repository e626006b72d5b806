package dev.steward.stores.embedded;

import dev.steward.core.memory.Selection;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// What SQL can decide of a [Selection] of facts: the facts that its arms find are those selected,
/// and perhaps more.
///
/// @param arms have no fact in common; there is one for each value of a column that an index leads
///   to
/// @param isExact whether they find nothing else than what is selected
record FactQuery(List<Arm> arms, boolean isExact) {
  /// A condition in SQL, and what its question marks stand for.
  record Arm(String condition, List<Object> parameters) {}

  FactQuery {
    arms = List.copyOf(arms);
  }

  static FactQuery of(Selection selection) {
    return new FactConditions(selection).living().filtered().query();
  }

  /// What may have been selected, whatever became of it since, if it was recorded by `believed`.
  static FactQuery past(Selection selection, Instant believed) {
    var known = Times.nanos(believed);
    var stayed =
        new FactConditions(selection)
            .and("moved = 0")
            .and("recorded_at <= ?", known)
            .query()
            .arms();
    var moved =
        new Arm(
            "tenant = ? AND recorded_at <= ? AND moved = 1",
            List.of(selection.scope().tenant(), known));
    return new FactQuery(Stream.concat(stayed.stream(), Stream.of(moved)).toList(), false);
  }
}
