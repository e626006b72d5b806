package dev.steward.web.mem0;

import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import java.util.List;

/// The project and its webhooks in the platform's API. Steward is one organisation, and a tenant is
/// its one project.
final class PlatformProject {
  private static final String ORGANISATION = "steward";

  private final Context context;

  PlatformProject(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    var project = "/api/v1/orgs/organizations/{organisation}/projects/{project}/";
    return List.of(
        Route.of("GET", "/v1/ping/", PlatformProject::ping),
        Route.of("GET", project, this::show),
        Route.of("PATCH", project, this::set),
        Route.of("GET", "/api/v1/webhooks/projects/{project}/", this::webhooks),
        Route.of("POST", "/api/v1/webhooks/projects/{project}/", this::createWebhook),
        Route.of("PUT", "/api/v1/webhooks/{id}/", this::updateWebhook),
        Route.of("DELETE", "/api/v1/webhooks/{id}/", this::deleteWebhook));
  }

  /// No address of anybody: clients send it to others when they report what they are used for.
  private static void ping(Exchange exchange) {
    exchange.send(
        200,
        Json.object()
            .put("status", "ok")
            .put("org_id", ORGANISATION)
            .put("project_id", exchange.principal().tenant())
            .put("user_email", "owner"));
  }

  private static void checkProject(Exchange exchange) {
    var organisation = exchange.value("organisation");
    if ((!organisation.isEmpty() && !organisation.equals(ORGANISATION))
        || !exchange.value("project").equals(exchange.principal().tenant())) {
      throw new Refusal(
          404,
          "not_found",
          "",
          "There is no such project; /v1/ping/ tells the organisation and the project of this key");
    }
  }

  private void show(Exchange exchange) {
    checkProject(exchange);
    exchange.send(200, context.project(exchange).settings(exchange.query().values("fields")));
  }

  private void set(Exchange exchange) {
    checkProject(exchange);
    Context.checkOwner(exchange, "Changing the project");
    context.project(exchange).set(new Body(exchange.object()));
    exchange.send(200, Json.object().put("message", "Project updated successfully"));
  }

  private void webhooks(Exchange exchange) {
    checkWebhooks(exchange);
    checkProject(exchange);
    exchange.send(200, context.webhooks().all(exchange.principal().tenant()));
  }

  private void createWebhook(Exchange exchange) {
    checkWebhooks(exchange);
    checkProject(exchange);
    var body = new Body(exchange.object());
    exchange.send(201, context.webhooks().create(exchange.principal().tenant(), body));
  }

  private void updateWebhook(Exchange exchange) {
    checkWebhooks(exchange);
    var body = new Body(exchange.object());
    context.webhooks().update(exchange.principal().tenant(), exchange.value("id"), body);
    exchange.send(200, Json.object().put("message", "Webhook updated successfully"));
  }

  private void deleteWebhook(Exchange exchange) {
    checkWebhooks(exchange);
    context.webhooks().delete(exchange.principal().tenant(), exchange.value("id"));
    exchange.send(200, Json.object().put("message", "Webhook deleted successfully"));
  }

  private static void checkWebhooks(Exchange exchange) {
    Context.checkOwner(exchange, "A webhook, which hears of all memories,");
  }
}
