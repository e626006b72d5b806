package dev.steward.web;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// What Prometheus comes for. It is of everybody's work, so a key that is tied to users doesn't get
/// it; who calls without a key where none is set up is the owner.
final class Metrics {
  private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private Metrics() {}

  /// @param metrics in Prometheus' text format; empty if they are switched off
  static Route route(Supplier<String> metrics) {
    return Route.get("/metrics", exchange -> send(exchange, metrics.get()));
  }

  private static void send(Exchange exchange, String text) {
    if (!exchange.principal().users().isEmpty()) {
      throw new Refusal(
          403, "forbidden", "", "This API key speaks for some users only; use one for everybody");
    }
    if (text.isEmpty()) {
      throw new Refusal(
          404,
          "not_found",
          "",
          "Metrics are switched off; set `prometheus: true` under `telemetry` in steward.yaml");
    }
    exchange.send(200, FORMAT, text.getBytes(StandardCharsets.UTF_8));
  }
}
