package dev.steward.app.settings;

import dev.steward.app.settings.Settings.Model.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A provider that is known by name, so that its address and key need not be written down.
enum Provider {
  ANTHROPIC(Wire.ANTHROPIC, "https://api.anthropic.com", "ANTHROPIC_API_KEY"),
  OPENAI(Wire.OPENAI, "https://api.openai.com/v1", "OPENAI_API_KEY"),
  DEEPSEEK(Wire.OPENAI, "https://api.deepseek.com", "DEEPSEEK_API_KEY"),
  MINIMAX(Wire.ANTHROPIC, "https://api.minimax.io/anthropic", "MINIMAX_API_KEY"),
  OLLAMA(Wire.OPENAI, "http://localhost:11434/v1", ""),
  VLLM(Wire.OPENAI, "http://localhost:8000/v1", "");

  private final Wire wire;
  private final String baseUrl;
  private final String keyEnv;

  Provider(Wire wire, String baseUrl, String keyEnv) {
    this.wire = wire;
    this.baseUrl = baseUrl;
    this.keyEnv = keyEnv;
  }

  static Optional<Provider> named(String name) {
    return Arrays.stream(values()).filter(provider -> provider.word().equals(name)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Provider::word).toList();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Wire wire() {
    return wire;
  }

  String baseUrl() {
    return baseUrl;
  }

  String keyEnv() {
    return keyEnv;
  }
}
