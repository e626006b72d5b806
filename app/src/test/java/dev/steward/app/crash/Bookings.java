package dev.steward.app.crash;

import dev.steward.core.cost.LedgerEntry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was booked for the calls of models, by the step that they were made for. A call that was
/// under way when its process was killed is booked as the most that it can have cost; the one that
/// was made in its place is booked beside it.
final class Bookings {
  private final Map<String, List<LedgerEntry>> bySteps = new LinkedHashMap<>();

  Bookings(List<LedgerEntry> entries) {
    for (var entry : entries) {
      bySteps.computeIfAbsent(step(entry.key()), _ -> new ArrayList<>()).add(entry);
    }
  }

  /// A key without the number of the attempt.
  private static String step(String key) {
    int attempt = key.indexOf('.', key.lastIndexOf('/'));
    return attempt < 0 ? key : key.substring(0, attempt);
  }

  /// Steps of these that nothing was booked for.
  List<String> missing(List<String> steps) {
    return steps.stream().filter(step -> !bySteps.containsKey(step)).toList();
  }

  /// Steps that were booked though none of these, or more often than they were begun.
  List<String> tooMany(List<String> steps, Map<String, Integer> begun) {
    return bySteps.entrySet().stream()
        .filter(each ->
            !steps.contains(each.getKey())
                || each.getValue().size() > begun.getOrDefault(each.getKey(), 0))
        .map(each -> each.getKey() + " × " + each.getValue().size())
        .toList();
  }
}
