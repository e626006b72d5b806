package dev.steward.bench.beside;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.model.Embedder;
import dev.steward.stores.embedded.EmbeddedMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Steward's memory on its embedded stores, as a library.
public final class StewardMemory implements AutoCloseable {
  private final EmbeddedMemory embedded;

  private StewardMemory(EmbeddedMemory embedded) {
    this.embedded = embedded;
  }

  /// A memory in this folder.
  public static StewardMemory open(Path folder, Embedder embedder) {
    return new StewardMemory(EmbeddedMemory.open(folder, embedder, Clock.systemUTC()));
  }

  /// Adds messages of one user, each a memory word for word.
  public Added add(String user, String session, List<Addition.Said> said) {
    return embedded
        .memory()
        .add(
            new Addition(
                "",
                new Scope(EmbeddedMemory.TENANT, user, session),
                Labels.NONE,
                said,
                Addition.Mode.VERBATIM,
                "",
                Fact.Validity.OPEN));
  }

  /// Something said by a user now.
  public static Addition.Said said(String speaker, String text, Instant at) {
    return new Addition.Said(Message.Role.USER, speaker, Trust.OWNER, "bench", text, at);
  }

  /// What is found among a user's memories, best first.
  public List<Recollection> search(String user, String text, int limit) {
    var now = Instant.now();
    var selection =
        Selection.recallable(new Scope(EmbeddedMemory.TENANT, user, ""), now)
            .withTypes(Entry.Type.FACT);
    return embedded.memory().search(new Search(selection, text, limit, 0, now));
  }

  /// Waits until everything has its vector.
  public void settle() {
    embedded.settle();
  }

  @Override
  public void close() {
    embedded.close();
  }
}
