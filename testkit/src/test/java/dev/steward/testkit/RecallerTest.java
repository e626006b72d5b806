package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.ChangeFeed.Unembedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.reading.Recaller;
import dev.steward.core.memory.reading.Weights;
import dev.steward.core.model.Reranker;
import dev.steward.core.model.Vector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecallerTest {
  private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
  private static final Scope ANA = new Scope("acme", "ana", "s1");

  private final HashingEmbedder embedder = new HashingEmbedder();
  private final FactStore store = new InMemoryFactStore();
  private final InMemoryIndex index = new InMemoryIndex();
  private Reranker reranker = Reranker.NONE;
  private int said;

  private Message say(String speaker, Trust trust, String text) {
    said++;
    var role = trust.isPerson() ? Message.Role.USER : Message.Role.ASSISTANT;
    var message =
        new Message(
            "m" + said,
            ANA,
            role,
            speaker,
            "cli",
            "",
            trust,
            Labels.NONE,
            text,
            NOON.minus(Duration.ofDays(30 - said)));
    store.write(FactStore.Batch.of(message));
    return message;
  }

  private void know(String id, String text) {
    store.write(
        FactStore.Batch.of(
            Fact.of(
                id,
                new Scope("acme", "ana", ""),
                Layer.USER,
                Fact.Kind.FACT,
                "",
                text,
                "",
                "ana",
                NOON)));
  }

  private List<Recollection> recall(String question, int limit, double threshold) {
    return recall(index, question, limit, threshold);
  }

  private List<Recollection> recall(
      VectorIndex vectors, String question, int limit, double threshold) {
    store.embed(store.unembedded(embedder.id(), 1_000).stream().map(this::embedded).toList());
    index.apply(store.changes(0, embedder.id(), 10_000));
    var weights = Weights.E5.withCosines(0, 1);
    return new Recaller(store, vectors, index, embedder, weights, 0, reranker)
        .recall(new Search(Selection.recallable(ANA, NOON), question, limit, threshold, NOON));
  }

  private Embedded embedded(Unembedded one) {
    return new Embedded(one.entry().key(), embedder.id(), embedder.passage(one.passage()));
  }

  private static List<String> ids(List<Recollection> found) {
    return found.stream().map(one -> one.entry().id()).toList();
  }

  @Test
  void anAnswerIsFoundByTheWordsOfTheQuestionBeforeIt() {
    say("ana", Trust.OWNER, "What is the plumber's number?");
    say("bob", Trust.TEAMMATE, "555 0199, ask for Kim");
    for (int i = 0; i < 20; i++) {
      say("ana", Trust.OWNER, "Something else altogether, number " + i);
    }

    assertThat(ids(recall("plumber", 2, 0))).contains("m2");
  }

  /// A fact that says the same as a message, word for word but for case and its last full stop.
  private Fact knownFrom(Message message, String id, Fact.Standing standing) {
    var fact =
        Fact.of(
            id,
            new Scope("acme", "ana", ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            message.text().toLowerCase(Locale.ROOT),
            message.id(),
            "ana",
            NOON);
    store.write(FactStore.Batch.of(fact.with(fact.care().with(standing))));
    return fact;
  }

  @Test
  void aFactIsShownInPlaceOfTheMessageThatSaysTheSame() {
    knownFrom(say("ana", Trust.OWNER, "The deposit is 200 euros."), "f1", Fact.Standing.ACTIVE);
    for (int i = 0; i < 5; i++) {
      say("ana", Trust.OWNER, "The deposit is something else altogether, number " + i);
    }

    assertThat(ids(recall("The deposit is 200 euros", 10, 0))).contains("f1").doesNotContain("m1");
    assertThat(ids(recall("The deposit is 200 euros", 1, 0))).containsExactly("f1");
  }

  @ParameterizedTest
  @EnumSource(names = {"SUPERSEDED", "QUARANTINED"})
  void aMessageWhoseFactHoldsNoMoreOrWasHeldBackIsNotShown(Fact.Standing standing) {
    knownFrom(say("ana", Trust.OWNER, "The deposit is 200 euros."), "f1", standing);
    know("f2", "The deposit is 300 euros");

    assertThat(ids(recall("How much is the deposit?", 10, 0))).containsExactly("f2");
  }

  @Test
  void aMessageWhoseFactIsOnlyProposedIsShown() {
    knownFrom(say("ana", Trust.OWNER, "The deposit is 200 euros."), "f1", Fact.Standing.PROPOSED);

    assertThat(ids(recall("How much is the deposit?", 10, 0))).containsExactly("m1");
  }

  @Test
  void theScoreIsTheSumOfItsComponents() {
    know("f1", "The deposit for the hall is 200 euros");
    know("f2", "Bread is baked on Tuesdays");

    var best = recall("How much is the deposit?", 5, 0).getFirst();

    assertThat(best.entry().id()).isEqualTo("f1");
    assertThat(best.components()).containsKeys("words", "meaning", "around", "length");
    assertThat(best.components().values().stream().mapToDouble(part -> part).sum())
        .isCloseTo(best.score(), within(1e-9));
  }

  @Test
  void theOneWhoIsNamedIsHeardFirst() {
    say("Caroline", Trust.TEAMMATE, "I paint with oil");
    say("Melanie", Trust.TEAMMATE, "I paint with water");

    assertThat(ids(recall("What does Mel paint with?", 1, 0))).containsExactly("m2");
  }

  @Test
  void theDayThatIsAskedForComesFirst() {
    say("ana", Trust.OWNER, "We met the baker");
    say("ana", Trust.OWNER, "We met the baker again");
    say("ana", Trust.OWNER, "We met the baker once more");
    var secondDay = "What about the baker on 31 October?";

    assertThat(recall(secondDay, 3, 0).getFirst().entry().id()).isEqualTo("m2");
  }

  @Test
  void whatAnAgentSaidWeighsLessThanWhatAPersonSaid() {
    say("steward", Trust.MODEL, "The deposit is 200 euros, I believe");
    say("other", Trust.MODEL, "Nothing");
    say("other", Trust.MODEL, "Nothing at all");
    say("other", Trust.MODEL, "Nothing whatever");
    say("other", Trust.MODEL, "Nothing more");
    say("ana", Trust.OWNER, "The deposit is 200 euros, I think");

    assertThat(ids(recall("How much is the deposit?", 1, 0))).containsExactly("m6");
  }

  @Test
  void aFactAndTheMessageThatItRepeatsAreFoundOnce() {
    say("ana", Trust.OWNER, "The deposit is 200 euros.");
    know("f1", "the deposit is 200 euros");

    assertThat(recall("deposit", 10, 0)).hasSize(1);
  }

  @Test
  void whatScoresLessThanTheThresholdIsLeftOut() {
    know("f1", "The deposit for the hall is 200 euros");
    know("f2", "Bread is baked on Tuesdays");
    var all = recall("How much is the deposit for the hall?", 10, 0);

    var some = recall("How much is the deposit for the hall?", 10, all.getLast().score() + 1e-9);

    assertThat(some).hasSizeLessThan(all.size()).isNotEmpty();
  }

  @Test
  void aRowThatIsGoneOrNotTheirsIsNotFoundWhateverTheIndexSays() {
    know("f1", "The deposit for the hall is 200 euros");
    recall("deposit", 10, 0);
    store.erase("acme", Set.of(Entry.Key.fact("acme", "f1")), "ana", NOON);
    var stale =
        new Recaller(store, index, index, embedder, Weights.E5, 0, Reranker.NONE)
            .recall(new Search(Selection.recallable(ANA, NOON), "deposit", 10, 0, NOON));

    assertThat(stale).isEmpty();
  }

  @Test
  void theWordsHaveToDoWhenWhatFindsByMeaningIsOutOfReach() {
    know("f1", "The deposit for the hall is 200 euros");
    VectorIndex unreachable = new Unreachable();

    assertThat(ids(recall(unreachable, "deposit", 10, 0))).containsExactly("f1");
  }

  @Test
  void whatTheRerankerFindsRelevantComesFirstAndTheScoreSaysWhy() {
    know("f1", "The deposit for the hall is 200 euros");
    know("f2", "Bread is baked on Tuesdays");
    reranker =
        (_, texts) -> texts.stream().map(text -> text.startsWith("Bread") ? 1.0 : 0).toList();

    var found = recall("How much is the deposit for the hall on Tuesdays?", 10, 0);

    assertThat(ids(found)).containsExactly("f2", "f1");
    assertThat(found.getFirst().components()).containsEntry("cross_encoder", 0.5);
    assertThat(found)
        .allSatisfy(one ->
            assertThat(one.components().values().stream().mapToDouble(part -> part).sum())
                .isCloseTo(one.score(), within(1e-9)));
  }

  @Test
  void aRerankerWithoutASayChangesNothing() {
    know("f1", "The deposit for the hall is 200 euros");
    know("f2", "Bread is baked on Tuesdays");
    var without = recall("How much is the deposit for the hall on Tuesdays?", 10, 0);
    reranker = (_, _) -> List.of();

    assertThat(recall("How much is the deposit for the hall on Tuesdays?", 10, 0))
        .isEqualTo(without);
  }

  @Test
  void theRerankerIsShownNothingThatMayNotBeSeen() {
    know("f1", "The deposit for the hall is 200 euros");
    know("f2", "The deposit for the boat is 90 euros");
    recall("deposit", 10, 0);
    store.erase("acme", Set.of(Entry.Key.fact("acme", "f2")), "ana", NOON);
    var shown = new ArrayList<String>();
    var stale =
        new Recaller(
            store,
            index,
            index,
            embedder,
            Weights.E5,
            0,
            (_, texts) -> {
              shown.addAll(texts);
              return List.of();
            });

    stale.recall(new Search(Selection.recallable(ANA, NOON), "deposit", 10, 0, NOON));

    assertThat(shown).containsExactly("The deposit for the hall is 200 euros");
  }

  @Test
  void aBlankQuestionFindsNothing() {
    know("f1", "The deposit for the hall is 200 euros");

    assertThat(recall(" \n", 10, 0)).isEmpty();
    assertThat(recall("deposit", 0, 0)).isEmpty();
  }

  private static final class Unreachable implements VectorIndex {
    @Override
    public List<Hit> nearest(Selection selection, Vector vector, int limit) {
      throw Failure.external("The index did not answer; start its server", null);
    }

    @Override
    public void apply(List<Change> changes) {}

    @Override
    public long durableSeq() {
      return 0;
    }

    @Override
    public Health check() {
      return new Health(false, 0, 0, "out of reach");
    }

    @Override
    public void clear() {}

    @Override
    public void purge() {}

    @Override
    public void close() {}
  }
}
