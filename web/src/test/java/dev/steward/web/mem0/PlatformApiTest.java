package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.memory.Writing;
import dev.steward.web.StewardServer.ApiKey;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The platform's API as plain HTTP sees it: what Mem0's own client doesn't show.
class PlatformApiTest {
  private static JsonNode add(Premises premises, String body) {
    var answer = premises.call("POST", "/v3/memories/add/", body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    return answer.body();
  }

  private static String keep(Premises premises, String user, String text) {
    return add(
            premises,
            "{\"user_id\":\"%s\",\"infer\":false,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(user, text))
        .at("/results/0/id")
        .asText();
  }

  private static List<String> memories(JsonNode results) {
    return results.valueStream().map(each -> each.path("memory").asText()).toList();
  }

  @Test
  void aMemoryHasEverythingThatClientsRead() {
    try (var premises = new Premises()) {
      var id = keep(premises, "ana", "The bakery opens at six");
      var memory = premises.get("/v1/memories/" + id + "/").body();
      assertThat(memory.propertyStream().map(e -> e.getKey()))
          .contains(
              "id",
              "memory",
              "user_id",
              "agent_id",
              "app_id",
              "run_id",
              "session_id",
              "hash",
              "metadata",
              "categories",
              "immutable",
              "replaced_by",
              "expiration_date",
              "created_at",
              "updated_at",
              "lifecycle_state");
      assertThat(memory.path("agent_id").isNull()).isTrue();
      assertThat(memory.path("created_at").asText()).isEqualTo("2026-11-02T09:00:00Z");
    }
  }

  @Test
  void anExpiredMemoryIsShownOnRequestOnly() {
    try (var premises = new Premises()) {
      add(
          premises,
          """
          {"user_id":"ana","infer":false,"messages":"The sale lasts until Tuesday",
           "expiration_date":"2026-11-03"}
          """);
      var holding = "{\"filters\":{\"user_id\":\"ana\"}}";
      var all = "{\"filters\":{\"user_id\":\"ana\"},\"show_expired\":true}";
      premises.clock.advance(Duration.ofHours(38));
      assertThat(premises.call("POST", "/v3/memories/", holding).text("/count")).isEqualTo("1");
      premises.clock.advance(Duration.ofHours(1));
      assertThat(premises.call("POST", "/v3/memories/", holding).text("/count")).isEqualTo("0");
      assertThat(premises.call("POST", "/v3/memories/", all).text("/results/0/expiration_date"))
          .isEqualTo("2026-11-03");
      var search = holding.replace("}}", "},\"query\":\"sale\"}");
      assertThat(premises.call("POST", "/v3/memories/search/", search).body().at("/results"))
          .isEmpty();
    }
  }

  @Test
  void whatTookThePlaceOfAnOlderMemoryIsShownAndGoesWithIt() {
    try (var premises = new Premises()) {
      keep(premises, "ana", "The budget limit is $500");
      premises.clock.advance(Duration.ofDays(1));
      var newer = keep(premises, "ana", "The budget limit is $700");
      var latest = "{\"filters\":{\"user_id\":\"ana\"}}";
      var both = "{\"filters\":{\"user_id\":\"ana\"},\"latest_only\":false}";
      assertThat(memories(premises.call("POST", "/v3/memories/", latest).body().at("/results")))
          .containsExactly("The budget limit is $700");
      var found = premises.call("POST", "/v3/memories/", both).body().at("/results");
      assertThat(memories(found))
          .containsExactly("The budget limit is $700", "The budget limit is $500");
      assertThat(found.at("/1/replaced_by").asText()).isEqualTo(newer);
      var history = premises.get("/v1/memories/" + newer + "/history/").body();
      assertThat(history.valueStream().map(row -> row.path("event").asText()))
          .containsExactly("ADD", "ADD", "UPDATE");
      assertThat(history.at("/2/old_memory").asText()).isEqualTo("The budget limit is $500");
      assertThat(history.at("/2/new_memory").asText()).isEqualTo("The budget limit is $700");
      var gone = premises.call("DELETE", "/v1/memories/" + newer + "/?delete_linked=true", "");
      assertThat(gone.text("/cascade_count")).isEqualTo("1");
      assertThat(premises.call("POST", "/v3/memories/", both).text("/count")).isEqualTo("0");
    }
  }

  @Test
  void aRepeatedAddIsOneMemory() {
    try (var premises = new Premises()) {
      var body =
          "{\"user_id\":\"ana\",\"infer\":false,\"messages\":\"The safe is behind the map\"}";
      for (int i = 0; i < 2; i++) {
        var request =
            HttpRequest.newBuilder(premises.uri("/v3/memories/add/"))
                .header("Idempotency-Key", "once");
        var answer = premises.call(request, "POST", body);
        assertThat(answer.text("/event_id")).isEqualTo("once");
        assertThat(answer.text("/results/0/event")).isEqualTo("ADD");
      }
      var again = add(premises, body);
      assertThat(again.at("/results/0/event").asText()).isEqualTo("NOOP");
      var all = premises.call("POST", "/v3/memories/", "{\"filters\":{\"user_id\":\"ana\"}}");
      assertThat(all.text("/count")).isEqualTo("1");
    }
  }

  @Test
  void instructionsReachTheExtractor() {
    var told = new AtomicReference<>("");
    var writing =
        Writing.byRules(ZoneOffset.UTC)
            .withExtractor(request -> {
              told.set(request.instructions());
              return List.of();
            });
    try (var premises = new Premises(writing)) {
      premises.call(
          "PATCH",
          "/api/v1/orgs/organizations/steward/projects/acme/",
          """
          {"custom_instructions":"Remember trains","multilingual":true,
           "custom_categories":[{"travel":"where people go"}]}
          """);
      add(
          premises,
          """
          {"user_id":"ana","messages":"Hello there","includes":"journeys","excludes":"prices"}
          """);
      premises.memory.settle();
      assertThat(told.get())
          .isEqualTo(
              """
              Remember trains
              Remember only what is about this: journeys
              Leave out what is about this: prices
              Topics that matter: travel (where people go)
              Write each memory in the language in which it was said.\
              """);
      add(
          premises,
          """
          {"user_id":"ana","messages":"Hello again","custom_instructions":"Remember ships",
           "custom_categories":[]}
          """);
      premises.memory.settle();
      assertThat(told.get()).startsWith("Remember ships").doesNotContain("trains", "Topics");
    }
  }

  @Test
  void anExtractionThatIsGivenUpIsAFailedEvent() {
    var writing =
        Writing.byRules(ZoneOffset.UTC)
            .withExtractor(request -> {
              throw Failure.external("The model answered nonsense", null);
            })
            .withLimits(Writing.Limits.DEFAULTS.withAttempts(1));
    try (var premises = new Premises(writing)) {
      var id =
          add(premises, "{\"user_id\":\"ana\",\"messages\":\"Hello\"}").path("event_id").asText();
      premises.memory.settle();
      var event = premises.get("/v1/event/" + id + "/");
      assertThat(event.text("/status")).isEqualTo("FAILED");
      assertThat(event.text("/error")).contains("nonsense");
      assertThat(event.text("/payload/messages/0/content")).isEqualTo("Hello");
      assertThat(premises.get("/v1/events/?status=FAILED").text("/results/0/id")).isEqualTo(id);
      assertThat(premises.get("/v1/events/?status=SUCCEEDED").text("/count")).isEqualTo("0");
      var waiting = premises.call("POST", "/memories", "{\"user_id\":\"ana\",\"messages\":\"Hi\"}");
      assertThat(waiting.status()).isEqualTo(502);
      assertThat(waiting.text("/detail")).contains("are kept", "nonsense");
    }
  }

  @Test
  void whenItWasSaidIsWhatTheClientSays() {
    try (var premises = new Premises()) {
      var said =
          add(
              premises,
              """
              {"user_id":"ana","infer":false,"timestamp":1767261600,
               "messages":"The heating broke"}
              """);
      var id = said.at("/results/0/id").asText();
      assertThat(premises.get("/v1/memories/" + id + "/").text("/timestamp"))
          .isEqualTo("2026-01-01T10:00:00Z");
      for (var filter :
          List.of(
              "{\"timestamp\":{\"lt\":\"2026-02-01\"}}",
              "{\"NOT\":{\"timestamp\":{\"gt\":\"2026-02-01\"}}}",
              "{\"timestamp\":\"2026-01-01\"}")) {
        var all = "{\"filters\":{\"AND\":[{\"user_id\":\"ana\"},%s]}}".formatted(filter);
        assertThat(premises.call("POST", "/v3/memories/", all).text("/count")).isEqualTo("1");
      }
      var none = "{\"filters\":{\"user_id\":\"ana\",\"timestamp\":{\"gt\":\"2026-02-01\"}}}";
      assertThat(premises.call("POST", "/v3/memories/", none).text("/count")).isEqualTo("0");
    }
  }

  @Test
  void categoriesAreKeptAndFound() {
    try (var premises = new Premises()) {
      add(
          premises,
          """
          {"user_id":"ana","infer":false,"messages":"Runs ten miles","categories":["sport","health"]}
          """);
      keep(premises, "ana", "Reads crime novels");
      var sport =
          "{\"filters\":{\"AND\":[{\"user_id\":\"ana\"},{\"categories\":{\"in\":[\"sport\"]}}]}}";
      var found = premises.call("POST", "/v3/memories/", sport).body().at("/results");
      assertThat(memories(found)).containsExactly("Runs ten miles");
      assertThat(found.at("/0/categories")).hasSize(2);
      assertThat(found.at("/0/metadata")).isEmpty();
      var beside = "{\"filters\":{\"user_id\":\"ana\"},\"categories\":[\"health\"]}";
      assertThat(premises.call("POST", "/v3/memories/", beside).text("/count")).isEqualTo("1");
      var filters = premises.get("/v1/entities/filters/").body();
      assertThat(filters.path("user_id").valueStream().map(JsonNode::asText))
          .containsExactly("ana");
      assertThat(filters.path("categories")).hasSize(2);
    }
  }

  @Test
  void olderPathsAnswerOlderClients() {
    try (var premises = new Premises()) {
      var id =
          premises
              .call(
                  "POST",
                  "/v1/memories/",
                  "{\"user_id\":\"ana\",\"infer\":false,\"messages\":\"Plays the oboe\"}")
              .text("/results/0/id");
      var search = "{\"query\":\"oboe\",\"user_id\":\"ana\"}";
      assertThat(premises.call("POST", "/v1/memories/search/", search).text("/0/id")).isEqualTo(id);
      assertThat(premises.call("POST", "/v2/memories/search/", search).text("/0/id")).isEqualTo(id);
    }
  }

  @Test
  void whatThereIsInAllIsCounted() {
    try (var premises = new Premises()) {
      keep(premises, "ana", "Likes jazz");
      keep(premises, "ana", "Likes jazz");
      keep(premises, "ana", "Owns a kayak");
      keep(premises, "bob", "Owns a boat");
      var stats = premises.get("/v1/stats/").body();
      assertThat(stats.path("total_memories").asInt()).isEqualTo(3);
      assertThat(stats.path("total_users").asInt()).isEqualTo(2);
      assertThat(stats.path("total_add_events").asInt()).isEqualTo(4);
      var summary =
          premises.call("POST", "/v1/summary/", "{\"filters\":{\"user_id\":\"ana\"}}").body();
      assertThat(summary.valueStream().map(each -> each.path("summary").asText()))
          .containsExactly("Likes jazz", "Owns a kayak");
      assertThat(premises.get("/v1/entities/user/bob/").text("/total_memories")).isEqualTo("1");
      assertThat(premises.get("/v1/entities/user/eve/").status()).isEqualTo(404);
      assertThat(premises.get("/v1/memories/events/").text("/count")).isEqualTo("4");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Token %s", "Authorization: Bearer %s", "X-API-Key: %s"})
  void theKeyIsTakenAsClientsSendIt(String header) {
    var key = "m0-0123456789abcdef";
    try (var premises = new Premises(new ApiKey("owner's", key, List.of()))) {
      var parts = header.formatted(key).split(": ", 2);
      var request = HttpRequest.newBuilder(premises.uri("/v1/ping/")).header(parts[0], parts[1]);
      assertThat(premises.call(request, "GET", "").text("/project_id")).isEqualTo("acme");
      var wrong =
          HttpRequest.newBuilder(premises.uri("/v1/ping/")).header(parts[0], parts[1] + "x");
      var refused = premises.call(wrong, "GET", "");
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.text("/detail")).contains("key");
      assertThat(premises.get("/v1/ping/").status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /v3/memories/add/ | {} | 400 | user_id",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\"} | 400 | messages",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":[]} | 400 | messages",
        "POST | /v3/memories/add/ | {\"user_id\":\"*\",\"messages\":\"x\"} | 400 | '*'",
        "POST | /v3/memories/add/ | {\"user_id\":\"  \",\"messages\":\"x\"} | 400 | user_id",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":[{\"role\":\"king\",\"content\":\"x\"}]} | 400 | 'king'",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\"}]}]} | 400 | image_url",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":\"x\",\"metadata\":{\"mem0_immutable\":true}} | 400 | mem0_immutable",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":\"x\",\"expiration_date\":\"soon\"} | 400 | expiration_date",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":\"x\",\"observation_date\":\"2026-01-01\",\"timezone\":\"Moon\"} | 400 | timezone",
        "POST | /v3/memories/add/ | {\"user_id\":\"ana\",\"messages\":\"  \"} | 400 | remember",
        "POST | /v3/memories/search/ | {\"query\":\"x\"} | 400 | user_id",
        "POST | /v3/memories/search/ | {\"filters\":{\"user_id\":\"ana\"}} | 400 | query",
        "POST | /v3/memories/search/ | {\"query\":\"x\",\"top_k\":1001,\"filters\":{\"user_id\":\"ana\"}} | 400 | top_k",
        "POST | /v3/memories/search/ | {\"query\":\"x\",\"threshold\":2,\"filters\":{\"user_id\":\"ana\"}} | 400 | threshold",
        "POST | /v3/memories/?page_size=201 | {\"filters\":{\"user_id\":\"ana\"}} | 400 | page_size",
        "POST | /v3/memories/?page=0 | {\"filters\":{\"user_id\":\"ana\"}} | 400 | page",
        "PUT | /v1/memories/018f0000-0000-7000-8000-000000000000/ | {\"text\":\"x\"} | 404 | not found",
        "DELETE | /v1/memories/?planet=mars | {} | 400 | planet",
        "DELETE | /v1/batch/ | {\"memories\":[]} | 400 | memories",
        "GET | /v1/event/absent/ | '' | 404 | Event",
        "GET | /v1/entities/planet/mars/ | '' | 400 | planet",
        "GET | /v2/profiles/jobs/absent/ | '' | 404 | job",
        "GET | /v2/entities/agent/bot/profile/ | '' | 400 | users",
        "POST | /v2/profiles/settings/ | {\"schema\":{}} | 400 | Unsupported settings",
        "POST | /v2/profiles/jobs/ | {\"operation\":\"dance\",\"entity_type\":\"user\"} | 400 | dance",
        "GET | /api/v1/orgs/organizations/other/projects/acme/ | '' | 404 | /v1/ping/"
      })
  void whatIsWrongIsSaidInTheShapeThatClientsRead(
      String method, String path, String body, int status, String said) {
    try (var premises = new Premises()) {
      var answer = premises.call(method, path, body);
      assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
      assertThat(answer.text("/error")).contains(said);
      assertThat(answer.text("/detail")).isEqualTo(answer.text("/error"));
    }
  }
}
