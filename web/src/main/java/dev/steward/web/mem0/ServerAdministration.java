package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Target;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import dev.steward.web.mem0.Entities.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Entities and settings in the self-hosted server's API. What that server has accounts, keys and
/// logs for stands in Steward's own settings; such calls say where.
final class ServerAdministration {
  private final Context context;

  ServerAdministration(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return Stream.concat(own(), missing()).toList();
  }

  private Stream<Route> own() {
    return Stream.of(
        Route.of("GET", "/entities", this::entities),
        Route.of("DELETE", "/entities/{type}/{name}", this::deleteEntity),
        Route.of("GET", "/configure", this::configuration),
        Route.of("POST", "/configure", this::configure),
        Route.of("GET", "/configure/providers", ServerAdministration::providers),
        Route.of("GET", "/auth/setup-status", ServerAdministration::setup),
        Route.of("GET", "/auth/me", ServerAdministration::me));
  }

  private static Stream<Route> missing() {
    var accounts =
        "Steward has no accounts: whoever has one of the keys under server.keys in steward.yaml is"
            + " let in";
    var keys = "The keys stand under server.keys in steward.yaml";
    return Stream.of(
        absent("POST", "/auth/register", accounts),
        absent("POST", "/auth/login", accounts),
        absent("POST", "/auth/refresh", accounts),
        absent("POST", "/auth/change-password", accounts),
        absent("POST", "/auth/onboarding-complete", accounts),
        absent("GET", "/api-keys", keys),
        absent("POST", "/api-keys", keys),
        absent("DELETE", "/api-keys/{id}", keys),
        absent("GET", "/requests", "Requests are not kept; Steward's log has the failed ones"),
        absent(
            "POST",
            "/generate-instructions",
            "Instructions are written by people: send them as custom_instructions to /configure"));
  }

  private static Route absent(String method, String path, String why) {
    return Route.of(
        method,
        path,
        exchange -> {
          throw new Refusal(501, "not_here", "", why);
        });
  }

  private void entities(Exchange exchange) {
    var answer = Json.object().putArray("entities");
    for (var entity : Entities.in(context.memories(exchange)).all()) {
      answer.add(entity.view());
    }
    exchange.send(200, answer);
  }

  private void deleteEntity(Exchange exchange) {
    var type = Type.of(exchange.value("type"));
    var name = exchange.value("name");
    var memories = context.memories(exchange);
    var gone =
        type == Type.USER
            ? context
                .desk()
                .forget(exchange.principal(), new Target.User(name), false, memories.by(name))
            : memories.forget(new Filter.Eq(type.field(), name));
    context.webhooks().forgotten(exchange.principal().tenant(), gone);
    exchange.send(200, Json.object().put("message", "Entity deleted"));
  }

  private void configuration(Exchange exchange) {
    Context.checkOwner(exchange, "Reading the configuration");
    exchange.send(200, configuration(context, exchange));
  }

  private static ObjectNode configuration(Context context, Exchange exchange) {
    var statistics = context.desk().statistics(exchange.principal());
    var answer = Json.object().put("version", "v1.1");
    answer
        .putObject("embedder")
        .put("provider", "steward")
        .putObject("config")
        .put("model", statistics.embedder());
    answer.putObject("vector_store").put("provider", "steward");
    answer.setAll(context.project(exchange).settings(List.of("custom_instructions")));
    return answer;
  }

  /// Takes what a client may set; the rest stands in steward.yaml.
  private void configure(Exchange exchange) {
    Context.checkOwner(exchange, "Changing the configuration");
    var body = new Body(exchange.object());
    for (var entry : body.object().properties()) {
      if (!Set.of("version", "custom_instructions").contains(entry.getKey())) {
        throw new Refusal(
            501,
            "not_here",
            Conditions.shown(entry.getKey()),
            "'%s' can't be set over the network: models, embedder and stores stand in steward.yaml"
                .formatted(Conditions.shown(entry.getKey())));
      }
    }
    if (body.has("custom_instructions")) {
      var set = Json.object().put("custom_instructions", body.text("custom_instructions"));
      context.project(exchange).set(new Body(set));
    }
    exchange.send(200, Json.object().put("message", "Configuration set successfully"));
  }

  private static void providers(Exchange exchange) {
    var answer = Json.object();
    answer.putArray("llm");
    answer.putArray("embedder").add("steward");
    answer.putArray("vector_store").add("steward");
    exchange.send(200, answer);
  }

  private static void setup(Exchange exchange) {
    exchange.send(200, Json.object().put("needs_setup", false).put("setup_complete", true));
  }

  private static void me(Exchange exchange) {
    var isOwner = exchange.principal().users().isEmpty();
    exchange.send(
        200,
        Json.object()
            .put("id", exchange.principal().tenant())
            .put("name", isOwner ? "owner" : String.join(", ", exchange.principal().users()))
            .put("role", isOwner ? "admin" : "user"));
  }
}
