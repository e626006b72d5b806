package dev.steward.testkit;

import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/// The life of one process: every moment in it at which it can be killed. Once it is, everything
/// that it still tries fails.
final class Moments implements ProbedJournal.Probe {
  private final BiPredicate<Integer, String> deadly;
  private final Set<String> finished;
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> occurrences = new HashMap<>();
  private boolean dead;

  /// A life.
  ///
  /// @param deadly whether it ends at the moment of that number and name
  /// @param finished the keys of steps known to be finished, to be added to
  Moments(BiPredicate<Integer, String> deadly, Set<String> finished) {
    this.deadly = deadly;
    this.finished = finished;
  }

  /// No crash, and nothing noted.
  static Moments peaceful() {
    return new Moments((number, name) -> false, new HashSet<>());
  }

  synchronized boolean isDead() {
    return dead;
  }

  /// The moments that were, by name.
  List<String> seen() {
    return List.copyOf(seen);
  }

  void observe(RunEvent event) {
    switch (event) {
      case RunEvent.Begun(var step) -> at("begun " + step.number());
      case RunEvent.Worked(var step) -> at("worked " + step.number());
      case RunEvent.Ended(var step) -> at("ended " + step.number());
      case RunEvent.Text text -> at("text");
      case RunEvent.Settled(var run) -> at("settled " + run.status());
    }
  }

  @Override
  public void before(ProbedJournal.Access access) {
    switch (access) {
      case ProbedJournal.Access.Read read -> requireAlive();
      case ProbedJournal.Access.Write write -> at("before " + name(access));
      case ProbedJournal.Access.Save save -> at("before " + name(access));
      case ProbedJournal.Access.Arrive arrive -> at("before " + name(access));
    }
  }

  @Override
  public void after(ProbedJournal.Access access) {
    if (access instanceof ProbedJournal.Access.Save(var step)
        && (step.status() == Step.Status.DONE || step.status() == Step.Status.FAILED)) {
      finished.add(step.key());
    }
    switch (access) {
      case ProbedJournal.Access.Read read -> {}
      case ProbedJournal.Access.Write write -> at("after " + name(access));
      case ProbedJournal.Access.Save save -> at("after " + name(access));
      case ProbedJournal.Access.Arrive arrive -> at("after " + name(access));
    }
  }

  private static String name(ProbedJournal.Access access) {
    return switch (access) {
      case ProbedJournal.Access.Read(var what) -> what;
      case ProbedJournal.Access.Write(var run) -> "writing the run " + run.status();
      case ProbedJournal.Access.Save(var step) ->
          "saving step %d %s".formatted(step.number(), step.status());
      case ProbedJournal.Access.Arrive(var signal) -> "keeping the signal " + signal.name();
    };
  }

  private synchronized void at(String what) {
    requireAlive();
    var name = what + " #" + occurrences.merge(what, 1, Integer::sum);
    var number = seen.size();
    seen.add(name);
    if (deadly.test(number, name)) {
      dead = true;
      throw new Killed();
    }
  }

  private synchronized void requireAlive() {
    if (dead) {
      throw new Killed();
    }
  }
}
