package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Failure;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The OpenAI-compatible API, byte by byte.
class ChatTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Fixture fixture = new Fixture();
  private final Caller caller = fixture.caller();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void theLastUserMessageIsTheTask() throws Exception {
    var response =
        post(
            """
            {"model":"outreach_qa","user":"ana","metadata":{"session_id":"s7"},
             "temperature":0.2,"tools":[],"n":1,"response_format":{"type":"text"},
             "messages":[{"role":"system","content":"Be brief"},
               {"role":"user","content":"First"},{"role":"assistant","content":"Yes"},
               {"role":"user","content":[{"type":"text","text":"Second"},
                 {"type":"text","text":"part"}]}]}
            """);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    var task = fixture.desk.tasks().getFirst();
    assertThat(task.text()).isEqualTo("Second\npart");
    assertThat(task.user()).isEqualTo("ana");
    assertThat(task.agent()).isEqualTo("outreach_qa");
    assertThat(task.session()).isEqualTo("s7");
    assertThat(task.channel()).isEqualTo("openai");
  }

  @Test
  void withoutAUserItIsTheOwnersAndTheRouterDecides() throws Exception {
    post("{\"model\":\"steward\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
    var task = fixture.desk.tasks().getFirst();
    assertThat(task.user()).isEqualTo("owner");
    assertThat(task.agent()).isEmpty();
    assertThat(task.session()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | model",
        "{\"model\":\"steward\"} | messages",
        "{\"model\":\"steward\",\"messages\":[]} | messages",
        "{\"model\":\"steward\",\"messages\":\"Hi\"} | messages",
        "{\"model\":\"steward\",\"messages\":[\"Hi\"]} | messages[0]",
        "{\"model\":\"steward\",\"messages\":[{\"content\":\"Hi\"}]} | messages[0].role",
        "{\"model\":\"steward\",\"messages\":[{\"role\":\"user\"}]} | messages[0].content",
        "{\"model\":\"steward\",\"messages\":[{\"role\":\"user\",\"content\":\"\"}]}"
            + " | messages[0].content",
        "{\"model\":\"steward\",\"messages\":[{\"role\":\"user\","
            + "\"content\":[{\"type\":\"image_url\"}]}]} | messages[0].content[0]",
        "{\"model\":\"steward\",\"stream\":\"yes\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | stream",
        "{\"model\":\"steward\",\"stream_options\":{\"include_usage\":1},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
            + " | stream_options.include_usage",
        "{\"model\":\"steward\",\"metadata\":{\"session_id\":5},"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]} | metadata.session_id",
      })
  void aWrongRequestIsRefusedByTheParametersName(String body, String param) throws Exception {
    var response = post(body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(error(response).path("param").asText()).isEqualTo(param);
    assertThat(error(response).path("type").asText()).isEqualTo("invalid_request_error");
    assertThat(fixture.desk.tasks()).isEmpty();
  }

  @Test
  void errorsHaveOpenAisShape() throws Exception {
    var broken = post("{");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(error(broken).path("code").asText()).isEqualTo("invalid_json");
    assertThat(error(broken).path("param").isNull()).isTrue();
    var unknown = caller.get("/v1/models/gpt-4");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(error(unknown).path("code").asText()).isEqualTo("model_not_found");
    assertThat(error(caller.get("/v1/chat/completions")).path("type").asText())
        .isEqualTo("invalid_request_error");
  }

  @Test
  void aStreamIsRoleThenTextThenEndThenUsageThenDone() throws Exception {
    fixture.desk.when("Draft", Plays.ofAModel());
    var frames =
        frames(
            post(
                """
                {"model":"steward","stream":true,"stream_options":{"include_usage":true},
                 "messages":[{"role":"user","content":"Draft"}]}
                """));
    assertThat(frames).hasSize(7);
    assertThat(delta(frames.getFirst()).path("role").asText()).isEqualTo("assistant");
    assertThat(frames.subList(1, 4))
        .extracting(frame -> delta(frame).path("content").asText())
        .containsExactly("Dear ", "John, ", "tea? 🍵");
    assertThat(JSON.readTree(frames.get(4)).path("choices").get(0).path("finish_reason").asText())
        .isEqualTo("stop");
    var last = JSON.readTree(frames.get(5));
    assertThat(last.path("choices")).isEmpty();
    assertThat(last.path("usage").path("prompt_tokens").asInt()).isEqualTo(37);
    assertThat(last.path("steward").path("cost").decimalValue()).isEqualByComparingTo("0.0125");
    assertThat(frames.get(6)).isEqualTo("[DONE]");
  }

  @Test
  void theLocalAgentsAnswerComesInOnePiece() throws Exception {
    var frames = frames(stream("Hello"));
    assertThat(frames).hasSize(4);
    assertThat(delta(frames.get(1)).path("content").asText()).isEqualTo("You said: Hello");
    assertThat(frames).noneMatch(frame -> frame.contains("usage"));
  }

  @Test
  void anAnswerTakenBackIsFollowedByTheWholeOne() throws Exception {
    fixture.desk.when(
        "Draft",
        (turn, events) -> {
          events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
          events.accept(new TurnEvent.Text(turn.id(), "Dear Jo"));
          events.accept(new TurnEvent.StepEnded(turn.id(), 1, "work", "model", "FAILED"));
          return Play.done(turn, "Hi John");
        });
    var text = new StringBuilder();
    for (var frame : frames(stream("Draft"))) {
      text.append(frame.equals("[DONE]") ? "" : delta(frame).path("content").asText());
    }
    assertThat(text).hasToString("Dear Jo\n\nHi John");
  }

  @Test
  void aFailedTaskIsAnErrorThatIsNotRepeated() throws Exception {
    fixture.desk.when("Fail", Plays.thatFails());
    var response =
        post("{\"model\":\"steward\",\"messages\":[{\"role\":\"user\",\"content\":\"Fail\"}]}");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(error(response).path("message").asText()).contains("ANTHROPIC_API_KEY");
    assertThat(response.headers().firstValue("x-should-retry")).contains("false");
    assertThat(frames(stream("Fail"))).anyMatch(frame -> frame.contains("task_failed"));
  }

  @Test
  void aTaskThatABudgetStoppedWantsMoney() throws Exception {
    fixture.desk.when("Spend", Plays.thatABudgetStops());
    var response =
        post("{\"model\":\"steward\",\"messages\":[{\"role\":\"user\",\"content\":\"Spend\"}]}");
    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(error(response).path("type").asText()).isEqualTo("insufficient_quota");
    assertThat(error(response).path("code").asText()).isEqualTo("budget_exceeded");
    assertThat(frames(stream("Spend"))).anyMatch(frame -> frame.contains("budget_exceeded"));
  }

  @Test
  void aFailureBeforeTheFirstEventIsAnOrdinaryError() throws Exception {
    fixture.desk.failNext(Failure.limit("The budget is used up"));
    var response = stream("Hello");
    assertThat(response.statusCode()).isEqualTo(402);
    assertThat(error(response).path("type").asText()).isEqualTo("insufficient_quota");
  }

  private HttpResponse<String> stream(String text) throws Exception {
    return post(
        "{\"model\":\"steward\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\""
            + text
            + "\"}]}");
  }

  private HttpResponse<String> post(String body) throws Exception {
    return caller.post("/v1/chat/completions", body);
  }

  private static List<String> frames(HttpResponse<String> response) {
    assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
    return response
        .body()
        .lines()
        .filter(line -> line.startsWith("data: "))
        .map(line -> line.substring("data: ".length()))
        .toList();
  }

  private static JsonNode delta(String frame) {
    try {
      return JSON.readTree(frame).path("choices").path(0).path("delta");
    } catch (IOException e) {
      throw new AssertionError(frame, e);
    }
  }

  private static JsonNode error(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body()).path("error");
  }
}
