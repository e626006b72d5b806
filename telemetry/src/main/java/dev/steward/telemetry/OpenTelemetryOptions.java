package dev.steward.telemetry;

import dev.steward.core.Failure;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is told, and to whom. The standard variables (`OTEL_…`) come before what is said here.
///
/// @param prometheus whether metrics can be fetched
/// @param endpoint where everything is sent, by OTLP over HTTP; empty: nowhere, unless a variable
///   says otherwise
/// @param service what the sender is called
/// @param version of the sender
/// @param contents whether what was said to models and tools, and by them, is told, too
public record OpenTelemetryOptions(
    boolean prometheus, String endpoint, String service, String version, boolean contents) {
  private static final List<String> SIGNALS = List.of("traces", "metrics", "logs");

  /// Starts to look on, if anybody is to be told.
  ///
  /// @param environment where the standard variables are
  /// @param models as their providers know them, by the names that the settings give them
  /// @throws Failure USER if it can't be set up like this
  public Telemetry start(Map<String, String> environment, Map<String, Telemetry.Model> models) {
    var standard = standard(environment);
    var isSent =
        !endpoint.isEmpty()
            || standard.entrySet().stream().anyMatch(OpenTelemetryOptions::isDestination);
    var isDisabled = standard.getOrDefault("otel.sdk.disabled", "").equalsIgnoreCase("true");
    if (isDisabled || !(isSent || prometheus)) {
      return Telemetry.OFF;
    }
    var scrape = new Scrape();
    try {
      var sdk = sdk(standard, isSent, scrape);
      return new Onlooker(sdk, prometheus ? scrape::text : () -> "", contents, isSent, models);
    } catch (ConfigurationException | IllegalArgumentException | IllegalStateException wrong) {
      var cause = wrong.getCause();
      throw Failure.user(
          "Telemetry was not started: %s%s; correct `telemetry` in steward.yaml or the variables OTEL_…"
              .formatted(wrong.getMessage(), cause == null ? "" : ": " + cause.getMessage()));
    }
  }

  private OpenTelemetrySdk sdk(Map<String, String> standard, boolean isSent, Scrape scrape) {
    var builder =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesSupplier(() -> usual(isSent))
            .addPropertiesCustomizer(config -> standard);
    if (prometheus) {
      builder.addMeterProviderCustomizer(
          (provider, config) -> provider.registerMetricReader(scrape));
    }
    return builder.build().getOpenTelemetrySdk();
  }

  private Map<String, String> usual(boolean isSent) {
    var usual = new HashMap<String, String>();
    usual.put("otel.service.name", service);
    usual.put("otel.resource.attributes", "service.version=" + version);
    usual.put("otel.propagators", "none");
    usual.put("otel.exporter.otlp.protocol", "http/protobuf");
    SIGNALS.forEach(signal -> usual.put(exporter(signal), isSent ? "otlp" : "none"));
    if (!endpoint.isEmpty()) {
      usual.put("otel.exporter.otlp.endpoint", endpoint);
    }
    return usual;
  }

  private static String exporter(String signal) {
    return "otel.%s.exporter".formatted(signal);
  }

  private static boolean isDestination(Map.Entry<String, String> property) {
    var name = property.getKey();
    return (name.startsWith("otel.exporter.otlp.") && name.endsWith("endpoint"))
        || (SIGNALS.stream().anyMatch(signal -> name.equals(exporter(signal)))
            && !property.getValue().equals("none"));
  }

  /// The standard variables by the names that they have as properties.
  private static Map<String, String> standard(Map<String, String> environment) {
    var standard = new HashMap<String, String>();
    environment.forEach((name, value) -> {
      if (name.startsWith("OTEL_") && !value.isBlank()) {
        standard.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
      }
    });
    return standard;
  }
}
