package dev.steward.models.chat;

import dev.steward.core.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

/// A model, and how to reach it.
///
/// @param name as the configuration names the model
/// @param model the provider's id of it
/// @param provider the provider as people know it, such as `DeepSeek`; messages say it
/// @param baseUrl where the API begins
/// @param firstToken within which an answer begins, if the whole call may take longer
public record ModelOptions(
    String name,
    String model,
    String provider,
    String baseUrl,
    ApiKey key,
    Capabilities capabilities,
    Duration firstToken) {
  /// Longer than any call.
  private static final Duration NO_LIMIT = Duration.ofDays(1);

  /// A model that may take its whole time to begin.
  public ModelOptions(
      String name,
      String model,
      String provider,
      String baseUrl,
      ApiKey key,
      Capabilities capabilities) {
    this(name, model, provider, baseUrl, key, capabilities, NO_LIMIT);
  }

  /// Takes the options without a slash at the end of the base URL.
  ///
  /// @throws Failure USER if the base URL is not an address of the web
  public ModelOptions {
    baseUrl = baseUrl.strip().replaceAll("/+$", "");
    if (!isWebAddress(baseUrl)) {
      throw Failure.user(
          "The base URL of the model %s must begin with http:// or https:// and name a host; correct it in steward.yaml"
              .formatted(name));
    }
  }

  /// A model of a known provider, named like its id, with what is known of it.
  public static ModelOptions of(Provider provider, String model, ApiKey key) {
    return new ModelOptions(
        model,
        model,
        provider.label(),
        provider.baseUrl(),
        key,
        Capabilities.of(provider.name(), model));
  }

  public ModelOptions withName(String name) {
    return new ModelOptions(name, model, provider, baseUrl, key, capabilities, firstToken);
  }

  public ModelOptions withBaseUrl(String baseUrl) {
    return new ModelOptions(name, model, provider, baseUrl, key, capabilities, firstToken);
  }

  public ModelOptions withCapabilities(Capabilities capabilities) {
    return new ModelOptions(name, model, provider, baseUrl, key, capabilities, firstToken);
  }

  public ModelOptions withFirstToken(Duration firstToken) {
    return new ModelOptions(name, model, provider, baseUrl, key, capabilities, firstToken);
  }

  /// The base URL's host, and its port if it says one.
  public String host() {
    var uri = URI.create(baseUrl);
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static boolean isWebAddress(String url) {
    try {
      var uri = new URI(url);
      return Objects.requireNonNullElse(uri.getScheme(), "").matches("https?")
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
