package dev.steward.web;

import static dev.steward.web.Caller.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Scope;
import dev.steward.core.agent.Source;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The server's own API, as plain HTTP sees it.
class ApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fixture fixture = new Fixture();
  private final Caller caller = fixture.caller();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void aTaskAnswersWithAllThatIsKnownOfIt() throws Exception {
    fixture.desk.when("What do I like?", ApiTest::answerWithEverything);
    var response =
        caller.post(
            "/v1/tasks", "{\"input\":\"What do I like?\",\"user_id\":\"ana\",\"id\":\"q1\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(JSON.readTree(response.body()))
        .isEqualTo(
            JSON.readTree(
                """
                {"id":"q1","status":"done","input":"What do I like?","result":"Tea.",
                 "error_code":"","task_type":"simple","kind":"other","agent":"local","model":"m1",
                 "cost":0.0000000000125,"currency":"USD",
                 "usage":{"input_tokens":10,"cache_read_tokens":20,"cache_write_5m_tokens":3,
                   "cache_write_1h_tokens":4,"output_tokens":50,"reasoning_tokens":6,
                   "total_tokens":87,"tool_calls":{}},
                 "context_used":[{"type":"fact","id":"f1","layer":"user","kind":"preference",
                   "standing":"active","subject":"drink:tea","predicate":"","text":"Ana likes tea",
                   "entities":[],"source":"m1","citations":[{"source":"m1","start":0,"end":0}],
                   "author":"ana","trust":"owner","user_id":"ana","session_id":"","agent_id":"",
                   "app_id":"","run_id":"","metadata":{},"proofs":1,"pinned":false,
                   "valid_from":"2026-11-02T09:00:00Z","valid_to":null,"superseded_at":null,
                   "superseded_by":"","expires_at":null,"review_at":null,
                   "at":"2026-11-02T09:00:00Z","score":0.75,
                   "components":{"dense":0.5,"lexical":0.25},"quote":"I like tea"}],
                 "sources":[{"type":"fact","id":"f1","text":"Ana likes tea","message":"m1",
                   "quote":"I like tea","at":"2026-11-02T09:00:00Z"}],
                 "session_id":"s-ana","user_id":"ana","created_at":"2026-11-02T09:00:00Z",
                 "updated_at":"2026-11-02T09:00:00Z"}
                """));
    assertThat(response.body()).contains("\"cost\":0.0000000000125,");
    assertThat(caller.get("/v1/tasks/q1").body()).isEqualTo(response.body());
  }

  private static Turn answerWithEverything(Turn turn, Consumer<TurnEvent> events) {
    var fact =
        Fact.of(
            "f1",
            new Scope("acme", "ana", ""),
            Layer.USER,
            Fact.Kind.PREFERENCE,
            "drink:tea",
            "Ana likes tea",
            "m1",
            "ana",
            turn.startedAt());
    return Play.ended(
        turn,
        Turn.Status.DONE,
        "Tea.",
        "m1",
        new Usage(10, 20, 3, 4, 50, 6),
        Money.of("0.0000000000125"),
        List.of(new Recollection(fact, 0.75, Map.of("dense", 0.5, "lexical", 0.25), "I like tea")),
        List.of(new Source("fact", "f1", "Ana likes tea", "m1", "I like tea", turn.startedAt())));
  }

  @Test
  void aTaskNotWaitedForIsAcceptedAtOnce() throws Exception {
    var released = new CountDownLatch(1);
    fixture.desk.when(
        "Slowly",
        (turn, events) -> {
          released.await();
          return Play.done(turn, "At last");
        });
    var response =
        caller.post("/v1/tasks", "{\"input\":\"Slowly\",\"user_id\":\"ana\",\"wait\":false}");
    assertThat(response.statusCode()).isEqualTo(202);
    var id = JSON.readTree(response.body()).path("id").asText();
    assertThat(response.headers().firstValue("Location")).contains("/v1/tasks/" + id);
    assertThat(JSON.readTree(caller.get("/v1/tasks/" + id).body()).path("status").asText())
        .isEqualTo("running");
    released.countDown();
    assertThat(caller.get("/v1/tasks/" + id + "/events").body()).contains("event: finished");
  }

  @Test
  void theIdempotencyKeyIsTheTasksId() throws Exception {
    var body = "{\"input\":\"Hello\",\"user_id\":\"ana\"}";
    for (int i = 0; i < 2; i++) {
      var request = Fixture.json(caller.uri("/v1/tasks"), body).header("Idempotency-Key", "once");
      assertThat(JSON.readTree(fixture.send(request).body()).path("id").asText()).isEqualTo("once");
    }
    assertThat(JSON.readTree(caller.get("/v1/tasks?user_id=ana").body()).path("data")).hasSize(1);
    var other = "{\"input\":\"Hello\",\"user_id\":\"bob\",\"id\":\"once\"}";
    assertError(caller.post("/v1/tasks", other), 409, "id_taken", "id");
    var contrary =
        Fixture.json(
                caller.uri("/v1/tasks"), "{\"input\":\"x\",\"user_id\":\"ana\",\"id\":\"two\"}")
            .header("Idempotency-Key", "one");
    assertError(fixture.send(contrary), 400, "invalid_field", "id");
  }

  @Test
  void memoriesAreKeptAndRecalled() throws Exception {
    var made =
        caller.post(
            "/v1/memories",
            """
            {"user_id":"ana","layer":"user","kind":"preference","text":"Tea, please"}
            """);
    assertThat(made.statusCode()).isEqualTo(201);
    var fact = JSON.readTree(made.body());
    assertThat(fact.path("kind").asText()).isEqualTo("preference");
    assertThat(JSON.readTree(caller.get("/v1/memories?user_id=ana").body()).path("data").get(0))
        .isEqualTo(fact);
    var recalled = caller.post("/v1/recall", "{\"user_id\":\"ana\",\"query\":\"tea\"}");
    assertThat(JSON.readTree(recalled.body()).path("data").get(0).path("score").asDouble())
        .isPositive();
    var conversation = "{\"user_id\":\"ana\",\"layer\":\"conversation\",\"text\":\"Tea\"}";
    assertError(caller.post("/v1/memories", conversation), 400, "refused", "");
    var wrong = "{\"user_id\":\"ana\",\"layer\":\"USER\",\"text\":\"Tea\"}";
    assertError(caller.post("/v1/memories", wrong), 400, "invalid_field", "layer");
  }

  @Test
  void aWaitingRunIsResumed() throws Exception {
    fixture.desk.when(
        "Send it",
        (turn, events) ->
            Play.ended(
                turn,
                Turn.Status.WAITING,
                "Was it sent?",
                "local",
                Usage.NONE,
                Money.ZERO,
                List.of(),
                List.of()));
    caller.post("/v1/tasks", "{\"input\":\"Send it\",\"user_id\":\"ana\",\"id\":\"w\"}");
    var run = JSON.readTree(caller.get("/v1/runs/w").body());
    assertThat(run.path("run").path("waiting_for").asText()).isEqualTo("Was it sent?");
    assertThat(run.path("diagram").asText()).startsWith("flowchart");
    assertError(caller.post("/v1/runs/w/resume", "{}"), 400, "missing_field", "happened");
    var resumed = caller.post("/v1/runs/w/resume", "{\"happened\":true}");
    assertThat(JSON.readTree(resumed.body()).path("status").asText()).isEqualTo("done");
    assertError(caller.post("/v1/runs/w/resume", "{\"happened\":true}"), 400, "refused", "");
  }

  @Test
  void aCalendarGoesInAndOut() throws Exception {
    var file =
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:e1
        SUMMARY:Lunch
        DTSTART:20261103T120000Z
        DURATION:PT1H
        END:VEVENT
        END:VCALENDAR
        """;
    var request =
        HttpRequest.newBuilder(caller.uri("/v1/calendar.ics?user_id=ana"))
            .header("Content-Type", "text/calendar")
            .POST(HttpRequest.BodyPublishers.ofString(file));
    assertThat(fixture.send(request).body()).isEqualTo("{\"changed\":1}");
    var listed = JSON.readTree(caller.get("/v1/calendar?user_id=ana").body()).path("data");
    assertThat(listed.get(0).path("title").asText()).isEqualTo("Lunch");
    assertThat(listed.get(0).path("starts_at").asText()).isEqualTo("2026-11-03T12:00:00Z");
    var exported = caller.get("/v1/calendar.ics?user_id=ana");
    assertThat(exported.body()).contains("SUMMARY:Lunch");
    assertThat(exported.headers().firstValue("Content-Type"))
        .contains("text/calendar; charset=utf-8");
  }

  @Test
  void healthTellsTheVersion() throws Exception {
    assertThat(caller.get("/health").body()).isEqualTo("{\"status\":\"ok\",\"version\":\"1.2.3\"}");
  }

  @Test
  void thePageIsServedUnderAStrictPolicy() throws Exception {
    for (var path : List.of("/", "/memory", "/memory.js", "/app.js", "/style.css", "/icon.svg")) {
      var response = caller.get(path);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isNotBlank();
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'")
          .doesNotContain("unsafe");
    }
    assertThat(caller.get("/").body()).doesNotContainPattern("<script(?! src=)|style=|https?://");
  }
}
