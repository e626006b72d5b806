package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.Steward;
import dev.steward.app.cli.Cli;
import dev.steward.app.cli.Interrupts;
import dev.steward.app.cli.Surroundings;
import dev.steward.app.routing.Trial;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Principal;
import dev.steward.testkit.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A batch handed to Anthropic from the command line: file to results, at half the price.
class ProviderBatchStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path home;

  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Anthropic anthropic;

  /// Answers every request of a batch as soon as it is asked how far the batch is.
  private static final class Anthropic implements AutoCloseable {
    private final HttpServer server;
    private final List<JsonNode> batches = new ArrayList<>();

    Anthropic() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::serve);
      server.start();
    }

    String url() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    private synchronized void serve(HttpExchange exchange) throws IOException {
      var path = exchange.getRequestURI().getPath();
      var body = exchange.getRequestBody().readAllBytes();
      if (exchange.getRequestMethod().equals("POST")) {
        batches.add(JSON.readTree(body));
        answer(exchange, shown(batches.size(), "in_progress"));
      } else if (path.endsWith("/batches")) {
        answer(exchange, "{\"data\": [], \"has_more\": false}");
      } else if (path.endsWith("/results")) {
        var results = new StringBuilder();
        for (var request : batches.getLast().path("requests")) {
          results.append(result(request)).append('\n');
        }
        answer(exchange, results.toString());
      } else {
        answer(exchange, shown(batches.size(), "ended"));
      }
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      try (var response = exchange.getResponseBody()) {
        response.write(bytes);
      }
    }

    private static String shown(int number, String status) {
      return """
      {"id": "msgbatch_%d", "type": "message_batch", "processing_status": "%s", \
      "created_at": "2026-11-23T08:00:00Z", "request_counts": {"processing": 0, "succeeded": 3, \
      "errored": 0, "canceled": 0, "expired": 0}}\
      """
          .formatted(number, status);
    }

    /// 1,000 tokens read, 100 written.
    private static String result(JsonNode request) {
      return """
      {"custom_id": "%s", "result": {"type": "succeeded", "message": {"id": "msg_1", \
      "type": "message", "role": "assistant", "model": "claude-haiku-5-5", "content": \
      [{"type": "text", "text": "Sorted."}], "stop_reason": "end_turn", "usage": \
      {"input_tokens": 1000, "output_tokens": 100, "service_tier": "batch"}}}}\
      """
          .formatted(request.path("custom_id").asText());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  @BeforeEach
  void prepare() throws IOException {
    anthropic = new Anthropic();
    var data = Files.createDirectories(home.resolve("data"));
    Files.writeString(
        data.resolve(SettingsFile.NAME),
        SettingsFile.defaults()
            .replace("https://api.anthropic.com", anthropic.url())
            .replace(
                "    model: MiniMax-M3\n    fallbacks: [MiniMax-M2.1, deepseek-flash, claude-haiku-5-5]\n",
                "    model: claude-haiku-5-5\n"));
    Files.writeString(home.resolve("orders.csv"), "order\none\ntwo\nthree\n");
  }

  @AfterEach
  void close() {
    anthropic.close();
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    var all = new ArrayList<>(List.of("--data", home.resolve("data").toString()));
    all.addAll(List.of(arguments));
    var environment = Map.of("ANTHROPIC_API_KEY", "sk-test");
    var assembly = Assembly.ofProcess().withClock(clock).withEnvironment(environment);
    var surroundings =
        new Surroundings(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            home,
            "ana",
            clock,
            false,
            false,
            Interrupts.NONE);
    return new Cli(
            surroundings,
            Principal.owner(Steward.TENANT),
            new Desks(assembly),
            new Servers(assembly),
            new Examination(assembly),
            new Trial())
        .run(all.toArray(String[]::new));
  }

  /// Has time pass while a command runs.
  private int runWhileTimePasses(String... arguments)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = threads.submit(() -> run(arguments));
      var end = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        try {
          return running.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          assertThat(System.nanoTime()).as(err.toString(StandardCharsets.UTF_8)).isLessThan(end);
          clock.advance(Duration.ofSeconds(10));
        }
      }
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFileGoesToTheProviderAndItsResultsComeBackForHalfThePrice() throws Exception {
    var file = home.resolve("orders.csv").toString();
    String[] order = {
      "batch",
      "run",
      file,
      "--agent",
      "ops_engine",
      "--prompt-template",
      "Sort order {order}",
      "--id",
      "b1",
      "--within",
      "24h"
    };

    assertThat(runWhileTimePasses(order))
        .as(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(Cli.OK);

    assertThat(anthropic.batches).hasSize(1);
    assertThat(anthropic.batches.getFirst().path("requests")).hasSize(3);
    // 1,000 and 100 tokens at half of $0.10 and $0.50 a million are $0.000075 for each.
    assertThat(printed()).contains("b1 is done: 3 of 3 done, cost $0.000225.");
    assertThat(run("batch", "results", "b1")).isEqualTo(Cli.OK);
    assertThat(printed()).contains("1,one,done,Sorted.,ops_engine,claude-haiku-5-5,0.000075");
    assertThat(run("costs", "explain", "b1.1")).isEqualTo(Cli.OK);
    assertThat(printed()).contains("batch");
  }
}
