package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Capabilities.MaxTokens;
import dev.steward.models.chat.Capabilities.Output;
import dev.steward.models.chat.Capabilities.Thinking;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model can be told: known of providers that have a name, said in the file of others.
class CapabilitySettingsTest {
  private static Settings.Model model(String settings) {
    var text =
        SettingsFile.defaults().replace("models:\n", "models:\n  mine: " + settings + "\n")
            + "prices:\n  mine: { input: 0, output: 0 }\n";
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC).model("mine").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "anthropic, ANTHROPIC, https://api.anthropic.com, ANTHROPIC_API_KEY",
        "openai, OPENAI, https://api.openai.com/v1, OPENAI_API_KEY",
        "deepseek, OPENAI, https://api.deepseek.com, DEEPSEEK_API_KEY",
        "minimax, ANTHROPIC, https://api.minimax.io/anthropic, MINIMAX_API_KEY",
        "gemini, OPENAI, https://generativelanguage.googleapis.com/v1beta/openai, GEMINI_API_KEY",
        "ollama, OPENAI, http://localhost:11434/v1, ''",
        "vllm, OPENAI, http://localhost:8000/v1, ''"
      })
  void aProviderIsKnownByItsName(
      String provider, Settings.Model.Wire wire, String address, String keyEnv) {
    var model = model("{ provider: %s, id: some-model }".formatted(provider));

    assertThat(model.wire()).isEqualTo(wire);
    assertThat(model.baseUrl()).hasToString(address);
    assertThat(model.keyEnv()).isEqualTo(keyEnv);
    assertThat(model.capabilities()).isEqualTo(Capabilities.of(provider, "some-model"));
  }

  @Test
  void whatAModelCanBeToldMayBeSaid() {
    var model =
        model(
            """
            { provider: somebody, wire: openai, base_url: "http://localhost:9", capabilities: {
                thinking: effort_low, output: json_schema, max_tokens: max_completion_tokens,
                think_tags: false, cached_from: 1024, thought_field: thoughts,
                thoughts_beside: true } }\
            """);

    assertThat(model.capabilities())
        .isEqualTo(
            new Capabilities(
                Thinking.EFFORT_LOW,
                Output.JSON_SCHEMA,
                MaxTokens.MAX_COMPLETION_TOKENS,
                false,
                1024,
                "thoughts",
                true));
  }

  @Test
  void whatIsNotSaidIsAsKnown() {
    assertThat(model("{ provider: ollama, capabilities: { thinking: fixed } }").capabilities())
        .isEqualTo(Capabilities.of("ollama", "mine").withThinking(Thinking.FIXED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "thinking: sometimes | models.mine.capabilities.thinking: 'sometimes' is not known here",
        "cached_from: 0 | models.mine.capabilities.cached_from: expected a whole number",
        "temperature: no | models.mine.capabilities.temperature: there is no such setting",
        "thought_field: 'a b' | models.mine.capabilities.thought_field: expected a name"
      })
  void aMistakeIsNamed(String capability, String said) {
    assertThatThrownBy(
            () -> model("{ provider: ollama, capabilities: { %s } }".formatted(capability)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(said);
  }
}
