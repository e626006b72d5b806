package dev.steward.models.chat;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A provider of models, and how it is reached unless the configuration says otherwise.
///
/// @param name as the configuration names it
/// @param label as people know it; messages say it
/// @param baseUrl where its API begins
/// @param keyVariable the environment variable that usually holds its key; empty if it wants none
public record Provider(
    String name, String label, Format format, String baseUrl, String keyVariable) {

  /// The wire format that it speaks.
  public enum Format {
    ANTHROPIC,
    OPENAI
  }

  private static final Set<String> BATCHES = Set.of("anthropic", "openai");

  private static final List<Provider> KNOWN =
      List.of(
          new Provider(
              "anthropic",
              "Anthropic",
              Format.ANTHROPIC,
              "https://api.anthropic.com",
              "ANTHROPIC_API_KEY"),
          new Provider(
              "minimax",
              "MiniMax",
              Format.ANTHROPIC,
              "https://api.minimax.io/anthropic",
              "MINIMAX_API_KEY"),
          new Provider(
              "deepseek",
              "DeepSeek",
              Format.OPENAI,
              "https://api.deepseek.com",
              "DEEPSEEK_API_KEY"),
          new Provider(
              "openai", "OpenAI", Format.OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY"),
          new Provider(
              "gemini",
              "Gemini",
              Format.OPENAI,
              "https://generativelanguage.googleapis.com/v1beta/openai",
              "GEMINI_API_KEY"),
          new Provider("ollama", "Ollama", Format.OPENAI, "http://localhost:11434/v1", ""),
          new Provider("vllm", "vLLM", Format.OPENAI, "http://localhost:8000/v1", ""));

  /// Whether it also takes many prompts at once, to answer them later for less.
  public boolean takesBatches() {
    return BATCHES.contains(name);
  }

  /// The providers that are known by name.
  public static List<Provider> known() {
    return KNOWN;
  }

  /// The names of those providers.
  public static List<String> names() {
    return KNOWN.stream().map(Provider::name).toList();
  }

  /// The provider of that name, in small or capital letters.
  public static Optional<Provider> named(String name) {
    return KNOWN.stream().filter(provider -> provider.name.equalsIgnoreCase(name)).findFirst();
  }
}
