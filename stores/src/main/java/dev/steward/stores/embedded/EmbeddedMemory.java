package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.Writing;
import dev.steward.core.model.Embedder;
import dev.steward.core.policy.Secrets;
import dev.steward.policies.secrets.RuleSecretFinder;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.TimeOrderedIds;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// The memory engine in one folder, for programs that want it without the agents.
///
/// ```java
/// try (var memory = EmbeddedMemory.open(folder, embedder, Clock.systemUTC())) {
///   memory.add("ana", "John prefers meetings between 9am and 11am");
///   memory.search("ana", "When does John like to meet?", 3);
/// }
/// ```
///
/// Safe for use by many threads. The folder is held until [#close]; it may be one of Steward's own.
public final class EmbeddedMemory implements AutoCloseable {
  /// The tenant whose folder this is, as in Steward's own.
  public static final String TENANT = "default";

  private static final String CHANNEL = "java";

  private final EmbeddedStores stores;
  private final Memory memory;
  private final Clock clock;

  private EmbeddedMemory(EmbeddedStores stores, Memory memory, Clock clock) {
    this.stores = stores;
    this.memory = memory;
    this.clock = clock;
  }

  /// How a memory is set up.
  ///
  /// @param secrets masks what nobody may read again
  /// @param writing who finds facts in messages
  /// @param memory how to remember and recall
  public record Options(Secrets secrets, Writing writing, Memory.Options memory) {
    public Options withSecrets(Secrets secrets) {
      return new Options(secrets, writing, memory);
    }

    public Options withWriting(Writing writing) {
      return new Options(secrets, writing, memory);
    }

    public Options withMemory(Memory.Options memory) {
      return new Options(secrets, writing, memory);
    }

    /// Facts are found by rules, dates read in the clock's zone.
    public static Options usual(Clock clock) {
      return new Options(
          new Secrets(List.of(new RuleSecretFinder())),
          Writing.byRules(clock.getZone()),
          Memory.Options.DEFAULTS);
    }
  }

  /// Opens the folder, making it if it is missing. The embedder stays the caller's to close.
  ///
  /// @throws dev.steward.core.Failure USER if the folder can't be used, is in use, or was written
  ///   by a newer program; INTERNAL if its data are damaged
  public static EmbeddedMemory open(Path folder, Embedder embedder, Clock clock) {
    return open(folder, embedder, clock, Options.usual(clock));
  }

  /// The same, set up otherwise.
  public static EmbeddedMemory open(Path folder, Embedder embedder, Clock clock, Options options) {
    var codec = new JsonCodec();
    var stores = EmbeddedStores.open(folder, codec, clock);
    try {
      var memory =
          new Memory(
              stores.facts(),
              new EmbeddedIndexes(folder.resolve("index"), codec),
              KnownEmbedders.only(embedder),
              options.secrets(),
              clock,
              new TimeOrderedIds(clock, new SecureRandom()),
              options.memory(),
              options.writing());
      return new EmbeddedMemory(stores, memory, clock);
    } catch (RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /// Keeps what a user said. When it returns, it is durable and can be found; facts follow.
  public Added add(String user, String text) {
    var said =
        new Addition.Said(Message.Role.USER, "", Trust.OWNER, CHANNEL, text, clock.instant());
    return memory.add(
        new Addition(
            "",
            new Scope(TENANT, user, ""),
            Labels.NONE,
            List.of(said),
            Addition.Mode.EXTRACT,
            "",
            Fact.Validity.OPEN));
  }

  /// What a user may know about `query`, best first: facts, and messages word for word.
  public List<Recollection> search(String user, String query, int limit) {
    var now = clock.instant();
    var selection = Selection.recallable(new Scope(TENANT, user, ""), now);
    return memory.search(new Search(selection, query, limit, 0, now));
  }

  /// Everything else that it can do.
  public Memory memory() {
    return memory;
  }

  /// Waits until the facts are there of what was added, and everything is found by its meaning.
  public void settle() {
    memory.settle();
  }

  @Override
  public void close() {
    memory.close();
    stores.close();
  }
}
