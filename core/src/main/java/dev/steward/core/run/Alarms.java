package dev.steward.core.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// When runs are to be woken: one time for each at most.
final class Alarms {
  private final Map<RunKey, Instant> times = new HashMap<>();
  private final TreeSet<Alarm> alarms =
      new TreeSet<>(
          Comparator.comparing(Alarm::at)
              .thenComparing(alarm -> alarm.run().tenant())
              .thenComparing(alarm -> alarm.run().id()));

  private record Alarm(Instant at, RunKey run) {}

  /// Sets the time of a run instead of any that it had; [Instant#MAX] is never.
  synchronized void set(RunKey run, Instant at) {
    clear(run);
    if (at.isBefore(Instant.MAX)) {
      times.put(run, at);
      alarms.add(new Alarm(at, run));
    }
  }

  synchronized void clear(RunKey run) {
    var at = times.remove(run);
    if (at != null) {
      alarms.remove(new Alarm(at, run));
    }
  }

  /// Takes off the runs whose time has come, the earliest first.
  synchronized List<RunKey> takeDue(Instant now) {
    var due = new ArrayList<RunKey>();
    while (!alarms.isEmpty() && !alarms.getFirst().at().isAfter(now)) {
      var alarm = alarms.removeFirst();
      times.remove(alarm.run());
      due.add(alarm.run());
    }
    return due;
  }

  /// How many runs have a time.
  synchronized int pending() {
    return times.size();
  }
}
