package dev.steward.app;

import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.MemorySettings.Embedder.InProcess;
import dev.steward.app.settings.MemorySettings.Embedder.Remote;
import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.run.Pause;
import dev.steward.models.LateEmbedder;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.models.openai.EmbeddingOptions;
import dev.steward.models.openai.OpenAiEmbedder;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The embedder of `steward.yaml`.
final class ConfiguredEmbedder {
  private ConfiguredEmbedder() {}

  /// One in this process is loaded on a thread of its own; one on a server is not asked yet.
  ///
  /// @param environment where its key is
  /// @throws Failure USER if its key is not there
  static Embedder of(MemorySettings.Embedder chosen, Map<String, String> environment, Clock clock) {
    return switch (chosen) {
      case InProcess(var model) ->
          new LateEmbedder(
              model.id(), model.dimensions(), model.similarity(), () -> new OnnxEmbedder(model));
      case Remote remote ->
          new OpenAiEmbedder(options(remote, key(remote, environment)), clock, Pause.SLEEPING);
    };
  }

  /// The settings of the embedder of that id, if it is one that ships: others can't be told from
  /// their id.
  static Optional<MemorySettings.Embedder> shipped(String id) {
    return Arrays.stream(OnnxModel.values())
        .filter(model -> model.id().equals(id))
        .findFirst()
        .map(InProcess::new);
  }

  /// What [Embedder#id] of the embedder says, without its being made.
  static String id(MemorySettings.Embedder chosen) {
    return switch (chosen) {
      case InProcess(var model) -> model.id();
      case Remote remote -> options(remote, ApiKey.NONE).id();
    };
  }

  static int dimensions(MemorySettings.Embedder chosen) {
    return switch (chosen) {
      case InProcess(var model) -> model.dimensions();
      case Remote remote -> remote.dimensions();
    };
  }

  private static ApiKey key(Remote remote, Map<String, String> environment) {
    var key = environment.getOrDefault(remote.keyEnv(), "").strip();
    if (!remote.keyEnv().isEmpty() && key.isEmpty()) {
      throw Failure.user(
          "The embedder %s needs a key, and %s is not set; set it, or choose another embedder under 'memory' in steward.yaml"
              .formatted(remote.model(), remote.keyEnv()));
    }
    return new ApiKey(remote.keyEnv(), key);
  }

  private static EmbeddingOptions options(Remote remote, ApiKey key) {
    var provider = Provider.named(remote.provider()).orElseThrow();
    return new EmbeddingOptions(
        ModelOptions.of(provider, remote.model(), key).withBaseUrl(remote.baseUrl().toString()),
        remote.dimensions(),
        remote.queryPrefix(),
        remote.passagePrefix(),
        remote.maxChars(),
        remote.timeout(),
        remote.similarity());
  }
}
