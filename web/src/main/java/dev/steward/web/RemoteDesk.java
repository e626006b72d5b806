package dev.steward.web;

import static dev.steward.web.ServerConnection.encoded;
import static dev.steward.web.ServerConnection.path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.BatchDesk;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Standing;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.model.Visit;
import dev.steward.core.run.Run;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The desk behind a [StewardServer], reached over HTTP: the same results, the same failures. Only
/// what went wrong inside the server is told without its inside, which the server's log has.
///
/// The key speaks for one principal, and so does this desk: asked for another, it refuses.
public final class RemoteDesk implements Desk {
  private final URI server;
  private final Principal principal;
  private final ServerConnection connection;
  private final MemoryReader reader;
  private final MemoryDesk memory;
  private final RouteDesk routes;
  private final BatchDesk batches;

  /// A desk at `server`, such as `http://127.0.0.1:8080`.
  ///
  /// @param key the API key; empty for a server without keys
  /// @param principal whom the key speaks for at that server
  public RemoteDesk(URI server, String key, Principal principal) {
    this.server = server;
    this.principal = principal;
    connection = new ServerConnection(server, key, principal.tenant());
    reader = new MemoryReader(principal.tenant());
    memory = new RemoteMemory(connection, principal.tenant(), this::check);
    routes = new RemoteRoutes(connection, principal.tenant(), this::check);
    batches = new RemoteBatches(connection, principal.tenant(), this::check);
  }

  @Override
  public String submit(Principal principal, Task task) {
    check(principal);
    return connection.post("/v1/tasks", body(task).put("wait", false), Wire.Submitted.class).id();
  }

  @Override
  public Turn process(Principal principal, Task task, Consumer<TurnEvent> events) {
    check(principal);
    return watch(connection.json("/v1/tasks", body(task)), events);
  }

  @Override
  public void follow(Principal principal, String turn, Consumer<TurnEvent> events) {
    check(principal);
    watch(connection.request("/v1/tasks/" + encoded(turn) + "/events"), events);
  }

  @Override
  public Turn cancel(Principal principal, String turn) {
    check(principal);
    return connection
        .post("/v1/tasks/" + encoded(turn) + "/cancel", Json.object(), Wire.Task.class)
        .turn(tenant());
  }

  @Override
  public Optional<Turn> turn(Principal principal, String id) {
    check(principal);
    return connection
        .find("/v1/tasks/" + encoded(id), Wire.Task.class)
        .map(task -> task.turn(tenant()));
  }

  @Override
  public List<Turn> turns(Principal principal, String user, String before, int limit) {
    check(principal);
    return paged(
        before,
        limit,
        (from, size) ->
            connection.list(
                path("/v1/tasks", "user_id", user, "before", from, "limit", size), Wire.Task.class),
        task -> task.turn(tenant()),
        Turn::id);
  }

  @Override
  public Optional<RunView> run(Principal principal, String id) {
    check(principal);
    return connection
        .find("/v1/runs/" + encoded(id), WireRun.Detail.class)
        .map(detail -> detail.view(tenant()));
  }

  @Override
  public List<Run> runs(Principal principal, String user, String before, int limit) {
    check(principal);
    return paged(
        before,
        limit,
        (from, size) ->
            connection.list(
                path("/v1/runs", "user_id", user, "before", from, "limit", size), WireRun.class),
        run -> run.run(tenant()),
        Run::id);
  }

  @Override
  public Run resume(Principal principal, String run, boolean happened) {
    check(principal);
    var body = Json.object().put("happened", happened);
    return connection
        .post("/v1/runs/" + encoded(run) + "/resume", body, WireRun.class)
        .run(tenant());
  }

  @Override
  public Fact remember(Principal principal, String user, Layer layer, Fact.Kind kind, String text) {
    check(principal);
    var body =
        Json.object()
            .put("user_id", user)
            .put("layer", Wire.word(layer))
            .put("kind", Wire.word(kind))
            .put("text", text);
    return connection.shape(connection.json("/v1/memories", body), reader::fact);
  }

  @Override
  public List<Recollection> recall(Principal principal, String user, String query, int limit) {
    check(principal);
    var body = Json.object().put("user_id", user).put("query", query).put("limit", limit);
    return connection.shapes(connection.json("/v1/recall", body), reader::recollection);
  }

  @Override
  public List<Fact> memories(
      Principal principal, String user, Layer layer, String before, int limit) {
    check(principal);
    return paged(
        before,
        limit,
        (from, size) ->
            connection.shapes(
                connection.request(
                    path(
                        "/v1/memories",
                        "user_id",
                        user,
                        "layer",
                        Wire.word(layer),
                        "before",
                        from,
                        "limit",
                        size)),
                reader::fact),
        Function.identity(),
        Fact::id);
  }

  @Override
  public MemoryDesk memory() {
    return memory;
  }

  @Override
  public RouteDesk routes() {
    return routes;
  }

  @Override
  public BatchDesk batches() {
    return batches;
  }

  @Override
  public List<AgentView> agents(Principal principal) {
    check(principal);
    return connection.list("/v1/agents", Wire.Member.class).stream()
        .map(Wire.Member::view)
        .toList();
  }

  @Override
  public List<Visit> visitModels(Principal principal, String user) {
    check(principal);
    return connection
        .post("/v1/doctor/models", Json.object().put("user_id", user), WireVisit.All.class)
        .data()
        .stream()
        .map(WireVisit::visit)
        .toList();
  }

  @Override
  public List<LedgerEntry> costs(Principal principal, String user, Instant from, Instant to) {
    check(principal);
    var path = path("/v1/costs", "user_id", user, "from", from.toString(), "to", to.toString());
    return connection.list(path, Wire.Entry.class).stream()
        .map(entry -> entry.entry(tenant()))
        .toList();
  }

  @Override
  public List<LedgerEntry> calls(Principal principal, String id) {
    check(principal);
    return connection.list(path("/v1/costs", "id", id), Wire.Entry.class).stream()
        .map(entry -> entry.entry(tenant()))
        .toList();
  }

  @Override
  public List<Standing> budgets(Principal principal) {
    check(principal);
    return connection.list("/v1/budgets", WireBudget.class).stream()
        .map(budget -> budget.standing(tenant()))
        .toList();
  }

  @Override
  public List<Event> events(Principal principal, String user, Instant from, Instant to) {
    check(principal);
    var path = path("/v1/calendar", "user_id", user, "from", from.toString(), "to", to.toString());
    return connection.list(path, WireEvent.class).stream()
        .map(event -> event.event(tenant()))
        .toList();
  }

  @Override
  public String exportCalendar(Principal principal, String user) {
    check(principal);
    return connection.text(connection.request(path("/v1/calendar.ics", "user_id", user)).build());
  }

  @Override
  public int importCalendar(Principal principal, String user, String ics) {
    check(principal);
    var request =
        connection
            .request(path("/v1/calendar.ics", "user_id", user))
            .header("Content-Type", "text/calendar; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(ics))
            .build();
    return connection.read(connection.text(request), ObjectNode.class).path("changed").asInt();
  }

  @Override
  public void close() {
    connection.close();
  }

  private String tenant() {
    return principal.tenant();
  }

  private void check(Principal asked) {
    if (!asked.equals(principal)) {
      throw Failure.user(
          "The connection to %s speaks for another tenant or other users; open one with their key"
              .formatted(server));
    }
  }

  private Turn watch(HttpRequest.Builder request, Consumer<TurnEvent> events) {
    var result = new AtomicReference<@Nullable Turn>();
    connection.stream(
        request,
        event -> {
          if (event instanceof TurnEvent.Finished(var turn)) {
            result.set(turn);
          }
          events.accept(event);
        });
    var turn = result.get();
    if (turn == null) {
      throw Failure.passing(
          "%s stopped telling about the task before its end; the task goes on there"
              .formatted(server),
          null,
          Duration.ZERO);
    }
    return turn;
  }

  /// Asks for pages of what the server gives at once until there are enough.
  static <W, T> List<T> paged(
      String before,
      int limit,
      BiFunction<String, String, List<W>> page,
      Function<W, T> read,
      Function<T, String> id) {
    var all = new ArrayList<T>();
    var from = before;
    while (true) {
      var size = Math.min(limit - all.size(), Query.MOST);
      var got = page.apply(from, Integer.toString(size)).stream().map(read).toList();
      all.addAll(got);
      if (got.size() < size || all.size() >= limit) {
        return List.copyOf(all);
      }
      from = id.apply(got.getLast());
    }
  }

  private static ObjectNode body(Task task) {
    var body = Json.object().put("input", task.text()).put("user_id", task.user());
    putUnlessEmpty(body, "id", task.id());
    putUnlessEmpty(body, "session_id", task.session());
    putUnlessEmpty(body, "agent", task.agent());
    putUnlessEmpty(body, "channel", task.channel());
    if (!task.tags().isEmpty()) {
      var tags = body.putArray("tags");
      task.tags().forEach(tags::add);
    }
    return body;
  }

  private static void putUnlessEmpty(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }
}
