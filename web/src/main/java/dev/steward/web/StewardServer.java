package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import io.helidon.common.socket.SocketOptions;
import io.helidon.webserver.WebServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;

/// A desk on the network: Steward's own HTTP API, the OpenAI-compatible one, and the chat page. It
/// listens as soon as it is made, until it is closed; the desk stays open.
public final class StewardServer implements AutoCloseable {
  private static final Duration SLOWEST_READ = Duration.ofSeconds(30);

  private final ScheduledExecutorService alarms;
  private final WatchedConnections connections = new WatchedConnections();
  private final WebServer server;
  private final URI uri;

  /// A key to the server, and who comes with it.
  ///
  /// @param name what the key is called; never the key itself
  /// @param users for whom it may speak; empty: all of the tenant's
  public record ApiKey(String name, String value, List<String> users) {
    public ApiKey {
      users = List.copyOf(users);
    }

    /// Without the key.
    @Override
    public String toString() {
      return "ApiKey[name=%s, users=%s]".formatted(name, users);
    }
  }

  /// How a server is set up.
  ///
  /// @param address what it listens on
  /// @param port 0: any that is free
  /// @param keys none: whoever calls is the owner, which is possible on loopback alone
  /// @param hosts further values of the `Host` header that are answered on loopback, such as
  ///   `steward.example.com` behind a proxy; they need keys
  /// @param tenant whose it is
  /// @param maxBodyBytes the largest body of a request
  /// @param heartbeat how long a stream of events may be silent
  /// @param grace how long running responses may go on when the server is closed
  /// @param version shown by `/health`
  /// @param metrics what `/metrics` answers; empty if metrics are switched off
  public record Options(
      String address,
      int port,
      List<ApiKey> keys,
      List<String> hosts,
      String tenant,
      int maxBodyBytes,
      Duration heartbeat,
      Duration grace,
      String version,
      Supplier<String> metrics) {
    public static final Options DEFAULTS =
        new Options(
            "127.0.0.1",
            8080,
            List.of(),
            List.of(),
            "default",
            1024 * 1024,
            Duration.ofSeconds(15),
            Duration.ofSeconds(5),
            "unknown",
            () -> "");

    public Options {
      keys = List.copyOf(keys);
      hosts = List.copyOf(hosts);
    }

    public Options withAddress(String address) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withPort(int port) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withKeys(List<ApiKey> keys) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withHosts(List<String> hosts) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withTenant(String tenant) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withMaxBodyBytes(int maxBodyBytes) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withHeartbeat(Duration heartbeat) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withGrace(Duration grace) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withMetrics(Supplier<String> metrics) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }

    public Options withVersion(String version) {
      return new Options(
          address, port, keys, hosts, tenant, maxBodyBytes, heartbeat, grace, version, metrics);
    }
  }

  /// Starts listening.
  ///
  /// @throws Failure USER if the options don't fit together or the address can't be had
  public StewardServer(Desk desk, Options options, Clock clock) {
    this(desk, options, clock, List.of());
  }

  /// Starts listening, and answers `more` beside its own.
  ///
  /// @throws Failure USER if the options don't fit together or the address can't be had
  public StewardServer(Desk desk, Options options, Clock clock, List<Route> more) {
    var address = address(options.address());
    check(options, address.isLoopbackAddress());
    alarms =
        Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("alarms").factory());
    var stream = new EventStream(options.heartbeat(), alarms);
    var routes =
        new ArrayList<>(routes(desk, stream, new LineStream(alarms), options.version(), clock));
    routes.add(Metrics.route(options.metrics()));
    routes.addAll(more);
    var dispatcher =
        new Dispatcher(new Gate(options, address), routes, options.maxBodyBytes(), clock);
    server =
        WebServer.builder()
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .shutdownGracePeriod(options.grace())
            .connectionOptions(
                SocketOptions.builder().readTimeout(SLOWEST_READ).tcpNoDelay(true).build())
            // Alone, so that also what is no HTTP comes to it, and is told so.
            .protocolsDiscoverServices(false)
            .addConnectionSelector(connections)
            .directHandlers(Dispatcher.beforeRouting())
            .routing(routing -> routing.any(dispatcher::handle))
            .build();
    listen(options);
    uri = URI.create("http://%s:%d".formatted(host(address), server.port()));
  }

  /// Where it listens, such as `http://127.0.0.1:8080`.
  public URI uri() {
    return uri;
  }

  /// Takes no further requests, and gives the running ones the grace of the options to end.
  @Override
  public void close() {
    connections.close();
    server.stop();
    alarms.shutdownNow();
  }

  private void listen(Options options) {
    server.start();
    if (!server.isRunning()) {
      alarms.shutdownNow();
      throw Failure.user(
          "The server can't listen on %s, port %d. Is another server running there? Stop it, or set"
                  .formatted(options.address(), options.port())
              + " another port or address");
    }
  }

  private static void check(Options options, boolean loopback) {
    if (options.keys().isEmpty() && !loopback) {
      throw Failure.user(
          "The server would listen on %s, where others can reach it, without an API key: set one"
                  .formatted(options.address())
              + " under server.keys in steward.yaml, or listen on 127.0.0.1");
    }
    if (options.keys().isEmpty() && !options.hosts().isEmpty()) {
      throw Failure.user(
          "The server would answer to %s without an API key: set one under server.keys in"
                  .formatted(String.join(", ", options.hosts()))
              + " steward.yaml, or remove the host");
    }
    for (var key : options.keys()) {
      if (key.value().length() < 16 || !key.value().chars().allMatch(c -> c > ' ' && c < 127)) {
        throw Failure.user(
            "The API key '%s' must have at least 16 characters, all of them visible ASCII"
                .formatted(key.name()));
      }
    }
  }

  static List<Route> routes(
      Desk desk, EventStream stream, LineStream lines, String version, Clock clock) {
    var tasks = new TaskRoutes(desk, stream);
    var routes = new ArrayList<Route>();
    routes.add(Route.get("/health", exchange -> health(exchange, version)).openly());
    routes.addAll(tasks.routes());
    routes.addAll(new DeskRoutes(desk, clock).routes());
    routes.addAll(new RouterRoutes(desk).routes());
    routes.addAll(new BatchRoutes(desk).routes());
    routes.addAll(new MemoryRoutes(desk, stream, lines, clock).routes());
    routes.addAll(new ChatRoutes(desk, stream, tasks, clock).routes());
    routes.addAll(Pages.routes());
    return List.copyOf(routes);
  }

  private static void health(Exchange exchange, String version) {
    exchange.send(200, Json.object().put("status", "ok").put("version", version));
  }

  private static InetAddress address(String name) {
    try {
      return InetAddress.getByName(name);
    } catch (UnknownHostException e) {
      throw Failure.user(
          "The server can't listen on '%s', which is no address of this machine; use 127.0.0.1"
              .formatted(name));
    }
  }

  /// An address as it stands in a URL.
  static String host(InetAddress address) {
    var text = address.getHostAddress();
    if (!text.contains(":")) {
      return text;
    }
    return address.isLoopbackAddress() ? "[::1]" : "[" + text + "]";
  }
}
