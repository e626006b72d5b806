package dev.steward.app.settings;

import dev.steward.app.settings.Settings.Model;
import dev.steward.app.settings.Settings.Model.Wire;
import dev.steward.core.Nearest;
import dev.steward.core.agent.Agent;
import dev.steward.core.model.Conduct;
import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Provider;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Reads the section `models`.
final class ModelReader {
  private static final int LONGEST_SECONDS = 3600;
  private static final int MOST_ATTEMPTS = 10;
  private static final int FASTEST = 999_999_999;

  private ModelReader() {}

  static List<Model> models(Value models) {
    var read = new ArrayList<Model>();
    models
        .entries()
        .forEach((name, value) -> {
          if (name.equals(Agent.LOCAL)) {
            value.wrong("the name 'local' means: no model; choose another");
          } else if (!Words.isName(name)) {
            value.wrong("expected " + Words.NAME);
          } else {
            read.add(model(name, value));
          }
        });
    return read;
  }

  private static Model model(String name, Value value) {
    var fields =
        value.fields("provider", "wire", "base_url", "key_env", "id", "options", "capabilities");
    var word = fields.at("provider").text();
    var provider = Provider.named(word);
    if (provider.isEmpty() && !word.isEmpty() && !fields.at("wire").isPresent()) {
      fields
          .at("provider")
          .wrong(
              "%s is not a provider known by name (%s)%s; for another one, set 'wire' (anthropic or openai) and 'base_url'"
                  .formatted(
                      Value.quoted(word),
                      String.join(", ", Provider.names()),
                      Nearest.hint(word, Provider.names())));
    }
    var id = fields.at("id").text(name).strip();
    return new Model(
        name,
        word,
        wire(fields.at("wire"), provider),
        baseUrl(fields.at("base_url"), provider.map(Provider::baseUrl).orElse("")),
        keyEnv(fields.at("key_env"), provider.map(Provider::keyVariable).orElse("")),
        id,
        options(fields.at("options")),
        CapabilityReader.capabilities(fields.at("capabilities"), Capabilities.of(word, id)));
  }

  private static Wire wire(Value value, Optional<Provider> provider) {
    var usual =
        provider
            .map(Provider::format)
            .orElse(Provider.Format.OPENAI)
            .name()
            .toLowerCase(Locale.ROOT);
    return Wire.valueOf(
        value.choice(usual, List.of("anthropic", "openai")).toUpperCase(Locale.ROOT));
  }

  /// @param usual the address where none is written; empty if one must be
  static URI baseUrl(Value value, String usual) {
    if (usual.isEmpty() && !value.isPresent()) {
      value.wrong("this is missing; expected the address of the provider's API");
    }
    var fallback = URI.create(usual.isEmpty() ? "http://localhost" : usual);
    return value.as(
        fallback, "an address such as https://api.example.com/v1", ModelReader::address);
  }

  /// The address of a server on the web or in the house, without a name, a password or a query.
  ///
  /// @param example what such an address looks like
  static URI address(Value value, String example) {
    return value.as(URI.create(example), "an address such as " + example, ModelReader::address);
  }

  private static Optional<URI> address(String text) {
    try {
      var address = new URI(text);
      var isWeb = Set.of("http", "https").contains(String.valueOf(address.getScheme()));
      var isPlain = address.getUserInfo() == null && address.getQuery() == null;
      return isWeb && isPlain && address.getHost() != null
          ? Optional.of(address)
          : Optional.empty();
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  /// The name of an environment variable, never a key.
  static String keyEnv(Value value, String fallback) {
    var name = value.text(fallback).strip();
    if (name.isEmpty() || (Secrets.isVariableName(name) && !Secrets.isLikelyKey(name))) {
      return name;
    }
    value.wrong(
        "this looks like a key itself; put the key into an environment variable and write that"
            + " variable's name here, such as "
            + (fallback.isEmpty() ? "MY_API_KEY" : fallback)
            + " (and renew the key if this file was ever shared)");
    return fallback;
  }

  private static Conduct options(Value value) {
    if (!value.isPresent()) {
      return Conduct.DEFAULTS;
    }
    var fields =
        value.fields(
            "thinking",
            "timeout_seconds",
            "first_token_seconds",
            "attempts",
            "requests_per_minute",
            "tokens_per_minute");
    var usual = Conduct.DEFAULTS;
    var timeout = seconds(fields.at("timeout_seconds"), usual.timeout());
    var firstToken = seconds(fields.at("first_token_seconds"), timeout);
    if (firstToken.compareTo(timeout) > 0) {
      fields.at("first_token_seconds").wrong("this must not be more than 'timeout_seconds'");
    }
    return new Conduct(
        fields.at("thinking").flag(usual.thinking()),
        timeout,
        firstToken,
        fields.at("attempts").whole(usual.attempts(), 1, MOST_ATTEMPTS),
        fields.at("requests_per_minute").whole(0, 1, FASTEST),
        fields.at("tokens_per_minute").whole(0, 1, FASTEST));
  }

  private static Duration seconds(Value value, Duration usual) {
    return Duration.ofSeconds(value.whole((int) usual.toSeconds(), 1, LONGEST_SECONDS));
  }
}
