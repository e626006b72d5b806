package dev.steward.bench.beside;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.model.Embedder;
import dev.steward.stores.TimeOrderedIds;
import dev.steward.stores.embedded.EmbeddedMemory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Steward's memory on its embedded stores, as a library.
public final class StewardMemory implements AutoCloseable {
  private final EmbeddedMemory embedded;
  private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC(), new SecureRandom());

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

  /// Brings many memories of a user in as they are, which is what an import does: nothing is
  /// compared with what is there.
  public void fill(String user, List<String> texts) {
    var now = Instant.now();
    var scope = new Scope(EmbeddedMemory.TENANT, user, "");
    var messages = new ArrayList<Message>();
    var added = new ArrayList<Revision>();
    for (var text : texts) {
      var message =
          new Message(
              ids.get() + "-1",
              scope,
              Message.Role.USER,
              user,
              "bench",
              "",
              Trust.OWNER,
              Labels.NONE,
              text,
              now);
      var gist = Gist.of(text);
      messages.add(message);
      added.add(
          Revision.added(
              Fact.of(
                      UUID.randomUUID().toString(),
                      scope,
                      Layer.USER,
                      Fact.Kind.FACT,
                      "",
                      text,
                      message.id(),
                      user,
                      now)
                  .with(new Fact.Claim(gist.subject(), gist.predicate(), text, gist.names()))));
    }
    embedded.memory().write(new FactStore.Batch(messages, added, List.of(), List.of()));
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

  /// Everything else that it can do.
  public Memory memory() {
    return embedded.memory();
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
