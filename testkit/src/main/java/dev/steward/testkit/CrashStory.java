package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.run.Durable;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Op;
import dev.steward.core.run.Result;
import dev.steward.core.run.Run;
import dev.steward.core.run.Runs;
import dev.steward.core.run.Step;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;

/// One run, carried to its end through the lives of as many processes as it takes, each of which
/// may be killed at any moment. Nobody helps it along but in the ways a person or a clock would.
final class CrashStory {
  static final Op<String, String> LOOK = new Op<>("look", String.class, String.class);
  static final Op<String, String> BOOK = new Op<>("book", String.class, String.class);
  static final Op<String, String> MAIL = new Op<>("mail", String.class, String.class);
  static final Op<String, String> RING = new Op<>("ring", String.class, String.class);

  /// Every kind of step there is.
  static final Graph<Diary> EVERYTHING =
      Graph.named("everything", Diary.class)
          .node("look", (diary, durable) -> diary.with(durable.call(LOOK, "look")))
          .node("book", (diary, durable) -> diary.with(durable.call(BOOK, "book")))
          .node("mail", (diary, durable) -> diary.with(durable.call(MAIL, "mail")))
          .node("ring", (diary, durable) -> diary.with(durable.call(RING, "ring")))
          .node("gather", CrashStory::gather)
          .node("ask", CrashStory::ask)
          .node("rest", CrashStory::rest)
          .node("report", (diary, durable) -> diary.with(durable.call(MAIL, "report")))
          .edge("look", "book")
          .edge("book", "mail")
          .edge("mail", "ring")
          .edge("ring", "gather")
          .edge("gather", "ask")
          .edge("ask", "rest")
          .edge("rest", "report")
          .build();

  /// The kinds that leave a doubt, one after the other.
  static final Graph<Diary> DOUBTFUL =
      Graph.named("doubtful", Diary.class)
          .node("mail", (diary, durable) -> diary.with(durable.call(MAIL, "mail")))
          .node("ring", (diary, durable) -> diary.with(durable.call(RING, "ring")))
          .node("again", (diary, durable) -> diary.with(durable.call(RING, "again")))
          .edge("mail", "ring")
          .edge("ring", "again")
          .build();

  private final JournalledRuns fixture;
  private final Graph<Diary> graph;
  private final String id;
  private final ManualClock clock = ManualClock.at("2026-11-23T09:00:00Z");
  private final Peer look = new Peer(Effect.PURE);
  private final Peer book = new Peer(Effect.KEYED);
  private final Peer mail = new Peer(Effect.VERIFY);
  private final Peer ring = new Peer(Effect.AT_MOST_ONCE);
  private final Set<String> finished = ConcurrentHashMap.newKeySet();
  private final List<String> repeated = new ArrayList<>();
  private final List<Moments> lives = new ArrayList<>();

  CrashStory(JournalledRuns fixture, Graph<Diary> graph, String id) {
    this.fixture = fixture;
    this.graph = graph;
    this.id = id;
  }

  private static Diary gather(Diary diary, Durable durable) {
    var next = diary;
    for (var result : durable.fanOut(BOOK, List.of("one", "two", "three"), 2)) {
      next =
          next.with(
              switch (result) {
                case Result.Ok<String>(var value) -> value;
                case Result.Failed<String>(var failure) -> failure.text();
              });
    }
    return next;
  }

  private static Diary ask(Diary diary, Durable durable) {
    var answer = durable.await("answer", String.class, ChronoUnit.FOREVER.getDuration());
    return diary.with(answer.orElse("no answer"));
  }

  private static Diary rest(Diary diary, Durable durable) {
    var before = durable.now();
    durable.sleep(Duration.ofHours(1));
    return diary.with("rested " + Duration.between(before, durable.now()));
  }

  /// Lives on until the run is done.
  ///
  /// @param deadly for each life, whether it ends at the moment of that number and name; further
  ///   lives are peaceful
  Run tell(List<BiPredicate<Integer, String>> deadly) {
    var journal = fixture.journal();
    for (int life = 0; ; life++) {
      BiPredicate<Integer, String> end =
          life < deadly.size() ? deadly.get(life) : (number, name) -> false;
      var moments = new Moments(end, finished);
      lives.add(moments);
      try (var runs = open(journal, moments)) {
        return live(runs, journal, moments);
      } catch (Killed e) {
        journal = fixture.reopened();
      }
    }
  }

  List<String> linesOf(Run run) {
    return fixture.codec().decode(run.output(), Diary.class).lines();
  }

  /// The moments of a life.
  List<String> moments(int life) {
    return lives.get(life).seen();
  }

  /// How many processes were killed.
  int crashes() {
    return lives.size() - 1;
  }

  private Runs open(Journal journal, Moments moments) {
    var handlers =
        Handlers.NONE
            .with(LOOK, watched(look))
            .with(BOOK, watched(book))
            .with(MAIL, watched(mail))
            .with(RING, watched(ring));
    return new Runs(
        new ProbedJournal(journal, moments),
        fixture.codec(),
        handlers,
        clock,
        List.of(graph),
        Runs.Options.DEFAULTS.withObserver(moments::observe));
  }

  /// Notes when a finished step is carried out again.
  private Handler<String, String> watched(Peer peer) {
    return peer.watchedBy(key -> {
      if (finished.contains(key)) {
        synchronized (repeated) {
          repeated.add(key);
        }
      }
    });
  }

  private Run live(Runs runs, Journal journal, Moments moments) {
    runs.resumeUnfinished();
    if (journal.find(EngineRoom.TENANT, id).isEmpty()) {
      runs.start(graph, EngineRoom.TENANT, "ana", "", id, Diary.EMPTY);
    }
    for (int turns = 0; turns < 50; turns++) {
      var run = runs.await(EngineRoom.TENANT, id, EngineRoom.LONG);
      if (moments.isDead()) {
        throw new Killed();
      }
      switch (run.status()) {
        case DONE, FAILED, CANCELLED -> {
          return run;
        }
        case WAITING -> help(runs, journal, run);
        case RUNNING ->
            throw new AssertionError("run %s rests, and is not written so".formatted(id));
      }
    }
    throw new AssertionError("run %s goes round in circles".formatted(id));
  }

  /// What a person and a clock do for a waiting run, each but once: a signal that is written down
  /// is not sent again.
  private void help(Runs runs, Journal journal, Run run) {
    var heard = journal.signals(EngineRoom.TENANT, id);
    var doubtful =
        journal.steps(EngineRoom.TENANT, id).stream()
            .filter(step -> step.status() == Step.Status.UNKNOWN)
            .findFirst();
    if (doubtful.isPresent()) {
      var happened =
          ring.happened().containsKey(fixture.codec().decode(doubtful.get().input(), String.class));
      runs.resolve(EngineRoom.TENANT, id, happened);
    } else if (run.waitingFor().contains("'answer'")) {
      assertThat(heard).extracting(signal -> signal.name()).doesNotContain("answer");
      runs.signal(EngineRoom.TENANT, id, "answer", "answer-1", "yes");
    } else {
      clock.set(run.wakeAt());
      runs.wakeDue();
    }
  }

  /// What must hold at the end of every story.
  void assertNothingLostOrDoubled(Run run, List<String> lines) {
    assertThat(run.status()).as(run.error()).isEqualTo(Run.Status.DONE);
    assertThat(linesOf(run)).isEqualTo(lines);
    assertThat(repeated).as("finished steps that were repeated").isEmpty();
    for (var peer : List.of(book, mail, ring)) {
      assertThat(peer.happened())
          .as("effects of each input")
          .allSatisfy((in, times) -> assertThat(times).as(in).isOne());
    }
    var saidNo =
        fixture.journal().signals(EngineRoom.TENANT, id).stream()
            .filter(signal -> signal.name().startsWith("outcome/"))
            .filter(signal -> !fixture.codec().decode(signal.payload(), Boolean.class))
            .count();
    assertThat(ring.asked().size())
        .as("calls that can't be repeated")
        .isLessThanOrEqualTo((int) (ring.happened().size() + saidNo));
  }
}
