package dev.steward.models.chat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapabilitiesTest {
  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-sonnet-5-5, BETWEEN_TOOLS, JSON_SCHEMA",
    "anthropic, claude-haiku-5-5, ON_BY_DEFAULT, JSON_SCHEMA",
    "anthropic, claude-sonnet-5, ON_BY_DEFAULT, JSON_SCHEMA",
    "anthropic, claude-opus-5-5, FIXED, JSON_SCHEMA",
    "anthropic, claude-fable-5-1, FIXED, JSON_SCHEMA",
    "anthropic, claude-sonnet-4-6, ADAPTIVE_ON_REQUEST, JSON_SCHEMA",
    "anthropic, claude-haiku-4-5-20251001, BUDGET_ON_REQUEST, JSON_SCHEMA",
    "anthropic, claude-sonnet-4-20250514, BUDGET_ON_REQUEST, INSTRUCTIONS",
    "anthropic, claude-3-5-haiku-latest, FIXED, INSTRUCTIONS",
    "anthropic, claude-next-9, FIXED, JSON_SCHEMA",
    "DeepSeek, deepseek-flash, ON_BY_DEFAULT, JSON_OBJECT",
    "DeepSeek, deepseek-v4-pro, ON_BY_DEFAULT, JSON_OBJECT",
    "MiniMax, MiniMax-M3, ON_BY_DEFAULT, INSTRUCTIONS",
    "MiniMax, MiniMax-M2.1, FIXED, INSTRUCTIONS",
    "openai, gpt-5.2, FIXED, JSON_SCHEMA",
    "gemini, gemini-2.5-flash-lite, EFFORT_NONE, INSTRUCTIONS",
    "gemini, gemini-3.8-flash, EFFORT_LOW, INSTRUCTIONS",
    "gemini, gemma-4-27b-it, FIXED, INSTRUCTIONS",
    "ollama, qwen3:8b, EFFORT_NONE, JSON_SCHEMA",
    "vllm, qwen3, FIXED, JSON_SCHEMA",
    "somebody, else, FIXED, INSTRUCTIONS"
  })
  void whatIsKnownOfAModel(
      String provider, String model, Capabilities.Thinking thinking, Capabilities.Output output) {
    var capabilities = Capabilities.of(provider, model);

    assertThat(capabilities.thinking()).isEqualTo(thinking);
    assertThat(capabilities.output()).isEqualTo(output);
  }

  @ParameterizedTest
  @CsvSource({
    "anthropic, claude-opus-5, 512",
    "anthropic, claude-opus-5-5, 512",
    "anthropic, claude-fable-5-1, 512",
    "anthropic, claude-sonnet-5-5, 1024",
    "anthropic, claude-sonnet-4-6, 1024",
    "anthropic, claude-sonnet-4-5-20250929, 1024",
    "anthropic, claude-opus-4-7, 2048",
    "anthropic, claude-opus-4-6, 4096",
    "anthropic, claude-haiku-4-5, 4096",
    "anthropic, claude-haiku-5-5, 4096",
    "minimax, MiniMax-M3, 2147483647",
    "deepseek, deepseek-flash, 2147483647"
  })
  void howLongAPromptMustBeToBeKept(String provider, String model, int least) {
    assertThat(Capabilities.of(provider, model).leastCached()).isEqualTo(least);
  }

  @ParameterizedTest
  @CsvSource({
    "openai, gpt-5.2, MAX_COMPLETION_TOKENS, false",
    "minimax, MiniMax-M3, MAX_COMPLETION_TOKENS, true",
    "deepseek, deepseek-flash, MAX_TOKENS, false",
    "vllm, qwen3, MAX_TOKENS, true"
  })
  void howAModelIsTalkedTo(
      String provider, String model, Capabilities.MaxTokens maxTokens, boolean thinkTags) {
    var capabilities = Capabilities.of(provider, model);

    assertThat(capabilities.maxTokens()).isEqualTo(maxTokens);
    assertThat(capabilities.thinkTags()).isEqualTo(thinkTags);
  }
}
