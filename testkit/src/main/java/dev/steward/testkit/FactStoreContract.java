package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.everything;
import static dev.steward.testkit.Memories.extraction;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.ids;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.organisationFact;
import static dev.steward.testkit.Memories.session;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Canonical;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises.
public interface FactStoreContract
    extends MessageLogContract,
        SessionsContract,
        ExtractionsContract,
        ChangeFeedContract,
        VectorsContract,
        FactHistoryContract,
        FactSelectionContract,
        ErasureContract,
        TwoTenantsContract {
  /// The store under test: empty when a test begins, and the same one throughout it.
  @Override
  FactStore facts();

  @Test
  default void aFactIsKeptWithAllThatBelongsToIt() {
    int number = 0;
    for (var kind : Fact.Kind.values()) {
      for (var layer : Layer.values()) {
        for (var standing : Fact.Standing.values()) {
          var fact = full(fact("f" + number++, layer, kind, "event:e1", "a text", NOON), standing);
          facts().write(Batch.of(fact));

          assertThat(facts().fact("acme", fact.id())).contains(fact);
          assertThat(facts().history("acme", fact.id())).containsExactly(Revision.added(fact));
        }
      }
    }
    assertThat(facts().fact("acme", "none")).isEmpty();
    assertThat(facts().history("acme", "none")).isEmpty();
  }

  private static Fact full(Fact fact, Fact.Standing standing) {
    var metadata =
        Map.<String, Object>of(
            "text", "", "number", 1L, "real", 0.5, "list", List.of(), "map", Map.of("a", false));
    return fact.with(new Fact.Claim("a", "b", fact.text(), Set.of("John", "Grüße")))
        .with(
            new Fact.Origin(
                List.of(Fact.Citation.whole("m1"), new Fact.Citation("m2", 3, 9)),
                "ana",
                Trust.EXTERNAL))
        .with(
            new Fact.Validity(
                NOON.minusSeconds(5), NOON.plusSeconds(5), NOON, NOON.plusNanos(1), "another fact"))
        .with(new Fact.Care(standing, 7, true, NOON.plusSeconds(9), NOON.plusSeconds(8)))
        .with(new Labels("agent", "app", "run", metadata));
  }

  @Test
  default void anIdThatIsThereStaysAsItIs() {
    var fact = userFact("f1", "ana", NOON);
    facts().write(Batch.of(fact));

    facts()
        .write(Batch.of(userFact("f1", "bob", NOON.plusSeconds(1)), userFact("f2", "ana", NOON)));

    assertThat(facts().fact("acme", "f1")).contains(fact);
    assertThat(facts().fact("acme", "f2")).isPresent();
    assertThat(facts().history("acme", "f1")).hasSize(1);
  }

  @Test
  default void anEmptyBatchIsAllowed() {
    facts().write(new Batch(List.of(), List.of(), List.of(), List.of()));

    assertThat(facts().lastChange()).isZero();
  }

  @Test
  default void aBatchIsWrittenAsAWholeOrNotAtAll() {
    var misfit = new Scope("acme", "", "s1");
    var wrong = Fact.of("f2", misfit, Layer.SESSION, Fact.Kind.FACT, "", "text", "m1", "ana", NOON);

    assertThatThrownBy(() ->
            facts()
                .write(
                    new Batch(
                        List.of(message("m1", "s1", NOON, "hello")),
                        List.of(Revision.added(userFact("f1", "ana", NOON)), Revision.added(wrong)),
                        List.of(session("ana", "s1", NOON)),
                        List.of(extraction("x1", NOON, "m1")))))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL));

    assertThat(facts().message("acme", "m1")).isEmpty();
    assertThat(facts().fact("acme", "f1")).isEmpty();
    assertThat(facts().session("acme", "ana", "s1")).isEmpty();
    assertThat(facts().extraction("acme", "x1")).isEmpty();
    assertThat(facts().lastChange()).isZero();
  }

  @Test
  default void aScopeThatDoesNotFitItsLayerIsRefused() {
    var organisation = new Scope("acme", "", "");
    var user = new Scope("acme", "ana", "");
    var session = new Scope("acme", "ana", "s1");

    assertRefused(user, Layer.ORGANISATION);
    assertRefused(session, Layer.ORGANISATION);
    assertRefused(organisation, Layer.USER);
    assertRefused(session, Layer.USER);
    assertRefused(organisation, Layer.SESSION);
    assertRefused(user, Layer.SESSION);
    assertRefused(user, Layer.CONVERSATION);
  }

  private void assertRefused(Scope scope, Layer layer) {
    var fact = Fact.of("f1", scope, layer, Fact.Kind.FACT, "", "text", "m1", "ana", NOON);
    assertThatThrownBy(() -> facts().write(Batch.of(fact)))
        .as("%s in %s", scope, layer)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("f1");
  }

  @Test
  default void aFactOfTheUserLayerMayBelongToAnAgentAnAppOrARunAlone() {
    var nobody = new Scope("acme", "", "");
    for (var labels :
        List.of(
            new Labels("a", "", "", Map.of()),
            new Labels("", "a", "", Map.of()),
            new Labels("", "", "a", Map.of()))) {
      var fact =
          Fact.of(
                  labels.toString(),
                  nobody,
                  Layer.USER,
                  Fact.Kind.FACT,
                  "",
                  "text",
                  "",
                  "ana",
                  NOON)
              .with(labels);
      facts().write(Batch.of(fact));

      assertThat(facts().fact("acme", fact.id())).contains(fact);
    }
  }

  @Test
  default void factsAboutASubjectAreThoseOfTheSameOwnerThatHold() {
    var closed = userFact("closed", "ana", NOON);
    facts()
        .write(
            Batch.of(
                organisationFact("everybody", NOON),
                userFact("old", "ana", NOON),
                userFact("new", "ana", NOON.plusSeconds(1)),
                sessionFact("ana's in s1", "ana", "s1", NOON),
                userFact("bob's", "bob", NOON),
                closed.with(closed.care().with(Fact.Standing.SUPERSEDED)),
                fact("other", Layer.USER, Fact.Kind.FACT, "event:e2", "text", NOON),
                fact("none", Layer.USER, Fact.Kind.FACT, "", "text", NOON)));

    assertThat(ids(facts().about(ana(""), Layer.USER, "event:e1", 10)))
        .containsExactly("new", "old");
    assertThat(ids(facts().about(ana(""), Layer.USER, "event:e1", 1))).containsExactly("new");
    assertThat(ids(facts().about(ana("s1"), Layer.SESSION, "event:e1", 10)))
        .containsExactly("ana's in s1");
    assertThat(facts().about(ana("s1"), Layer.USER, "event:e1", 10)).isEmpty();
    assertThat(facts().about(ana(""), Layer.USER, "event:e3", 10)).isEmpty();
    assertThat(facts().about(ana(""), Layer.USER, "", 10)).isEmpty();
    assertThat(facts().about(new Scope("zeta", "ana", ""), Layer.USER, "event:e1", 10)).isEmpty();
  }

  @Test
  default void factsThatSayTheSameAreFoundWhateverTheirStanding() {
    var held = fact("held", "john  likes\u00a0TEA");
    facts()
        .write(
            Batch.of(
                fact("f1", "John likes tea."),
                held.with(held.care().with(Fact.Standing.QUARANTINED)),
                fact("f3", "John likes green tea"),
                fact("org", Layer.ORGANISATION, Fact.Kind.FACT, "", "John likes tea", NOON)));
    var canonical = Canonical.of("John likes tea!");

    assertThat(ids(facts().same(ana(""), Layer.USER, canonical))).containsExactly("f1", "held");
    assertThat(ids(facts().same(new Scope("acme", "", ""), Layer.ORGANISATION, canonical)))
        .containsExactly("org");
    assertThat(facts().same(ana("s1"), Layer.SESSION, canonical)).isEmpty();
    assertThat(facts().same(new Scope("zeta", "ana", ""), Layer.USER, canonical)).isEmpty();
  }

  @Test
  default void severalFactsAreFoundAtOnce() {
    var one = fact("f1", "one");
    var other = fact("f\"]2", "other");
    facts().write(Batch.of(one, other, fact("f3", "none of these")));

    assertThat(facts().facts("acme", List.of("f1", "none", "f\"]2", "f1")))
        .isEqualTo(Map.of("f1", one, "f\"]2", other));
    assertThat(facts().facts("acme", List.of())).isEmpty();
    assertThat(facts().facts("zeta", List.of("f1"))).isEmpty();
  }

  @Test
  default void factsThatCiteASourceAreFoundWhateverTheirStanding() {
    var two =
        fact("two", "text")
            .with(
                new Fact.Origin(
                    List.of(new Fact.Citation("m7", 0, 3), Fact.Citation.whole("m8")),
                    "ana",
                    Trust.OWNER));
    facts().write(Batch.of(fact("one", "text"), two.with(two.care().with(Fact.Standing.PROPOSED))));

    assertThat(ids(facts().citing("acme", List.of("m1")))).containsExactly("one");
    assertThat(ids(facts().citing("acme", List.of("m7")))).containsExactly("two");
    assertThat(ids(facts().citing("acme", List.of("m8")))).containsExactly("two");
    assertThat(facts().citing("acme", List.of("m9"))).isEmpty();
    assertThat(ids(facts().citing("acme", List.of("m8", "m1", "m7"))))
        .containsExactly("one", "two");
    assertThat(facts().citing("acme", List.of())).isEmpty();
    assertThat(facts().citing("zeta", List.of("m1"))).isEmpty();
  }

  @Test
  default void textsAndIdsOfFactsAreKeptToTheLetter() {
    int number = 0;
    for (var text : Texts.all()) {
      var subject = "note:" + number++;
      var fact = fact(subject, Layer.USER, Fact.Kind.FACT, subject, text, NOON);
      facts().write(Batch.of(fact));

      assertThat(facts().fact("acme", subject)).contains(fact);
      assertThat(facts().about(ana(""), Layer.USER, subject, 1)).containsExactly(fact);
      assertThat(facts().same(ana(""), Layer.USER, Canonical.of(text))).contains(fact);
    }
    for (var id : List.of("ID", "id", "íd", "'; drop table facts; --", "👩‍👩‍👧", " id ")) {
      facts().write(Batch.of(userFact(id, "ana", NOON)));

      assertThat(facts().fact("acme", id)).contains(userFact(id, "ana", NOON));
    }
  }

  @Test
  default void timesAreKeptToTheNanosecond() {
    for (var at :
        List.of(
            Instant.EPOCH,
            NOON.plusNanos(1),
            Instant.parse("1969-07-20T20:17:40Z"),
            Instant.parse("-0044-03-15T12:00:00Z"),
            Fact.Validity.OPEN.minusNanos(1))) {
      facts().write(Batch.of(userFact(at.toString(), "ana", at)));

      assertThat(facts().fact("acme", at.toString()).orElseThrow().recordedAt()).isEqualTo(at);
    }
  }

  @Test
  default void nothingThatManyThreadsWriteIsLost() {
    Together.run(
        16,
        thread -> {
          for (int i = 0; i < 40; i++) {
            var id = thread + "-" + i;
            facts()
                .write(
                    new Batch(
                        List.of(message(id, "s1", NOON, id)),
                        List.of(Revision.added(userFact(id, "ana", NOON))),
                        List.of(session("ana", "s" + thread, NOON.plusNanos(i))),
                        List.of()));
          }
          return true;
        });

    assertThat(facts().facts(everything(), "", 1000)).hasSize(640);
    assertThat(facts().messages(ana("s1"), 1000)).hasSize(640);
    for (int thread = 0; thread < 16; thread++) {
      assertThat(facts().session("acme", "ana", "s" + thread))
          .contains(session("ana", "s" + thread, NOON.plusNanos(39)));
    }
  }

  @Test
  default void noReaderEverSeesHalfABatch() {
    var done = new AtomicBoolean();
    var halves =
        Together.run(
            4,
            thread -> {
              if (thread == 0) {
                writePairs(done);
              }
              int odd = 0;
              do {
                odd += facts().about(ana(""), Layer.USER, "event:e1", 1000).size() % 2;
              } while (!done.get());
              return odd;
            });

    assertThat(halves).containsOnly(0);
  }

  private void writePairs(AtomicBoolean done) {
    try {
      for (int i = 0; i < 100; i++) {
        facts().write(Batch.of(userFact(i + "a", "ana", NOON), userFact(i + "b", "ana", NOON)));
      }
    } finally {
      done.set(true);
    }
  }
}
