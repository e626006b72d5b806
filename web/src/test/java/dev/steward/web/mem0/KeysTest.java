package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.web.StewardServer.ApiKey;
import dev.steward.web.mem0.Premises.Answer;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A key that is tied to users reaches theirs alone.
class KeysTest {
  private static final String OWNER = "m0-key-of-the-owner";
  private static final String ANA = "m0-key-of-ana-0123456789";

  private final Premises premises =
      new Premises(
          new ApiKey("owner's", OWNER, List.of()), new ApiKey("ana's", ANA, List.of("ana")));
  private String anas = "";
  private String bobs = "";

  @BeforeEach
  void keep() {
    anas = keep(OWNER, "ana", "Apples are in the cellar").text("/results/0/id");
    bobs = keep(OWNER, "bob", "Apples are in the harbour").text("/results/0/id");
  }

  @AfterEach
  void close() {
    premises.close();
  }

  private Answer call(String key, String method, String path, String body) {
    var request =
        HttpRequest.newBuilder(premises.uri(path)).header("Authorization", "Token " + key);
    return premises.call(request, method, body);
  }

  private Answer keep(String key, String user, String text) {
    return call(
        key,
        "POST",
        "/v3/memories/add/",
        "{\"user_id\":\"%s\",\"agent_id\":\"bot\",\"infer\":false,\"messages\":\"%s\"}"
            .formatted(user, text));
  }

  private static List<String> ids(JsonNode results) {
    return results.valueStream().map(each -> each.path("id").asText()).toList();
  }

  @Test
  void othersAreNotWrittenTo() {
    assertThat(keep(ANA, "ana", "Pears are in the attic").status()).isEqualTo(200);
    assertThat(keep(ANA, "bob", "Pears are in the attic").status()).isEqualTo(403);
    var bots = "{\"agent_id\":\"bot\",\"infer\":false,\"messages\":\"Pears are in the attic\"}";
    assertThat(call(ANA, "POST", "/v3/memories/add/", bots).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"OR\":[{\"user_id\":\"ana\"},{\"user_id\":\"bob\"}]}",
        "{\"agent_id\":\"bot\"}",
        "{\"user_id\":{\"in\":[\"ana\",\"bob\"]}}",
        "{\"agent_id\":\"bot\",\"updated_at\":{\"gt\":\"2020-01-01\"}}"
      })
  void othersAreNeitherFoundNorListed(String filters) {
    var search = "{\"query\":\"apples\",\"filters\":%s}".formatted(filters);
    assertThat(ids(call(ANA, "POST", "/v3/memories/search/", search).body().at("/results")))
        .containsExactly(anas);
    assertThat(ids(call(OWNER, "POST", "/v3/memories/search/", search).body().at("/results")))
        .containsExactlyInAnyOrder(anas, bobs);
    var list = "{\"filters\":%s}".formatted(filters);
    assertThat(call(ANA, "POST", "/v3/memories/", list).text("/count")).isEqualTo("1");
    assertThat(ids(call(ANA, "POST", "/search", search).body().at("/results")))
        .containsExactly(anas);
  }

  @Test
  void othersAreAbsent() {
    var theirs = "/v1/memories/" + bobs + "/";
    assertThat(call(ANA, "GET", theirs, "").status()).isIn(400, 404);
    assertThat(call(ANA, "PUT", theirs, "{\"text\":\"x\"}").status()).isIn(400, 404);
    assertThat(call(ANA, "DELETE", theirs, "").status()).isIn(400, 404);
    assertThat(call(ANA, "GET", theirs + "history/", "").status()).isIn(400, 404);
    assertThat(call(ANA, "GET", "/memories/" + bobs, "").body().isNull()).isTrue();
    var users = call(ANA, "GET", "/v1/entities/", "").body().at("/results");
    assertThat(users.valueStream().map(each -> each.path("name").asText()))
        .containsExactlyInAnyOrder("ana", "bot");
    assertThat(call(ANA, "GET", "/v1/entities/user/bob/", "").status()).isEqualTo(404);
    var event = keep(OWNER, "bob", "Boats are in the harbour").text("/event_id");
    assertThat(call(ANA, "GET", "/v1/event/" + event + "/", "").status()).isEqualTo(404);
    assertThat(call(OWNER, "GET", "/v1/event/" + event + "/", "").status()).isEqualTo(200);
  }

  @Test
  void othersAreNotForgotten() {
    for (var path :
        List.of(
            "/v1/memories/?user_id=bob",
            "/v2/entities/user/bob/",
            "/entities/user/bob",
            "/memories?user_id=bob",
            "/v1/memories/?agent_id=bot")) {
      call(ANA, "DELETE", path, "");
      assertThat(call(OWNER, "GET", "/v1/memories/" + bobs + "/", "").status())
          .as(path)
          .isEqualTo(200);
    }
    assertThat(call(OWNER, "GET", "/memories/" + anas, "").body().isNull()).isTrue();
  }

  @Test
  void oneOwnMemoryIsChangedAndForgotten() {
    var own = "/v1/memories/" + anas + "/";
    assertThat(call(ANA, "PUT", own, "{\"text\":\"Apples are gone\"}").text("/memory"))
        .isEqualTo("Apples are gone");
    var feedback = "{\"memory_id\":\"%s\",\"feedback\":\"POSITIVE\"}".formatted(anas);
    assertThat(call(ANA, "POST", "/v1/feedback/", feedback).status()).isEqualTo(200);
    assertThat(call(ANA, "GET", own + "history/", "").body()).hasSize(2);
    assertThat(call(ANA, "DELETE", own, "").status()).isEqualTo(200);
    assertThat(call(ANA, "GET", "/v1/events/", "").status()).isEqualTo(200);
    assertThat(call(ANA, "GET", "/v1/stats/", "").text("/total_memories")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /api/v1/orgs/organizations/steward/projects/acme/ | {\"decay\":true}",
        "POST | /v2/profiles/settings/ | {\"enabled\":true}",
        "POST | /configure | {\"custom_instructions\":\"x\"}",
        "GET | /configure | ''",
        "POST | /reset | ''",
        "GET | /memories | ''"
      })
  void whatConcernsEverybodyIsTheOwners(String method, String path, String body) {
    assertThat(call(ANA, method, path, body).status()).isEqualTo(403);
    assertThat(call(OWNER, method, path, body).status()).isEqualTo(200);
  }
}
