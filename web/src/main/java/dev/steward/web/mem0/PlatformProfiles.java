package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Filter;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.Route;
import dev.steward.web.mem0.Entities.Type;
import dev.steward.web.mem0.Memories.Wanted;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Profiles of users in the platform's API: a schema that memories fill. A profile is made when it
/// is read, so it is always what memory says now, and nothing of it is kept that could outlive a
/// memory; the jobs that clients start are done at once.
final class PlatformProfiles {
  private static final String SETTINGS = "mem0.profiles";
  private static final String JOB = "mem0.profile-job";
  private static final int MOST_SAMPLED = 10;
  private static final int MOST_JOBS = 1_000;

  private final Context context;

  PlatformProfiles(Context context) {
    this.context = context;
  }

  List<Route> routes() {
    return List.of(
        Route.of("GET", "/v2/profiles/settings/", this::settings),
        Route.of("POST", "/v2/profiles/settings/", this::set),
        Route.of("POST", "/v2/profiles/jobs/", this::start),
        Route.of("GET", "/v2/profiles/jobs/{id}/", this::job),
        Route.of("GET", "/v2/entities/{type}/{name}/profile/", this::profile));
  }

  private ObjectNode settings(String tenant) {
    return context
        .documents()
        .read(tenant, SETTINGS, SETTINGS)
        .map(Webhooks::read)
        .orElseGet(() -> {
          var settings = Json.object().put("enabled", false);
          settings
              .putObject("entities")
              .putObject("user")
              .putNull("schema")
              .putNull("custom_instructions");
          return settings;
        });
  }

  private void settings(Exchange exchange) {
    exchange.send(200, view(settings(exchange.principal().tenant())));
  }

  private static ObjectNode view(ObjectNode settings) {
    settings.putObject("capabilities").put("full_rebuild", true);
    return settings;
  }

  private void set(Exchange exchange) {
    Context.checkOwner(exchange, "Changing the settings of profiles");
    var tenant = exchange.principal().tenant();
    var body = new Body(exchange.object());
    checkKeys(body, Set.of("enabled", "entities"));
    var entities = body.object("entities");
    checkKeys(entities, Set.of("user"));
    var user = entities.object("user");
    checkKeys(user, Set.of("schema", "custom_instructions"));
    var settings = settings(tenant);
    settings.put("enabled", body.flag("enabled", settings.path("enabled").asBoolean()));
    var kept = (ObjectNode) settings.path("entities").path("user");
    var schema = user.value("schema");
    if (schema != null) {
      SchemaFiller.check(schema);
    }
    if (user.has("schema")) {
      kept.set("schema", schema);
    }
    if (user.has("custom_instructions")) {
      MemoryView.name(kept, "custom_instructions", user.text("custom_instructions"));
    }
    context.documents().write(tenant, SETTINGS, SETTINGS, Json.write(settings));
    exchange.send(200, view(settings));
  }

  private static void checkKeys(Body body, Set<String> known) {
    for (var entry : body.object().properties()) {
      if (!known.contains(entry.getKey())) {
        throw Refusal.invalidField(
            Conditions.shown(entry.getKey()),
            "Unsupported settings: '%s'; there are: %s"
                .formatted(
                    Conditions.shown(entry.getKey()),
                    String.join(", ", known.stream().sorted().toList())));
      }
    }
  }

  private void profile(Exchange exchange) {
    checkUser(exchange.value("type"));
    var user = exchange.value("name");
    var memories = context.memories(exchange);
    var answer = Json.object();
    var settings = settings(exchange.principal().tenant());
    var schema = settings.path("entities").path("user").path("schema");
    var filter = new Filter.Eq(Type.USER.field(), user);
    var newest = memories.list(Wanted.of(filter), 0, 1);
    var profile = Json.object();
    String status;
    if (!settings.path("enabled").asBoolean() || !SchemaFiller.hasProperties(schema)) {
      status = "not_enabled";
    } else if (newest.isEmpty()) {
      status = "insufficient_data";
    } else {
      status = "succeeded";
      profile = new SchemaFiller(memories, Wanted.of(filter)).fill(schema);
    }
    answer.set("profile", profile);
    answer.put("status", status).put("entity_type", Type.USER.word()).put("entity_id", user);
    MemoryView.name(
        answer,
        "updated_at",
        status.equals("succeeded") ? newest.getFirst().recordedAt().toString() : "");
    answer.put("generation_count", status.equals("succeeded") ? 1 : 0).putNull("error");
    exchange.send(200, answer);
  }

  private static void checkUser(String type) {
    if (Type.of(type) != Type.USER) {
      throw Refusal.invalidField(
          "entity_type", "Only users have profiles; ask for entity_type 'user'");
    }
  }

  private void start(Exchange exchange) {
    var body = new Body(exchange.object());
    var tenant = exchange.principal().tenant();
    var operation = body.required("operation");
    checkUser(body.required("entity_type"));
    var key = exchange.header("Idempotency-Key");
    var id =
        UUID.nameUUIDFromBytes(
                (tenant + "\n" + (key == null ? context.ids().get() : key))
                    .getBytes(StandardCharsets.UTF_8))
            .toString();
    var known = context.documents().read(tenant, JOB, id);
    var job = known.map(Webhooks::read).orElseGet(() -> job(exchange, id, operation, body));
    if (known.isEmpty()) {
      context.documents().write(tenant, JOB, id, Json.write(job));
      forgetOldJobs(tenant);
    }
    var users = job.path("entity_ids");
    var answer =
        Json.object()
            .put("job_id", id)
            .put("status", job.path("status").asText())
            .put("status_url", "/v2/profiles/jobs/" + id + "/")
            .put("operation", job.path("operation").asText())
            .put("entity_type", Type.USER.word())
            .put("entity_count_reserved", users.size())
            .putNull("event_id")
            .put("replayed", known.isPresent());
    if (job.path("operation").asText().equals("sample")) {
      answer.put("sampled", users.size()).set("entity_ids", users);
    }
    exchange.send(202, answer);
  }

  private void forgetOldJobs(String tenant) {
    var jobs = context.documents().all(tenant, JOB).keySet();
    jobs.stream()
        .limit(Math.max(0, jobs.size() - MOST_JOBS))
        .forEach(old -> context.documents().delete(tenant, JOB, old));
  }

  private ObjectNode job(Exchange exchange, String id, String operation, Body body) {
    var users =
        switch (operation) {
          case "trigger" -> List.of(body.name("entity_id"));
          case "sample", "rebuild" -> {
            int most =
                operation.equals("sample")
                    ? body.number("limit", 5, 1, MOST_SAMPLED)
                    : Integer.MAX_VALUE;
            yield Entities.in(context.memories(exchange)).all(Type.USER).stream()
                .map(Entities.Entity::name)
                .limit(most)
                .toList();
          }
          default ->
              throw Refusal.invalidField(
                  "operation",
                  "There is no operation '%s'; there are: trigger, sample, rebuild"
                      .formatted(Conditions.shown(operation)));
        };
    if (users.contains("")) {
      throw new Refusal(400, "missing_field", "entity_id", "'entity_id' is required");
    }
    var job =
        Json.object()
            .put("id", id)
            .put("operation", operation)
            .put("entity_type", Type.USER.word())
            .put("status", "succeeded");
    job.set("entity_ids", Json.tree(users));
    return job.put("created_at", context.clock().instant().toString());
  }

  private void job(Exchange exchange) {
    var job =
        context
            .documents()
            .read(exchange.principal().tenant(), JOB, exchange.value("id"))
            .map(Webhooks::read)
            .orElseThrow(() -> new Refusal(404, "not_found", "", "There is no such job"));
    int users = job.path("entity_ids").size();
    job.remove("entity_ids");
    job.put("total", users)
        .put("enumeration_complete", true)
        .put("completed", users)
        .put("succeeded", users)
        .put("failed", 0)
        .put("skipped", 0);
    var answer = Json.object();
    answer.set("job", job);
    exchange.send(200, answer);
  }
}
