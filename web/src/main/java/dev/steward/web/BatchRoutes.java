package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.BatchDesk;
import dev.steward.core.Desk;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.Money;
import dev.steward.core.text.Spans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Batches: handing one in, how far it is, and what its items came to.
final class BatchRoutes {
  private static final int LARGEST_BODY = 64 * 1024 * 1024;
  private static final int LONGEST_WAIT = 30;
  private static final int PAGE = 500;

  private final Desk desk;

  BatchRoutes(Desk desk) {
    this.desk = desk;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/batches", this::start),
        Route.get("/v1/batches", this::list),
        Route.get("/v1/batches/{id}", this::show),
        Route.get("/v1/batches/{id}/items", this::items),
        Route.get("/v1/batches/{id}/results", this::results),
        Route.post("/v1/batches/{id}/pause", this::pause),
        Route.post("/v1/batches/{id}/resume", this::resume),
        Route.post("/v1/batches/{id}/retry", this::retry),
        Route.post("/v1/batches/{id}/cancel", this::cancel));
  }

  private void start(Exchange exchange) {
    var fields =
        exchange.withoutQuery().withBodyOf(Math.max(LARGEST_BODY, exchange.maxBodyBytes())).json();
    var id = TaskRoutes.id(exchange, fields.id("id"));
    var user = fields.name("user_id");
    var agent = fields.name("agent", "");
    var template = fields.text("template");
    var items = rows(fields);
    var options = options(fields, Batch.Options.DEFAULTS).withTags(fields.strings("tags"));
    var isDry = fields.flag("dry_run", false);
    fields.end();
    exchange.allowed(user);
    var order = new BatchDesk.Order(id, user, agent, template, items, options);
    if (isDry) {
      exchange.send(
          200, WireBatch.WireEstimate.of(desk.batches().estimate(exchange.principal(), order)));
      return;
    }
    var view = desk.batches().start(exchange.principal(), order);
    exchange
        .response()
        .header("Location", "/v1/batches/" + ServerConnection.encoded(view.batch().id()));
    exchange.send(201, WireBatch.of(view));
  }

  private static List<Map<String, String>> rows(Fields fields) {
    var items = fields.value("items");
    if (items == null || !items.isArray()) {
      throw Refusal.invalidField("items", "'items' must be a list of objects");
    }
    var rows = new ArrayList<Map<String, String>>();
    for (var item : items) {
      var place = "items[%d]".formatted(rows.size());
      if (!(item instanceof ObjectNode object)) {
        throw Refusal.invalidField(place, "'%s' must be an object".formatted(place));
      }
      rows.add(BatchFile.row(object, place));
    }
    return rows;
  }

  private static Batch.Options options(Fields fields, Batch.Options otherwise) {
    return otherwise
        .withMaxParallel(
            fields.number("max_parallel", otherwise.maxParallel(), 1, Batch.Options.MOST_PARALLEL))
        .withMaxCost(new Money(fields.amount("max_cost", otherwise.maxCost().dollars())))
        .withWithin(
            Spans.read("'within'", fields.text("within", Spans.written(otherwise.within()))));
  }

  private void list(Exchange exchange) {
    var query = exchange.query();
    var user = exchange.allowed(query.optionalName("user_id"));
    var before = query.optionalName("before");
    var limit = query.limit();
    query.end();
    exchange.send(
        200,
        new Wire.Page<>(
            desk.batches().list(exchange.principal(), user, before, limit).stream()
                .map(WireBatch::of)
                .toList()));
  }

  private void show(Exchange exchange) {
    var query = exchange.query();
    var seconds = query.number("wait_seconds", 0, 0, LONGEST_WAIT);
    query.end();
    var view = view(exchange);
    exchange.send(
        200,
        WireBatch.of(
            seconds == 0
                ? view
                : desk.batches()
                    .await(exchange.principal(), view.batch().id(), Duration.ofSeconds(seconds))));
  }

  private void items(Exchange exchange) {
    var query = exchange.query();
    var states = states(query);
    var after = query.number("after", 0, 0, Integer.MAX_VALUE);
    var limit = query.limit();
    query.end();
    var id = view(exchange).batch().id();
    exchange.send(
        200,
        new Wire.Page<>(
            desk.batches().items(exchange.principal(), id, states, after, limit).stream()
                .map(WireBatch.WireItem::of)
                .toList()));
  }

  private static Set<Item.State> states(Query query) {
    return query.values("status").stream()
        .map(word -> Fields.choiceOf("status", word, Item.State.class))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Item.State.class)));
  }

  private void results(Exchange exchange) {
    var query = exchange.query();
    var format = query.choice("format", BatchFile.Format.class, BatchFile.Format.JSONL);
    var states = states(query);
    query.end();
    var id = view(exchange).batch().id();
    var mediaType =
        switch (format) {
          case CSV -> "text/csv; charset=utf-8";
          case JSONL -> "application/x-ndjson";
        };
    try (var out = exchange.download(mediaType, "results." + Wire.word(format))) {
      BatchFile.write(
          out, format, row -> desk.batches().items(exchange.principal(), id, states, row, PAGE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pause(Exchange exchange) {
    var id = view(exchange.withoutQuery()).batch().id();
    exchange.send(200, WireBatch.of(desk.batches().pause(exchange.principal(), id)));
  }

  private void resume(Exchange exchange) {
    var batch = view(exchange.withoutQuery()).batch();
    var fields = exchange.json();
    var options = options(fields, batch.options());
    fields.end();
    exchange.send(
        200, WireBatch.of(desk.batches().resume(exchange.principal(), batch.id(), options)));
  }

  private void retry(Exchange exchange) {
    var id = view(exchange.withoutQuery()).batch().id();
    exchange.send(200, WireBatch.of(desk.batches().retry(exchange.principal(), id)));
  }

  private void cancel(Exchange exchange) {
    var id = view(exchange.withoutQuery()).batch().id();
    exchange.send(200, WireBatch.of(desk.batches().cancel(exchange.principal(), id)));
  }

  private BatchDesk.View view(Exchange exchange) {
    var id = exchange.value("id");
    return desk.batches()
        .find(exchange.principal(), id)
        .orElseThrow(() -> Refusal.absent("batch", id));
  }
}
