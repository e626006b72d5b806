package dev.steward.app.crash;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.Steward;
import dev.steward.core.Scope;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.memory.ChangeFeed;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.EntryIndex;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.WordIndex;
import dev.steward.core.policy.Secrets;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.stores.embedded.LuceneIndex;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What a data folder and the [Marks] beside it tell, once everything in it is said to be finished.
final class Findings {
  private static final int ALL = Integer.MAX_VALUE;
  private static final Instant LATEST = Instant.parse("2999-01-01T00:00:00Z");
  private static final int AT_ONCE = 1_000;
  private static final int SHOWN = 20;

  private final List<String> lost = new ArrayList<>();
  private final List<String> repeated = new ArrayList<>();
  private final List<String> doubled = new ArrayList<>();
  private final List<String> disagreements = new ArrayList<>();

  /// How often each step was begun.
  private final Map<String, Integer> begun = new HashMap<>();

  private int turns;
  private int steps;
  private int effects;

  private Findings() {}

  /// Looks at everything.
  ///
  /// @param acknowledged the ids of turns that were acknowledged; there may be others
  static Findings in(Path folder, Path marks, Collection<String> acknowledged) {
    var findings = new Findings();
    findings.readMarks(marks);
    findings.askForAnswers(folder, acknowledged);
    try (var stores = EmbeddedStores.open(folder, new JsonCodec(), Clock.systemUTC())) {
      var integrity = stores.integrity();
      findings.disagreements.addAll(integrity.problems());
      findings.countEffects(stores);
      findings.compareIndex(folder, stores.facts());
    }
    return findings;
  }

  /// Acknowledged turns that are not done, and effects of turns that are not there.
  List<String> lost() {
    return lost;
  }

  /// Steps that began after they had ended.
  List<String> repeated() {
    return repeated;
  }

  /// Effects that are there more often than once.
  List<String> doubled() {
    return doubled;
  }

  /// How many turns there are, acknowledged or not.
  int turns() {
    return turns;
  }

  /// How many steps ended.
  int steps() {
    return steps;
  }

  /// How many effects there are.
  int effects() {
    return effects;
  }

  /// Fails if anything is lost, repeated, doubled, damaged, or different in the index.
  void assertNothingIsAmiss() {
    var amiss = new ArrayList<String>();
    add(amiss, "lost", lost);
    add(amiss, "repeated", repeated);
    add(amiss, "doubled", doubled);
    add(amiss, "rows and index", disagreements);
    assertThat(amiss).isEmpty();
  }

  private static void add(List<String> amiss, String what, List<String> cases) {
    cases.stream().limit(SHOWN).forEach(one -> amiss.add(what + ": " + one));
  }

  private void readMarks(Path marks) {
    var finished = new HashSet<String>();
    for (var file : Marks.files(marks)) {
      for (var mark : Marks.read(file)) {
        var what = mark.substring(0, mark.indexOf(' '));
        var key = mark.substring(mark.indexOf(' ') + 1);
        switch (what) {
          case Marks.DONE, Marks.FOUND -> finished.add(key);
          case Marks.BEGUN -> {
            begun.merge(key, 1, Integer::sum);
            if (finished.contains(key)) {
              repeated.add(key + " in " + file.getFileName());
            }
          }
          case "FAILED", "UNKNOWN" -> lost.add("the step " + mark);
          default -> {}
        }
      }
    }
    steps = finished.size();
  }

  private void askForAnswers(Path folder, Collection<String> acknowledged) {
    try (var steward = Premises.assembly(event -> {}).open(folder)) {
      for (var id : acknowledged) {
        var turn = steward.turn(Premises.OWNER, id).orElse(null);
        if (turn == null) {
          lost.add("there is no turn " + id);
        } else if (turn.status() != Turn.Status.DONE
            || !turn.result().contains(Story.of(id).answer())) {
          lost.add("the turn %s is %s: %s".formatted(id, turn.status(), turn.result()));
        }
      }
    }
  }

  /// Of every turn that ever began, acknowledged or not.
  private void countEffects(EmbeddedStores stores) {
    var runs = stores.journal().list(Steward.TENANT, "", "", ALL);
    turns = runs.size();
    var booked =
        stores.ledger().entries(Steward.TENANT, "", Instant.EPOCH, LATEST).stream()
            .collect(groupingBy(LedgerEntry::turn));
    for (var user : runs.stream().map(Run::user).distinct().toList()) {
      var ofUser = runs.stream().filter(run -> run.user().equals(user)).toList();
      countEffects(stores, user, ofUser, booked);
    }
  }

  private void countEffects(
      EmbeddedStores stores, String user, List<Run> runs, Map<String, List<LedgerEntry>> booked) {
    var events =
        stores.events().events(Steward.TENANT, user).stream().collect(groupingBy(Event::source));
    var facts = facts(stores.facts(), new Scope(Steward.TENANT, user, ""), Layer.USER);
    var outcomes = new ArrayList<Fact>();
    var messages = new ArrayList<Message>();
    for (var scope : scopes(runs)) {
      outcomes.addAll(facts(stores.facts(), scope, Layer.SESSION));
      messages.addAll(stores.facts().messages(scope, ALL));
    }
    var bySource = facts.stream().collect(groupingBy(Fact::source));
    var outcomeBySource = outcomes.stream().collect(groupingBy(Fact::source));
    var byTurn = messages.stream().collect(groupingBy(Message::turn));
    for (var run : runs) {
      var id = run.id();
      var story = Story.of(id);
      var journaled = stores.journal().steps(Steward.TENANT, id).stream().map(Step::op).toList();
      if (run.status() != Run.Status.DONE || !journaled.equals(story.plot().steps())) {
        lost.add("the run %s is %s after the steps %s".formatted(id, run.status(), journaled));
      }
      expect(
          id,
          "events",
          events.getOrDefault(id, List.of()).stream().map(Event::start).toList(),
          List.of(story.start()));
      expect(
          id,
          "facts",
          bySource.getOrDefault(id, List.of()).stream().map(Fact::text).toList(),
          story.remembered());
      expect(
          id,
          "outcomes",
          outcomeBySource.getOrDefault(id, List.of()).stream().map(Fact::id).toList(),
          List.of(id + "-outcome"));
      expect(
          id,
          "messages",
          byTurn.getOrDefault(id, List.of()).stream().map(Message::id).sorted().toList(),
          List.of(id, id + "-reply"));
      compareBookings(story, booked.getOrDefault(id, List.of()));
    }
    expectNoMore(user, runs.size(), "events", events);
    expectNoMore(user, runs.size(), "facts", bySource);
    expectNoMore(user, runs.size(), "outcomes", outcomeBySource);
  }

  private void expect(String turn, String what, List<?> found, List<?> expected) {
    effects += found.size();
    if (!found.equals(expected)) {
      var text = "the turn %s has the %s %s, not %s".formatted(turn, what, found, expected);
      (found.size() > expected.size() ? doubled : lost).add(text);
    }
  }

  private void compareBookings(Story story, List<LedgerEntry> entries) {
    var bookings = new Bookings(entries);
    effects += entries.size();
    // Whose task it is may be plain without a model.
    var missing =
        bookings.missing(story.paid()).stream().filter(step -> !step.endsWith("/1")).toList();
    if (!missing.isEmpty()) {
      lost.add("nothing is booked for " + missing);
    }
    var tooMany = bookings.tooMany(story.paid(), begun);
    if (!tooMany.isEmpty()) {
      doubled.add("booked more often than begun: " + tooMany);
    }
  }

  /// What belongs to no turn.
  private void expectNoMore(String user, int turnsOfUser, String what, Map<String, ?> bySource) {
    if (bySource.size() > turnsOfUser) {
      doubled.add(
          "%s has %s of %d turns, not %d".formatted(user, what, bySource.size(), turnsOfUser));
    }
  }

  private static Set<Scope> scopes(List<Run> runs) {
    return runs.stream().map(run -> Story.of(run.id()).scope()).collect(Collectors.toSet());
  }

  private static List<Fact> facts(FactStore store, Scope scope, Layer layer) {
    return store.facts(Selection.ofLayer(scope, layer, Instant.EPOCH), "", ALL);
  }

  private void compareIndex(Path folder, FactStore store) {
    var embedder = new HashingEmbedder();
    var index = LuceneIndex.open(folder.resolve("index"), embedder.dimensions(), embedder.id());
    try (var memory =
        new Memory(
            store,
            index,
            index,
            embedder,
            new Secrets(),
            Clock.systemUTC(),
            new CountingIds(),
            Memory.Options.DEFAULTS)) {
      memory.settle();
      var rows = rows(store);
      compareAll(rows, store, index.check());
      var scopes = rows.stream().map(put -> put.entry().scope()).distinct().toList();
      for (var scope : scopes) {
        if (!scope.session().isEmpty()) {
          compareVisible(rows, scope, index);
        }
      }
    }
  }

  private static List<ChangeFeed.Change.Put> rows(FactStore store) {
    var rows = new ArrayList<ChangeFeed.Change.Put>();
    var embedder = new HashingEmbedder().id();
    for (var changes = store.changes(0, embedder, AT_ONCE);
        !changes.isEmpty();
        changes = store.changes(changes.getLast().seq(), embedder, AT_ONCE)) {
      for (var change : changes) {
        if (change instanceof ChangeFeed.Change.Put put) {
          rows.add(put);
        }
      }
    }
    return rows;
  }

  private void compareAll(
      List<ChangeFeed.Change.Put> rows, FactStore store, EntryIndex.Health health) {
    if (!health.sound() || health.entries() != rows.size() || health.seq() != store.lastChange()) {
      disagreements.add(
          "%d entries up to change %d, in the index %s"
              .formatted(rows.size(), store.lastChange(), health));
    }
    rows.stream()
        .filter(put -> put.vector().isNone())
        .forEach(put -> disagreements.add("no vector: " + put.key()));
  }

  /// By a word that every fact of a story has.
  private void compareVisible(List<ChangeFeed.Change.Put> rows, Scope scope, WordIndex index) {
    var expected =
        rows.stream()
            .map(ChangeFeed.Change.Put::entry)
            .filter(Fact.class::isInstance)
            .filter(
                fact -> fact.scope().equals(scope) || fact.scope().equals(scope.withSession("")))
            .map(Entry::id)
            .collect(Collectors.toSet());
    var found =
        index
            .matching(
                Selection.recallable(scope, Instant.EPOCH).withTypes(Entry.Type.FACT),
                "offer",
                rows.size())
            .stream()
            .map(hit -> hit.key().id())
            .collect(Collectors.toSet());
    if (!found.equals(expected)) {
      disagreements.add("%s finds %s, not %s".formatted(scope, found, expected));
    }
  }
}
