package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.organisationFact;
import static dev.steward.testkit.Memories.session;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [Sessions] promises.
public interface SessionsContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  FactStore facts();

  @Test
  default void aSessionReplacesTheOneOfItsUserWithItsId() {
    var bobs = session("bob", "s1", NOON.minusSeconds(1));
    facts().write(Batch.of(session("ana", "s1", NOON), bobs));

    facts().write(Batch.of(session("ana", "s1", NOON.plusSeconds(1))));

    assertThat(facts().session("acme", "ana", "s1"))
        .contains(session("ana", "s1", NOON.plusSeconds(1)));
    assertThat(facts().session("acme", "bob", "s1")).contains(bobs);
    assertThat(facts().session("acme", "ana", "none")).isEmpty();
    assertThat(facts().session("zeta", "ana", "s1")).isEmpty();
  }

  @Test
  default void theLatestSessionIsTheOneTouchedLast() {
    facts().write(Batch.of(session("ana", "s1", NOON), session("ana", "s2", NOON.minusNanos(1))));
    facts().write(Batch.of(session("bob", "s3", NOON.plusSeconds(9))));
    assertThat(facts().latestSession("acme", "ana")).contains(session("ana", "s1", NOON));

    facts().write(Batch.of(session("ana", "s2", NOON.plusNanos(1))));

    assertThat(facts().latestSession("acme", "ana"))
        .contains(session("ana", "s2", NOON.plusNanos(1)));
    assertThat(facts().latestSession("acme", "carl")).isEmpty();
    assertThat(facts().latestSession("zeta", "ana")).isEmpty();
  }

  @Test
  default void oldSessionsOfEveryTenantComeLongestAgoFirst() {
    var theirs = new Session("s9", "zeta", "zoe", NOON.minusSeconds(5));
    facts()
        .write(
            Batch.of(
                session("ana", "s1", NOON),
                session("ana", "s2", NOON.minusNanos(1)),
                session("bob", "s3", NOON.minusSeconds(9)),
                theirs));

    assertThat(facts().sessionsBefore(NOON, 10))
        .containsExactly(
            session("bob", "s3", NOON.minusSeconds(9)),
            theirs,
            session("ana", "s2", NOON.minusNanos(1)));
    assertThat(facts().sessionsBefore(NOON, 1)).hasSize(1);
    assertThat(facts().sessionsBefore(NOON.minusSeconds(9), 10)).isEmpty();
  }

  @Test
  default void anEndedSessionTakesItsFactsWithItButNotItsMessages() {
    facts()
        .write(
            new Batch(
                List.of(message("m1", "old", NOON, "hello")),
                List.of(),
                List.of(session("ana", "old", NOON), session("bob", "old", NOON)),
                List.of()));
    facts()
        .write(
            Batch.of(
                organisationFact("everybody", NOON),
                userFact("ana's", "ana", NOON),
                sessionFact("old 1", "ana", "old", NOON),
                sessionFact("old 2", "ana", "old", NOON),
                sessionFact("fresh", "ana", "fresh", NOON),
                sessionFact("bob's", "bob", "old", NOON)));

    assertThat(facts().end(List.of(session("ana", "old", NOON)))).isEqualTo(2);

    assertThat(facts().session("acme", "ana", "old")).isEmpty();
    assertThat(facts().session("acme", "bob", "old")).isPresent();
    for (var gone : List.of("old 1", "old 2")) {
      assertThat(facts().fact("acme", gone)).isEmpty();
      assertThat(facts().history("acme", gone)).isEmpty();
    }
    for (var stays : List.of("everybody", "ana's", "fresh", "bob's")) {
      assertThat(facts().fact("acme", stays)).isPresent();
    }
    assertThat(facts().messages(ana("old"), 10)).hasSize(1);
    assertThat(facts().end(List.of(session("ana", "old", NOON)))).isZero();
    assertThat(facts().end(List.of())).isZero();
  }

  @Test
  default void aSessionThatIsTouchedMeanwhileDoesNotEnd() {
    facts().write(Batch.of(session("ana", "s1", NOON)));
    facts().write(Batch.of(sessionFact("f1", "ana", "s1", NOON)));
    var old = facts().sessionsBefore(NOON.plusSeconds(1), 10);
    facts().write(Batch.of(session("ana", "s1", NOON.plusSeconds(1))));

    assertThat(facts().end(old)).isZero();

    assertThat(facts().session("acme", "ana", "s1")).isPresent();
    assertThat(facts().fact("acme", "f1")).isPresent();
  }

  @Test
  default void anotherTenantsSessionOfTheSameNameStays() {
    var theirs = new Scope("zeta", "ana", "s1");
    facts().write(Batch.of(session("ana", "s1", NOON), new Session("s1", "zeta", "ana", NOON)));
    facts()
        .write(
            Batch.of(
                sessionFact("f1", "ana", "s1", NOON),
                Fact.of("f1", theirs, Layer.SESSION, Fact.Kind.FACT, "", "text", "", "ana", NOON)));

    assertThat(facts().end(List.of(session("ana", "s1", NOON)))).isEqualTo(1);

    assertThat(facts().session("zeta", "ana", "s1")).isPresent();
    assertThat(facts().fact("zeta", "f1")).isPresent();
  }
}
