package dev.steward.app;

import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.Settings;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Embedder;
import dev.steward.core.run.RunEvent;
import dev.steward.telemetry.Telemetry;
import java.time.Clock;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// What a Steward is fitted with, beside what its settings say.
///
/// @param embedders makes the embedder that `steward.yaml` names
/// @param models models by name that need no settings; they come before those of `steward.yaml`
/// @param telemetry makes what looks on, as the settings say
/// @param observer sees every event of every run, on the run's thread
public record Fittings(
    Embedders embedders,
    Map<String, ChatModel> models,
    BiFunction<Settings, Map<String, String>, Telemetry> telemetry,
    Consumer<RunEvent> observer) {
  /// Everything as the settings say.
  public static final Fittings AS_CONFIGURED =
      new Fittings(ConfiguredEmbedder::of, Map.of(), ConfiguredTelemetry::of, event -> {});

  public Fittings {
    models = Map.copyOf(models);
  }

  /// Makes embedders.
  @FunctionalInterface
  public interface Embedders {
    /// Makes the one that is chosen.
    ///
    /// @param environment where its key is
    /// @throws dev.steward.core.Failure USER if the key is missing
    Embedder of(MemorySettings.Embedder chosen, Map<String, String> environment, Clock clock);
  }

  public Fittings withEmbedders(Embedders embedders) {
    return new Fittings(embedders, models, telemetry, observer);
  }

  public Fittings withModels(Map<String, ChatModel> models) {
    return new Fittings(embedders, models, telemetry, observer);
  }

  public Fittings withTelemetry(BiFunction<Settings, Map<String, String>, Telemetry> telemetry) {
    return new Fittings(embedders, models, telemetry, observer);
  }

  public Fittings withObserver(Consumer<RunEvent> observer) {
    return new Fittings(embedders, models, telemetry, observer);
  }
}
