package dev.steward.web;

import static dev.steward.web.ServerConnection.encoded;
import static dev.steward.web.ServerConnection.path;

import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.routing.Correction;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.RouteLog;
import dev.steward.core.routing.Router;
import dev.steward.core.tier.Tier;
import java.util.List;
import java.util.function.Consumer;

/// The router's desk behind a [StewardServer].
final class RemoteRoutes implements RouteDesk {
  private final ServerConnection connection;
  private final String tenant;
  private final Consumer<Principal> check;

  /// @param check refuses principals that the connection does not speak for
  RemoteRoutes(ServerConnection connection, String tenant, Consumer<Principal> check) {
    this.connection = connection;
    this.tenant = tenant;
    this.check = check;
  }

  @Override
  public List<Router.Part> explain(Principal principal, String user, String text) {
    check.accept(principal);
    var body = Json.object().put("user_id", user).put("text", text);
    return connection.list("/v1/routes/explain", body, WireRoute.class).stream()
        .map(WireRoute::part)
        .toList();
  }

  @Override
  public List<Router.Part> routed(Principal principal, String turn) {
    check.accept(principal);
    return connection.find("/v1/tasks/" + encoded(turn) + "/route", WireRoutes.class).stream()
        .flatMap(routes -> routes.data().stream())
        .map(WireRoute::part)
        .toList();
  }

  private record WireRoutes(List<WireRoute> data) {}

  @Override
  public List<Tier> chosen(Principal principal, String turn) {
    check.accept(principal);
    return connection.find("/v1/tasks/" + encoded(turn) + "/tiers", WireTiers.class).stream()
        .flatMap(tiers -> tiers.data().stream())
        .map(WireTier::tier)
        .toList();
  }

  private record WireTiers(List<WireTier> data) {}

  @Override
  public List<Tier> tiers(Principal principal, String agent, String kind) {
    check.accept(principal);
    var path = path("/v1/routes/tiers", "agent", agent, "kind", kind);
    return connection.list(path, WireTier.class).stream().map(WireTier::tier).toList();
  }

  @Override
  public Correction correct(
      Principal principal, String user, String turn, String text, String kind) {
    check.accept(principal);
    var body = Json.object().put("user_id", user).put("kind", kind);
    if (!turn.isEmpty()) {
      body.put("task_id", turn);
    }
    if (!text.isEmpty()) {
      body.put("text", text);
    }
    return connection
        .post("/v1/routes/corrections", body, WireRoute.Corrected.class)
        .correction(tenant);
  }

  @Override
  public List<Correction> corrections(Principal principal) {
    check.accept(principal);
    return connection.list("/v1/routes/corrections", WireRoute.Corrected.class).stream()
        .map(corrected -> corrected.correction(tenant))
        .toList();
  }

  @Override
  public Lessons.Lesson learn(Principal principal) {
    check.accept(principal);
    return connection.post("/v1/routes/learn", Json.object(), WireRoute.Learned.class).lesson();
  }

  @Override
  public RouteLog.Serving rollBack(Principal principal) {
    check.accept(principal);
    return connection.post("/v1/routes/rollback", Json.object(), WireRoute.Serves.class).serving();
  }
}
