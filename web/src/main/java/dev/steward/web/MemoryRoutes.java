package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.MemoryDesk;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.Principal;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// Everything that can be asked of memory.
final class MemoryRoutes {
  private static final int TAKEN_AT_ONCE = 200;
  private static final long LARGEST_ENTRY = 16 * 1024 * 1024;

  private final Desk desk;
  private final EventStream events;
  private final LineStream lines;
  private final Clock clock;

  MemoryRoutes(Desk desk, EventStream events, LineStream lines, Clock clock) {
    this.desk = desk;
    this.events = events;
    this.lines = lines;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/memory/messages", this::add),
        Route.get("/v1/memory/messages/{id}", this::message),
        Route.post("/v1/memory/search", this::search),
        Route.post("/v1/memory/list", this::list),
        Route.post("/v1/memory/count", this::count),
        Route.post("/v1/memory/as-of", this::asOf),
        Route.get("/v1/memory/facts/{id}", this::fact),
        Route.get("/v1/memory/facts/{id}/history", this::history),
        Route.post("/v1/memory/facts/{id}/edit", this::edit),
        Route.post("/v1/memory/facts/{id}/decide", this::decide),
        Route.post("/v1/memory/facts/{id}/propose", this::propose),
        Route.post("/v1/memory/forget", this::forget),
        Route.get("/v1/memory/tombstones", this::tombstones),
        Route.get("/v1/memory/extractions", this::extractions),
        Route.get("/v1/memory/extractions/{id}", this::extraction),
        Route.post("/v1/memory/extractions/{id}/retry", this::retry),
        Route.get("/v1/memory/audit", this::audit),
        Route.get("/v1/memory/stats", this::statistics),
        Route.post("/v1/memory/reindex", this::reindex),
        Route.post("/v1/memory/export", this::export),
        Route.post("/v1/memory/import", this::takeOver));
  }

  private MemoryDesk memory() {
    return desk.memory();
  }

  private void add(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var scope = new MemoryReader(exchange.principal().tenant()).scope(fields);
    var said = fields.objects("messages").stream().map(this::said).toList();
    var addition =
        new Addition(
            fields.id("id"),
            scope,
            MemoryReader.labels(fields),
            said,
            fields.choice("extraction", Addition.Mode.class, Addition.Mode.EXTRACT),
            fields.string("instructions"),
            fields.instant("expires_at", Fact.Validity.OPEN));
    fields.end();
    exchange.allowed(scope.user());
    if (said.isEmpty()) {
      throw new Refusal(400, "missing_field", "messages", "'messages' is missing or empty");
    }
    exchange.send(201, MemoryJson.of(memory().add(exchange.principal(), addition)));
  }

  private Addition.Said said(Fields fields) {
    var role = fields.choice("role", Message.Role.class, Message.Role.USER);
    var said =
        new Addition.Said(
            role,
            fields.string("speaker"),
            fields.choice("trust", Trust.class, usualTrust(role)),
            fields.name("channel", "api"),
            fields.text("text"),
            fields.instant("at", clock.instant()));
    fields.end();
    return said;
  }

  private static Trust usualTrust(Message.Role role) {
    return switch (role) {
      case USER, SYSTEM -> Trust.OWNER;
      case ASSISTANT -> Trust.MODEL;
      case TOOL -> Trust.TOOL;
    };
  }

  private void message(Exchange exchange) {
    var id = exchange.withoutQuery().value("id");
    var message = memory().message(exchange.principal(), id);
    exchange.send(
        200, MemoryJson.of((Entry) message.orElseThrow(() -> Refusal.absent("message", id))));
  }

  private void search(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var search = selections(exchange).search(fields, fields.text("query"));
    fields.end();
    checkUser(exchange, search.selection());
    page(exchange, memory().search(exchange.principal(), search), MemoryJson::of);
  }

  private void list(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var selection = selections(exchange).selection(fields);
    var before = fields.string("before");
    var limit = fields.number("limit", 50, 1, Query.MOST);
    fields.end();
    checkUser(exchange, selection);
    page(exchange, memory().list(exchange.principal(), selection, before, limit), MemoryJson::of);
  }

  private void count(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var selection = selections(exchange).selection(fields);
    fields.end();
    checkUser(exchange, selection);
    exchange.send(200, Map.of("count", memory().count(exchange.principal(), selection)));
  }

  private void asOf(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var selection = selections(exchange).selection(fields);
    var held = fields.instant("held");
    var believed = fields.instant("believed", held);
    var before = fields.string("before");
    var limit = fields.number("limit", 50, 1, Query.MOST);
    fields.end();
    checkUser(exchange, selection);
    page(
        exchange,
        memory().asOf(exchange.principal(), selection, held, believed, before, limit),
        MemoryJson::of);
  }

  private void fact(Exchange exchange) {
    exchange.send(200, MemoryJson.of(known(exchange.withoutQuery())));
  }

  private void history(Exchange exchange) {
    var id = known(exchange.withoutQuery()).id();
    page(exchange, memory().history(exchange.principal(), id), MemoryJson::of);
  }

  private void edit(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var edit =
        new Edit(
            fields.value("text") == null ? null : fields.text("text"),
            fields.value("metadata") == null ? null : fields.data("metadata"),
            fields.has("expires_at") ? fields.instant("expires_at", Fact.Validity.OPEN) : null,
            fields.value("valid_from") == null ? null : fields.instant("valid_from"));
    var by = by(exchange, fields);
    fields.end();
    var id = known(exchange).id();
    exchange.send(200, MemoryJson.of(memory().edit(exchange.principal(), id, edit, by)));
  }

  private void decide(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var decision = fields.choice("decision", Decision.class);
    var by = by(exchange, fields);
    fields.end();
    var id = known(exchange).id();
    exchange.send(200, MemoryJson.of(memory().decide(exchange.principal(), id, decision, by)));
  }

  private void propose(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var by = by(exchange, fields);
    fields.end();
    var id = known(exchange).id();
    exchange.send(201, MemoryJson.of(memory().propose(exchange.principal(), id, by)));
  }

  private Fact known(Exchange exchange) {
    var id = exchange.value("id");
    return memory().fact(exchange.principal(), id).orElseThrow(() -> Refusal.absent("fact", id));
  }

  private void forget(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var target = selections(exchange).target(fields);
    var dryRun = fields.flag("dry_run", false);
    var by = by(exchange, fields);
    fields.end();
    exchange.send(200, MemoryJson.of(memory().forget(exchange.principal(), target, dryRun, by)));
  }

  private void tombstones(Exchange exchange) {
    var query = exchange.query();
    var limit = query.number("limit", 50, 1, 10_000);
    query.end();
    page(exchange, memory().tombstones(exchange.principal(), limit), MemoryJson::of);
  }

  private void extractions(Exchange exchange) {
    var query = exchange.query();
    var states = states(query.values("state"));
    var before = query.value("before");
    var limit = query.limit();
    query.end();
    page(
        exchange,
        memory().extractions(exchange.principal(), states, before, limit),
        MemoryJson::of);
  }

  private static Set<Extraction.State> states(List<String> words) {
    return words.isEmpty()
        ? Set.of(Extraction.State.values())
        : Set.copyOf(
            words.stream()
                .map(word -> Fields.choiceOf("state", word, Extraction.State.class))
                .distinct()
                .toList());
  }

  private void extraction(Exchange exchange) {
    exchange.send(200, MemoryJson.of(waiting(exchange.withoutQuery())));
  }

  private void retry(Exchange exchange) {
    var id = waiting(exchange.withoutQuery()).id();
    exchange.send(200, MemoryJson.of(memory().retry(exchange.principal(), id)));
  }

  private Extraction waiting(Exchange exchange) {
    var id = exchange.value("id");
    return memory()
        .extraction(exchange.principal(), id)
        .orElseThrow(() -> Refusal.absent("extraction", id));
  }

  private void audit(Exchange exchange) {
    exchange.send(200, MemoryJson.of(memory().audit(exchange.withoutQuery().principal())));
  }

  private void statistics(Exchange exchange) {
    exchange.send(200, MemoryJson.of(memory().statistics(exchange.withoutQuery().principal())));
  }

  private void reindex(Exchange exchange) {
    var principal = exchange.withoutQuery().principal();
    if (exchange.wantsEvents()) {
      events.<Progress>send(
          exchange, each -> memory().reindex(principal, each), new ProgressScript());
      return;
    }
    var last = new AtomicLong();
    memory().reindex(principal, progress -> last.set(progress.done()));
    exchange.send(200, Map.of("done", last.get()));
  }

  /// Writes `progress` again and again, and at last `done`.
  private static final class ProgressScript implements EventStream.Script<Progress> {
    @Override
    public List<String> on(Progress progress) {
      return List.of(EventStream.frame("progress", progress));
    }

    @Override
    public List<String> end() {
      return List.of(EventStream.frame("done", Json.object()));
    }

    @Override
    public List<String> failed(Refusal refusal) {
      return List.of(EventStream.frame("error", refusal.own()));
    }
  }

  private void export(Exchange exchange) {
    var fields = exchange.withoutQuery().json();
    var selection = selections(exchange).selection(fields);
    var whole =
        fields.value("standings") == null && fields.value("at") == null
            ? selection.withStandings(Fact.Standing.values()).at(Instant.EPOCH)
            : selection;
    fields.end();
    checkUser(exchange, selection);
    lines.send(
        exchange,
        each -> {
          var count = new AtomicLong();
          each.accept(MemoryFile.header());
          memory()
              .export(
                  exchange.principal(),
                  whole,
                  exported -> {
                    each.accept(MemoryFile.line(exported));
                    count.incrementAndGet();
                  });
          each.accept(MemoryFile.end(count.get()));
        });
  }

  private void takeOver(Exchange exchange) {
    var principal = exchange.principal();
    var query = exchange.query();
    var user = exchange.allowed(query.optionalName("user_id"));
    query.end();
    var origin =
        new MemoryFile.Origin(
            principal.tenant(),
            user.isEmpty() ? usualActor(principal) : user,
            clock.instant(),
            LARGEST_ENTRY);
    var batch = new ArrayList<Exported>();
    var taken = new AtomicLong();
    try {
      MemoryFile.read(
          exchange.streamedBody("application/x-ndjson"),
          origin,
          exported -> {
            batch.add(exported);
            if (batch.size() == TAKEN_AT_ONCE) {
              taken.addAndGet(takeOver(principal, batch));
            }
          });
    } finally {
      taken.addAndGet(takeOver(principal, batch));
    }
    exchange.send(200, Map.of("new", taken.get()));
  }

  private int takeOver(Principal principal, List<Exported> batch) {
    var some = List.copyOf(batch);
    batch.clear();
    return some.isEmpty() ? 0 : memory().takeOver(principal, some);
  }

  private WireSelection selections(Exchange exchange) {
    return new WireSelection(exchange.principal().tenant(), clock.instant());
  }

  /// A user that is named for oneself must be one that may be spoken for.
  private static void checkUser(Exchange exchange, Selection selection) {
    if (selection.reach() == Selection.Reach.OWN) {
      exchange.allowed(selection.scope().user());
    }
  }

  private static String by(Exchange exchange, Fields fields) {
    return fields.name("by", usualActor(exchange.principal()));
  }

  private static String usualActor(Principal principal) {
    return principal.users().size() == 1 ? principal.users().iterator().next() : "owner";
  }

  private static <T> void page(
      Exchange exchange, Collection<T> found, Function<T, Map<String, Object>> shape) {
    exchange.send(200, new Wire.Page<>(found.stream().map(shape).toList()));
  }
}
