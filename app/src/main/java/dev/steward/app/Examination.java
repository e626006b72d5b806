package dev.steward.app;

import dev.steward.app.cli.Doctor;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import dev.steward.models.onnx.E5Embedder;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.stores.embedded.FolderLock;
import dev.steward.stores.embedded.LuceneIndex;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Looks at the rows, at the index against them, and whether models can be reached.
final class Examination implements Doctor {
  private final Assembly assembly;

  Examination(Assembly assembly) {
    this.assembly = assembly;
  }

  @Override
  public void examine(Path data, Settings settings, Consumer<Check> findings) {
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
    } else {
      stores(data, findings);
    }
    settings.models().stream()
        .filter(model -> isConfigured(model))
        .forEach(model -> findings.accept(reachable(model)));
  }

  private void stores(Path data, Consumer<Check> findings) {
    try (var stores = EmbeddedStores.open(data, new JsonCodec(), assembly.clock())) {
      var rows = stores.integrity();
      findings.accept(
          rows.sound()
              ? Check.ok("rows", "sound, schema %d, %s".formatted(rows.schema(), rows.rows()))
              : Check.problem(
                  "rows",
                  String.join("; ", rows.problems()),
                  "stop everything, copy the folder away, and put a backup in its place"));
      findings.accept(index(data, stores));
    } catch (Failure failure) {
      findings.accept(Check.problem("rows", failure.text(), "do what it says, and look again"));
    }
  }

  private static Check index(Path data, EmbeddedStores stores) {
    try (var index =
        LuceneIndex.open(data.resolve("index"), E5Embedder.DIMENSIONS, E5Embedder.ID)) {
      var health = index.check();
      var last = stores.facts().lastChange();
      var found =
          "%,d entries, at change %,d of %,d; %s"
              .formatted(health.entries(), health.seq(), last, health.detail());
      if (!health.sound()) {
        return Check.note("index", found, "nothing: it is rebuilt from the rows at the next start");
      }
      return health.seq() < last
          ? Check.note("index", found, "nothing: it catches up with the rows at the next start")
          : Check.ok("index", found);
    }
  }

  private boolean isConfigured(Settings.Model model) {
    return model.keyEnv().isEmpty() || assembly.environment().containsKey(model.keyEnv());
  }

  private static Check reachable(Settings.Model model) {
    var host = model.baseUrl().getHost();
    return Reachable.answers(model.baseUrl())
        ? Check.ok("model " + model.name(), host + " can be reached")
        : Check.problem(
            "model " + model.name(),
            host + " can't be reached",
            "look at this machine's network, or at base_url in steward.yaml");
  }
}
