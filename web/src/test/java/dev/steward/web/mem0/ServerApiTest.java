package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The self-hosted server's API as plain HTTP sees it.
class ServerApiTest {
  private final Premises premises = new Premises();

  @AfterEach
  void close() {
    premises.close();
  }

  private String keep(String user, String text) {
    var answer =
        premises.call(
            "POST",
            "/memories",
            """
            {"user_id":"%s","infer":false,"messages":[{"role":"user","content":"%s"}],
             "metadata":{"shelf":"%s"}}
            """
                .formatted(user, text, text.substring(0, 1)));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
    assertThat(answer.text("/results/0/event")).isEqualTo("ADD");
    return answer.text("/results/0/id");
  }

  private List<String> texts(String path) {
    return texts(premises.get(path).body());
  }

  private static List<String> texts(JsonNode answer) {
    return answer.path("results").valueStream().map(each -> each.path("memory").asText()).toList();
  }

  @Test
  void anAddAnswersWithTheMemoriesThatCameOfIt() {
    var answer =
        premises.call(
            "POST",
            "/memories",
            """
            {"user_id":"ana","messages":[{"role":"user","content":"I prefer tea over coffee."}]}
            """);
    assertThat(answer.body().at("/results")).hasSize(1);
    assertThat(answer.text("/results/0/event")).isEqualTo("ADD");
    assertThat(answer.text("/results/0/memory")).contains("tea");
    var id = answer.text("/results/0/id");
    assertThat(premises.get("/memories/" + id).text("/user_id")).isEqualTo("ana");
  }

  @Test
  void memoriesAreListedShownChangedAndDeleted() {
    var id = keep("ana", "Apples are in the cellar");
    keep("bob", "Boats are in the harbour");
    assertThat(texts("/memories?user_id=ana")).containsExactly("Apples are in the cellar");
    assertThat(texts("/memories")).hasSize(2);
    assertThat(texts("/memories?user_id=ana&top_k=0")).isEmpty();
    var memory = premises.get("/memories/" + id).body();
    assertThat(memory.path("metadata").path("shelf").asText()).isEqualTo("A");
    assertThat(memory.has("agent_id")).isFalse();
    var changed = "{\"text\":\"Apples are in the kitchen\",\"expiration_date\":\"2099-01-01\"}";
    assertThat(premises.call("PUT", "/memories/" + id, changed).text("/message"))
        .isEqualTo("Memory updated successfully!");
    memory = premises.get("/memories/" + id).body();
    assertThat(memory.path("memory").asText()).isEqualTo("Apples are in the kitchen");
    assertThat(memory.path("expiration_date").asText()).isEqualTo("2099-01-01");
    assertThat(memory.path("metadata").path("shelf").asText()).isEqualTo("A");
    var history = premises.get("/memories/" + id + "/history").body();
    assertThat(history.valueStream().map(row -> row.path("event").asText()))
        .containsExactly("ADD", "UPDATE");
    assertThat(premises.call("DELETE", "/memories/" + id, "").text("/message"))
        .isEqualTo("Memory deleted successfully");
    assertThat(premises.get("/memories/" + id).status()).isEqualTo(200);
    assertThat(premises.get("/memories/" + id).body().isNull()).isTrue();
    assertThat(premises.call("PUT", "/memories/" + id, changed).status()).isEqualTo(404);
    assertThat(premises.call("DELETE", "/memories/" + id, "").status()).isEqualTo(404);
    assertThat(texts("/memories")).containsExactly("Boats are in the harbour");
  }

  @Test
  void aSearchReachesOnlyWhomItNames() {
    keep("ana", "Apples are in the cellar");
    keep("bob", "Apples are in the harbour");
    var search = "{\"query\":\"where are apples\",\"filters\":%s,\"explain\":true}";
    var found = premises.call("POST", "/search", search.formatted("{\"user_id\":\"ana\"}"));
    assertThat(texts(found.body())).containsExactly("Apples are in the cellar");
    assertThat(found.body().at("/results/0/score").asDouble()).isBetween(0.1, 1.0);
    assertThat(found.body().at("/results/0/score_details/final_score"))
        .isEqualTo(found.body().at("/results/0/score"));
    var nested =
        "{\"AND\":[{\"OR\":[{\"user_id\":\"ana\"},{\"user_id\":\"bob\"}]},{\"shelf\":\"A\"}]}";
    assertThat(texts(premises.call("POST", "/search", search.formatted(nested)).body())).hasSize(2);
    var none = "{\"user_id\":\"ana\",\"shelf\":{\"nin\":[\"A\",\"B\"]}}";
    assertThat(texts(premises.call("POST", "/search", search.formatted(none)).body())).isEmpty();
    var topLevel = "{\"query\":\"apples\",\"user_id\":\"bob\"}";
    assertThat(texts(premises.call("POST", "/search", topLevel).body()))
        .containsExactly("Apples are in the harbour");
    for (var everybody : List.of("{}", "{\"user_id\":\"*\"}", "{\"NOT\":{\"user_id\":\"bob\"}}")) {
      assertThat(premises.call("POST", "/search", search.formatted(everybody)).status())
          .isEqualTo(400);
    }
  }

  @Test
  void allOfOneAreDeletedAndThenAllOfAll() {
    keep("ana", "Apples are in the cellar");
    keep("bob", "Boats are in the harbour");
    assertThat(premises.call("DELETE", "/memories", "").status()).isEqualTo(400);
    assertThat(premises.call("DELETE", "/memories?user_id=ana", "").text("/message"))
        .isEqualTo("All relevant memories deleted");
    assertThat(texts("/memories")).containsExactly("Boats are in the harbour");
    var entities = premises.get("/entities").body();
    assertThat(entities.valueStream().map(each -> each.path("id").asText())).containsExactly("bob");
    assertThat(premises.call("DELETE", "/entities/user/bob", "").text("/message"))
        .isEqualTo("Entity deleted");
    assertThat(texts("/memories")).isEmpty();
    keep("eve", "Eggs are in the fridge");
    assertThat(premises.call("POST", "/reset", "").text("/message"))
        .isEqualTo("All memories reset");
    assertThat(texts("/memories")).isEmpty();
  }

  @Test
  void instructionsAreConfigured() {
    var set = "{\"custom_instructions\":\"Remember ships\",\"version\":\"v1.1\"}";
    assertThat(premises.call("POST", "/configure", set).status()).isEqualTo(200);
    var configuration = premises.get("/configure").body();
    assertThat(configuration.path("custom_instructions").asText()).isEqualTo("Remember ships");
    assertThat(configuration.at("/embedder/config/model").asText()).isNotBlank();
    var model = "{\"llm\":{\"provider\":\"openai\"}}";
    var refused = premises.call("POST", "/configure", model);
    assertThat(refused.status()).isEqualTo(501);
    assertThat(refused.text("/detail")).contains("'llm'", "steward.yaml");
    assertThat(premises.get("/configure/providers").status()).isEqualTo(200);
    assertThat(premises.get("/auth/setup-status").text("/setup_complete")).isEqualTo("true");
    assertThat(premises.get("/auth/me").text("/role")).isEqualTo("admin");
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/auth/register",
    "POST,/auth/login",
    "POST,/auth/refresh",
    "POST,/auth/change-password",
    "POST,/auth/onboarding-complete",
    "GET,/api-keys",
    "POST,/api-keys",
    "DELETE,/api-keys/k1",
    "GET,/requests",
    "POST,/generate-instructions"
  })
  void whatIsNotHereSaysWhatToUseInstead(String method, String path) {
    var answer = premises.call(method, path, "");
    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.text("/detail")).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /memories | {\"messages\":\"x\"} | 400 | user_id",
        "POST | /memories | {\"user_id\":\"a\",\"messages\":\"x\",\"memory_type\":\"odd\"} | 400 | memory_type",
        "POST | /search | {\"query\":\"x\",\"filters\":{\"user_id\":\"a\",\"n\":{\"near\":1}}} | 400 | 'near'",
        "PUT | /memories/absent | {\"text\":\"x\"} | 404 | not found",
        "GET | /memories?user_id=* | '' | 400 | '*'",
        "GET | /memories?top_k=x | '' | 400 | top_k",
        "DELETE | /entities/planet/mars | '' | 400 | planet"
      })
  void whatIsWrongIsSaidAsDetail(String method, String path, String body, int status, String said) {
    var answer = premises.call(method, path, body);
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
    assertThat(answer.text("/detail")).contains(said);
  }
}
