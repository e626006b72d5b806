package dev.steward.app;

import dev.steward.app.settings.Settings;
import dev.steward.telemetry.OpenTelemetryOptions;
import dev.steward.telemetry.Telemetry;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/// The telemetry that the settings and the standard variables ask for.
final class ConfiguredTelemetry {
  private ConfiguredTelemetry() {}

  static Telemetry of(Settings settings, Map<String, String> environment) {
    var chosen = settings.telemetry();
    var version =
        Objects.requireNonNullElse(
            ConfiguredTelemetry.class.getPackage().getImplementationVersion(), "in development");
    return new OpenTelemetryOptions(
            chosen.prometheus(), chosen.endpoint(), chosen.service(), version, chosen.contents())
        .start(environment, models(settings));
  }

  /// The models as the conventions know them.
  static Map<String, Telemetry.Model> models(Settings settings) {
    return settings.models().stream()
        .collect(Collectors.toMap(Settings.Model::name, ConfiguredTelemetry::model));
  }

  private static Telemetry.Model model(Settings.Model model) {
    var address = model.baseUrl();
    int port = address.getPort();
    return new Telemetry.Model(
        model.provider().equals("gemini") ? "gcp.gemini" : model.provider(),
        model.id(),
        address.getHost(),
        port >= 0 ? port : "https".equals(address.getScheme()) ? 443 : 80);
  }
}
