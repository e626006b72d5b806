package dev.steward.app;

import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.MemorySettings.Reranker.None;
import dev.steward.app.settings.MemorySettings.Reranker.Remote;
import dev.steward.core.Failure;
import dev.steward.core.model.Reranker;
import dev.steward.core.run.Pause;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.rerank.HttpReranker;
import java.time.Clock;
import java.util.Map;

/// The reranker of `steward.yaml`.
final class ConfiguredReranker {
  private ConfiguredReranker() {}

  /// Nothing is asked of it yet.
  ///
  /// @param environment where its key is
  /// @throws Failure USER if its key is not there
  static Reranker of(MemorySettings.Reranker chosen, Map<String, String> environment, Clock clock) {
    return switch (chosen) {
      case None _ -> Reranker.NONE;
      case Remote remote ->
          new HttpReranker(options(remote, key(remote, environment)), clock, Pause.SLEEPING);
    };
  }

  private static ApiKey key(Remote settings, Map<String, String> environment) {
    var key = environment.getOrDefault(settings.keyEnv(), "").strip();
    if (!settings.keyEnv().isEmpty() && key.isEmpty()) {
      throw Failure.user(
          "The reranker %s needs a key, and %s is not set; set it, or take 'reranker' out of 'memory' in steward.yaml"
              .formatted(settings.model(), settings.keyEnv()));
    }
    return new ApiKey(settings.keyEnv(), key);
  }

  private static HttpReranker.Options options(Remote settings, ApiKey key) {
    var provider =
        new Provider(
            "reranker",
            "The reranker",
            Provider.Format.OPENAI,
            settings.baseUrl().toString(),
            settings.keyEnv());
    return new HttpReranker.Options(
        ModelOptions.of(provider, settings.model(), key), settings.maxChars(), settings.timeout());
  }
}
