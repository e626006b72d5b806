package dev.steward.testkit;

import dev.steward.core.run.Journal;
import dev.steward.core.run.Run;
import dev.steward.core.run.Signal;
import dev.steward.core.run.Step;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A journal that tells a probe of every access, before and after it. What the probe throws, the
/// journal throws: so a probe can play a full disk, a crash, or somebody who comes in between.
final class ProbedJournal implements Journal {
  private final Journal journal;
  private final Probe probe;

  /// One access to a journal.
  sealed interface Access {
    /// A run is started or updated.
    record Write(Run run) implements Access {}

    record Save(Step step) implements Access {}

    record Arrive(Signal signal) implements Access {}

    /// Anything that is only read.
    record Read(String what) implements Access {}
  }

  /// Looks on.
  interface Probe {
    default void before(Access access) {}

    default void after(Access access) {}
  }

  ProbedJournal(Journal journal, Probe probe) {
    this.journal = journal;
    this.probe = probe;
  }

  private <T> T probed(Access access, Supplier<T> work) {
    probe.before(access);
    var result = work.get();
    probe.after(access);
    return result;
  }

  @Override
  public boolean start(Run run) {
    return probed(new Access.Write(run), () -> journal.start(run));
  }

  @Override
  public Optional<Run> find(String tenant, String id) {
    return probed(new Access.Read("find"), () -> journal.find(tenant, id));
  }

  @Override
  public List<Run> list(String tenant, String user, String graph, String before, int limit) {
    return probed(new Access.Read("list"), () -> journal.list(tenant, user, graph, before, limit));
  }

  @Override
  public void update(Run run) {
    probed(
        new Access.Write(run),
        () -> {
          journal.update(run);
          return run;
        });
  }

  @Override
  public List<Run> unfinished() {
    return probed(new Access.Read("unfinished"), journal::unfinished);
  }

  @Override
  public List<Step> steps(String tenant, String run) {
    return probed(new Access.Read("steps"), () -> journal.steps(tenant, run));
  }

  @Override
  public void save(String tenant, List<Step> steps) {
    probed(
        new Access.Save(steps.getLast()),
        () -> {
          journal.save(tenant, steps);
          return steps;
        });
  }

  @Override
  public boolean signal(String tenant, Signal signal) {
    return probed(new Access.Arrive(signal), () -> journal.signal(tenant, signal));
  }

  @Override
  public List<Signal> signals(String tenant, String run) {
    return probed(new Access.Read("signals"), () -> journal.signals(tenant, run));
  }

  @Override
  public int prune(Instant before) {
    return journal.prune(before);
  }

  @Override
  public List<String> holding(String tenant, Collection<String> texts) {
    return journal.holding(tenant, texts);
  }

  @Override
  public Set<String> erase(String tenant, Collection<String> runs) {
    return journal.erase(tenant, runs);
  }
}
