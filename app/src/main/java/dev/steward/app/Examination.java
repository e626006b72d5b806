package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.cli.Doctor;
import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.MemorySettings.Embedder.InProcess;
import dev.steward.app.settings.MemorySettings.Embedder.Remote;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.EntryIndex;
import dev.steward.core.memory.Extraction;
import dev.steward.core.model.Till;
import dev.steward.core.model.Visit;
import dev.steward.core.model.Visits;
import dev.steward.core.run.Codec;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.stores.embedded.FolderLock;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks at the rows, at the index against them, and whether models and the embedder can be
/// reached.
final class Examination implements Doctor {
  private final Assembly assembly;
  private final Codec codec = new JsonCodec();

  Examination(Assembly assembly) {
    this.assembly = assembly;
  }

  @Override
  public void examine(Request request, Consumer<Check> findings) {
    var data = request.data();
    var settings = request.settings();
    var server =
        FolderLock.holder(data)
            .map(FolderLock.Holder::url)
            .filter(url -> !url.isEmpty() && Reachable.answers(URI.create(url)));
    if (server.isPresent()) {
      findings.accept(
          Check.note(
              "server",
              "a server at %s holds the folder, so rows and index were not looked at"
                  .formatted(server.get()),
              "stop it to have them examined"));
      findings.accept(served(data, settings));
    } else {
      stores(data, settings, findings);
    }
    if (request.asksModels()) {
      ask(request, server.isPresent(), findings);
    }
    embedder(settings.memory().embedder()).ifPresent(findings);
    if (settings.memory().reranker() instanceof MemorySettings.Reranker.Remote reranker) {
      findings.accept(reranker(reranker));
    }
    settings.models().stream()
        .filter(model -> !request.asksModels() && hasKey(model.keyEnv()))
        .forEach(model -> findings.accept(reachable("model " + model.name(), model.baseUrl())));
  }

  private void ask(Request request, boolean isServed, Consumer<Check> findings) {
    try {
      var visits = isServed ? servedVisits(request) : visits(request);
      new ModelVisit(request.settings()).tell(visits, findings);
    } catch (Failure failure) {
      findings.accept(Check.problem("models", failure.text(), "do what it says, and look again"));
    }
  }

  /// The server that holds the folder asks, for it holds the ledger.
  private List<Visit> servedVisits(Request request) {
    try (var desk = new Desks(assembly).open(request.data(), request.settings())) {
      return desk.visitModels(Principal.owner(Steward.TENANT), request.user());
    }
  }

  private List<Visit> visits(Request request) {
    var settings = request.settings();
    var clock = assembly.clock();
    try (var stores = EmbeddedStores.open(request.data(), codec, clock)) {
      var models = ConfiguredModels.of(settings, assembly.environment(), assembly.models(), clock);
      var till =
          new Till(settings.prices(), stores.ledger(), clock, settings.budgets(), standing -> {});
      return new Visits(Assembly.names(settings), models, till, clock, assembly.ids())
          .ask(new Scope(Steward.TENANT, request.user(), ""));
    }
  }

  private void stores(Path data, Settings settings, Consumer<Check> findings) {
    try (var stores = EmbeddedStores.open(data, codec, assembly.clock())) {
      var rows = stores.integrity();
      findings.accept(
          rows.sound()
              ? Check.ok("rows", "sound, schema %d, %s".formatted(rows.schema(), rows.rows()))
              : Check.problem(
                  "rows",
                  String.join("; ", rows.problems()),
                  "stop everything, copy the folder away, and put a backup in its place"));
      index(data, settings, stores, findings);
      findings.accept(
          memory(
              stores.facts().countUnembedded(ConfiguredEmbedder.id(settings.memory().embedder())),
              stores.facts().countExtractions(Steward.TENANT)));
    } catch (Failure failure) {
      findings.accept(Check.problem("rows", failure.text(), "do what it says, and look again"));
    }
  }

  /// What the server that holds the folder says of its memory.
  private Check served(Path data, Settings settings) {
    try (var desk = new Desks(assembly).open(data, settings)) {
      var statistics = desk.memory().statistics(Principal.owner(Steward.TENANT));
      return memory(statistics.unembedded(), statistics.extractions());
    } catch (Failure failure) {
      return Check.note("memory", failure.text(), "do what it says, and look again");
    }
  }

  private static Check memory(long unembedded, Map<Extraction.State, Long> extractions) {
    long parked = extractions.getOrDefault(Extraction.State.PARKED, 0L);
    long waiting =
        extractions.getOrDefault(Extraction.State.PENDING, 0L)
            + extractions.getOrDefault(Extraction.State.RUNNING, 0L);
    var found =
        "%,d entries without a vector yet, %,d extractions to be done, %,d parked"
            .formatted(unembedded, waiting, parked);
    if (parked > 0) {
      return Check.note(
          "memory",
          found,
          "see why with 'steward memory extractions list --state parked', then 'steward memory"
              + " extractions retry'");
    }
    return unembedded + waiting > 0
        ? Check.note("memory", found, "nothing: a running Steward does it by itself")
        : Check.ok("memory", found);
  }

  private void index(
      Path data, Settings settings, EmbeddedStores stores, Consumer<Check> findings) {
    var rows = stores.facts();
    var indexes =
        ConfiguredIndexes.of(settings.memory().store(), data, rows, codec, assembly.ids());
    if (indexes.editions().isEmpty()) {
      findings.accept(
          Check.note("index", "there is none yet", "nothing: it is made at the next start"));
      return;
    }
    var opened = indexes.open(indexes.editions().getFirst());
    var last = rows.lastChange();
    var names = new LinkedHashMap<EntryIndex, String>();
    names.put(opened.vectors(), "vectors");
    names.merge(opened.words(), "words", (one, other) -> "index");
    names.forEach((index, name) -> {
      try (index) {
        findings.accept(index(name, index.check(), last));
      }
    });
  }

  private static Check index(String name, EntryIndex.Health health, long last) {
    var found =
        "%,d entries, at change %,d of %,d; %s"
            .formatted(health.entries(), health.seq(), last, health.detail());
    if (!health.sound()) {
      return Check.note(
          name, found, "nothing is lost; if it is so after the next start: steward memory reindex");
    }
    return health.seq() < last
        ? Check.note(name, found, "nothing: it catches up with the rows at the next start")
        : Check.ok(name, found);
  }

  /// Nothing is to be said of one that ships.
  private Optional<Check> embedder(MemorySettings.Embedder embedder) {
    return switch (embedder) {
      case InProcess _ -> Optional.empty();
      case Remote remote when hasKey(remote.keyEnv()) ->
          Optional.of(reachable("embedder " + remote.model(), remote.baseUrl()));
      case Remote remote ->
          Optional.of(
              Check.problem(
                  "embedder " + remote.model(),
                  remote.keyEnv() + " is not set",
                  "set it, or choose another embedder under 'memory' in steward.yaml"));
    };
  }

  private Check reranker(MemorySettings.Reranker.Remote reranker) {
    var name = "reranker " + reranker.model();
    return hasKey(reranker.keyEnv())
        ? reachable(name, reranker.baseUrl())
        : Check.problem(
            name,
            reranker.keyEnv() + " is not set",
            "set it, or take 'reranker' out of 'memory' in steward.yaml");
  }

  private boolean hasKey(String variable) {
    return variable.isEmpty() || !assembly.environment().getOrDefault(variable, "").isBlank();
  }

  private static Check reachable(String name, URI address) {
    var host = address.getHost();
    return Reachable.answers(address)
        ? Check.ok(name, host + " can be reached")
        : Check.problem(
            name,
            host + " can't be reached",
            "look at this machine's network, or at base_url in steward.yaml");
  }
}
