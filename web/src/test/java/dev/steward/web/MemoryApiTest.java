package dev.steward.web;

import static dev.steward.web.Caller.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Memory over plain HTTP.
class MemoryApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fixture fixture = new Fixture();
  private final Caller caller = fixture.caller();

  @AfterEach
  void close() {
    fixture.close();
  }

  private JsonNode post(String path, String body) throws Exception {
    var response = caller.post("/v1/memory/" + path, body);
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return JSON.readTree(response.body());
  }

  private String remembered(String user, String text) throws Exception {
    return post(
            "messages",
            """
            {"user_id":"%s","messages":[{"text":"%s"}],"extraction":"verbatim"}
            """
                .formatted(user, text))
        .at("/facts/0/id")
        .asText();
  }

  @Test
  void whatIsSaidIsKeptAsItIsTold() throws Exception {
    var added =
        post(
            "messages",
            """
            {"user_id":"ana","session_id":"s1","agent_id":"qa","metadata":{"n":[1,null,0.5]},
             "messages":[{"role":"assistant","text":"I booked it","speaker":"steward",
               "at":"2026-05-03T12:00:00+02:00"}],"extraction":"none"}
            """);
    var id = added.at("/messages/0").asText();
    assertThat(JSON.readTree(caller.get("/v1/memory/messages/" + id).body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"type":"message","id":"%s","role":"assistant","speaker":"steward","channel":"api",
                 "turn":"","trust":"model","text":"I booked it","user_id":"ana","session_id":"s1",
                 "agent_id":"qa","app_id":"","run_id":"","metadata":{"n":[1,null,0.5]},
                 "at":"2026-05-03T10:00:00Z"}
                """
                    .formatted(id)));
  }

  @Test
  void aFactIsFoundListedAndDecidedAbout() throws Exception {
    var id = remembered("ana", "John likes green tea");
    remembered("bob", "The roof leaks");

    var found = post("search", "{\"user_id\":\"ana\",\"query\":\"green tea\"}");
    assertThat(found.at("/data/0/id").asText()).isEqualTo(id);
    assertThat(found.at("/data/0/components").isEmpty()).isFalse();
    assertThat(post("list", "{\"user_id\":\"ana\"}").at("/data")).hasSize(1);
    assertThat(post("list", "{}").at("/data")).hasSize(2);
    assertThat(post("count", "{\"layer\":\"user\"}").at("/count").asInt()).isEqualTo(2);
    assertThat(post("facts/" + id + "/decide", "{\"decision\":\"pin\"}").at("/pinned").asBoolean())
        .isTrue();
    var history = JSON.readTree(caller.get("/v1/memory/facts/" + id + "/history").body());
    assertThat(history.at("/data/1/event").asText()).isEqualTo("pinned");
    assertThat(history.at("/data/1/by").asText()).isEqualTo("owner");
  }

  @Test
  void anEditChangesWhatIsNamedAlone() throws Exception {
    var id = remembered("ana", "John likes green tea");

    post("facts/" + id + "/edit", "{\"expires_at\":\"2027-01-01T00:00:00Z\",\"by\":\"ana\"}");
    var edited = post("facts/" + id + "/edit", "{\"metadata\":{\"n\":1}}");
    assertThat(edited.at("/text").asText()).isEqualTo("John likes green tea");
    assertThat(edited.at("/expires_at").asText()).isEqualTo("2027-01-01T00:00:00Z");
    assertThat(edited.at("/metadata/n").asInt()).isEqualTo(1);
    assertThat(post("facts/" + id + "/edit", "{\"expires_at\":null}").at("/expires_at").isNull())
        .isTrue();
  }

  @Test
  void anExportIsLinesThatCanBeTakenOverElsewhere() throws Exception {
    remembered("ana", "John likes green tea");
    var export = caller.post("/v1/memory/export", "{}");
    assertThat(export.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(export.body().lines().map(MemoryApiTest::type))
        .containsExactly("steward_memory", "message", "fact", "end");
    try (var other = new Fixture()) {
      var taken = other.send(lines(other, export.body()));
      assertThat(taken.body()).isEqualTo("{\"new\":2}");
      assertThat(other.send(lines(other, export.body())).body()).isEqualTo("{\"new\":0}");
      assertThat(new Caller(other, other.server().uri()).post("/v1/memory/export", "{}").body())
          .isEqualTo(export.body());
    }
  }

  private static String type(String line) {
    try {
      return JSON.readTree(line).path("type").asText();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static HttpRequest.Builder lines(Fixture fixture, String body) {
    return HttpRequest.newBuilder(fixture.server().uri().resolve("/v1/memory/import"))
        .header("Content-Type", "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void whatStandsBeforeAMistakeIsTakenOver() throws Exception {
    var response =
        fixture.send(
            lines(
                fixture,
                "{\"user\":\"ana\",\"text\":\"Tea\"}\n\n{\"user\":\"ana\",\"text\":7}\n{\"te"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("Line 3", "'text' must be a string", "1 entries before");
    assertThat(post("export", "{}").isMissingNode()).isFalse();
    assertThat(caller.post("/v1/memory/export", "{}").body()).contains("\"text\":\"Tea\"");
  }

  @Test
  void anImportOfAnotherKindIsRefused() throws Exception {
    assertError(caller.post("/v1/memory/import", "{}"), 415, "unsupported_media_type", "");
  }

  @Test
  void aReindexTellsItsProgress() throws Exception {
    remembered("ana", "John likes green tea");
    var response =
        fixture.send(
            Fixture.json(caller.uri("/v1/memory/reindex"), "")
                .header("Accept", "text/event-stream"));
    assertThat(response.body())
        .contains("event: progress", "\"done\":")
        .endsWith("event: done\ndata: {}\n\n");
    assertThat(post("reindex", "").path("done").asInt()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          list       | {"filter":{"field":"text","like":"x"}}             | unknown_field | filter.like
          list       | {"filter":{"field":"text"}}                        | invalid_field | filter
          list       | {"filter":{"and":[{"or":[7]}]}}                    | invalid_field | filter.and[0].or[0]
          list       | {"filter":{"not":{"field":"n","gt":[]}}}           | invalid_field | filter.not.gt
          list       | {"filter":{"eq":1}}                                | missing_field | filter.field
          list       | {"standings":["gone"]}                             | invalid_field | standings
          list       | {"limit":0}                                        | invalid_field | limit
          list       | {"at":"yesterday"}                                 | invalid_field | at
          search     | {"user_id":"ana"}                                  | missing_field | query
          search     | {"query":"tea","threshold":1.5}                    | invalid_field | threshold
          search     | {"query":"tea","threshold":"x"}                    | invalid_field | threshold
          as-of      | {}                                                 | missing_field | held
          messages   | {"user_id":"ana"}                                  | missing_field | messages
          messages   | {"user_id":"ana","messages":[{}]}                  | missing_field | messages[0].text
          messages   | {"user_id":"ana","messages":["tea"]}               | invalid_field | messages[0]
          messages   | {"user_id":"ana","messages":[{"text":"x","a":1}]}  | unknown_field | messages[0].a
          messages   | {"user_id":"ana","metadata":1,"messages":[]}       | invalid_field | metadata
          forget     | {}                                                 | invalid_field | ids
          forget     | {"ids":["a"],"user":"ana"}                         | invalid_field | user
          forget     | {"found":{"query":"x","more":1}}                   | unknown_field | found.more
          facts/x/decide | {"decision":"burn"}                            | invalid_field | decision
          """)
  void aMistakeIsNamedByItsPlace(String path, String body, String code, String field)
      throws Exception {
    assertError(caller.post("/v1/memory/" + path, body), 400, code, field);
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    for (var path :
        List.of(
            "facts/nothing", "facts/nothing/history", "messages/x%2Fy", "extractions/nothing")) {
      assertError(caller.get("/v1/memory/" + path), 404, "not_found", "");
    }
    assertError(caller.post("/v1/memory/facts/x/edit", "{}"), 404, "not_found", "");
    assertError(caller.post("/v1/memory/facts/x/propose", "{}"), 404, "not_found", "");
    assertError(
        caller.post("/v1/memory/facts/x/decide", "{\"decision\":\"pin\"}"), 404, "not_found", "");
    assertError(caller.post("/v1/memory/extractions/x/retry", "{}"), 404, "not_found", "");
  }
}
