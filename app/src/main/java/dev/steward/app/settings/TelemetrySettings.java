package dev.steward.app.settings;

/// What is told of the work, and to whom.
///
/// @param prometheus whether the server answers `/metrics`
/// @param endpoint where traces, metrics and logs are sent; empty: nowhere, unless a standard
///   variable says otherwise
/// @param service what the sender is called
/// @param contents whether what was said is told, too
public record TelemetrySettings(
    boolean prometheus, String endpoint, String service, boolean contents) {
  private static final String SERVICE = "steward";

  static TelemetrySettings read(Value value) {
    var fields = value.fields("prometheus", "otlp", "service", "contents");
    var otlp = fields.at("otlp");
    return new TelemetrySettings(
        fields.at("prometheus").flag(false),
        otlp.isPresent() ? ModelReader.address(otlp, "http://localhost:4318").toString() : "",
        fields.at("service").text(SERVICE).strip(),
        fields.at("contents").flag(false));
  }
}
