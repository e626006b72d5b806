package dev.steward.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.steward.core.Failure;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.testkit.ScriptedModel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// To whom it is told.
@Timeout(60)
class OpenTelemetryOptionsTest {
  private static final OpenTelemetryOptions QUIET =
      new OpenTelemetryOptions(false, "", "steward", "1.2.3", false);

  private static OpenTelemetryOptions to(String endpoint) {
    return new OpenTelemetryOptions(false, endpoint, "the-house", "1.2.3", false);
  }

  /// Has a call happen that is looked at.
  private static void call(Telemetry telemetry) {
    var usage = new Usage(10, 0, 0, 0, 2, 0);
    var bill = new Bill(Money.of("0.0000042"), List.of(), List.of(), List.of());
    var entry =
        new LedgerEntry(
            "t1/3",
            "default",
            "ana",
            "t1",
            "steward",
            "flash",
            "draft",
            usage,
            Terms.STANDARD,
            bill,
            "",
            Instant.EPOCH,
            Instant.EPOCH);
    var prompt =
        new Prompt(
            "Secret instructions",
            List.of(new ChatMessage.User("Secret question")),
            List.of(),
            List.of(),
            Prompt.Options.DEFAULTS);
    var seen = telemetry.calls().begun(entry, prompt);
    seen.hearing(text -> {}).accept("Secret");
    seen.answered(
        new Till.Paid(ScriptedModel.using(usage, ScriptedModel.says("Secret answer")), bill));
    telemetry.calls().booked(entry);
  }

  @Test
  void nobodyLooksOnUnlessToldTo() {
    assertThat(QUIET.start(Map.of(), Map.of())).isSameAs(Telemetry.OFF);
    assertThat(QUIET.start(Map.of("OTEL_SERVICE_NAME", "x", "PATH", "/bin"), Map.of()))
        .isSameAs(Telemetry.OFF);
    assertThat(to("http://localhost:9").start(Map.of("OTEL_SDK_DISABLED", "true"), Map.of()))
        .isSameAs(Telemetry.OFF);
    assertThat(Telemetry.OFF.metrics()).isEmpty();
  }

  @Test
  void aReceiverGetsTracesMetricsAndLogsAndNothingThatWasSaid() throws IOException {
    var received = new ConcurrentHashMap<String, String>();
    var server = receiver(received);
    try {
      var endpoint = "http://localhost:" + server.getAddress().getPort();
      try (var telemetry =
          to(endpoint)
              .start(
                  Map.of("OTEL_EXPORTER_OTLP_HEADERS", "api-key=k1"),
                  Map.of("flash", new Telemetry.Model("deepseek", "deepseek-flash", "h", 443)))) {
        call(telemetry);
        Logger.getLogger("dev.steward.test").info("A line of the log");
      }
      assertThat(received.keySet())
          .containsExactlyInAnyOrder("/v1/traces", "/v1/metrics", "/v1/logs");
      assertThat(received.get("/v1/traces"))
          .contains("chat deepseek-flash", "the-house", "1.2.3", "t1/3", "0.0000042", "key k1");
      assertThat(received.get("/v1/metrics"))
          .contains("gen_ai.client.token.usage", "steward.model.cost.usd");
      assertThat(received.get("/v1/logs")).contains("A line of the log", "dev.steward.test");
      assertThat(received.values()).noneMatch(body -> body.contains("Secret"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aStandardVariableIsEnough() throws IOException {
    var received = new ConcurrentHashMap<String, String>();
    var server = receiver(received);
    try {
      var environment =
          Map.of(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              "http://localhost:" + server.getAddress().getPort(),
              "OTEL_SERVICE_NAME",
              "by-variable",
              "OTEL_METRICS_EXPORTER",
              "none",
              "OTEL_LOGS_EXPORTER",
              "none");
      try (var telemetry = QUIET.start(environment, Map.of())) {
        call(telemetry);
      }
      assertThat(received.keySet()).containsExactly("/v1/traces");
      assertThat(received.get("/v1/traces")).contains("by-variable", "chat flash");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aReceiverThatIsAwayOrSilentHoldsNobodyUp() throws IOException {
    int closed;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      for (int port : new int[] {closed, silent.getLocalPort()}) {
        var began = System.nanoTime();
        try (var telemetry = to("http://localhost:" + port).start(Map.of(), Map.of())) {
          for (int i = 0; i < 10_000; i++) {
            call(telemetry);
          }
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
      }
    }
  }

  @Test
  void metricsAreThereToBeFetchedThoughNothingIsSent() {
    var options = new OpenTelemetryOptions(true, "", "steward", "1.2.3", false);
    try (var telemetry = options.start(Map.of(), Map.of())) {
      call(telemetry);

      assertThat(telemetry.metrics())
          .contains("steward_model_cost_usd_total{", "gen_ai_agent_name=\"steward\"")
          .contains("} 4.2E-6\n");
    }
  }

  @Test
  void whatCantBeSetUpIsSaid() {
    assertThatThrownBy(() -> to("ftp://nowhere").start(Map.of(), Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("telemetry");
  }

  private static HttpServer receiver(Map<String, String> received) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)
                  + " key "
                  + exchange.getRequestHeaders().getFirst("api-key");
          received.merge(exchange.getRequestURI().getPath(), body, String::concat);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
