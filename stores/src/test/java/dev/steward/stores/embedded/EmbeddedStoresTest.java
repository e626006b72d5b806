package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.steward.core.Failure;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.ChangeFeed.Embedded;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.FactStore.Batch;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Tombstone;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedStoresTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension final FreshStores fresh = new FreshStores();

  @TempDir Path temporary;

  @Test
  void whatWasWrittenIsThereAfterReopening() {
    var run = run("r1");
    var entry = entry("r1/1");
    var fact = Rowfuls.fact("f1", "text");
    var vector = Vector.of(0.1f, -2, Float.MIN_VALUE);
    var before = fresh.stores();
    before.journal().start(run);
    before.ledger().book(entry);
    before.facts().write(Rowfuls.batch(fact));
    before.facts().embed(List.of(new Embedded(fact.key(), "e5", vector)));

    var after = fresh.reopened();

    assertThat(after.journal().find("acme", "r1")).contains(run);
    assertThat(after.ledger().entries("acme", "", NOON, NOON.plusNanos(1))).containsExactly(entry);
    assertThat(after.facts().changes(0, "e5", 10))
        .singleElement()
        .isInstanceOfSatisfying(
            Change.Put.class,
            put -> {
              assertThat(put.seq()).isEqualTo(2);
              assertThat(put.entry()).isEqualTo(fact);
              assertThat(put.vector().dot(vector)).isCloseTo(vector.dot(vector), within(1e-3));
            });
    assertThat(after.facts().lastChange()).isEqualTo(2);
  }

  @Test
  void changesAreNumberedOnAfterEverythingIsForgotten() {
    fresh.stores().facts().write(Rowfuls.batch(Rowfuls.fact("f1", "text")));
    erase("f1");

    var facts = fresh.reopened().facts();
    facts.write(Rowfuls.batch(Rowfuls.fact("f2", "text")));

    assertThat(facts.changes(2, "e5", 10)).extracting(Change::seq).containsExactly(3L);
  }

  @Test
  void aFolderThatIsMissingIsMadeForItsOwnerAlone() throws IOException {
    var folder = temporary.resolve("a/b");

    FreshStores.open(folder).close();

    assertThat(folder.resolve("steward.db")).exists();
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void anyFolderNameWillDo() {
    for (var name : List.of("with space", "ques?tion=mark&more#hash", "per%20cent", "grüße 世界")) {
      var folder = temporary.resolve(name);
      try (var stores = FreshStores.open(folder)) {
        stores.journal().start(run("r1"));
      }
      try (var stores = FreshStores.open(folder)) {
        assertThat(stores.journal().find("acme", "r1")).isPresent();
        assertThat(folder.resolve("steward.db")).exists();
      }
    }
  }

  @Test
  void integrityTellsWhatIsThere() {
    fresh.stores().journal().start(run("r1"));
    fresh.stores().facts().write(Rowfuls.batch(Rowfuls.fact("f1", "a"), Rowfuls.fact("f2", "b")));

    var integrity = fresh.stores().integrity();

    assertThat(integrity.sound()).isTrue();
    assertThat(integrity.problems()).isEmpty();
    assertThat(integrity.schema()).isEqualTo(Schema.shipped().scripts().size());
    assertThat(integrity.rows())
        .containsAllEntriesOf(Map.of("runs", 1L, "facts", 2L, "ledger", 0L, "messages", 0L));
  }

  @Test
  void aClosedStoreRefusesClearly() {
    var journal = fresh.stores().journal();
    fresh.stores().close();

    assertThatThrownBy(() -> journal.start(run("r1")))
        .isInstanceOf(Failure.class)
        .hasMessage("Can't start the run r1: the store is closed");
    assertThatThrownBy(() -> journal.find("acme", "r1"))
        .isInstanceOf(Failure.class)
        .hasMessage("Can't find the run r1: the store is closed");
  }

  @Test
  void whatIsForgottenLeavesNoTraceOnDisk() throws IOException {
    var facts = fresh.stores().facts();
    // One short text, and one that fills pages of its own.
    for (var text : List.of("Zanzibar", "Zanzibar ".repeat(5_000))) {
      facts.write(Rowfuls.batch(Rowfuls.fact("f1", text), Rowfuls.fact("f2", "stays")));
      assertThat(onDisk()).contains("Zanzibar");

      erase("f1");

      assertThat(onDisk()).contains("stays").doesNotContain("Zanzibar");
    }
  }

  @Test
  void aReaderAtWorkOnlyDelaysTheWiping() throws Exception {
    var facts = fresh.stores().facts();
    facts.write(Rowfuls.batch(Rowfuls.fact("f1", "Zanzibar")));
    var reading = new CountDownLatch(1);
    var enough = new CountDownLatch(1);
    var reader =
        Thread.ofPlatform()
            .start(() ->
                fresh
                    .stores()
                    .database()
                    .read(
                        "linger",
                        rows -> {
                          reading.countDown();
                          Uninterrupted.await(enough);
                          return true;
                        }));
    reading.await();

    assertThat(erase("f1")).hasSize(1);
    assertThat(facts.fact("acme", "f1")).isEmpty();
    enough.countDown();
    reader.join();

    // Within the test's time limit, and without any further write.
    while (onDisk().contains("Zanzibar")) {
      Thread.onSpinWait();
    }
  }

  @Test
  void whatExpiresLeavesNoTraceOnDisk() throws IOException {
    var facts = fresh.stores().facts();
    facts.write(
        new Batch(
            List.of(),
            List.of(Revision.added(Rowfuls.sessionFact("f1", "Zanzibar"))),
            List.of(new Session("s1", "acme", "ana", NOON)),
            List.of()));

    assertThat(facts.end(List.of(new Session("s1", "acme", "ana", NOON)))).isEqualTo(1);

    assertThat(onDisk()).doesNotContain("Zanzibar");
  }

  @Test
  void manyOldRunsAreAllDeleted() {
    for (int i = 0; i < 450; i++) {
      fresh.stores().journal().start(run("r" + i).done("", NOON));
    }

    assertThat(fresh.stores().journal().prune(NOON.plusNanos(1))).isEqualTo(450);
    assertThat(fresh.stores().integrity().rows()).containsEntry("runs", 0L);
  }

  @Test
  void thousandsOfVirtualThreadsMayWriteAndReadAtOnce() throws Exception {
    var facts = fresh.stores().facts();
    var found = new ArrayList<Future<Boolean>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 6_000; i++) {
        var id = "f" + i;
        found.add(
            executor.submit(() -> {
              facts.write(Rowfuls.batch(Rowfuls.fact(id, "text")));
              return facts.fact("acme", id).isPresent();
            }));
      }
    }

    for (var one : found) {
      assertThat(one.get()).isTrue();
    }
    assertThat(facts.facts(Rowfuls.everything(), "", 10_000)).hasSize(6_000);
  }

  private List<Tombstone> erase(String fact) {
    return fresh.stores().facts().erase("acme", Set.of(Entry.Key.fact("acme", fact)), "ana", NOON);
  }

  private String onDisk() throws IOException {
    var text = new StringBuilder();
    try (var files = Files.list(fresh.stores().folder())) {
      for (var file : files.toList()) {
        text.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return text.toString();
  }

  private static Run run(String id) {
    return new Run(
        id,
        "acme",
        "ana",
        "ana",
        "turn",
        Run.Status.RUNNING,
        "{}",
        "",
        "",
        "",
        NOON,
        NOON,
        Instant.MAX);
  }

  private static LedgerEntry entry(String key) {
    return new LedgerEntry(
        key,
        "acme",
        "ana",
        "r1",
        "steward",
        "deepseek-flash",
        "question",
        Usage.NONE,
        Terms.STANDARD,
        new Bill(Money.of("0.1"), List.of(), List.of(), List.of()),
        "",
        NOON,
        NOON);
  }
}
