package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.BatchDesk;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Estimate;
import dev.steward.core.batch.Item;
import dev.steward.core.batch.Tally;
import dev.steward.core.cost.Money;
import dev.steward.core.text.Spans;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A batch on the wire.
///
/// @param maxCost 0: no cap
/// @param within such as `24h`; `0s`: as soon as can be
/// @param counts items by where they stand
/// @param waitingFor what it waits for at a provider of models; empty: nothing
record WireBatch(
    String id,
    String userId,
    String agent,
    String template,
    int maxParallel,
    BigDecimal maxCost,
    String within,
    List<String> tags,
    String status,
    String note,
    int size,
    Counts counts,
    boolean driven,
    String waitingFor,
    BigDecimal cost,
    String currency,
    String createdAt,
    String updatedAt) {

  /// How many items stand where; those under way and those parked are waiting ones.
  record Counts(int waiting, int underWay, int parked, int done, int failed, int cancelled) {}

  static WireBatch of(BatchDesk.View view) {
    var batch = view.batch();
    var tally = view.tally();
    return new WireBatch(
        batch.id(),
        batch.user(),
        batch.agent(),
        batch.template(),
        batch.options().maxParallel(),
        batch.options().maxCost().dollars(),
        Spans.written(batch.options().within()),
        batch.options().tags(),
        Wire.word(batch.state()),
        batch.note(),
        batch.size(),
        new Counts(
            tally.waiting(),
            view.underWay(),
            view.parked(),
            tally.done(),
            tally.failed(),
            tally.cancelled()),
        view.isDriven(),
        view.waitingFor(),
        tally.cost().dollars(),
        Wire.CURRENCY,
        batch.startedAt().toString(),
        batch.updatedAt().toString());
  }

  BatchDesk.View view(String tenant) {
    var batch =
        new Batch(
            id,
            tenant,
            userId,
            agent,
            template,
            new Batch.Options(maxParallel, new Money(maxCost), Spans.read("within", within), tags),
            Wire.constant(Batch.State.class, status),
            note,
            size,
            Instant.parse(createdAt),
            Instant.parse(updatedAt));
    var tally =
        new Tally(counts.waiting, counts.done, counts.failed, counts.cancelled, new Money(cost));
    return new BatchDesk.View(batch, tally, counts.underWay, counts.parked, driven, waitingFor);
  }

  /// An item on the wire.
  ///
  /// @param runId of its latest attempt
  record WireItem(
      String batchId,
      int row,
      Map<String, String> input,
      String status,
      int attempt,
      String result,
      String agent,
      String model,
      BigDecimal cost,
      String runId,
      String updatedAt) {
    static WireItem of(Item item) {
      return new WireItem(
          item.batch(),
          item.row(),
          item.fields(),
          Wire.word(item.state()),
          item.attempt(),
          item.result(),
          item.agent(),
          item.model(),
          item.cost().dollars(),
          item.run(),
          item.updatedAt().toString());
    }

    Item item() {
      return new Item(
          batchId,
          row,
          input,
          Wire.constant(Item.State.class, status),
          attempt,
          result,
          agent,
          model,
          new Money(cost),
          Instant.parse(updatedAt));
    }
  }

  /// What a batch would cost, on the wire.
  record WireEstimate(
      int items,
      String model,
      BigDecimal expected,
      BigDecimal most,
      String currency,
      String basis,
      List<WireLater> later) {
    static WireEstimate of(Estimate estimate) {
      return new WireEstimate(
          estimate.items(),
          estimate.model(),
          estimate.expected().dollars(),
          estimate.most().dollars(),
          Wire.CURRENCY,
          estimate.basis(),
          estimate.later().stream().map(WireLater::of).toList());
    }

    Estimate estimate() {
      return new Estimate(
          items,
          model,
          new Money(expected),
          new Money(most),
          basis,
          later.stream().map(WireLater::later).toList());
    }
  }

  /// What it would cost if a provider may take its time.
  record WireLater(String provider, String within, BigDecimal expected) {
    static WireLater of(Estimate.Later later) {
      return new WireLater(
          later.provider(), Spans.written(later.window()), later.expected().dollars());
    }

    Estimate.Later later() {
      return new Estimate.Later(provider, Spans.read("within", within), new Money(expected));
    }
  }

  /// The body that hands a batch in.
  static ObjectNode body(BatchDesk.Order order) {
    var body =
        Json.object()
            .put("user_id", order.user())
            .put("template", order.template())
            .put("max_parallel", order.options().maxParallel())
            .put("max_cost", order.options().maxCost().dollars())
            .put("within", Spans.written(order.options().within()));
    order.options().tags().forEach(body.putArray("tags")::add);
    if (!order.id().isEmpty()) {
      body.put("id", order.id());
    }
    if (!order.agent().isEmpty()) {
      body.put("agent", order.agent());
    }
    var items = body.putArray("items");
    for (var row : order.rows()) {
      var item = items.addObject();
      row.forEach(item::put);
    }
    return body;
  }
}
