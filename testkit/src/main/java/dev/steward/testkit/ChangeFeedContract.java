package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.revised;
import static dev.steward.testkit.Memories.session;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What every [ChangeFeed] promises about changes; its vectors are the [VectorsContract]'s.
public interface ChangeFeedContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void anEmptyStoreHasNoChanges() {
    assertThat(facts().lastChange()).isZero();
    assertThat(facts().changes(0, "e5", 10)).isEmpty();
  }

  @Test
  default void whatIsAddedIsChangesInTheOrderOfWriting() {
    var message = message("m9", "s1", NOON, "hello");
    var first = userFact("f1", "ana", NOON.plusSeconds(1));
    var second = userFact("f2", "ana", NOON);
    facts().write(Batch.of(message));
    facts().write(Batch.of(first, second));

    var changes = facts().changes(0, "e5", 10);

    assertThat(changes).extracting(Change::seq).containsExactly(1L, 2L, 3L);
    assertThat(entries(changes)).containsExactly(message, first, second);
    assertThat(facts().lastChange()).isEqualTo(3);
    assertThat(entries(facts().changes(1, "e5", 1))).containsExactly(first);
  }

  @Test
  default void aMessageHasThePlaceThatItHasInItsThread() {
    facts()
        .write(
            Batch.of(
                message("m1", "s1", NOON, "x"),
                message("m2", "s2", NOON, "x"),
                message("m3", "s1", NOON, "x"),
                message("m1", new Scope("acme", "bob", "s1"), NOON, "taken")));
    facts().write(Batch.of(message("m4", ana("s1"), NOON, "x")));

    var puts = puts(facts().changes(0, "e5", 10));

    assertThat(puts).extracting(Change.Put::place).containsExactly(1L, 1L, 2L, 3L);
    assertThat(puts.get(2).thread())
        .isEqualTo(puts.get(0).thread())
        .isEqualTo(puts.get(3).thread());
    assertThat(puts.get(1).thread()).isNotEqualTo(puts.get(0).thread());
    assertThat(puts).noneMatch(put -> put.thread().isEmpty());
  }

  @Test
  default void aFactThatCitesAMessageWholeHasItsPlace() {
    facts().write(Batch.of(message("m1", "s1", NOON, "x"), message("m2", "s1", NOON, "y")));
    var whole = fact("f1", "said").with(cited(Fact.Citation.whole("m2")));
    var part = fact("f2", "said").with(cited(new Fact.Citation("m2", 0, 1)));
    var nowhere = fact("f3", "said").with(cited(Fact.Citation.whole("steward.yaml")));
    facts().write(Batch.of(whole, part, nowhere));

    var puts = puts(facts().changes(0, "e5", 10));

    assertThat(puts).extracting(Change.Put::place).containsExactly(1L, 2L, 2L, 0L, 0L);
    assertThat(puts.get(2).thread()).isEqualTo(puts.get(1).thread());
    assertThat(puts.get(3).thread()).isEmpty();
    assertThat(puts.get(4).thread()).isEmpty();
  }

  private static Fact.Origin cited(Fact.Citation citation) {
    return new Fact.Origin(List.of(citation), "ana", Trust.OWNER);
  }

  @Test
  default void aMessageThatAFactRepeatsIsInTheLogOnly() {
    var message = message("m1", "s1", NOON, "John likes tea");
    var repeats = fact("f1", "John likes tea");
    facts()
        .write(
            new Batch(
                List.of(message, message("m2", "s1", NOON, "And cake")),
                List.of(Revision.added(repeats)),
                List.of(),
                List.of()));

    assertThat(puts(facts().changes(0, "e5", 10)))
        .extracting(put -> put.key().id())
        .containsExactly("m2", "f1");
    assertThat(puts(facts().changes(0, "e5", 10)))
        .extracting(Change.Put::place)
        .containsExactly(2L, 1L);
    assertThat(facts().message("acme", "m1")).contains(message);
    assertThat(facts().countUnembedded("e5")).isEqualTo(2);

    facts().erase("acme", Set.of(message.key()), "ana", NOON);

    assertThat(facts().changes(2, "e5", 10)).isEmpty();
  }

  @Test
  default void whatChangedNothingIsNoChange() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    facts().write(Batch.of(message("m1", "s1", NOON, "hello")));
    var last = facts().lastChange();

    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    facts().write(Batch.of(message("m1", "s1", NOON, "again")));
    facts().write(Batch.of(session("ana", "s1", NOON)));
    facts().erase("acme", Set.of(Entry.Key.fact("acme", "none")), "ana", NOON);

    assertThat(facts().lastChange()).isEqualTo(last);
    assertThat(facts().changes(last, "e5", 10)).isEmpty();
  }

  @Test
  default void eachEntrysLatestStateComesOnce() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(Batch.of(fact, userFact("f2", "ana", NOON)));
    var pinned = fact.with(fact.care().withPinned(true));
    facts().write(revised(pinned, Revision.Event.PINNED, NOON.plusSeconds(1)));

    var changes = facts().changes(0, "e5", 10);

    assertThat(changes).extracting(Change::seq).containsExactly(2L, 3L);
    assertThat(entries(changes)).containsExactly(userFact("f2", "ana", NOON), pinned);
  }

  @Test
  default void whatIsErasedOrEndedIsGone() {
    facts().write(Batch.of(session("ana", "s1", NOON)));
    facts().write(Batch.of(userFact("f1", "ana", NOON), sessionFact("f2", "ana", "s1", NOON)));
    facts().write(Batch.of(message("f1", "s1", NOON, "a message of the same id")));
    var before = facts().lastChange();

    facts().erase("acme", Set.of(Entry.Key.fact("acme", "f1")), "ana", NOON);
    facts().end(List.of(session("ana", "s1", NOON)));
    facts().erase("acme", Set.of(Entry.Key.message("acme", "f1")), "ana", NOON);

    assertThat(facts().changes(before, "e5", 10))
        .containsExactly(
            new Change.Gone(before + 1, Entry.Key.fact("acme", "f1")),
            new Change.Gone(before + 2, Entry.Key.fact("acme", "f2")),
            new Change.Gone(before + 3, Entry.Key.message("acme", "f1")));
    assertThat(facts().changes(0, "e5", 10)).hasSize(3);
  }

  @Test
  default void whatComesBackIsThereOnce() {
    var fact = userFact("f1", "ana", NOON);
    var message = message("m9", "s1", NOON, "hello");
    facts().write(Batch.of(fact));
    facts().write(Batch.of(message));
    facts().erase("acme", Set.of(fact.key(), message.key()), "ana", NOON);
    var erased = facts().lastChange();

    facts().write(Batch.of(fact));
    facts().write(Batch.of(message));

    assertThat(entries(facts().changes(0, "e5", 10))).containsExactly(fact, message);
    assertThat(facts().lastChange()).isEqualTo(erased + 2);
  }

  @Test
  default void changesArePaged() {
    for (int i = 0; i < 25; i++) {
      facts().write(Batch.of(userFact("f" + i, "ana", NOON)));
      facts().write(Batch.of(message("m" + i, "s1", NOON, "x")));
    }
    facts()
        .erase(
            "acme",
            Set.of(Entry.Key.fact("acme", "f3"), Entry.Key.message("acme", "m7")),
            "ana",
            NOON);

    var seen = new ArrayList<Change>();
    var page = facts().changes(0, "e5", 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      seen.addAll(page);
      page = facts().changes(page.getLast().seq(), "e5", 10);
    }

    assertThat(seen).hasSize(50);
    assertThat(seen).extracting(Change::seq).isSorted().doesNotHaveDuplicates();
    assertThat(seen.getLast().seq()).isEqualTo(facts().lastChange());
  }

  @Test
  default void aReaderThatFollowsTheFeedMissesNothingOfManyWriters() {
    var followed = new HashSet<Entry.Key>();
    var writing = new AtomicInteger(16);
    Together.run(
        17,
        thread -> {
          if (thread == 16) {
            follow(followed, writing);
          } else {
            try {
              for (int i = 0; i < 25; i++) {
                facts().write(Batch.of(userFact(thread + "-" + i, "ana", NOON)));
                facts().write(Batch.of(message(thread + "-" + i, "s1", NOON, "x")));
              }
            } finally {
              writing.decrementAndGet();
            }
          }
          return true;
        });

    assertThat(followed).hasSize(800);
  }

  private void follow(Set<Entry.Key> entries, AtomicInteger writing) {
    long seq = 0;
    boolean more;
    do {
      // Asked before the page is read: what is written after it is in a later page.
      more = writing.get() > 0;
      for (var change : facts().changes(seq, "e5", 50)) {
        assertThat(change.seq()).isGreaterThan(seq);
        seq = change.seq();
        entries.add(change.key());
        more = true;
      }
    } while (more);
  }

  private static List<Change.Put> puts(List<Change> changes) {
    return changes.stream()
        .filter(Change.Put.class::isInstance)
        .map(Change.Put.class::cast)
        .toList();
  }

  private static List<Entry> entries(List<Change> changes) {
    return puts(changes).stream().map(Change.Put::entry).toList();
  }
}
