package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.everything;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.ids;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.revised;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Tombstone;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises about what is erased.
public interface ErasureContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void whatIsErasedIsGoneWithItsHistory() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(Batch.of(fact, userFact("f2", "ana", NOON)));
    facts().write(revised(fact.with(fact.care().withProofs(2)), Revision.Event.CONFIRMED, NOON));
    facts().write(Batch.of(message("m1", "s1", NOON, "hello"), message("m2", "s1", NOON, "stay")));

    var left =
        facts()
            .erase(
                "acme",
                Set.of(
                    fact.key(),
                    Entry.Key.message("acme", "m1"),
                    Entry.Key.fact("acme", "none"),
                    Entry.Key.message("acme", "f2")),
                "ana",
                NOON.plusSeconds(1));

    assertThat(left)
        .extracting(Tombstone::key)
        .containsExactlyInAnyOrder(fact.key(), Entry.Key.message("acme", "m1"));
    assertThat(facts().fact("acme", "f1")).isEmpty();
    assertThat(facts().history("acme", "f1")).isEmpty();
    assertThat(facts().message("acme", "m1")).isEmpty();
    assertThat(ids(facts().facts(everything(), "", 10))).containsExactly("f2");
    assertThat(ids(facts().about(ana(""), Layer.USER, "event:e1", 10))).containsExactly("f2");
    assertThat(ids(facts().citing("acme", List.of("m1")))).containsExactly("f2");
    assertThat(facts().same(ana(""), Layer.USER, "john likes mornings")).hasSize(1);
    assertThat(ids(facts().messages(ana("s1"), 10))).containsExactly("m2");
    assertThat(ids(facts().log("acme", "", 10))).containsExactly("m2");
    assertThat(facts().erase("acme", Set.of(fact.key()), "ana", NOON)).isEmpty();
    assertThat(facts().erase("acme", Set.of(), "ana", NOON)).isEmpty();
  }

  @Test
  default void aTombstoneTellsThatSomethingWasThereButNotWhat() {
    facts().write(Batch.of(fact("f1", "yes"), fact("f2", "yes"), fact("f3", "no")));
    var hashes = new HashSet<String>();
    for (var id : Set.of("f1", "f2", "f3")) {
      var key = Entry.Key.fact("acme", id);
      var left = facts().erase("acme", Set.of(key), "bob", NOON.plusSeconds(5)).getFirst();

      assertThat(left.key()).isEqualTo(key);
      assertThat(left.by()).isEqualTo("bob");
      assertThat(left.at()).isEqualTo(NOON.plusSeconds(5));
      // SHA-256 of the bare text, which anybody could guess.
      assertThat(left.hash())
          .isNotEqualTo("8a798890fe93817163b10b5f7bd2ca4d25d84c52739a645a889c173eee7d9d3d");
      hashes.add(left.hash());
    }
    assertThat(hashes).hasSize(2);
  }

  @Test
  default void tombstonesComeNewestFirst() {
    var theirs = new Scope("zeta", "zoe", "s1");
    facts().write(Batch.of(message("m0", theirs, NOON, "x")));
    for (int i = 0; i < 5; i++) {
      facts().write(Batch.of(message("m" + i, "s1", NOON, "x")));
      facts().erase("acme", Set.of(Entry.Key.message("acme", "m" + i)), "ana", NOON);
    }
    facts().erase("zeta", Set.of(Entry.Key.message("zeta", "m0")), "zoe", NOON);

    assertThat(facts().tombstones("acme", 10))
        .extracting(tombstone -> tombstone.key().id())
        .containsExactly("m4", "m3", "m2", "m1", "m0");
    assertThat(facts().tombstones("acme", 2)).hasSize(2);
    assertThat(facts().tombstones("zeta", 10)).hasSize(1);
    assertThat(facts().tombstones("nobody", 10)).isEmpty();
  }

  @Test
  default void nobodyErasesWhatIsAnotherTenants() {
    var theirs =
        Fact.of(
            "f1",
            new Scope("zeta", "ana", ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            "text",
            "",
            "ana",
            NOON);
    facts().write(Batch.of(theirs));
    facts().write(Batch.of(message("m1", new Scope("zeta", "ana", "s1"), NOON, "x")));
    var keys = Set.of(theirs.key(), Entry.Key.message("zeta", "m1"));

    assertThat(facts().erase("acme", keys, "ana", NOON)).isEmpty();
    assertThat(
            facts()
                .erase(
                    "acme",
                    Set.of(Entry.Key.fact("acme", "f1"), Entry.Key.message("acme", "m1")),
                    "ana",
                    NOON))
        .isEmpty();

    assertThat(facts().fact("zeta", "f1")).contains(theirs);
    assertThat(facts().message("zeta", "m1")).isPresent();
    assertThat(facts().erase("zeta", keys, "ana", NOON)).hasSize(2);
  }

  @Test
  default void anErasedIdMayBeUsedAgain() {
    var fact = fact("f1", "one");
    facts().write(Batch.of(fact));
    facts().write(Batch.of(message("m1", "s1", NOON, "one")));
    facts().erase("acme", Set.of(fact.key(), Entry.Key.message("acme", "m1")), "ana", NOON);

    facts().write(Batch.of(fact("f1", "two")));
    facts().write(Batch.of(message("m1", "s1", NOON, "two")));

    assertThat(facts().fact("acme", "f1").orElseThrow().text()).isEqualTo("two");
    assertThat(facts().history("acme", "f1")).hasSize(1);
    assertThat(facts().message("acme", "m1").orElseThrow().text()).isEqualTo("two");
  }

  @Test
  default void factsThatRestedOnAnErasedMessageStay() {
    facts().write(Batch.of(message("m1", "s1", NOON, "hello")));
    var fact = fact("f1", "said");
    facts().write(Batch.of(fact));

    facts().erase("acme", Set.of(Entry.Key.message("acme", "m1")), "ana", NOON);

    assertThat(facts().fact("acme", "f1")).contains(fact);
    assertThat(ids(facts().citing("acme", List.of("m1")))).containsExactly("f1");
  }
}
