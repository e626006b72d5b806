package dev.steward.stores.embedded;

import dev.steward.core.batch.BatchStore;
import dev.steward.core.calendar.EventStore;
import dev.steward.core.cost.Ledger;
import dev.steward.core.document.Documents;
import dev.steward.core.memory.FactStore;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import java.nio.file.Path;
import java.time.Clock;

/// Everything that core wants kept, in one folder of this machine: rows in `steward.db`. What a
/// store has acknowledged survives kill -9 and a power cut.
public final class EmbeddedStores implements AutoCloseable {
  private final Path folder;
  private final FolderLock lock;
  private final Database database;
  private final Codec codec;
  private final SqliteFactStore facts;

  private EmbeddedStores(Path folder, FolderLock lock, Database database, Codec codec) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.codec = codec;
    this.facts = new SqliteFactStore(database, codec);
  }

  /// Opens the folder for this process alone; it is made if it is missing.
  ///
  /// @throws dev.steward.core.Failure USER if the folder can't be used, is in use, or was written
  ///   by a newer program; INTERNAL if its data are damaged
  public static EmbeddedStores open(Path folder, Codec codec, Clock clock) {
    return open(folder, codec, clock, Schema.shipped());
  }

  static EmbeddedStores open(Path folder, Codec codec, Clock clock, Schema schema) {
    var lock = FolderLock.acquire(folder, clock);
    try {
      var database = Database.open(folder.toAbsolutePath().resolve("steward.db"), schema);
      return new EmbeddedStores(folder, lock, database, codec);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  public Path folder() {
    return folder;
  }

  /// This process's hold on the folder, where a server publishes its address.
  public FolderLock lock() {
    return lock;
  }

  public Journal journal() {
    return new SqliteJournal(database, codec);
  }

  public Ledger ledger() {
    return new SqliteLedger(database, codec);
  }

  public BatchStore batches() {
    return new SqliteBatchStore(database, codec);
  }

  public FactStore facts() {
    return facts;
  }

  public EventStore events() {
    return new SqliteEventStore(database, codec);
  }

  public Documents documents() {
    return new SqliteDocuments(database);
  }

  /// Looks at every page of the database.
  public Integrity integrity() {
    return database.integrity();
  }

  Database database() {
    return database;
  }

  /// Waits for what is being written, and frees the folder.
  @Override
  public void close() {
    database.close();
    lock.close();
  }
}
