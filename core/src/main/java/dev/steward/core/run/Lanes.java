package dev.steward.core.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Lets one run of a lane work at a time, in the order of their coming.
final class Lanes {
  private final Map<Lane, Queue<Runnable>> waiting = new HashMap<>();

  /// Which lane; a run without one has one of its own.
  record Lane(String tenant, String name, String run) {
    static Lane of(Run run) {
      return new Lane(run.tenant(), run.lane(), run.lane().isEmpty() ? run.id() : "");
    }
  }

  /// Starts `run` when the lane is free: at once, or when those before it have left.
  void enter(Lane lane, Runnable run) {
    synchronized (waiting) {
      var queue = waiting.get(lane);
      if (queue != null) {
        queue.add(run);
        return;
      }
      waiting.put(lane, new ArrayDeque<>());
    }
    run.run();
  }

  /// Whoever is at work leaves; the next one starts.
  void leave(Lane lane) {
    var next = next(lane);
    if (next != null) {
      next.run();
    }
  }

  private @Nullable Runnable next(Lane lane) {
    synchronized (waiting) {
      var queue = waiting.get(lane);
      var next = queue == null ? null : queue.poll();
      if (next == null) {
        waiting.remove(lane);
      }
      return next;
    }
  }

  /// How many lanes somebody is in.
  int inUse() {
    synchronized (waiting) {
      return waiting.size();
    }
  }
}
