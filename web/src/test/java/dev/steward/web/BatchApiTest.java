package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchApiTest {
  private static final String BODY =
      """
      {"id": "b1", "user_id": "ana", "agent": "local", "template": "Sort {order}",
       "items": [{"order": "one"}, {"order": "fail"}, {"order": 3}],
       "max_cost": 0.5, "max_parallel": 2}\
      """;

  private final Fixture fixture = new Fixture();
  private final URI uri = fixture.server().uri();

  @AfterEach
  void close() {
    fixture.close();
  }

  private String post(int status, String path, String body) throws Exception {
    var response = fixture.send(Fixture.json(uri.resolve(path), body));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  private String get(int status, String path) throws Exception {
    var response = fixture.send(HttpRequest.newBuilder(uri.resolve(path)).GET());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return response.body();
  }

  @Test
  void aBatchIsTakenAndShown() throws Exception {
    assertThat(post(201, "/v1/batches", BODY)).contains("\"id\":\"b1\"").contains("\"size\":3");

    assertThat(get(200, "/v1/batches/b1?wait_seconds=1"))
        .contains("\"status\":\"done\"")
        .contains("\"done\":2")
        .contains("\"failed\":1")
        .contains("\"max_cost\":0.5")
        .contains("\"cost\":0.03");
    assertThat(get(200, "/v1/batches?user_id=ana")).contains("\"id\":\"b1\"");
    assertThat(get(200, "/v1/batches?user_id=bob")).isEqualTo("{\"data\":[]}");
  }

  @Test
  void timeAndTagsAreTakenDown() throws Exception {
    post(
        201,
        "/v1/batches",
        BODY.replace("\"max_cost\"", "\"within\": \"24h\", \"tags\": [\"a\"], \"max_cost\""));

    assertThat(get(200, "/v1/batches/b1"))
        .contains("\"within\":\"24h\"")
        .contains("\"tags\":[\"a\"]")
        .contains("\"waiting_for\":\"\"");
    post(400, "/v1/batches", BODY.replace("\"max_cost\"", "\"within\": \"soon\", \"max_cost\""));
  }

  @Test
  void anEstimateTakesNothing() throws Exception {
    assertThat(
            post(
                200,
                "/v1/batches",
                BODY.replace("\"max_cost\"", "\"dry_run\": true, \"max_cost\"")))
        .contains("\"items\":3")
        .contains("\"expected\":0.03");
    get(404, "/v1/batches/b1");
  }

  @Test
  void itemsAreShownByStatus() throws Exception {
    post(201, "/v1/batches", BODY);

    assertThat(get(200, "/v1/batches/b1/items?status=failed"))
        .contains("\"row\":2")
        .doesNotContain("\"row\":1")
        .contains("\"input\":{\"order\":\"fail\"}")
        .contains("\"run_id\":\"b1.2\"");
    assertThat(get(400, "/v1/batches/b1/items?status=lost")).contains("waiting, done, failed");
  }

  @Test
  void resultsAreFiles() throws Exception {
    post(201, "/v1/batches", BODY);

    assertThat(get(200, "/v1/batches/b1/results?format=csv"))
        .isEqualTo(
            """
            row,order,status,result,agent,model,cost\r
            1,one,done,You said: Sort one,local,local,0.01\r
            2,fail,failed,It failed,local,local,0.01\r
            3,3,done,You said: Sort 3,local,local,0.01\r
            """);
    assertThat(get(200, "/v1/batches/b1/results").lines()).hasSize(3);
  }

  @Test
  void whatFailedIsRetried() throws Exception {
    post(201, "/v1/batches", BODY);

    assertThat(post(200, "/v1/batches/b1/retry", "{}")).contains("\"done\":3");
    post(400, "/v1/batches/b1/retry", "{}");
    post(404, "/v1/batches/none/retry", "{}");
    post(400, "/v1/batches/b1/pause", "{}");
    post(400, "/v1/batches/b1/cancel", "{}");
    post(400, "/v1/batches/b1/resume", "{}");
  }

  @Test
  void whatIsWrongIsNamed() throws Exception {
    assertThat(post(400, "/v1/batches", BODY.replace("{order}", "{ordr}")))
        .contains("row 1")
        .contains("did you mean 'order'?");
    assertThat(post(400, "/v1/batches", BODY.replace("{\"order\": \"one\"}", "7")))
        .contains("items[0]");
    assertThat(post(400, "/v1/batches", BODY.replace("\"one\"", "[1]")))
        .contains("items[0]")
        .contains("a list");
    assertThat(post(400, "/v1/batches", BODY.replace("0.5", "-1"))).contains("max_cost");
    assertThat(
            post(400, "/v1/batches", BODY.replace("\"max_parallel\": 2", "\"max_parallel\": 33")))
        .contains("max_parallel");
    assertThat(post(400, "/v1/batches", BODY.replace("\"agent\"", "\"agnt\""))).contains("agnt");
  }

  @Test
  void manyItemsAreMoreThanOtherBodiesMayBe() throws Exception {
    var large = "x".repeat(3 * 1024 * 1024);

    post(201, "/v1/batches", BODY.replace("one", large));
  }
}
