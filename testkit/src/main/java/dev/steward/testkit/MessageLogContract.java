package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.ids;
import static dev.steward.testkit.Memories.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [MessageLog] promises.
public interface MessageLogContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void aMessageIsKeptWithAllThatBelongsToIt() {
    for (var role : Message.Role.values()) {
      for (var trust : Trust.values()) {
        var metadata = Map.<String, Object>of("a", List.of(1L, "x", 0.5, true, Map.of("b", "")));
        var message =
            new Message(
                role + "/" + trust,
                ana("s1"),
                role,
                "John",
                "mail",
                "t1",
                trust,
                new Labels("agent", "app", "run", metadata),
                "hello",
                NOON);
        facts().write(Batch.of(message));

        assertThat(facts().message("acme", message.id())).contains(message);
      }
    }
    assertThat(facts().message("acme", "none")).isEmpty();
    assertThat(facts().message("zeta", "USER/OWNER")).isEmpty();
  }

  @Test
  default void severalMessagesAreFoundAtOnce() {
    var one = message("m1", "s1", NOON, "one");
    var other = message("m\"]2", "s2", NOON, "other");
    facts().write(Batch.of(one, other, message("m3", "s1", NOON, "none of these")));

    assertThat(facts().messages("acme", List.of("m1", "none", "m\"]2", "m1")))
        .isEqualTo(Map.of("m1", one, "m\"]2", other));
    assertThat(facts().messages("acme", List.of())).isEmpty();
    assertThat(facts().messages("zeta", List.of("m1"))).isEmpty();
  }

  @Test
  default void aMessageThatIsThereStaysAsItIs() {
    var first = message("m1", "s1", NOON, "first");
    facts().write(Batch.of(first));

    facts().write(Batch.of(message("m1", "s2", NOON, "second"), message("m2", "s1", NOON, "x")));

    assertThat(facts().message("acme", "m1")).contains(first);
    assertThat(ids(facts().messages(ana("s1"), 10))).containsExactly("m2", "m1");
    assertThat(facts().messages(ana("s2"), 10)).isEmpty();
  }

  @Test
  default void messagesOfASessionComeNewestFirst() {
    facts()
        .write(
            Batch.of(
                message("m1", "s1", NOON, "first"),
                message("m2", "s1", NOON.plusNanos(1), "third"),
                message("m3", "s2", NOON, "another session"),
                message("m4", "s1", NOON, "second")));

    assertThat(facts().messages(ana("s1"), 10))
        .extracting(Message::text)
        .containsExactly("third", "second", "first");
    assertThat(facts().messages(ana("s1"), 2))
        .extracting(Message::text)
        .containsExactly("third", "second");
    assertThat(facts().messages(new Scope("acme", "bob", "s1"), 10)).isEmpty();
    assertThat(facts().messages(new Scope("zeta", "ana", "s1"), 10)).isEmpty();
  }

  @Test
  default void theNeighboursOfAMessageComeInTheOrderOfTheirThread() {
    for (int i = 0; i < 10; i++) {
      facts()
          .write(
              Batch.of(
                  message("a" + i, "s1", NOON.minusSeconds(i), "x"),
                  message("b" + i, "s2", NOON, "x"),
                  message("c" + i, new Scope("acme", "bob", "s1"), NOON, "x"),
                  message("a" + i, new Scope("zeta", "ana", "s1"), NOON, "x")));
    }

    assertThat(ids(facts().around("acme", "a5", 2))).containsExactly("a3", "a4", "a5", "a6", "a7");
    assertThat(ids(facts().around("acme", "a0", 2))).containsExactly("a0", "a1", "a2");
    assertThat(ids(facts().around("acme", "b9", 1))).containsExactly("b8", "b9");
    assertThat(ids(facts().around("acme", "a5", 0))).containsExactly("a5");
    assertThat(facts().around("acme", "a5", 100)).hasSize(10);
    assertThat(facts().around("acme", "none", 2)).isEmpty();
    assertThat(facts().around("zeta", "b5", 2)).isEmpty();
  }

  @Test
  default void anErasedNeighbourIsMissing() {
    for (int i = 0; i < 5; i++) {
      facts().write(Batch.of(message("m" + i, "s1", NOON, "x")));
    }
    facts().erase("acme", Set.of(Entry.Key.message("acme", "m3")), "ana", NOON);
    facts().write(Batch.of(message("m5", "s1", NOON, "x")));

    assertThat(ids(facts().around("acme", "m2", 2))).containsExactly("m0", "m1", "m2", "m4");
    assertThat(ids(facts().around("acme", "m4", 1))).containsExactly("m4", "m5");
  }

  @Test
  default void theLogIsReadInTheOrderOfWriting() {
    var written = new ArrayList<String>();
    for (int i = 0; i < 25; i++) {
      var session = "s" + i % 3;
      facts().write(Batch.of(message("m" + i, session, NOON.minusSeconds(i), "x")));
      facts().write(Batch.of(message("x" + i, new Scope("zeta", "ana", "s1"), NOON, "x")));
      written.add("m" + i);
    }

    var read = new ArrayList<String>();
    var page = facts().log("acme", "", 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      read.addAll(ids(page));
      page = facts().log("acme", page.getLast().id(), 10);
    }

    assertThat(read).isEqualTo(written);
    assertThat(facts().log("zeta", "", 100)).hasSize(25);
    assertThat(facts().countMessages("acme")).isEqualTo(25);
    assertThat(facts().countMessages("nobody")).isZero();
    assertThat(facts().log("nobody", "", 100)).isEmpty();
  }

  @Test
  default void goingOnFromAMessageThatIsNotThereIsRefused() {
    facts().write(Batch.of(message("m1", "s1", NOON, "x"), message("m2", "s1", NOON, "x")));
    facts().write(Batch.of(message("theirs", new Scope("zeta", "zoe", "s1"), NOON, "x")));
    facts().erase("acme", Set.of(Entry.Key.message("acme", "m1")), "ana", NOON);

    for (var after : List.of("m1", "none", "theirs")) {
      assertThatThrownBy(() -> facts().log("acme", after, 10))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining(after);
    }
  }

  @Test
  default void textsOfMessagesAreKeptToTheLetter() {
    int number = 0;
    for (var text : Texts.all()) {
      var message = message("x" + number++, "s1", NOON, text);
      facts().write(Batch.of(message));

      assertThat(facts().message("acme", message.id())).contains(message);
    }
  }

  @Test
  default void noMessageOfManyThreadsIsLostAndEachHasAPlaceOfItsOwn() {
    Together.run(
        16,
        thread -> {
          for (int i = 0; i < 20; i++) {
            facts().write(Batch.of(message(thread + "-" + i, "s1", NOON, "x")));
          }
          return true;
        });

    var all = facts().around("acme", "0-0", 1_000);
    assertThat(all).hasSize(320);
    assertThat(ids(all)).isEqualTo(ids(facts().log("acme", "", 1_000)));
    for (int thread = 0; thread < 16; thread++) {
      var prefix = thread + "-";
      assertThat(ids(all).stream().filter(id -> id.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> prefix + i).toList());
    }
  }
}
