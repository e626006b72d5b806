package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.steward.core.memory.GuardedMemory;
import dev.steward.core.run.Pause;
import dev.steward.web.StewardServer.ApiKey;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Webhooks hear what happened, also when they did not listen at first.
class WebhooksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String HOOKS = "/api/v1/webhooks/projects/acme/";

  private final BlockingQueue<JsonNode> told = new LinkedBlockingQueue<>();
  private final AtomicInteger status = new AtomicInteger(200);
  private final Premises premises = new Premises();
  private final HttpServer listener;

  WebhooksTest() throws Exception {
    listener = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          told.add(JSON.readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    listener.start();
  }

  @AfterEach
  void close() {
    premises.close();
    listener.stop(0);
  }

  private void hook(String types) {
    var url = "http://127.0.0.1:%d/hook".formatted(listener.getAddress().getPort());
    var made =
        premises.call(
            "POST",
            HOOKS,
            "{\"name\":\"Log\",\"url\":\"%s\",\"event_types\":%s}".formatted(url, types));
    assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
  }

  private String keep(String text) {
    return premises
        .call(
            "POST",
            "/memories",
            """
            {"user_id":"ana","infer":false,"messages":"%s","categories":["work"]}
            """
                .formatted(text))
        .text("/results/0/id");
  }

  private JsonNode heard() throws Exception {
    var heard = told.poll(20, TimeUnit.SECONDS);
    assertThat(heard).isNotNull();
    return heard.path("event_details");
  }

  /// What is heard once the time for another attempt has come, whenever the last one ended.
  private JsonNode heardLater() throws Exception {
    JsonNode heard = null;
    for (int i = 0; i < 20 && heard == null; i++) {
      premises.clock.advance(Duration.ofHours(1));
      heard = told.poll(2, TimeUnit.SECONDS);
    }
    assertThat(heard).isNotNull();
    return heard.path("event_details");
  }

  @Test
  void eachHearsWhatItAskedFor() throws Exception {
    hook("[\"memory_categorize\",\"memory_delete\"]");
    var id = keep("The invoice is due on Friday");
    premises.call("DELETE", "/memories/" + id, "");
    var categorized = heard();
    assertThat(categorized.path("event").asText()).isEqualTo("CATEGORIZE");
    assertThat(categorized.path("memory_id").asText()).isEqualTo(id);
    var deleted = heard();
    assertThat(deleted.path("event").asText()).isEqualTo("DELETE");
    assertThat(deleted.path("id").asText()).isEqualTo(id);
    assertThat(deleted.at("/data/memory").isNull()).isTrue();
  }

  @Test
  void whatWasNotTakenIsToldAgainLaterInOrder() throws Exception {
    hook("[\"memory_add\"]");
    status.set(503);
    var first = keep("The first thing");
    assertThat(heard().path("id").asText()).isEqualTo(first);
    var second = keep("The second matter");
    status.set(200);
    assertThat(heardLater().path("id").asText()).isEqualTo(first);
    assertThat(heard().path("id").asText()).isEqualTo(second);
  }

  @Test
  void aTextThatWasForgottenMeanwhileIsNotTold() throws Exception {
    hook("[\"memory_add\"]");
    status.set(503);
    var id = keep("The secret recipe");
    assertThat(heard().at("/data/memory").asText()).isEqualTo("The secret recipe");
    premises.call("DELETE", "/memories/" + id, "");
    assertThat(premises.documents.all("acme", Webhooks.OUTBOX).values())
        .hasSize(1)
        .noneMatch(item -> item.contains("secret"));
    status.set(200);
    assertThat(heardLater().at("/data/memory").isNull()).isTrue();
  }

  @Test
  void whatWasLeftIsToldAfterARestart() throws Exception {
    hook("[\"memory_add\"]");
    status.set(503);
    var id = keep("The thing that was left");
    heard();
    premises.close();
    status.set(200);
    var again =
        new Mem0(
            new GuardedMemory(premises.memory),
            premises.documents,
            () -> "unused",
            premises.clock,
            Pause.SLEEPING,
            "acme");
    try (again) {
      assertThat(heardLater().path("id").asText()).isEqualTo(id);
    }
  }

  @Test
  void aKeyOfSomeUsersMayNotListenToAll() {
    var key = "m0-key-of-ana-0123456789";
    try (var house = new Premises(new ApiKey("ana's", key, List.of("ana")))) {
      var request =
          HttpRequest.newBuilder(house.uri(HOOKS)).header("Authorization", "Token " + key);
      assertThat(house.call(request, "GET", "").status()).isEqualTo(403);
    }
  }
}
