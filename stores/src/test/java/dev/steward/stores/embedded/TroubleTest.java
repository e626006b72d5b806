package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.memory.Entry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TroubleTest {
  @TempDir Path temporary;

  private final List<Path> readOnly = new ArrayList<>();

  @AfterEach
  void makeWritable() throws IOException {
    for (var folder : readOnly) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamed() throws IOException {
    var file = Files.writeString(temporary.resolve("data"), "hello");

    assertRefused(file, Failure.Kind.USER, "data is a file; move it away");
    assertRefused(file.resolve("below"), Failure.Kind.USER, "can't be");
    assertThat(file).hasContent("hello");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws IOException {
    assertRefused(unwritable().resolve("data"), Failure.Kind.USER, "can't be made");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    assertRefused(unwritable(), Failure.Kind.USER, "can't be written");
  }

  /// A folder in which nobody can make anything. The administrator may write where others may not,
  /// but not among the processes.
  private Path unwritable() throws IOException {
    var folder = Files.createDirectory(temporary.resolve("read-only"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    readOnly.add(folder);
    return Files.isWritable(folder) ? Path.of("/proc") : folder;
  }

  @Test
  void aDirectoryInPlaceOfTheDatabaseIsNamed() throws IOException {
    Files.createDirectory(temporary.resolve("steward.db"));

    assertRefused(temporary, Failure.Kind.INTERNAL, "steward.db can't be opened");
  }

  @Test
  void aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws IOException {
    var file = temporary.resolve("steward.db");
    Files.writeString(file, "This is the diary of John. ".repeat(500));

    assertRefused(temporary, Failure.Kind.INTERNAL, "is not a database");
    assertThat(file).content().startsWith("This is the diary");
  }

  @Test
  void aDatabaseOfAnotherProgramIsNamedAndLeftAlone() throws Exception {
    var file = temporary.resolve("steward.db");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE diary (page TEXT)");
    }

    assertRefused(temporary, Failure.Kind.USER, "is a database of another program");
  }

  @Test
  void aNewerSchemaIsRefusedNamingBothVersions() {
    var shipped = Schema.shipped().scripts();
    var newer = new ArrayList<>(shipped);
    newer.add("CREATE TABLE holograms (x TEXT);");
    Database.open(temporary.resolve("steward.db"), new Schema(newer)).close();

    assertRefused(
        temporary,
        Failure.Kind.USER,
        "schema version %d, this program knows versions up to %d"
            .formatted(newer.size(), shipped.size()));
  }

  @Test
  void aDamagedFileIsNoticed() throws IOException {
    try (var stores = FreshStores.open(temporary)) {
      for (int i = 0; i < 200; i++) {
        stores.facts().write(Rowfuls.batch(Rowfuls.fact("f" + i, "text ".repeat(400))));
      }
    }
    scribbleOverTheSecondHalf(temporary.resolve("steward.db"));

    try (var stores = FreshStores.open(temporary)) {
      var integrity = stores.integrity();
      assertThat(integrity.sound()).isFalse();
      assertThat(integrity.problems()).isNotEmpty();
      assertThatThrownBy(() -> stores.facts().changes(0, "e5", 1000))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL))
          .hasMessageContaining("damaged");
    }
  }

  private static void scribbleOverTheSecondHalf(Path file) throws IOException {
    try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
      var half = bytes.length() / 2;
      var garbage = new byte[Math.toIntExact(bytes.length() - half)];
      Arrays.fill(garbage, (byte) 0xAB);
      bytes.seek(half);
      bytes.write(garbage);
    }
  }

  @Test
  void aFullDiskFailsWhatDoesNotFitAndNothingElse() {
    try (var stores = FreshStores.open(temporary)) {
      var facts = stores.facts();
      facts.write(Rowfuls.batch(Rowfuls.fact("before", "text")));
      limitPages(stores, 120);

      int kept = 0;
      Failure full = null;
      while (full == null) {
        try {
          facts.write(Rowfuls.batch(Rowfuls.fact("f" + kept, "text ".repeat(400))));
          kept++;
        } catch (Failure e) {
          full = e;
        }
      }

      assertThat(full)
          .hasMessageContaining("the disk that holds")
          .hasMessageContaining("is full; free some space");
      assertThat(full.kind()).isEqualTo(Failure.Kind.INTERNAL);
      assertThat(kept).isPositive();
      assertThat(facts.fact("acme", "f" + kept)).isEmpty();

      limitPages(stores, 100_000);
      facts.write(Rowfuls.batch(Rowfuls.fact("after", "text")));

      assertThat(facts.facts(Rowfuls.everything(), "", 10_000)).hasSize(kept + 2);
      assertThat(stores.integrity().sound()).isTrue();
    }
  }

  @Test
  void onAFullDiskSomethingCanStillBeForgotten() {
    try (var stores = FreshStores.open(temporary)) {
      var facts = stores.facts();
      facts.write(Rowfuls.batch(Rowfuls.fact("big", "text ".repeat(100_000))));
      limitPages(stores, 1);
      assertThatThrownBy(
              () -> facts.write(Rowfuls.batch(Rowfuls.fact("f1", "text ".repeat(10_000)))))
          .isInstanceOf(Failure.class);

      assertThat(facts.erase("acme", Set.of(Entry.Key.fact("acme", "big")), "ana", Instant.EPOCH))
          .hasSize(1);

      limitPages(stores, 110);
      facts.write(Rowfuls.batch(Rowfuls.fact("f1", "text ".repeat(10_000))));
      assertThat(facts.fact("acme", "f1")).isPresent();
    }
  }

  /// Makes the database believe that the disk ends there.
  private static void limitPages(EmbeddedStores stores, int pages) {
    stores.database().write("limit", rows -> rows.number("PRAGMA max_page_count = " + pages));
  }

  @Test
  void aDatabaseThatCannotBeWrittenIsNamed() {
    try (var stores = FreshStores.open(temporary)) {
      stores.database().write("protect", rows -> rows.update("PRAGMA query_only = ON"));

      assertThatThrownBy(() -> stores.facts().write(Rowfuls.batch(Rowfuls.fact("f1", "text"))))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("steward.db is read-only; make it and its folder writable");
    }
  }

  private static void assertRefused(Path folder, Failure.Kind kind, String text) {
    assertThatThrownBy(() -> FreshStores.open(folder).close())
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(kind))
        .hasMessageContaining(text)
        .hasMessageContaining(folder.toString());
    assertThat(FolderLock.holder(folder)).isEmpty();
  }
}
