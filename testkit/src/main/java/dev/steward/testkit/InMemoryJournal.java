package dev.steward.testkit;

import dev.steward.core.Failure;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Needles;
import dev.steward.core.run.Run;
import dev.steward.core.run.Signal;
import dev.steward.core.run.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// A journal that lasts as long as its process.
public final class InMemoryJournal implements Journal {
  private record Key(String tenant, String run) {}

  private static final class Kept {
    final Instant startedAt;
    final Map<Integer, Step> steps = new TreeMap<>();
    final Map<String, Signal> signals = new LinkedHashMap<>();
    Run run;

    Kept(Run run) {
      this.run = run;
      this.startedAt = run.startedAt();
    }

    Run run() {
      return run;
    }

    /// What was written down of it.
    Stream<String> records() {
      var ofRun = Stream.of(run.input(), run.output(), run.error(), run.waitingFor());
      var ofSteps = steps.values().stream().flatMap(step -> Stream.of(step.input(), step.output()));
      return Stream.of(ofRun, ofSteps, signals.values().stream().map(Signal::payload))
          .flatMap(Function.identity());
    }

    Instant startedAt() {
      return startedAt;
    }
  }

  /// In the order in which they were taken.
  private final Map<Key, Kept> runs = new LinkedHashMap<>();

  @Override
  public synchronized boolean start(Run run) {
    return runs.putIfAbsent(new Key(run.tenant(), run.id()), new Kept(run)) == null;
  }

  @Override
  public synchronized Optional<Run> find(String tenant, String id) {
    return Optional.ofNullable(runs.get(new Key(tenant, id))).map(Kept::run);
  }

  @Override
  public synchronized List<Run> list(
      String tenant, String user, String graph, String before, int limit) {
    var newestFirst =
        inOrder().stream()
            .map(Kept::run)
            .filter(run -> run.tenant().equals(tenant))
            .filter(run -> user.isEmpty() || run.user().equals(user))
            .filter(run -> graph.isEmpty() || run.graph().equals(graph))
            .toList()
            .reversed();
    return Pages.after(newestFirst, Run::id, before, "run").stream().limit(limit).toList();
  }

  @Override
  public synchronized void update(Run run) {
    kept(run.tenant(), run.id())
            .orElseThrow(
                () -> Failure.internal("Can't update the run " + run.id() + ": none", null))
            .run =
        run;
  }

  @Override
  public synchronized List<Run> unfinished() {
    return inOrder().stream().map(Kept::run).filter(run -> !run.status().isFinished()).toList();
  }

  @Override
  public synchronized List<Step> steps(String tenant, String run) {
    return kept(tenant, run).map(kept -> List.copyOf(kept.steps.values())).orElse(List.of());
  }

  @Override
  public synchronized void save(String tenant, List<Step> steps) {
    for (var step : steps) {
      if (kept(tenant, step.run()).isEmpty()) {
        throw Failure.internal("Can't save the step " + step.key() + ": no such run", null);
      }
    }
    for (var step : steps) {
      kept(tenant, step.run()).ifPresent(kept -> kept.steps.put(step.number(), step));
    }
  }

  @Override
  public synchronized boolean signal(String tenant, Signal signal) {
    var kept =
        kept(tenant, signal.run())
            .orElseThrow(() -> Failure.user("There is no run " + signal.run() + " to signal"));
    return kept.signals.putIfAbsent(signal.id(), signal) == null;
  }

  @Override
  public synchronized List<Signal> signals(String tenant, String run) {
    return kept(tenant, run).map(kept -> List.copyOf(kept.signals.values())).orElse(List.of());
  }

  @Override
  public synchronized int prune(Instant before) {
    int had = runs.size();
    runs.values()
        .removeIf(kept -> kept.run.status().isFinished() && kept.run.updatedAt().isBefore(before));
    return had - runs.size();
  }

  @Override
  public synchronized List<String> holding(String tenant, Collection<String> texts) {
    var needles = new Needles(texts);
    return inOrder().stream()
        .filter(kept -> kept.run.tenant().equals(tenant))
        .filter(kept -> kept.records().anyMatch(needles::areIn))
        .map(kept -> kept.run.id())
        .toList();
  }

  @Override
  public synchronized Set<String> erase(String tenant, Collection<String> ids) {
    var erased = new HashSet<String>();
    for (var id : ids) {
      if (kept(tenant, id).filter(kept -> kept.run.status().isFinished()).isPresent()) {
        runs.remove(new Key(tenant, id));
        erased.add(id);
      }
    }
    return erased;
  }

  private Optional<Kept> kept(String tenant, String run) {
    return Optional.ofNullable(runs.get(new Key(tenant, run)));
  }

  private List<Kept> inOrder() {
    var all = new ArrayList<>(runs.values());
    all.sort(Comparator.comparing(Kept::startedAt));
    return all;
  }
}
