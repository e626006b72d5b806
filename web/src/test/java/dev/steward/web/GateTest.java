package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// From where the server may be called, and what it is before it listens at all.
class GateTest {
  private static final StewardServer.ApiKey KEY =
      new StewardServer.ApiKey("test", "0123456789abcdef", List.of());

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:%d", "127.0.0.1:%d", "[::1]:%d", "LocalHost:%d"})
  void loopbackAnswersToItsOwnNames(String host) throws Exception {
    var server = fixture.server();
    var named = host.replace("%d", "" + server.uri().getPort());
    assertThat(get(server, named, "")).startsWith("HTTP/1.1 200");
    assertThat(get(server, named, "Origin: http://" + named + "\r\n")).startsWith("HTTP/1.1 200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example:%d", "localhost", "localhost:1", "127.0.0.1.evil.example:%d"})
  void loopbackAnswersToNoOtherName(String host) throws Exception {
    var server = fixture.server();
    var response = get(server, host.replace("%d", "" + server.uri().getPort()), "");
    assertThat(response).startsWith("HTTP/1.1 403").contains("forbidden_host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example", "null", "http://localhost:1", "file://localhost:%d", "::"})
  void pagesOfOtherOriginsAreRefused(String origin) throws Exception {
    var server = fixture.server();
    var port = "" + server.uri().getPort();
    var header = "Origin: " + origin.replace("%d", port) + "\r\n";
    assertThat(get(server, "localhost:" + port, header))
        .startsWith("HTTP/1.1 403")
        .contains("forbidden_origin");
  }

  @Test
  void aHostThatWasAddedIsAnsweredWithAKeyOnly() throws Exception {
    var named = Fixture.OPTIONS.withHosts(List.of("steward.example.com"));
    assertThatThrownBy(() -> fixture.server(named))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("server.keys");
    var server = fixture.server(named.withKeys(List.of(KEY)));
    var key = "Authorization: Bearer 0123456789abcdef\r\n";
    assertThat(get(server, "steward.example.com", "")).startsWith("HTTP/1.1 401");
    assertThat(get(server, "steward.example.com", key)).startsWith("HTTP/1.1 200");
    assertThat(get(server, "steward.example.com", key + "Origin: https://steward.example.com\r\n"))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void boundElsewhereItNeedsAKey() {
    var everywhere = Fixture.OPTIONS.withAddress("0.0.0.0");
    assertThatThrownBy(() -> fixture.server(everywhere))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.USER))
        .hasMessageContaining("server.keys");
    assertThat(fixture.server(everywhere.withKeys(List.of(KEY))).uri().getPort()).isPositive();
  }

  @Test
  void aWeakKeyIsRefusedWithoutShowingIt() {
    var weak = new StewardServer.ApiKey("slack", "s3cret", List.of());
    assertThat(weak.toString()).doesNotContain("s3cret");
    assertThatThrownBy(() -> fixture.server(Fixture.OPTIONS.withKeys(List.of(weak))))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("'slack'")
        .message()
        .doesNotContain("s3cret");
  }

  @Test
  void anAddressOrPortThatCannotBeHadIsSaid() throws Exception {
    assertThatThrownBy(() -> fixture.server(Fixture.OPTIONS.withAddress("no such host")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("127.0.0.1");
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> fixture.server(Fixture.OPTIONS.withPort(taken.getLocalPort())))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense\r\n\r\n",
        "GET /v1/tasks/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nBad Header: x\r\n\r\n",
        "POST /v1/tasks HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
      })
  void whatIsNoHttpIsRefusedAsJson(String request) throws Exception {
    var server = fixture.server();
    try (var raw = new RawHttp(server.uri())) {
      var response =
          raw.send(request.replace("localhost", "localhost:" + server.uri().getPort())).rest();
      assertThat(response).startsWith("HTTP/1.1 400").contains("{\"error\":{\"code\":\"");
    }
  }

  private static String get(StewardServer server, String host, String headers) throws Exception {
    try (var raw = new RawHttp(server.uri())) {
      return raw.send(
              "GET /v1/agents HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\n\r\n"
                  .formatted(host, headers))
          .rest();
    }
  }
}
