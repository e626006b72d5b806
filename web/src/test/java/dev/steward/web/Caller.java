package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Calls one server by plain HTTP.
record Caller(Fixture fixture, URI server) {
  private static final ObjectMapper JSON = new ObjectMapper();

  URI uri(String path) {
    return URI.create(server + path);
  }

  HttpResponse<String> get(String path) throws Exception {
    return fixture.send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return fixture.send(Fixture.json(uri(path), body));
  }

  static void assertError(HttpResponse<String> response, int status, String code, String field)
      throws Exception {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    var error = error(response);
    assertThat(error.path("code").asText()).isEqualTo(code);
    assertThat(error.path("field").asText("")).isEqualTo(field);
    assertThat(error.path("message").asText()).isNotBlank();
  }

  static String message(HttpResponse<String> response) throws Exception {
    return error(response).path("message").asText();
  }

  private static JsonNode error(HttpResponse<String> response) throws Exception {
    return JSON.readTree(response.body()).path("error");
  }
}
