package dev.steward.core.memory.reading;

import dev.steward.core.memory.EntryIndex.Hit;
import java.util.LinkedHashMap;
import java.util.Map;

/// An entry that may be the answer, and what speaks for it.
record Candidate(Hit hit, Map<String, Double> components, double score) {
  /// How much of the score what no person said keeps.
  private static final double NOT_A_PERSONS = 0.7;

  /// A candidate by its signals.
  ///
  /// @param components weighted; each at most its share of the whole
  static Candidate of(Hit hit, Map<String, Double> components) {
    var kept = new LinkedHashMap<String, Double>();
    var share = hit.traits().isPersons() ? 1 : NOT_A_PERSONS;
    components.forEach((name, part) -> {
      if (part != 0) {
        kept.put(name, share * part);
      }
    });
    var sum = kept.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Candidate(hit, kept, Math.clamp(sum, 0.0, 1.0));
  }
}
