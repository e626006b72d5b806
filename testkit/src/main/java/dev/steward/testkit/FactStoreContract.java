package dev.steward.testkit;

import static dev.steward.testkit.Memories.NOON;
import static dev.steward.testkit.Memories.ana;
import static dev.steward.testkit.Memories.batch;
import static dev.steward.testkit.Memories.fact;
import static dev.steward.testkit.Memories.message;
import static dev.steward.testkit.Memories.organisationFact;
import static dev.steward.testkit.Memories.session;
import static dev.steward.testkit.Memories.sessionFact;
import static dev.steward.testkit.Memories.userFact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Session;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every [FactStore] promises about messages, facts and sessions; its changes are the
/// [FactFeedContract]'s.
public interface FactStoreContract extends FactFeedContract {
  @Test
  default void whatIsWrittenIsFoundAsItWas() {
    var message = message("m1", "s1", NOON, "hello");
    var fact = userFact("f1", "ana", NOON);
    var session = session("ana", "s1", NOON);

    facts().write(new FactStore.Batch(List.of(message), List.of(fact), List.of(session)));

    assertThat(facts().message("acme", "m1")).contains(message);
    assertThat(facts().fact("acme", "f1")).contains(fact);
    assertThat(facts().session("acme", "ana", "s1")).contains(session);
    assertThat(facts().message("acme", "none")).isEmpty();
    assertThat(facts().fact("acme", "none")).isEmpty();
    assertThat(facts().session("acme", "ana", "none")).isEmpty();
  }

  @Test
  default void factsOfEveryKindAndLayerAreKept() {
    int number = 0;
    for (var kind : Fact.Kind.values()) {
      for (var layer : Layer.values()) {
        var fact = fact("f" + number++, layer, kind, "event:e1", "John likes mornings", NOON);
        facts().write(batch(fact));

        assertThat(facts().fact("acme", fact.id())).contains(fact);
      }
    }
  }

  @Test
  default void anIdThatIsThereStaysAsItIs() {
    var message = message("m1", "s1", NOON, "first");
    var fact = userFact("f1", "ana", NOON);
    facts().write(new FactStore.Batch(List.of(message), List.of(fact), List.of()));

    facts()
        .write(
            new FactStore.Batch(
                List.of(message("m1", "s2", NOON, "second")),
                List.of(userFact("f1", "bob", NOON.plusSeconds(1)), userFact("f2", "ana", NOON)),
                List.of()));

    assertThat(facts().message("acme", "m1")).contains(message);
    assertThat(facts().fact("acme", "f1")).contains(fact);
    assertThat(facts().fact("acme", "f2")).isPresent();
  }

  @Test
  default void aSessionReplacesTheOneOfItsUserWithItsId() {
    var bobs = session("bob", "s1", NOON.minusSeconds(1));
    facts().write(batch(session("ana", "s1", NOON), bobs));

    facts().write(batch(session("ana", "s1", NOON.plusSeconds(1))));

    assertThat(facts().session("acme", "ana", "s1"))
        .contains(session("ana", "s1", NOON.plusSeconds(1)));
    assertThat(facts().session("acme", "bob", "s1")).contains(bobs);
  }

  @Test
  default void anEmptyBatchIsAllowed() {
    facts().write(new FactStore.Batch(List.of(), List.of(), List.of()));
    facts().embed(List.of());

    assertThat(facts().lastChange()).isZero();
  }

  @Test
  default void aBatchIsWrittenAsAWholeOrNotAtAll() {
    var misfit = new Scope("acme", "", "s1");
    var wrong =
        Fact.of("f2", misfit, Layer.SESSION, Fact.Kind.FACT, "", "text", "m1", "ana", NOON);

    assertThatThrownBy(() ->
            facts()
                .write(
                    new FactStore.Batch(
                        List.of(message("m1", "s1", NOON, "hello")),
                        List.of(userFact("f1", "ana", NOON), wrong),
                        List.of(session("ana", "s1", NOON)))))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL));

    assertThat(facts().message("acme", "m1")).isEmpty();
    assertThat(facts().fact("acme", "f1")).isEmpty();
    assertThat(facts().session("acme", "ana", "s1")).isEmpty();
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
    assertThatThrownBy(() -> facts().write(batch(fact)))
        .as("%s in %s", scope, layer)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("f1");
  }

  @Test
  default void anotherTenantsRowsAreAbsentWhateverIsAsked() {
    facts()
        .write(
            new FactStore.Batch(
                List.of(message("m1", "s1", NOON, "hello")),
                List.of(
                    organisationFact("f0", NOON),
                    userFact("f1", "ana", NOON),
                    sessionFact("f2", "ana", "s1", NOON)),
                List.of(session("ana", "s1", NOON))));
    var theirs = new Scope("zeta", "ana", "s1");

    assertThat(facts().fact("zeta", "f1")).isEmpty();
    assertThat(facts().message("zeta", "m1")).isEmpty();
    assertThat(facts().messages(theirs, 10)).isEmpty();
    for (var layer : Layer.values()) {
      assertThat(facts().facts(theirs, layer, "", 10)).isEmpty();
    }
    assertThat(facts().about(theirs, "event:e1", 10)).isEmpty();
    assertThat(facts().session("zeta", "ana", "s1")).isEmpty();
    assertThat(facts().latestSession("zeta", "ana")).isEmpty();
    assertThat(facts().forget("zeta", Set.of("f0", "f1", "f2"))).isEmpty();
    assertThat(facts().fact("acme", "f1")).isPresent();
  }

  @Test
  default void tenantsMayUseTheSameIds() {
    var theirs =
        Fact.of(
            "f1",
            new Scope("zeta", "zoe", ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            "theirs",
            "m1",
            "zoe",
            NOON);
    facts().write(batch(userFact("f1", "ana", NOON)));
    facts().write(batch(theirs));

    assertThat(facts().fact("zeta", "f1")).contains(theirs);
    assertThat(facts().fact("acme", "f1")).contains(userFact("f1", "ana", NOON));
    assertThat(facts().forget("zeta", Set.of("f1"))).containsExactly("f1");
    assertThat(facts().fact("acme", "f1")).isPresent();
  }

  @Test
  default void aFactIsSeenByThoseWhomItsLayerAllows() {
    facts()
        .write(
            batch(
                organisationFact("everybody", NOON),
                userFact("ana's", "ana", NOON),
                sessionFact("ana's in s1", "ana", "s1", NOON),
                sessionFact("ana's in s2", "ana", "s2", NOON),
                userFact("bob's", "bob", NOON),
                sessionFact("bob's in s1", "bob", "s1", NOON)));

    assertThat(seen(ana("s1"), Layer.ORGANISATION)).containsExactly("everybody");
    assertThat(seen(ana("s1"), Layer.USER)).containsExactly("ana's");
    assertThat(seen(ana("s1"), Layer.SESSION)).containsExactly("ana's in s1");
    assertThat(seen(ana("s1"), Layer.CONVERSATION)).isEmpty();
    assertThat(seen(ana(""), Layer.USER)).containsExactly("ana's");
    assertThat(seen(ana(""), Layer.SESSION)).isEmpty();
    assertThat(seen(new Scope("acme", "bob", "s1"), Layer.USER)).containsExactly("bob's");
    assertThat(seen(new Scope("acme", "bob", "s1"), Layer.SESSION)).containsExactly("bob's in s1");
    assertThat(seen(new Scope("acme", "", ""), Layer.ORGANISATION)).containsExactly("everybody");
    assertThat(seen(new Scope("acme", "", ""), Layer.USER)).isEmpty();
  }

  @Test
  default void factsAboutASubjectComeFromEveryLayerThatIsSeen() {
    facts()
        .write(
            batch(
                organisationFact("everybody", NOON.plusSeconds(2)),
                userFact("ana's", "ana", NOON.plusSeconds(1)),
                sessionFact("ana's in s1", "ana", "s1", NOON.plusSeconds(3)),
                sessionFact("ana's in s2", "ana", "s2", NOON),
                userFact("bob's", "bob", NOON),
                fact("other", Layer.USER, Fact.Kind.FACT, "event:e2", "text", NOON),
                fact("none", Layer.USER, Fact.Kind.FACT, "", "text", NOON)));

    assertThat(facts().about(ana("s1"), "event:e1", 10))
        .extracting(Fact::id)
        .containsExactly("ana's in s1", "everybody", "ana's");
    assertThat(facts().about(ana("s1"), "event:e1", 1)).hasSize(1);
    assertThat(facts().about(ana("s1"), "event:e3", 10)).isEmpty();
    assertThat(facts().about(ana("s1"), "", 10)).isEmpty();
  }

  @Test
  default void factsAreListedNewestFirst() {
    facts().write(batch(userFact("middle", "ana", NOON), userFact("middle, later", "ana", NOON)));
    facts().write(batch(userFact("new", "ana", NOON.plusNanos(1))));
    facts().write(batch(userFact("old", "ana", NOON.minusNanos(1))));

    assertThat(seen(ana("s1"), Layer.USER))
        .containsExactly("new", "middle, later", "middle", "old");
  }

  @Test
  default void factsArePagedWithoutGapsOrRepeats() {
    var ids = IntStream.range(0, 25).mapToObj(i -> "f" + i).toList();
    ids.forEach(
        id -> facts().write(batch(userFact(id, "ana", NOON), userFact(id + "b", "bob", NOON))));

    var read = new ArrayList<String>();
    var page = facts().facts(ana("s1"), Layer.USER, "", 10);
    while (!page.isEmpty()) {
      page.forEach(fact -> read.add(fact.id()));
      page = facts().facts(ana("s1"), Layer.USER, page.getLast().id(), 10);
    }

    assertThat(read).containsExactlyElementsOf(ids.reversed());
  }

  @Test
  default void goingOnFromAFactThatIsNotAmongThemIsRefused() {
    facts().write(batch(userFact("f1", "ana", NOON), userFact("bobs", "bob", NOON)));
    facts().forget("acme", Set.of("f1"));

    for (var before : List.of("f1", "bobs", "none")) {
      assertThatThrownBy(() -> facts().facts(ana("s1"), Layer.USER, before, 10))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER))
          .hasMessageContaining(before);
    }
  }

  @Test
  default void messagesOfASessionComeNewestFirst() {
    facts()
        .write(
            new FactStore.Batch(
                List.of(
                    message("m1", "s1", NOON, "first"),
                    message("m2", "s1", NOON.plusNanos(1), "third"),
                    message("m3", "s2", NOON, "another session"),
                    message("m4", "s1", NOON, "second")),
                List.of(),
                List.of()));

    assertThat(facts().messages(ana("s1"), 10))
        .extracting(Message::text)
        .containsExactly("third", "second", "first");
    assertThat(facts().messages(ana("s1"), 2))
        .extracting(Message::text)
        .containsExactly("third", "second");
    assertThat(facts().messages(new Scope("acme", "bob", "s1"), 10)).isEmpty();
  }

  @Test
  default void forgettingSaysWhichWereThere() {
    facts().write(batch(userFact("f1", "ana", NOON), userFact("f2", "ana", NOON)));

    assertThat(facts().forget("acme", Set.of("f1", "none"))).containsExactly("f1");
    assertThat(facts().forget("acme", Set.of("f1"))).isEmpty();
    assertThat(facts().forget("acme", Set.of())).isEmpty();

    assertThat(facts().fact("acme", "f1")).isEmpty();
    assertThat(seen(ana(""), Layer.USER)).containsExactly("f2");
    assertThat(facts().about(ana(""), "event:e1", 10)).extracting(Fact::id).containsExactly("f2");
  }

  @Test
  default void theLatestSessionIsTheOneTouchedLast() {
    facts().write(batch(session("ana", "s1", NOON), session("ana", "s2", NOON.minusNanos(1))));
    facts().write(batch(session("bob", "s3", NOON.plusSeconds(9))));
    assertThat(facts().latestSession("acme", "ana")).contains(session("ana", "s1", NOON));

    facts().write(batch(session("ana", "s2", NOON.plusNanos(1))));

    assertThat(facts().latestSession("acme", "ana"))
        .contains(session("ana", "s2", NOON.plusNanos(1)));
    assertThat(facts().latestSession("acme", "carl")).isEmpty();
  }

  @Test
  default void anExpiredSessionTakesItsFactsWithItButNotItsMessages() {
    facts()
        .write(
            new FactStore.Batch(
                List.of(message("m1", "old", NOON, "hello")),
                List.of(
                    organisationFact("everybody", NOON),
                    userFact("ana's", "ana", NOON),
                    sessionFact("old 1", "ana", "old", NOON),
                    sessionFact("old 2", "ana", "old", NOON),
                    sessionFact("fresh", "ana", "fresh", NOON),
                    sessionFact("bob's", "bob", "old", NOON)),
                List.of(
                    session("ana", "old", NOON.minusNanos(1)),
                    session("ana", "fresh", NOON),
                    session("bob", "old", NOON.plusSeconds(1)))));

    assertThat(facts().expireSessions(NOON)).isEqualTo(2);

    assertThat(facts().session("acme", "ana", "old")).isEmpty();
    assertThat(facts().session("acme", "ana", "fresh")).isPresent();
    assertThat(facts().fact("acme", "old 1")).isEmpty();
    assertThat(seen(ana("old"), Layer.SESSION)).isEmpty();
    assertThat(seen(ana("fresh"), Layer.SESSION)).containsExactly("fresh");
    assertThat(seen(new Scope("acme", "bob", "old"), Layer.SESSION)).containsExactly("bob's");
    assertThat(seen(ana("old"), Layer.USER)).containsExactly("ana's");
    assertThat(facts().message("acme", "m1")).isPresent();
    assertThat(facts().messages(ana("old"), 10)).hasSize(1);
    assertThat(facts().expireSessions(NOON)).isZero();
  }

  @Test
  default void sessionsOfEveryTenantExpire() {
    var theirs = new Scope("zeta", "ana", "old");
    facts()
        .write(
            new FactStore.Batch(
                List.of(),
                List.of(
                    Fact.of(
                        "f1", theirs, Layer.SESSION, Fact.Kind.FACT, "", "text", "", "ana", NOON)),
                List.of(new Session("old", "zeta", "ana", NOON))));

    assertThat(facts().expireSessions(NOON.plusNanos(1))).isEqualTo(1);
  }

  @Test
  default void textsAreKeptToTheLetter() {
    int number = 0;
    for (var text : Texts.all()) {
      var id = "x" + number++;
      var message = message(id, "s1", NOON, text);
      var fact = fact(id, Layer.USER, Fact.Kind.FACT, "note:" + id, text, NOON);
      facts().write(new FactStore.Batch(List.of(message), List.of(fact), List.of()));

      assertThat(facts().message("acme", id)).contains(message);
      assertThat(facts().fact("acme", id)).contains(fact);
      assertThat(facts().about(ana(""), "note:" + id, 1)).containsExactly(fact);
    }
  }

  @Test
  default void idsAreKeptToTheLetterToo() {
    for (var id : List.of("ID", "id", "íd", "'; drop table facts; --", "👩‍👩‍👧", " id ")) {
      facts().write(batch(userFact(id, "ana", NOON)));

      assertThat(facts().fact("acme", id)).contains(userFact(id, "ana", NOON));
    }
    assertThat(seen(ana(""), Layer.USER)).hasSize(6);
  }

  @Test
  default void timesAreKeptToTheNanosecond() {
    for (var at :
        List.of(Instant.EPOCH, NOON.plusNanos(1), Instant.parse("1969-07-20T20:17:40Z"))) {
      facts().write(batch(userFact(at.toString(), "ana", at)));

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
                    new FactStore.Batch(
                        List.of(message(id, "s1", NOON, id)),
                        List.of(userFact(id, "ana", NOON)),
                        List.of(session("ana", "s" + thread, NOON.plusNanos(i)))));
          }
          return true;
        });

    assertThat(facts().facts(ana(""), Layer.USER, "", 1000)).hasSize(640);
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
                odd += facts().about(ana(""), "event:e1", 1000).size() % 2;
              } while (!done.get());
              return odd;
            });

    assertThat(halves).containsOnly(0);
  }

  private void writePairs(AtomicBoolean done) {
    try {
      for (int i = 0; i < 100; i++) {
        facts().write(batch(userFact(i + "a", "ana", NOON), userFact(i + "b", "ana", NOON)));
      }
    } finally {
      done.set(true);
    }
  }

  private List<String> seen(Scope scope, Layer layer) {
    return facts().facts(scope, layer, "", 100).stream().map(Fact::id).toList();
  }
}
