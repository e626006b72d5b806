package dev.steward.web;

import static dev.steward.web.ServerConnection.encoded;
import static dev.steward.web.ServerConnection.path;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Audit;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Statistics;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Tombstone;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// The memory of the desk behind a [StewardServer].
final class RemoteMemory implements MemoryDesk {
  private static final int MOST_FOUND = 10_000;

  private final ServerConnection connection;
  private final String tenant;
  private final Consumer<Principal> check;
  private final MemoryReader reader;

  /// @param tenant whose it is
  /// @param check refuses principals that the connection doesn't speak for
  RemoteMemory(ServerConnection connection, String tenant, Consumer<Principal> check) {
    this.connection = connection;
    this.tenant = tenant;
    this.check = check;
    reader = new MemoryReader(tenant);
  }

  @Override
  public Added add(Principal principal, Addition addition) {
    check.accept(principal);
    if (!addition.scope().tenant().equals(tenant)) {
      throw Failure.user("The connection speaks for another tenant; open one with its key");
    }
    var body = labels(Json.object(), addition.labels());
    put(body, "id", addition.id());
    body.put("user_id", addition.scope().user()).put("session_id", addition.scope().session());
    var messages = body.putArray("messages");
    for (var said : addition.said()) {
      var message =
          messages
              .addObject()
              .put("role", Wire.word(said.role()))
              .put("speaker", said.speaker())
              .put("trust", Wire.word(said.trust()))
              .put("text", said.text())
              .put("at", said.at().toString());
      put(message, "channel", said.channel());
    }
    body.put("extraction", Wire.word(addition.extraction()))
        .put("instructions", addition.instructions());
    end(body, "expires_at", addition.expiresAt());
    return connection.shape(connection.json("/v1/memory/messages", body), reader::added);
  }

  private static ObjectNode labels(ObjectNode body, Labels labels) {
    body.put("agent_id", labels.agent()).put("app_id", labels.app()).put("run_id", labels.run());
    body.set("metadata", Json.tree(labels.metadata()));
    return body;
  }

  private static void put(ObjectNode body, String name, String value) {
    if (!value.isEmpty()) {
      body.put(name, value);
    }
  }

  private static void end(ObjectNode body, String name, Instant instant) {
    body.put(name, instant.equals(Fact.Validity.OPEN) ? null : instant.toString());
  }

  @Override
  public List<Recollection> search(Principal principal, Search search) {
    check.accept(principal);
    if (isElsewhere(search.selection()) || search.text().isBlank() || search.limit() < 1) {
      return List.of();
    }
    var body =
        WireSelection.write(Json.object(), search)
            .put("limit", Math.min(search.limit(), MOST_FOUND));
    return connection.shapes(connection.json("/v1/memory/search", body), reader::recollection);
  }

  @Override
  public Optional<Fact> fact(Principal principal, String id) {
    check.accept(principal);
    return find("/v1/memory/facts/" + encoded(id), reader::fact);
  }

  @Override
  public Optional<Message> message(Principal principal, String id) {
    check.accept(principal);
    return find("/v1/memory/messages/" + encoded(id), reader::message);
  }

  @Override
  public List<Fact> list(Principal principal, Selection selection, String before, int limit) {
    check.accept(principal);
    return pages(selection, "/v1/memory/list", Json.object(), before, limit);
  }

  @Override
  public List<Fact> asOf(
      Principal principal,
      Selection selection,
      Instant held,
      Instant believed,
      String before,
      int limit) {
    check.accept(principal);
    var body = Json.object().put("held", held.toString()).put("believed", believed.toString());
    return pages(selection, "/v1/memory/as-of", body, before, limit);
  }

  private List<Fact> pages(
      Selection selection, String path, ObjectNode body, String before, int limit) {
    if (isElsewhere(selection) || limit < 1) {
      return List.of();
    }
    WireSelection.write(body, selection);
    return RemoteDesk.paged(
        before,
        limit,
        (from, size) ->
            connection.shapes(
                connection.json(
                    path, body.put("before", from).put("limit", Integer.parseInt(size))),
                reader::fact),
        Function.identity(),
        Fact::id);
  }

  @Override
  public long count(Principal principal, Selection selection) {
    check.accept(principal);
    if (isElsewhere(selection)) {
      return 0;
    }
    var body = WireSelection.write(Json.object(), selection);
    return connection.shape(
        connection.json("/v1/memory/count", body), fields -> MemoryReader.count(fields, "count"));
  }

  @Override
  public List<Revision> history(Principal principal, String fact) {
    check.accept(principal);
    return connection.shapes(
        connection.request("/v1/memory/facts/" + encoded(fact) + "/history"), reader::revision);
  }

  @Override
  public Fact edit(Principal principal, String fact, Edit edit, String by) {
    check.accept(principal);
    var body = Json.object().put("by", by);
    if (edit.text() != null) {
      body.put("text", edit.text());
    }
    if (edit.metadata() != null) {
      body.set("metadata", Json.tree(edit.metadata()));
    }
    if (edit.expiresAt() != null) {
      end(body, "expires_at", edit.expiresAt());
    }
    if (edit.validFrom() != null) {
      body.put("valid_from", edit.validFrom().toString());
    }
    return changed(fact, "edit", body);
  }

  @Override
  public Fact decide(Principal principal, String fact, Decision decision, String by) {
    check.accept(principal);
    return changed(
        fact, "decide", Json.object().put("decision", Wire.word(decision)).put("by", by));
  }

  @Override
  public Fact propose(Principal principal, String fact, String by) {
    check.accept(principal);
    return changed(fact, "propose", Json.object().put("by", by));
  }

  private Fact changed(String fact, String how, ObjectNode body) {
    return connection.shape(
        connection.json("/v1/memory/facts/%s/%s".formatted(encoded(fact), how), body),
        reader::fact);
  }

  @Override
  public Erasure forget(Principal principal, Target target, boolean dryRun, String by) {
    check.accept(principal);
    if (target instanceof Target.Found(var search) && isElsewhere(search.selection())) {
      return new Erasure(dryRun, List.of(), List.of(), 0, List.of());
    }
    var body = WireSelection.write(Json.object(), target).put("dry_run", dryRun).put("by", by);
    return connection.shape(connection.json("/v1/memory/forget", body), reader::erasure);
  }

  @Override
  public List<Tombstone> tombstones(Principal principal, int limit) {
    check.accept(principal);
    var path = path("/v1/memory/tombstones", "limit", "" + Math.clamp(limit, 1, MOST_FOUND));
    return connection.shapes(connection.request(path), reader::tombstone);
  }

  @Override
  public Optional<Extraction> extraction(Principal principal, String id) {
    check.accept(principal);
    return find("/v1/memory/extractions/" + encoded(id), reader::extraction);
  }

  @Override
  public List<Extraction> extractions(
      Principal principal, Set<Extraction.State> states, String before, int limit) {
    check.accept(principal);
    if (states.isEmpty() || limit < 1) {
      return List.of();
    }
    return RemoteDesk.paged(
        before,
        limit,
        (from, size) -> {
          var parameters = new ArrayList<>(List.of("before", from, "limit", size));
          states.forEach(state -> parameters.addAll(List.of("state", Wire.word(state))));
          var path = path("/v1/memory/extractions", parameters.toArray(String[]::new));
          return connection.shapes(connection.request(path), reader::extraction);
        },
        Function.identity(),
        Extraction::id);
  }

  @Override
  public Extraction retry(Principal principal, String extraction) {
    check.accept(principal);
    return connection.shape(
        connection.json("/v1/memory/extractions/" + encoded(extraction) + "/retry", Json.object()),
        reader::extraction);
  }

  @Override
  public Audit audit(Principal principal) {
    check.accept(principal);
    return connection.shape(connection.request("/v1/memory/audit"), MemoryReader::audit);
  }

  @Override
  public Statistics statistics(Principal principal) {
    check.accept(principal);
    return connection.shape(connection.request("/v1/memory/stats"), MemoryReader::statistics);
  }

  @Override
  public void reindex(Principal principal, Consumer<Progress> progress) {
    check.accept(principal);
    var isDone = new AtomicBoolean();
    connection.events(
        connection.json("/v1/memory/reindex", Json.object()),
        (name, data) -> {
          if (name.equals("progress")) {
            progress.accept(connection.read(data, Progress.class));
          }
          isDone.compareAndSet(false, name.equals("done"));
        });
    if (!isDone.get()) {
      throw Failure.passing(
          "The server stopped telling about the index before it was built; look with `steward"
              + " memory stats`",
          null,
          Duration.ZERO);
    }
  }

  @Override
  public void export(Principal principal, Selection selection, Consumer<Exported> each) {
    check.accept(principal);
    if (isElsewhere(selection)) {
      return;
    }
    var body = WireSelection.write(Json.object(), selection);
    var origin = new MemoryFile.Origin(tenant, "", Instant.EPOCH, Long.MAX_VALUE);
    connection.lines(
        connection.json("/v1/memory/export", body), lines -> MemoryFile.read(lines, origin, each));
  }

  @Override
  public int takeOver(Principal principal, List<Exported> entries) {
    check.accept(principal);
    for (var exported : entries) {
      if (!tenantOf(exported).equals(tenant)) {
        throw Failure.user("The connection speaks for another tenant; open one with its key");
      }
    }
    var lines = new StringBuilder();
    entries.forEach(exported -> lines.append(MemoryFile.line(exported)).append('\n'));
    var request =
        connection
            .request("/v1/memory/import")
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(lines.toString()));
    return (int) (long) connection.shape(request, fields -> MemoryReader.count(fields, "new"));
  }

  private static String tenantOf(Exported exported) {
    return switch (exported) {
      case Exported.OfMessage(var message) -> message.scope().tenant();
      case Exported.OfFact(var history) -> history.getLast().fact().scope().tenant();
    };
  }

  private boolean isElsewhere(Selection selection) {
    return !selection.scope().tenant().equals(tenant);
  }

  private <T> Optional<T> find(String path, Function<Fields, T> shape) {
    return connection.find(path, ObjectNode.class).map(node -> connection.shaped(node, shape));
  }
}
