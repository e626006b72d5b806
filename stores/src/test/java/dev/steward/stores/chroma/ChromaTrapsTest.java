package dev.steward.stores.chroma;

import static dev.steward.stores.chroma.Teas.ANA;
import static dev.steward.stores.chroma.Teas.ANAS;
import static dev.steward.stores.chroma.Teas.DIMENSIONS;
import static dev.steward.stores.chroma.Teas.EMBEDDER;
import static dev.steward.stores.chroma.Teas.NOON;
import static dev.steward.stores.chroma.Teas.direction;
import static dev.steward.stores.chroma.Teas.found;
import static dev.steward.stores.chroma.Teas.level;
import static dev.steward.stores.chroma.Teas.put;
import static dev.steward.stores.chroma.Teas.puts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.model.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a Chroma server does that nobody should notice.
@ExtendWith(SharedChroma.class)
class ChromaTrapsTest {
  private static final Scope ACME = new Scope("acme", "", "");

  private final ChromaProcess chroma;
  private final Meddler meddler;
  private final Folder folder = new Folder();

  ChromaTrapsTest(ChromaProcess chroma) {
    this.chroma = chroma;
    this.meddler = new Meddler(chroma.url());
  }

  @AfterEach
  void end() {
    meddler.close();
  }

  private VectorIndex open() {
    return folder.open(chroma.server(), EMBEDDER, DIMENSIONS);
  }

  private VectorIndex openMeddled() {
    return folder.open(
        new ChromaServer(meddler.url(), Duration.ofSeconds(10), Duration.ofSeconds(60)),
        EMBEDDER,
        DIMENSIONS);
  }

  private static List<String> selected(VectorIndex index, Filter filter) {
    return index.nearest(ANAS.withFilter(filter), direction(1), 100).stream()
        .map(hit -> hit.key().id())
        .sorted()
        .toList();
  }

  @Test
  void metadataThatAnEntryLostIsForgotten() {
    try (var index = open()) {
      index.apply(List.of(put(1, "f1", Map.of("colour", "blue", "size", 3L))));
      index.apply(List.of(put(2, "f1", Map.of("size", 4L))));

      assertThat(selected(index, new Filter.Eq("metadata.colour", "blue"))).isEmpty();
      assertThat(selected(index, Filter.ne("metadata.colour", "blue"))).containsExactly("f1");
      assertThat(selected(index, new Filter.Eq("metadata.size", 4L))).containsExactly("f1");
    }
  }

  @Test
  void metadataMayHaveTheServersOwnKeys() {
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, "f1", Map.of("chroma:document", 1L, "#document", true, "", "x", "$or", 2L)),
              put(2, "f2", Map.of("thread", 5L, "loose", 1L))));

      assertThat(selected(index, new Filter.Eq("metadata.chroma:document", 1L)))
          .containsExactly("f1");
      assertThat(selected(index, new Filter.Eq("metadata.", "x"))).containsExactly("f1");
      assertThat(selected(index, new Filter.Eq("metadata.$or", 2L))).containsExactly("f1");
      assertThat(selected(index, new Filter.Eq("metadata.thread", 5L))).containsExactly("f2");
      assertThat(chroma.isAlive()).isTrue();
    }
  }

  @Test
  void numbersOfAnySizeAreComparedExactly() {
    var huge = BigInteger.TWO.pow(80);
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, "f1", Map.of("n", Long.MAX_VALUE)),
              put(2, "f2", Map.of("n", Long.MAX_VALUE - 1)),
              put(3, "f3", Map.of("n", huge)),
              put(4, "f4", Map.of("n", new BigDecimal("1e400"))),
              put(5, "f5", Map.of("n", 0.1)),
              put(6, "f6", Map.of("n", "7"))));

      assertThat(selected(index, new Filter.Eq("metadata.n", Long.MAX_VALUE)))
          .containsExactly("f1");
      assertThat(selected(index, above(Long.MAX_VALUE - 1))).containsExactly("f1", "f3", "f4");
      assertThat(selected(index, new Filter.Eq("metadata.n", huge))).containsExactly("f3");
      assertThat(selected(index, above(huge))).containsExactly("f4");
      assertThat(selected(index, new Filter.Eq("metadata.n", new BigDecimal("1e400"))))
          .containsExactly("f4");
      assertThat(selected(index, new Filter.Eq("metadata.n", new BigDecimal("0.10"))))
          .containsExactly("f5");
      assertThat(selected(index, new Filter.Eq("metadata.n", 7L))).isEmpty();
      assertThat(selected(index, Filter.ne("metadata.n", Long.MAX_VALUE)))
          .containsExactly("f2", "f3", "f4", "f5", "f6");
    }
  }

  private static Filter above(Number number) {
    return new Filter.Compare("metadata.n", Filter.Comparison.GT, number);
  }

  @Test
  void moreMetadataThanIsKeptOnTheServerIsSearchedAllTheSame() {
    var many = new HashMap<String, Object>();
    for (int i = 0; i < 100; i++) {
      many.put("key" + i, (long) i);
    }
    try (var index = open()) {
      index.apply(
          List.of(
              put(1, "f1", many),
              put(2, "f2", Map.of("key7", List.of(7L, 8L), "within", Map.of("deep", "x")))));

      for (int i = 0; i < 100; i++) {
        assertThat(selected(index, new Filter.Eq("metadata.key" + i, (long) i))).contains("f1");
      }
      assertThat(selected(index, new Filter.Eq("metadata.key7", 8L))).containsExactly("f2");
      assertThat(selected(index, new Filter.Eq("metadata.within.deep", "x"))).containsExactly("f2");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"half a \uD83D pair", "a \u0000 zero", "𝔘𝔫𝔦 🎉", "#41", "=f", "\u202Eright"})
  void idsThreadsAndUsersMayBeAnyText(String odd) {
    var scope = new Scope("t" + odd, "u" + odd, "");
    var fact = Fact.of(odd, scope, Layer.USER, Fact.Kind.FACT, odd, odd, odd, odd, NOON);
    try (var index = open()) {
      index.apply(List.of(new Change.Put(1, fact, odd, 3, direction(1))));

      var hit = index.nearest(Selection.recallable(scope, NOON), direction(1), 5).getFirst();
      assertThat(hit.key().id()).isEqualTo(odd);
      assertThat(hit.thread()).isEqualTo(odd);

      index.apply(List.of(new Change.Gone(2, fact.key())));
      assertThat(index.check().entries()).isZero();
    }
  }

  @Test
  void aFactThatBecomesEverybodysIsNoLongerTheUsersOwn() {
    var mine = Fact.of("f1", ANA, Layer.USER, Fact.Kind.FACT, "", "tea", "", "ana", NOON);
    var ours = Fact.of("f1", ACME, Layer.ORGANISATION, Fact.Kind.FACT, "", "tea", "", "ana", NOON);
    var bobs = Selection.recallable(new Scope("acme", "bob", ""), NOON);
    try (var index = open()) {
      index.apply(List.of(put(1, mine)));
      index.apply(List.of(put(2, ours)));

      assertThat(index.nearest(bobs, direction(2), 5)).hasSize(1);
      assertThat(index.nearest(ANAS, direction(2), 5)).hasSize(1);
      assertThat(index.check().entries()).isEqualTo(1);

      index.apply(List.of(put(3, mine)));
      assertThat(index.nearest(bobs, direction(2), 5)).isEmpty();
      assertThat(index.check().entries()).isEqualTo(1);
    }
  }

  @Test
  void vectorsThatCanNotBeComparedAreLeftOut() {
    var fact = Fact.of("f1", ANA, Layer.USER, Fact.Kind.FACT, "", "tea", "", "ana", NOON);
    var zeros = Vector.of(new float[DIMENSIONS]);
    var infinite = new float[DIMENSIONS];
    infinite[3] = Float.POSITIVE_INFINITY;
    try (var index = open()) {
      for (var vector : List.of(zeros, Vector.of(infinite), Vector.of(1, 2), Vector.NONE)) {
        index.apply(List.of(put(index.check().seq() + 1, fact)));
        index.apply(List.of(new Change.Put(index.check().seq() + 1, (Entry) fact, "", 0, vector)));
        assertThat(found(index, 5)).isEmpty();
      }
    }
  }

  @Test
  void twoFoldersOnOneServerSeeNothingOfEachOther() {
    var other = new Folder();
    try (var index = open();
        var theirs = other.open(chroma.server(), EMBEDDER, DIMENSIONS)) {
      index.apply(puts(1, 3));
      assertThat(theirs.durableSeq()).isZero();
      theirs.apply(puts(1, 1));
      theirs.clear();

      assertThat(found(index, 5)).hasSize(3);
      assertThat(found(theirs, 5)).isEmpty();
    }
  }

  @Test
  void aCopiedFolderIsNoticedAndTheOriginalIsFilledAgain() {
    try (var index = open()) {
      index.apply(puts(1, 3));
      try (var copy = folder.copy().open(chroma.server(), EMBEDDER, DIMENSIONS)) {
        level(copy, puts(1, 4));
        assertThat(found(copy, 5)).hasSize(4);
      }

      assertThatThrownBy(() -> index.apply(List.of(Teas.gone(4, "f1"))))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Another Steward writes");
    }
    try (var index = open()) {
      assertThat(index.durableSeq()).isZero();
      index.apply(puts(1, 3));
      assertThat(found(index, 5)).containsExactlyInAnyOrder("f1", "f2", "f3");
      assertThat(index.check().entries()).isEqualTo(3);
    }
  }

  @Test
  void noChangeIsTakenFromWhoeverDoesNotKnowWhatWasLost() {
    try (var index = open()) {
      index.apply(puts(1, 2));
      folder.wipe(chroma.server());
      assertThatThrownBy(() -> found(index, 5)).isInstanceOf(Failure.class);

      assertThatThrownBy(() -> index.apply(puts(3, 3)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has to be found out again");
      level(index, puts(1, 3));
      assertThat(found(index, 5)).hasSize(3);
    }
  }

  @Test
  void anAnswerThatGotLostIsNoLoss() {
    try (var index = openMeddled()) {
      index.apply(puts(1, 2));
      var times = new AtomicInteger();
      meddler.does((request, answer) -> {
        if (request.what().equals("POST upsert") && times.getAndIncrement() < 2) {
          answer.passAndBreak();
        } else {
          answer.pass();
        }
      });

      assertThatThrownBy(() -> index.apply(puts(3, 4)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("broke off");
      level(index, puts(1, 4));
      assertThat(index.check().entries()).isEqualTo(4);
    }
  }

  @Test
  void aConnectionThatBreaksOnceIsNotNoticed() {
    try (var index = openMeddled()) {
      index.apply(puts(1, 2));
      var times = new AtomicInteger();
      meddler.does((request, answer) -> {
        if (times.getAndIncrement() % 2 == 0) {
          answer.passAndBreak();
        } else {
          answer.pass();
        }
      });

      assertThat(found(index, 5)).hasSize(2);
      index.apply(puts(3, 3));
      assertThat(found(index, 5)).hasSize(3);
    }
  }

  @Test
  void aServerThatHangsIsGivenUp() {
    try (var index =
        folder.open(
            new ChromaServer(meddler.url(), Duration.ofMillis(500), Duration.ofMillis(500)),
            EMBEDDER,
            DIMENSIONS)) {
      meddler.does((request, answer) -> answer.hang());

      assertThatThrownBy(() -> found(index, 5))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("did not answer within 0.5 s");
      assertThatThrownBy(() -> index.apply(puts(1, 1))).isInstanceOf(Failure.class);
    }
  }

  @Test
  void whatIsTooMuchAtOnceForAProxyIsSentInParts() {
    meddler.does((request, answer) -> {
      if (request.bytes() > 20_000) {
        answer.say(413, "<html>too large</html>");
      } else {
        answer.pass();
      }
    });
    try (var index = openMeddled()) {
      index.apply(puts(1, 500));

      assertThat(index.check().entries()).isEqualTo(500);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "7",
        "\"\"",
        "<html>Welcome to nginx</html>",
        "{\"ids\": [[\"ff1\"]], \"distances\": [[null]], \"metadatas\": [[null]]}",
        "{\"ids\": [[\"\"]], \"distances\": [[0.1]], \"metadatas\": [[{}]]}",
        "{\"ids\": [[\"f=f1\"]], \"distances\": [[]], \"metadatas\": [[]]}",
        "{\"ids\": null}",
        "[{\"id\": \"x\"}]",
        "{\"ids\": [[\"f=f1\"",
      })
  void answersThatMakeNoSenseAreFailuresAndHarmNothing(String answer) {
    try (var index = openMeddled()) {
      index.apply(puts(1, 2));
      for (var what : List.of("POST query", "POST get", "GET collections", "GET position")) {
        meddler.fails(what, 200, answer);
        tolerate(() -> found(index, 5));
        tolerate(() -> index.apply(puts(3, 3)));
        tolerate(index::durableSeq);
        index.check();
      }
      meddler.behaves();
      level(index, puts(1, 3));

      assertThat(found(index, 5)).containsExactlyInAnyOrder("f1", "f2", "f3");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 409, 422, 429, 500, 502, 503, 504})
  void everyRefusalIsAFailureAndHarmsNothing(int status) {
    try (var index = openMeddled()) {
      index.apply(puts(1, 2));
      for (var what :
          List.of("POST query", "POST get", "POST upsert", "GET", "PUT", "DELETE", "")) {
        meddler.fails(what, status, "{\"error\":\"E\",\"message\":\"no \\u0007 way\"}");
        tolerate(() -> found(index, 5));
        tolerate(() -> index.apply(puts(3, 3)));
        tolerate(index::durableSeq);
        index.check();
      }
      meddler.behaves();
      level(index, puts(1, 3));

      assertThat(found(index, 5)).containsExactlyInAnyOrder("f1", "f2", "f3");
      assertThat(index.check().sound()).isTrue();
    }
  }

  /// Only a failure of the other side may come of it.
  private static void tolerate(Runnable call) {
    try {
      call.run();
    } catch (Failure failure) {
      assertThat(failure.kind()).isEqualTo(Failure.Kind.EXTERNAL);
      assertThat(failure.text()).doesNotContain("\u0007");
    }
  }

  @Test
  void whatTheServerCanLeaveOutItIsAskedToLeaveOut() {
    try (var index = openMeddled()) {
      var changes = new ArrayList<Change>();
      for (long i = 1; i <= 400; i++) {
        changes.add(put(i, "f" + i, Map.of("shelf", "s" + i % 40, "n", i)));
      }
      index.apply(changes);
      int before = meddler.seen().size();

      assertThat(
              index.nearest(
                  ANAS.withFilter(
                      Filter.all(
                          new Filter.Eq("metadata.shelf", "s3"),
                          new Filter.Compare("metadata.n", Filter.Comparison.LT, 200L))),
                  direction(1),
                  5))
          .hasSize(5);
      assertThat(meddler.seen().size() - before).isEqualTo(1);
    }
  }
}
