package dev.steward.web;

import static dev.steward.web.Caller.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Desk;
import dev.steward.core.Principal;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may ask what.
class ApiKeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fixture fixture = new Fixture();
  private final Caller caller = fixture.caller();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aKeyOpensItsUsersAlone() throws Exception {
    var keyed =
        fixture.server(
            Fixture.OPTIONS.withKeys(
                List.of(
                    new StewardServer.ApiKey("ana's", "key-of-ana-0123456789", List.of("ana")),
                    new StewardServer.ApiKey("all", "key-of-all-0123456789", List.of()))));
    var other = new Caller(fixture, keyed.uri());
    var body = "{\"input\":\"Hello\",\"user_id\":\"bob\"}";
    var uri = keyed.uri().resolve("/v1/tasks");
    assertError(fixture.send(Fixture.json(uri, body)), 401, "unauthorized", "");
    for (var wrong : List.of("Bearer nonsense", "Basic key-of-all-0123456789", "Bearer ")) {
      var response = fixture.send(Fixture.json(uri, body).header("Authorization", wrong));
      assertError(response, 401, "unauthorized", "");
      assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    var ana = "Bearer key-of-ana-0123456789";
    assertError(
        fixture.send(Fixture.json(uri, body).header("Authorization", ana)),
        403,
        "forbidden",
        "user_id");
    var all = Fixture.json(uri, body).header("Authorization", "bearer key-of-all-0123456789");
    var task = JSON.readTree(fixture.send(all).body());
    assertThat(task.path("status").asText()).isEqualTo("done");
    var bobs =
        HttpRequest.newBuilder(keyed.uri().resolve("/v1/tasks/" + task.path("id").asText()))
            .header("Authorization", ana);
    assertError(fixture.send(bobs), 404, "not_found", "");
    assertThat(other.get("/health").statusCode()).isEqualTo(200);
    assertThat(other.get("/").statusCode()).isEqualTo(200);
    assertError(other.get("/nothing"), 401, "unauthorized", "");
  }

  @Test
  void metricsAreForWhoeverSpeaksForEverybody() throws Exception {
    var keyed =
        fixture.server(
            Fixture.OPTIONS
                .withMetrics(() -> "# TYPE a counter\na 1\n")
                .withKeys(
                    List.of(
                        new StewardServer.ApiKey("ana's", "key-of-ana-0123456789", List.of("ana")),
                        new StewardServer.ApiKey("all", "key-of-all-0123456789", List.of()))));
    var uri = keyed.uri().resolve("/metrics");

    assertError(fixture.send(HttpRequest.newBuilder(uri)), 401, "unauthorized", "");
    assertError(
        fixture.send(
            HttpRequest.newBuilder(uri).header("Authorization", "Bearer key-of-ana-0123456789")),
        403,
        "forbidden",
        "");
    var response =
        fixture.send(
            HttpRequest.newBuilder(uri).header("Authorization", "Bearer key-of-all-0123456789"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(response.body()).isEqualTo("# TYPE a counter\na 1\n");
  }

  @Test
  void metricsThatAreSwitchedOffAreNotThere() throws Exception {
    var response = caller.get("/metrics");

    assertError(response, 404, "not_found", "");
    assertThat(response.body()).contains("prometheus: true");
  }

  @Test
  void withoutKeysWhateverKeyIsSentIsTheOwners() throws Exception {
    var request =
        HttpRequest.newBuilder(caller.uri("/v1/agents")).header("Authorization", "Bearer anything");
    assertThat(fixture.send(request).statusCode()).isEqualTo(200);
  }

  @Test
  void anotherTenantsTaskIsNotThere() throws Exception {
    var owner = Principal.owner("other");
    var id = fixture.desk.submit(owner, Desk.Task.of("ana", "Hello").withId("theirs"));
    assertError(caller.get("/v1/tasks/" + id), 404, "not_found", "");
  }
}
