package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Revision;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is erased stands in no file any more.
class ErasureTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @TempDir Path folder;

  private boolean isOnDisk(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        if (content.contains(new String(bytes, StandardCharsets.ISO_8859_1))) {
          return true;
        }
      }
    }
    return false;
  }

  @Test
  void neitherRowsNorHistoryNorIndexHoldAnErasedText() throws IOException {
    try (var stores = FreshStores.open(folder);
        var index = Indexes.withoutTail(folder.resolve("index"))) {
      var store = stores.facts();
      var fact = Rowfuls.fact("f1", "Zanzibar is warm");
      var later = fact.with(fact.claim().withText("Kilimanjaro is cold"));
      store.write(
          new Batch(
              List.of(Rowfuls.message("m1", "Zanzibar is warm"), Rowfuls.message("m2", "stays")),
              List.of(Revision.added(fact)),
              List.of(),
              List.of(
                  Extraction.pending(
                      "x1", "acme", List.of("m1"), "ask for Zanzibar", Fact.Validity.OPEN, NOON))));
      store.write(
          Batch.of(new Revision(later, Revision.Event.UPDATED, NOON.plusSeconds(1), "ana")));
      embedAll(store);
      index.apply(store.changes(0, "e5", 100));
      assertThat(isOnDisk("Zanzibar")).isTrue();
      assertThat(isOnDisk("Kilimanjaro")).isTrue();
      assertThat(isOnDisk("zanzibar")).isFalse();
      assertThat(isOnDisk("kilimanjaro")).as("words of the index").isTrue();
      var before = store.lastChange();

      store.erase("acme", Set.of(fact.key(), Entry.Key.message("acme", "m1")), "ana", NOON);
      index.apply(store.changes(before, "e5", 100));
      index.purge();

      for (var word : List.of("Zanzibar", "Kilimanjaro", "zanzibar", "kilimanjaro")) {
        assertThat(isOnDisk(word)).as(word).isFalse();
      }
      assertThat(isOnDisk("stays")).isTrue();
      assertThat(index.check().sound()).isTrue();
    }
  }

  private static void embedAll(FactStore store) {
    store.embed(
        store.unembedded("e5", 1_000).stream()
            .map(each -> new Embedded(each.entry().key(), "e5", Vector.of(1, 0, 0, 0, 0, 0, 0, 0)))
            .toList());
  }

  @Test
  void noneOfManyErasedTextsIsLeft() throws IOException {
    var random = new Random(8);
    try (var stores = FreshStores.open(folder);
        var index = Indexes.open(folder.resolve("index"), 8, "e5", 40)) {
      var store = stores.facts();
      long applied = 0;
      var erased = new HashSet<String>();
      for (int i = 0; i < 250; i++) {
        var word = "secret" + i + "q";
        var text = ("word ".repeat(random.nextInt(400)) + word + " ").repeat(1 + random.nextInt(3));
        var fact = Rowfuls.fact("f" + i, text);
        store.write(
            new Batch(
                List.of(Rowfuls.message("m" + i, text)),
                List.of(Revision.added(fact)),
                List.of(),
                List.of()));
        if (random.nextInt(3) == 0) {
          store.write(
              Batch.of(
                  new Revision(
                      fact.with(fact.care().withPinned(true)),
                      Revision.Event.PINNED,
                      NOON.plusSeconds(i),
                      "ana")));
        }
        if (random.nextBoolean()) {
          var which = random.nextInt(i + 1);
          store.erase(
              "acme",
              Set.of(Entry.Key.fact("acme", "f" + which), Entry.Key.message("acme", "m" + which)),
              "ana",
              NOON);
          erased.add("secret" + which + "q");
        }
        if (i % 10 == 0) {
          embedAll(store);
          index.apply(store.changes(applied, "e5", 1_000));
          applied = store.lastChange();
        }
      }
      index.apply(store.changes(applied, "e5", 1_000));
      index.purge();

      for (var word : erased) {
        assertThat(isOnDisk(word)).as(word).isFalse();
      }
      assertThat(erased).hasSizeGreaterThan(60);
      assertThat(stores.integrity().sound()).isTrue();
      assertThat(index.check().sound()).isTrue();
    }
  }

  @Test
  void whatWasGoneBeforeAnIndexWasOpenedAgainIsPurgedToo() throws IOException {
    var fact = Rowfuls.fact("f1", "Zanzibar");
    try (var stores = FreshStores.open(folder)) {
      stores.facts().write(Rowfuls.batch(fact));
      for (int i = 0; i < 20; i++) {
        stores.facts().write(Rowfuls.batch(Rowfuls.fact("more" + i, "stays")));
      }
      try (var index = Indexes.withoutTail(folder.resolve("index"))) {
        index.apply(stores.facts().changes(0, "e5", 100));
        stores.facts().erase("acme", Set.of(fact.key()), "ana", NOON);
        index.apply(stores.facts().changes(21, "e5", 100));
      }
      assertThat(isOnDisk("zanzibar")).isTrue();
      try (var index = Indexes.withoutTail(folder.resolve("index"))) {
        index.purge();

        assertThat(isOnDisk("zanzibar")).isFalse();
        assertThat(isOnDisk("stay")).isTrue();
      }
    }
  }

  @Test
  void anErasedRunIsInNoFile() throws IOException {
    try (var stores = FreshStores.open(folder)) {
      var run =
          new Run(
              "r1",
              "acme",
              "ana",
              "",
              "turn",
              Run.Status.DONE,
              "{\"text\":\"Zanzibar\"}",
              "",
              "",
              "",
              NOON,
              NOON,
              NOON);
      stores.journal().start(run);
      var holding = stores.journal().holding("acme", List.of("Zanzibar"));
      assertThat(isOnDisk("Zanzibar")).isTrue();

      assertThat(stores.journal().erase("acme", holding)).containsExactly("r1");

      assertThat(isOnDisk("Zanzibar")).isFalse();
    }
  }

  @Test
  void vectorsOfAnotherEmbedderGoManyAtATime() {
    try (var stores = FreshStores.open(folder)) {
      var store = stores.facts();
      for (int i = 0; i < 50; i++) {
        var facts = new Fact[100];
        for (int j = 0; j < facts.length; j++) {
          facts[j] = Rowfuls.fact("f" + i + "-" + j, "text");
        }
        store.write(Rowfuls.batch(facts));
      }
      while (store.countUnembedded("e5") > 0) {
        embedAll(store);
      }
      assertThat(stores.integrity().rows()).containsEntry("vectors", 5_000L);

      assertThat(store.keepVectorsOf(List.of("bge"))).isEqualTo(5_000);

      assertThat(stores.integrity().rows())
          .containsEntry("vectors", 0L)
          .containsEntry("embedders", 0L);
    }
  }
}
