package dev.steward.app;

import dev.steward.app.settings.Settings;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Conduct;
import dev.steward.core.model.Models;
import dev.steward.core.model.SteadyModel;
import dev.steward.core.run.Pause;
import dev.steward.models.anthropic.AnthropicModel;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.openai.OpenAiModel;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/// The models of `steward.yaml` whose keys are set.
final class ConfiguredModels {
  private ConfiguredModels() {}

  /// @param environment where the keys are
  /// @param given models that are there already, by name; they come before those of the file
  static Models of(
      Settings settings,
      Map<String, String> environment,
      Map<String, ChatModel> given,
      Clock clock) {
    var callable = new HashMap<String, ChatModel>();
    given.forEach((name, model) -> callable.put(name, steady(model, Conduct.DEFAULTS, clock)));
    var missing = new HashMap<String, String>();
    var conducts = new HashMap<String, Conduct>();
    for (var model : settings.models()) {
      conducts.put(model.name(), model.options());
      var ready = given.get(model.name());
      if (ready != null) {
        callable.put(model.name(), steady(ready, model.options(), clock));
        continue;
      }
      var key = environment.getOrDefault(model.keyEnv(), "").strip();
      if (!model.keyEnv().isEmpty() && key.isEmpty()) {
        missing.put(model.name(), model.keyEnv() + " is not set");
      } else {
        callable.put(
            model.name(),
            steady(model(model, new ApiKey(model.keyEnv(), key), clock), model.options(), clock));
      }
    }
    return new Models(callable, missing, conducts);
  }

  private static ChatModel steady(ChatModel model, Conduct conduct, Clock clock) {
    return new SteadyModel(model, conduct, clock, Pause.SLEEPING);
  }

  private static ChatModel model(Settings.Model model, ApiKey key, Clock clock) {
    var options =
        new ModelOptions(
            model.name(),
            model.id(),
            Provider.named(model.provider()).map(Provider::label).orElse(model.provider()),
            model.baseUrl().toString(),
            key,
            model.capabilities(),
            model.options().firstToken());
    return switch (model.wire()) {
      case ANTHROPIC -> new AnthropicModel(options, clock);
      case OPENAI -> new OpenAiModel(options, clock);
    };
  }
}
