package dev.steward.bench.beside;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Edition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Indexes;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.VectorIndex;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.TimeOrderedIds;
import dev.steward.stores.embedded.EmbeddedIndexes;
import dev.steward.stores.embedded.EmbeddedMemory;
import dev.steward.stores.embedded.EmbeddedStores;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Steward's memory on its embedded stores, as a library, with a door to its index.
public final class StewardMemory implements AutoCloseable {
  private static final String TENANT = EmbeddedMemory.TENANT;

  private final EmbeddedStores stores;
  private final Noted indexes;
  private final Memory memory;
  private final TimeOrderedIds ids = new TimeOrderedIds(Clock.systemUTC(), new SecureRandom());

  private StewardMemory(EmbeddedStores stores, Noted indexes, Memory memory) {
    this.stores = stores;
    this.indexes = indexes;
    this.memory = memory;
  }

  /// A memory in this folder, set up as [EmbeddedMemory] is.
  public static StewardMemory open(Path folder, Embedder embedder) {
    var clock = Clock.systemUTC();
    var codec = new JsonCodec();
    var stores = EmbeddedStores.open(folder, codec, clock);
    var indexes = new Noted(new EmbeddedIndexes(folder.resolve("index"), codec));
    var options = EmbeddedMemory.Options.usual(clock);
    var memory =
        new Memory(
            stores.facts(),
            indexes,
            KnownEmbedders.only(embedder),
            options.secrets(),
            clock,
            new TimeOrderedIds(clock, new SecureRandom()),
            options.memory(),
            options.writing());
    return new StewardMemory(stores, indexes, memory);
  }

  /// Notes the index that was opened last.
  private static final class Noted implements Indexes {
    private final Indexes indexes;
    private volatile @Nullable VectorIndex vectors;

    private Noted(Indexes indexes) {
      this.indexes = indexes;
    }

    @Override
    public List<Edition> editions() {
      return indexes.editions();
    }

    @Override
    public void keep(List<Edition> editions) {
      indexes.keep(editions);
    }

    @Override
    public Opened open(Edition edition) {
      var opened = indexes.open(edition);
      vectors = opened.vectors();
      return opened;
    }

    private VectorIndex vectors() {
      return Objects.requireNonNull(vectors, "a memory has an index");
    }
  }

  /// Adds messages of one user, each a memory word for word.
  public Added add(String user, String session, List<Addition.Said> said) {
    return memory.add(
        new Addition(
            "",
            new Scope(TENANT, user, session),
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
    var scope = new Scope(TENANT, user, "");
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
    memory.write(new FactStore.Batch(messages, added, List.of(), List.of()));
  }

  /// Something said by a user now.
  public static Addition.Said said(String speaker, String text, Instant at) {
    return new Addition.Said(Message.Role.USER, speaker, Trust.OWNER, "bench", text, at);
  }

  /// What is found among a user's memories, best first: by words and by meaning, ranked.
  public List<Recollection> search(String user, String text, int limit) {
    var selection = memories(user);
    return memory.search(new Search(selection, text, limit, 0, selection.at()));
  }

  /// The texts of a user's memories whose vectors are nearest to this one, nearest first: what a
  /// vector database does when it is asked with a filter.
  public List<String> nearest(String user, Vector vector, int limit) {
    var hits = indexes.vectors().nearest(memories(user), vector, limit);
    var facts = stores.facts().facts(TENANT, hits.stream().map(hit -> hit.key().id()).toList());
    return hits.stream()
        .flatMap(hit -> Optional.ofNullable(facts.get(hit.key().id())).stream())
        .map(Fact::text)
        .toList();
  }

  private static Selection memories(String user) {
    return Selection.recallable(new Scope(TENANT, user, ""), Instant.now())
        .withTypes(Entry.Type.FACT);
  }

  /// Everything else that it can do.
  public Memory memory() {
    return memory;
  }

  /// Waits until everything has its vector.
  public void settle() {
    memory.settle();
  }

  @Override
  public void close() {
    try (stores) {
      memory.close();
    }
  }
}
