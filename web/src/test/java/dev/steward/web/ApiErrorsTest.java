package dev.steward.web;

import static dev.steward.web.Caller.assertError;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Failure;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server's own API says to requests that are wrong.
class ApiErrorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fixture fixture = new Fixture();
  private final Caller caller = fixture.caller();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"user_id\":\"ana\"}                                    | missing_field | input",
        "{\"input\":\"Hi\"}                                       | missing_field | user_id",
        "{\"input\":\" \",\"user_id\":\"ana\"}                    | invalid_field | input",
        "{\"input\":7,\"user_id\":\"ana\"}                        | invalid_field | input",
        "{\"input\":null,\"user_id\":\"ana\"}                     | missing_field | input",
        "{\"input\":\"Hi\",\"user_id\":[\"ana\"]}                 | invalid_field | user_id",
        "{\"input\":\"Hi\",\"user_id\":\"a\\u0000\"}              | invalid_field | user_id",
        "{\"input\":\"Hi \\u0000\",\"user_id\":\"ana\"}           | invalid_field | input",
        "{\"input\":\"Hi \\ud800\",\"user_id\":\"ana\"}           | invalid_field | input",
        "{\"input\":\"Hi\",\"user_id\":\"ana\\nbob\"}             | invalid_field | user_id",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"wait\":\"no\"}   | invalid_field | wait",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"wait\":0}        | invalid_field | wait",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"agent\":\"x\"}   | invalid_field | agent",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"id\":\"a/b\"}    | invalid_field | id",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"id\":\"..\"}     | invalid_field | id",
        "{\"input\":\"Hi\",\"user_id\":\"ana\",\"userid\":\"x\"}  | unknown_field | userid",
      })
  void aWrongTaskIsRefusedByTheFieldsName(String body, String code, String field) throws Exception {
    assertError(caller.post("/v1/tasks", body), 400, code, field);
    assertThat(fixture.desk.tasks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "``                                      | empty",
        "{\"input\":                             | line 1",
        "{\"input\": nonsense}                   | line 1, column 11",
        "[1]                                     | must be a JSON object",
        "{} {}                                   | goes on after",
        "{\"input\":\"a\",\"input\":\"b\"}       | field 'input' twice",
        "{\"input\": NaN}                        | not valid JSON",
        "{'input': 1}                            | not valid JSON",
      })
  void jsonThatIsNoneIsRefusedWithThePlace(String body, String said) throws Exception {
    var response = caller.post("/v1/tasks", body);
    assertError(response, 400, "invalid_json", "");
    assertThat(Caller.message(response)).contains(said);
  }

  @Test
  void deepNestingAndHugeNumbersAreRefused() throws Exception {
    assertThat(Caller.message(caller.post("/v1/tasks", "{\"input\":" + "[".repeat(100_000))))
        .contains("nested deeper than 64");
    assertThat(Caller.message(caller.post("/v1/tasks", "{\"input\":" + "9".repeat(100_000) + "}")))
        .contains("more than 100 digits");
    for (var limit : List.of("1e999999", "9999999999999", "0", "-1", "1.5", "\"5\"")) {
      var recall = "{\"user_id\":\"ana\",\"query\":\"tea\",\"limit\":" + limit + "}";
      assertError(caller.post("/v1/recall", recall), 400, "invalid_field", "limit");
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws Exception {
    var body = new byte[] {'{', '"', 'i', '"', ':', '"', (byte) 0xc3, (byte) 0x28, '"', '}'};
    var request =
        HttpRequest.newBuilder(caller.uri("/v1/tasks"))
            .header("Content-Type", "application/json; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    var response = fixture.send(request);
    assertError(response, 400, "invalid_json", "");
    assertThat(Caller.message(response)).contains("UTF-8");
  }

  @Test
  void aBodyTooLargeOrOfAnotherTypeIsRefused() throws Exception {
    var large = "{\"input\":\"" + "x".repeat(1024 * 1024) + "\",\"user_id\":\"ana\"}";
    assertError(caller.post("/v1/tasks", large), 413, "too_large", "");
    var chunked =
        HttpRequest.newBuilder(caller.uri("/v1/tasks"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofInputStream(
                    () -> new ByteArrayInputStream(large.getBytes(UTF_8))));
    assertError(fixture.send(chunked), 413, "too_large", "");
    var form =
        HttpRequest.newBuilder(caller.uri("/v1/tasks"))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertError(fixture.send(form), 415, "unsupported_media_type", "");
  }

  @Test
  void otherPathsAndMethodsAreNamedAsSuch() throws Exception {
    assertError(caller.get("/v1/nothing"), 404, "not_found", "");
    assertError(caller.get("/v1/tasks/none"), 404, "not_found", "");
    assertError(caller.get("/v1/tasks/none/events"), 404, "not_found", "");
    assertError(caller.get("/v1/runs/none"), 404, "not_found", "");
    assertError(caller.post("/v1/runs/none/resume", "{\"happened\":true}"), 404, "not_found", "");
    assertError(caller.get("/v1/tasks/%C3%28"), 400, "invalid_url", "");
    var response = fixture.send(HttpRequest.newBuilder(caller.uri("/v1/tasks")).DELETE());
    assertError(response, 405, "method_not_allowed", "");
    assertThat(response.headers().firstValue("Allow")).contains("POST, GET");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/tasks?limit=0,            limit",
    "/v1/tasks?limit=ten,          limit",
    "/v1/tasks?limit=501,          limit",
    "/v1/tasks?users=ana,          users",
    "/v1/tasks?limit=1&limit=2,    limit",
    "/v1/memories,                 user_id",
    "/v1/memories?user_id=a&layer=all, layer",
    "/v1/costs?from=yesterday,     from",
    "/v1/calendar,                 user_id",
    "/v1/calendar?user_id=a&from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z, to",
    "/v1/agents?x=1,               x",
  })
  void aWrongParameterIsRefusedByItsName(String path, String field) throws Exception {
    var response = caller.get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(response.body()).path("error").path("field").asText())
        .isEqualTo(field);
  }

  @Test
  void aDesksFailuresHaveTheirStatus() throws Exception {
    fixture.desk.failNext(Failure.limit("The budget of ana is used up; raise it"));
    assertError(caller.get("/v1/agents"), 402, "limit_reached", "");
    fixture.desk.failNext(Failure.external("The model is gone; choose another", null));
    assertError(caller.get("/v1/agents"), 502, "external_failure", "");
    fixture.desk.failNext(Failure.passing("Overloaded", null, Duration.ofSeconds(7)));
    var passing = caller.get("/v1/agents");
    assertError(passing, 502, "external_failure", "");
    assertThat(passing.headers().firstValue("Retry-After")).contains("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a failure", "a bug"})
  void whatIsOurFaultIsSaidWithoutItsInsideAndLogged(String what) throws Exception {
    var secret = "SELECT * FROM facts at /var/steward.db";
    fixture.desk.failNext(
        what.equals("a bug") ? new IllegalStateException(secret) : Failure.internal(secret, null));
    try (var log = new LogWatch()) {
      var response =
          fixture.send(
              HttpRequest.newBuilder(caller.uri("/v1/agents")).header("X-Request-ID", "r-7"));
      assertError(response, 500, "internal", "");
      assertThat(response.body()).doesNotContain("SELECT").contains("r-7");
      assertThat(log.messages()).anyMatch(message -> message.contains("r-7"));
    }
  }

  @Test
  void everyResponseHasARequestId() throws Exception {
    assertThat(caller.get("/health").headers().firstValue("X-Request-ID")).isPresent();
    var first = caller.get("/nothing").headers().firstValue("X-Request-ID").orElseThrow();
    assertThat(caller.get("/nothing").headers().firstValue("X-Request-ID").orElseThrow())
        .isNotEqualTo(first);
    var bad = HttpRequest.newBuilder(caller.uri("/health")).header("X-Request-ID", "a b");
    assertThat(fixture.send(bad).headers().firstValue("X-Request-ID").orElseThrow())
        .isNotEqualTo("a b");
  }
}
