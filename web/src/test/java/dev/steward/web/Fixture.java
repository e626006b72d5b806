package dev.steward.web;

import dev.steward.core.Principal;
import dev.steward.testkit.desk.FakeDesk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// A fake desk, servers in front of it, and a plain HTTP client.
final class Fixture implements AutoCloseable {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC);
  static final StewardServer.Options OPTIONS =
      StewardServer.Options.DEFAULTS
          .withPort(0)
          .withTenant("acme")
          .withVersion("1.2.3")
          .withHeartbeat(Duration.ofMillis(50));

  final FakeDesk desk = new FakeDesk(CLOCK);
  final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<Runnable> open = new ArrayList<>();

  StewardServer server(StewardServer.Options options) {
    var server = new StewardServer(desk, options, CLOCK);
    open.add(server::close);
    return server;
  }

  StewardServer server() {
    return server(OPTIONS);
  }

  Caller caller() {
    return new Caller(this, server().uri());
  }

  RemoteDesk remote(Principal principal) {
    var key = "a key for tests, " + principal.users();
    var keys =
        List.of(
            new StewardServer.ApiKey(
                "test", key.replace(' ', '-'), List.copyOf(principal.users())));
    var server = server(OPTIONS.withTenant(principal.tenant()).withKeys(keys));
    var remote = new RemoteDesk(server.uri(), key.replace(' ', '-'), principal);
    open.addFirst(remote::close);
    return remote;
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  String get(StewardServer server, String path) throws Exception {
    return new Caller(this, server.uri()).get(path).body();
  }

  static HttpRequest.Builder json(URI uri, String body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Override
  public void close() {
    client.shutdownNow();
    for (var close : open) {
      close.run();
    }
    desk.close();
  }
}
