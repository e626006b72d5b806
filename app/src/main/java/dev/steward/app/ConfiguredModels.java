package dev.steward.app;

import dev.steward.app.settings.Settings;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Conduct;
import dev.steward.core.model.Models;
import dev.steward.core.model.SteadyModel;
import dev.steward.core.run.Pause;
import dev.steward.models.anthropic.AnthropicBatches;
import dev.steward.models.anthropic.AnthropicModel;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.openai.OpenAiBatches;
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
    var batches = new HashMap<String, BatchModel>();
    given.forEach((name, model) -> {
      callable.put(name, steady(model, Conduct.DEFAULTS, clock));
      if (model instanceof BatchModel batch) {
        batches.put(name, batch);
      }
    });
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
        add(model, new ApiKey(model.keyEnv(), key), clock, callable, batches);
      }
    }
    return new Models(callable, missing, conducts, batches);
  }

  private static ChatModel steady(ChatModel model, Conduct conduct, Clock clock) {
    return new SteadyModel(model, conduct, clock, Pause.SLEEPING);
  }

  private static void add(
      Settings.Model model,
      ApiKey key,
      Clock clock,
      Map<String, ChatModel> callable,
      Map<String, BatchModel> batches) {
    var provider = Provider.named(model.provider());
    var options =
        new ModelOptions(
            model.name(),
            model.id(),
            provider.map(Provider::label).orElse(model.provider()),
            model.baseUrl().toString(),
            key,
            model.capabilities(),
            model.options().firstToken());
    var takesBatches = provider.filter(Provider::takesBatches).isPresent();
    switch (model.wire()) {
      case ANTHROPIC -> {
        var claude = new AnthropicModel(options, clock);
        callable.put(model.name(), steady(claude, model.options(), clock));
        if (takesBatches) {
          batches.put(model.name(), new AnthropicBatches(claude, clock));
        }
      }
      case OPENAI -> {
        var gpt = new OpenAiModel(options, clock);
        callable.put(model.name(), steady(gpt, model.options(), clock));
        if (takesBatches) {
          batches.put(model.name(), new OpenAiBatches(gpt, clock));
        }
      }
    }
  }
}
