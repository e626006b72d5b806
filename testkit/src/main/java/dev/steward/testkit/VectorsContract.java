package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.revised;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [ChangeFeed] promises about vectors.
public interface VectorsContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void aVectorIsAChangeOfItsEntry() {
    facts().write(Batch.of(userFact("f1", "ana", NOON), userFact("f2", "ana", NOON)));
    facts().write(Batch.of(message("f1", "s1", NOON, "a message of the same id")));
    var last = facts().lastChange();

    facts().embed(List.of(embedded("f1", "e5", 1), ofMessage("f1", "e5", 2)));

    var changes = facts().changes(last, "e5", 10);
    assertThat(changes).extracting(Change::seq).containsExactly(last + 1, last + 2);
    assertThat(changes)
        .extracting(Change::key)
        .containsExactly(Entry.Key.fact("acme", "f1"), Entry.Key.message("acme", "f1"));
    assertVector("e5", Entry.Key.fact("acme", "f1"), 1);
    assertVector("e5", Entry.Key.message("acme", "f1"), 2);
  }

  @Test
  default void anEntryMayHaveAVectorOfEachEmbedder() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    facts().embed(List.of(embedded("f1", "e5", 1)));
    facts().embed(List.of(embedded("f1", "bge", 2)));
    var key = Entry.Key.fact("acme", "f1");

    assertVector("e5", key, 1);
    assertVector("bge", key, 2);
    assertThat(vector("other", key)).isEqualTo(Vector.NONE);
    assertThat(facts().lastChange()).isEqualTo(3);
  }

  @Test
  default void aLaterVectorReplacesTheOneOfItsEmbedder() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    facts().embed(List.of(embedded("f1", "e5", 1)));

    facts().embed(List.of(embedded("f1", "e5", 5)));

    assertVector("e5", Entry.Key.fact("acme", "f1"), 5);
  }

  @Test
  default void aVectorForWhatIsNotThereIsPassedOver() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    var theirs = Entry.Key.fact("zeta", "f1");

    facts()
        .embed(
            List.of(
                embedded("none", "e5", 1),
                ofMessage("f1", "e5", 1),
                new Embedded(theirs, "e5", Vector.of(1))));
    facts().embed(List.of());

    assertThat(facts().lastChange()).isEqualTo(1);
    assertThat(waiting(facts().unembedded("e5", 10))).containsExactly("f1");
  }

  @Test
  default void whatHasNoVectorComesOldestFirst() {
    facts()
        .write(
            Batch.of(
                userFact("new", "ana", NOON.plusSeconds(2)),
                userFact("old", "ana", NOON),
                userFact("done", "ana", NOON.plusNanos(1))));
    facts().write(Batch.of(message("middle", "s1", NOON.plusSeconds(1), "x")));
    assertThat(waiting(facts().unembedded("e5", 10)))
        .containsExactly("old", "done", "middle", "new");
    assertThat(facts().countUnembedded("e5")).isEqualTo(4);

    facts().embed(List.of(embedded("done", "e5", 1)));

    assertThat(waiting(facts().unembedded("e5", 10))).containsExactly("old", "middle", "new");
    assertThat(waiting(facts().unembedded("e5", 1))).containsExactly("old");
    assertThat(waiting(facts().unembedded("bge", 10)))
        .containsExactly("old", "done", "middle", "new");

    facts().embed(List.of(embedded("old", "e5", 1), embedded("new", "bge", 1)));
    facts().write(Batch.of(userFact("newest", "ana", NOON.plusSeconds(3))));

    assertThat(waiting(facts().unembedded("e5", 10))).containsExactly("middle", "new", "newest");
    assertThat(waiting(facts().unembedded("bge", 10)))
        .containsExactly("old", "done", "middle", "newest");
    assertThat(facts().countUnembedded("e5")).isEqualTo(3);
    assertThat(facts().countUnembedded("bge")).isEqualTo(4);
  }

  @Test
  default void whatWasSaidJustBeforeComesWithAMessageAndWithWhatRepeatsItWordForWord() {
    var asked = message("m1", "s1", NOON, "What is the limit?");
    var answer = message("m2", "s1", NOON, "It is $500");
    facts().write(Batch.of(asked, answer, message("m3", "s2", NOON, "elsewhere")));
    var repeats =
        fact("f1", "It is $500")
            .with(new Fact.Origin(List.of(Fact.Citation.whole("m2")), "ana", Trust.OWNER));
    var inOwnWords = fact("f2", "The limit is $500").with(repeats.origin());
    facts().write(Batch.of(repeats, inOwnWords));

    var expected =
        List.of(
            new Unembedded(answer, "ana: What is the limit?", ""),
            new Unembedded(message("m3", "s2", NOON, "elsewhere"), "", ""),
            new Unembedded(repeats, "ana: What is the limit?", ""),
            new Unembedded(inOwnWords, "", ""));
    assertThat(facts().unembedded("e5", 10))
        .startsWith(new Unembedded(asked, "", ""))
        .endsWith(expected.toArray(Unembedded[]::new));

    facts().embed(List.of(ofMessage("m1", "e5", 1)));

    assertThat(facts().unembedded("e5", 10)).isEqualTo(expected);
  }

  @Test
  default void theReplyToAMessageComesWithItAndWithWhatRepeatsItWordForWord() {
    var asked = message("m1", "s1", NOON, "What is the limit?");
    var reply = reply("m2", NOON.plusSeconds(1), "It is $500");
    var more = reply("m3", NOON.plusSeconds(2), "As of today");
    facts().write(Batch.of(asked, reply, more));
    var repeats =
        fact("f1", "What is the limit?")
            .with(new Fact.Origin(List.of(Fact.Citation.whole("m1")), "ana", Trust.OWNER));
    facts().write(Batch.of(repeats));

    assertThat(facts().unembedded("e5", 10))
        .containsExactlyInAnyOrder(
            new Unembedded(asked, "", "ops: It is $500"),
            new Unembedded(repeats, "", "ops: It is $500"),
            new Unembedded(reply, "ana: What is the limit?", ""),
            new Unembedded(more, "ops: It is $500", ""));
  }

  @Test
  default void whatAnErasedReplyRepliedToNeedsAVectorThatDoesNotKnowIt() {
    var asked = message("m1", "s1", NOON.plusSeconds(1), "What is my code?");
    facts().write(Batch.of(message("m0", "s1", NOON, "Hello")));
    facts().write(Batch.of(asked));
    facts().write(Batch.of(reply("m2", NOON.plusSeconds(2), "4711")));
    facts()
        .embed(
            List.of(ofMessage("m0", "e5", 1), ofMessage("m1", "e5", 2), ofMessage("m2", "e5", 3)));

    facts().erase("acme", Set.of(Entry.Key.message("acme", "m2")), "ana", NOON);

    assertThat(facts().unembedded("e5", 10))
        .containsExactly(new Unembedded(asked, "ana: Hello", ""));
    assertVector("e5", Entry.Key.message("acme", "m0"), 1);
  }

  private static Message reply(String id, Instant at, String text) {
    return new Message(
        id,
        Memories.ana("s1"),
        Message.Role.ASSISTANT,
        "ops",
        "cli",
        "t1",
        Trust.MODEL,
        Labels.NONE,
        text,
        at);
  }

  @Test
  default void whatWasSaidAfterAnErasedMessageNeedsAVectorThatDoesNotKnowIt() {
    facts().write(Batch.of(message("m1", "s1", NOON, "My code is 4711")));
    facts().write(Batch.of(message("m2", "s1", NOON.plusSeconds(1), "Keep it to yourself")));
    facts().write(Batch.of(message("m3", "s1", NOON.plusSeconds(2), "Bye")));
    var from =
        fact("f", "Keep it")
            .with(new Fact.Origin(List.of(Fact.Citation.whole("m2")), "ana", Trust.OWNER));
    facts().write(Batch.of(from));
    facts()
        .embed(
            List.of(
                ofMessage("m1", "e5", 1),
                ofMessage("m2", "e5", 2),
                ofMessage("m3", "e5", 3),
                embedded("f", "e5", 4)));
    var last = facts().lastChange();

    facts().erase("acme", Set.of(Entry.Key.message("acme", "m1")), "ana", NOON);

    assertThat(facts().unembedded("e5", 10))
        .extracting(waiting -> waiting.entry().id(), Unembedded::before)
        .containsExactlyInAnyOrder(tuple("m2", ""), tuple("f", ""));
    assertThat(facts().changes(last, "e5", 10))
        .extracting(Change::key)
        .containsExactly(
            Entry.Key.message("acme", "m1"), Entry.Key.message("acme", "m2"), from.key());
    assertThat(vector("e5", Entry.Key.message("acme", "m2"))).isEqualTo(Vector.NONE);
    assertThat(vector("e5", from.key())).isEqualTo(Vector.NONE);
    assertVector("e5", Entry.Key.message("acme", "m3"), 3);
  }

  @Test
  default void whatIsGoneWaitsForNoVector() {
    facts().write(Batch.of(userFact("f1", "ana", NOON), userFact("f2", "ana", NOON)));
    facts().embed(List.of(embedded("f1", "e5", 1)));

    facts()
        .erase(
            "acme",
            Set.of(Entry.Key.fact("acme", "f1"), Entry.Key.fact("acme", "f2")),
            "ana",
            NOON);

    assertThat(facts().unembedded("e5", 10)).isEmpty();
    assertThat(facts().unembedded("bge", 10)).isEmpty();
    assertThat(facts().countUnembedded("e5")).isZero();

    facts().write(Batch.of(userFact("f1", "ana", NOON)));

    assertThat(waiting(facts().unembedded("e5", 10))).containsExactly("f1");
    assertThat(vector("e5", Entry.Key.fact("acme", "f1"))).isEqualTo(Vector.NONE);
  }

  @Test
  default void aNewTextNeedsNewVectorsButOtherRevisionsDoNot() {
    var fact = fact("f1", "The limit is $500");
    facts().write(Batch.of(fact));
    facts().embed(List.of(embedded("f1", "e5", 1), embedded("f1", "bge", 1)));

    var pinned = fact.with(fact.care().withPinned(true));
    facts().write(revised(pinned, Revision.Event.PINNED, NOON.plusSeconds(1)));

    assertThat(facts().countUnembedded("e5")).isZero();
    assertVector("e5", fact.key(), 1);

    var changed = pinned.with(pinned.claim().withText("The limit is $700"));
    facts().write(revised(changed, Revision.Event.UPDATED, NOON.plusSeconds(2)));

    assertThat(facts().unembedded("e5", 10)).containsExactly(new Unembedded(changed, "", ""));
    assertThat(facts().unembedded("bge", 10)).containsExactly(new Unembedded(changed, "", ""));
    assertThat(vector("e5", fact.key())).isEqualTo(Vector.NONE);
  }

  @Test
  default void vectorsOfOtherEmbeddersAreDeleted() {
    facts().write(Batch.of(userFact("f1", "ana", NOON), userFact("f2", "ana", NOON)));
    facts()
        .embed(
            List.of(embedded("f1", "e5", 1), embedded("f1", "bge", 1), embedded("f2", "bge", 1)));

    assertThat(facts().keepVectorsOf(List.of("e5", "none"))).isEqualTo(2);

    assertVector("e5", Entry.Key.fact("acme", "f1"), 1);
    assertThat(vector("bge", Entry.Key.fact("acme", "f1"))).isEqualTo(Vector.NONE);
    assertThat(facts().countUnembedded("bge")).isEqualTo(2);
    assertThat(facts().countUnembedded("e5")).isEqualTo(1);
    assertThat(facts().keepVectorsOf(List.of("e5"))).isZero();
    assertThat(facts().keepVectorsOf(List.of())).isEqualTo(1);
  }

  @Test
  default void vectorsKeepTheirDirectionAndLength() {
    var random = new Random(7);
    for (var dimensions : List.of(1, 2, 3, 4, 63, 384, 1536)) {
      var id = "f" + dimensions;
      facts().write(Batch.of(userFact(id, "ana", NOON)));
      var components = new float[dimensions];
      for (int i = 0; i < dimensions; i++) {
        components[i] = (float) random.nextGaussian();
      }
      var vector = Vector.of(components).unit();
      facts().embed(List.of(new Embedded(Entry.Key.fact("acme", id), "e5", vector)));

      var kept = vector("e5", Entry.Key.fact("acme", id));

      assertThat(kept.dimensions()).isEqualTo(dimensions);
      assertThat(kept.dot(vector)).as("of %d", dimensions).isCloseTo(1.0, within(1e-5));
      assertThat(kept.dot(kept)).as("of %d", dimensions).isCloseTo(1.0, within(1e-5));
    }
  }

  @Test
  default void aVectorOfZerosHarmsNothing() {
    facts().write(Batch.of(userFact("f1", "ana", NOON)));
    facts().embed(List.of(new Embedded(Entry.Key.fact("acme", "f1"), "e5", Vector.of(0, 0, 0))));

    assertThat(facts().unembedded("e5", 10)).isEmpty();
    assertThat(vector("e5", Entry.Key.fact("acme", "f1"))).isEqualTo(Vector.of(0, 0, 0));
  }

  private static List<String> waiting(List<Unembedded> unembedded) {
    return unembedded.stream().map(each -> each.entry().id()).toList();
  }

  private void assertVector(String embedder, Entry.Key key, float first) {
    var expected = Vector.of(first, -0.5f, 0.25f);
    var found = vector(embedder, key);
    assertThat(found.dot(found)).isCloseTo(expected.dot(expected), within(1e-2));
    assertThat(found.dot(expected)).isCloseTo(expected.dot(expected), within(1e-2));
  }

  private Vector vector(String embedder, Entry.Key key) {
    return facts().changes(0, embedder, 1_000).stream()
        .filter(change -> change.key().equals(key))
        .map(change ->
            switch (change) {
              case Change.Put put -> put.vector();
              case Change.Gone _ -> Vector.NONE;
            })
        .findFirst()
        .orElse(Vector.NONE);
  }

  private static Embedded embedded(String fact, String embedder, float first) {
    return new Embedded(Entry.Key.fact("acme", fact), embedder, Vector.of(first, -0.5f, 0.25f));
  }

  private static Embedded ofMessage(String message, String embedder, float first) {
    return new Embedded(
        Entry.Key.message("acme", message), embedder, Vector.of(first, -0.5f, 0.25f));
  }
}
