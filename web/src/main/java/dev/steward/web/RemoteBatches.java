package dev.steward.web;

import static dev.steward.web.ServerConnection.encoded;
import static dev.steward.web.ServerConnection.path;

import dev.steward.core.BatchDesk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Estimate;
import dev.steward.core.batch.Item;
import dev.steward.core.text.Spans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The batches behind a [StewardServer].
final class RemoteBatches implements BatchDesk {
  private static final int PAGE = Query.MOST;

  private final ServerConnection connection;
  private final String tenant;
  private final Consumer<Principal> check;

  /// @param check refuses a principal that the connection's key does not speak for
  RemoteBatches(ServerConnection connection, String tenant, Consumer<Principal> check) {
    this.connection = connection;
    this.tenant = tenant;
    this.check = check;
  }

  @Override
  public Estimate estimate(Principal principal, Order order) {
    check.accept(principal);
    return connection
        .post(
            "/v1/batches", WireBatch.body(order).put("dry_run", true), WireBatch.WireEstimate.class)
        .estimate();
  }

  @Override
  public View start(Principal principal, Order order) {
    check.accept(principal);
    return connection.post("/v1/batches", WireBatch.body(order), WireBatch.class).view(tenant);
  }

  @Override
  public Optional<View> find(Principal principal, String id) {
    check.accept(principal);
    return connection
        .find("/v1/batches/" + encoded(id), WireBatch.class)
        .map(batch -> batch.view(tenant));
  }

  @Override
  public List<View> list(Principal principal, String user, String before, int limit) {
    check.accept(principal);
    var all = new ArrayList<View>();
    var from = before;
    while (all.size() < limit) {
      int size = Math.min(PAGE, limit - all.size());
      var page =
          connection.list(
              path("/v1/batches", "user_id", user, "before", from, "limit", Integer.toString(size)),
              WireBatch.class);
      page.forEach(batch -> all.add(batch.view(tenant)));
      if (page.size() < size) {
        break;
      }
      from = page.getLast().id();
    }
    return all;
  }

  @Override
  public View await(Principal principal, String id, Duration patience) {
    check.accept(principal);
    var seconds = Math.clamp(patience.plusMillis(999).toSeconds(), 0, 30);
    return connection
        .find(
            path("/v1/batches/" + encoded(id), "wait_seconds", Integer.toString(seconds)),
            WireBatch.class)
        .orElseThrow(() -> Failure.user("There is no batch '" + id + "'"))
        .view(tenant);
  }

  @Override
  public View pause(Principal principal, String id) {
    return change(principal, id, "pause");
  }

  @Override
  public View resume(Principal principal, String id, Batch.Options options) {
    check.accept(principal);
    var body =
        Json.object()
            .put("max_parallel", options.maxParallel())
            .put("max_cost", options.maxCost().dollars())
            .put("within", Spans.written(options.within()));
    return connection
        .post("/v1/batches/" + encoded(id) + "/resume", body, WireBatch.class)
        .view(tenant);
  }

  @Override
  public View retry(Principal principal, String id) {
    return change(principal, id, "retry");
  }

  @Override
  public View cancel(Principal principal, String id) {
    return change(principal, id, "cancel");
  }

  private View change(Principal principal, String id, String how) {
    check.accept(principal);
    return connection
        .post("/v1/batches/%s/%s".formatted(encoded(id), how), Json.object(), WireBatch.class)
        .view(tenant);
  }

  @Override
  public List<Item> items(
      Principal principal, String id, Set<Item.State> states, int after, int limit) {
    check.accept(principal);
    var all = new ArrayList<Item>();
    int from = after;
    while (all.size() < limit) {
      int size = Math.min(PAGE, limit - all.size());
      var page = connection.list(items(id, states, from, size), WireBatch.WireItem.class);
      page.forEach(item -> all.add(item.item()));
      if (page.size() < size) {
        break;
      }
      from = page.getLast().row();
    }
    return all;
  }

  private static String items(String id, Set<Item.State> states, int after, int limit) {
    var parameters = new ArrayList<String>();
    states.forEach(state -> parameters.addAll(List.of("status", Wire.word(state))));
    parameters.addAll(List.of("after", Integer.toString(after), "limit", Integer.toString(limit)));
    return path("/v1/batches/" + encoded(id) + "/items", parameters.toArray(String[]::new));
  }
}
