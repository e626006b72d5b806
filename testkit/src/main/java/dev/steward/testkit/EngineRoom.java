package dev.steward.testkit;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Node;
import dev.steward.core.run.Pause;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Runs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// One engine on a journal, with what a test wants to set or see. A next engine is opened on the
/// same journal when the one before is closed, like the next process.
final class EngineRoom implements AutoCloseable {
  static final String TENANT = "acme";
  static final Duration LONG = Duration.ofSeconds(30);

  final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
  final List<RunEvent> events = new CopyOnWriteArrayList<>();
  final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final JournalledRuns fixture;
  private final Handlers handlers;
  private final List<Graph<?>> graphs;
  private final Codec codec;
  private ProbedJournal.Probe probe = new ProbedJournal.Probe() {};
  private Consumer<RunEvent> observer = event -> {};
  private Pause pause = duration -> {};
  private Journal journal;
  private Runs runs;

  private EngineRoom(JournalledRuns fixture, Handlers handlers, List<Graph<?>> graphs) {
    this.fixture = fixture;
    this.handlers = handlers;
    this.graphs = new ArrayList<>(graphs);
    this.codec = fixture.codec();
    this.journal = fixture.journal();
    this.runs = open();
  }

  static EngineRoom of(JournalledRuns fixture, Handlers handlers, Graph<?>... graphs) {
    return new EngineRoom(fixture, handlers, List.of(graphs));
  }

  /// A graph of one node.
  static Graph<Diary> graph(String name, Node<Diary> node) {
    return Graph.named(name, Diary.class).node("only", node).build();
  }

  /// Looks on from now on.
  void probe(ProbedJournal.Probe probe) {
    this.probe = probe;
  }

  /// Observes from now on.
  void observer(Consumer<RunEvent> observer) {
    this.observer = observer;
  }

  /// Waits like this between two attempts, from now on.
  void pause(Pause pause) {
    this.pause = pause;
  }

  private Runs open() {
    return new Runs(
        new ProbedJournal(
            journal,
            new ProbedJournal.Probe() {
              @Override
              public void before(ProbedJournal.Access access) {
                probe.before(access);
              }

              @Override
              public void after(ProbedJournal.Access access) {
                probe.after(access);
              }
            }),
        codec,
        handlers,
        clock,
        graphs,
        Runs.Options.DEFAULTS
            .withPause(duration -> {
              pauses.add(duration);
              pause.of(duration);
            })
            .withObserver(event -> {
              events.add(event);
              observer.accept(event);
            }));
  }

  Runs runs() {
    return runs;
  }

  /// What is written down, seen past the probe.
  Journal journal() {
    return journal;
  }

  boolean start(Graph<Diary> graph, String id) {
    return start(graph, "", id);
  }

  boolean start(Graph<Diary> graph, String lane, String id) {
    return runs.start(graph, TENANT, "ana", lane, id, Diary.EMPTY);
  }

  Run await(String id) {
    return runs.await(TENANT, id, LONG);
  }

  /// Starts the run and waits until it settles.
  Run run(Graph<Diary> graph, String id) {
    start(graph, id);
    return await(id);
  }

  void signal(String run, String name, String id, String payload) {
    runs.signal(TENANT, run, name, id, payload);
  }

  void advance(Duration duration) {
    clock.advance(duration);
    runs.wakeDue();
  }

  /// What a run that is done came to.
  List<String> lines(Run run) {
    return codec.decode(run.output(), Diary.class).lines();
  }

  /// The process ends in good order and the next one begins; the graphs may have changed.
  void restart(Graph<?>... changed) {
    runs.close();
    journal = fixture.reopened();
    if (changed.length > 0) {
      graphs.clear();
      graphs.addAll(List.of(changed));
    }
    runs = open();
    runs.resumeUnfinished();
  }

  @Override
  public void close() {
    runs.close();
  }
}
