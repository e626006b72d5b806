package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.document.Documents;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Fact;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Who is told when something happens to memories over Mem0's APIs. What is to be told lies in the
/// documents until it was, as ids: a text that is forgotten meanwhile is told to nobody.
final class Webhooks {
  static final String OUTBOX = "mem0.outbox";
  private static final String KIND = "mem0.webhook";
  private static final int LONGEST_URL = 2_000;

  private final Documents documents;
  private final Supplier<String> ids;
  private final Clock clock;
  private final Runnable wake;

  /// @param wake tells the courier that there is something to tell
  Webhooks(Documents documents, Supplier<String> ids, Clock clock, Runnable wake) {
    this.documents = documents;
    this.ids = ids;
    this.clock = clock;
    this.wake = wake;
  }

  /// What may happen to a memory.
  enum Event {
    ADD("memory_add"),
    UPDATE("memory_update"),
    DELETE("memory_delete"),
    CATEGORIZE("memory_categorize");

    private final String type;

    Event(String type) {
      this.type = type;
    }

    String type() {
      return type;
    }
  }

  List<ObjectNode> all(String tenant) {
    return documents.all(tenant, KIND).values().stream().map(Webhooks::read).toList();
  }

  Optional<ObjectNode> find(String tenant, String id) {
    return documents.read(tenant, KIND, id).map(Webhooks::read);
  }

  ObjectNode create(String tenant, Body body) {
    var now = clock.instant().toString();
    var hook =
        Json.object()
            .put("webhook_id", "wh_" + ids.get())
            .put("owner", "owner")
            .put("project", tenant)
            .put("is_active", true)
            .put("created_at", now);
    body.required("name");
    body.required("url");
    if (body.texts("event_types").isEmpty()) {
      throw new Refusal(400, "missing_field", "event_types", "'event_types' is required");
    }
    return write(tenant, hook, body);
  }

  ObjectNode update(String tenant, String id, Body body) {
    return write(tenant, find(tenant, id).orElseThrow(() -> absent(id)), body);
  }

  void delete(String tenant, String id) {
    if (!documents.delete(tenant, KIND, id)) {
      throw absent(id);
    }
  }

  private static Refusal absent(String id) {
    return new Refusal(
        404, "not_found", "", "There is no webhook '%s'".formatted(Conditions.shown(id)));
  }

  private ObjectNode write(String tenant, ObjectNode hook, Body body) {
    if (body.value("name") != null) {
      hook.put("name", Body.named("name", body.text("name")));
    }
    if (body.value("url") != null) {
      hook.put("url", url(body.text("url")));
    }
    if (body.value("event_types") != null) {
      hook.set(
          "event_types",
          Json.tree(body.texts("event_types").stream().map(Webhooks::type).toList()));
    }
    hook.put("is_active", body.flag("is_active", hook.path("is_active").asBoolean()));
    hook.put("updated_at", clock.instant().toString());
    documents.write(tenant, KIND, hook.path("webhook_id").asText(), Json.write(hook));
    return hook;
  }

  private static String type(String type) {
    if (Arrays.stream(Event.values()).noneMatch(event -> event.type.equals(type))) {
      throw Refusal.invalidField(
          "event_types",
          "There is no event type '%s'; there are: %s"
              .formatted(
                  Conditions.shown(type),
                  Arrays.stream(Event.values())
                      .map(Event::type)
                      .collect(Collectors.joining(", "))));
    }
    return type;
  }

  private static String url(String text) {
    try {
      var url = URI.create(text.strip());
      var isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (isWeb
          && url.getHost() != null
          && url.getUserInfo() == null
          && text.length() <= LONGEST_URL) {
        return url.toString();
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Refusal.invalidField(
        "url", "'url' must be an address such as https://example.com/hook, without a password");
  }

  /// Tells what happened to memories.
  void happened(String tenant, Event event, List<Fact> facts) {
    var hooks = all(tenant);
    if (hooks.isEmpty() || facts.isEmpty()) {
      return;
    }
    for (var fact : facts) {
      tell(tenant, hooks, event, fact.id(), ids.get());
      if (event == Event.ADD && !MemoryView.categories(fact).isEmpty()) {
        tell(tenant, hooks, Event.CATEGORIZE, fact.id(), ids.get());
      }
    }
    wake.run();
  }

  /// Tells what was forgotten.
  void forgotten(String tenant, Erasure gone) {
    var hooks = all(tenant);
    for (var fact : hooks.isEmpty() ? List.<Entry>of() : gone.facts()) {
      tell(tenant, hooks, Event.DELETE, fact.id(), ids.get());
    }
    wake.run();
  }

  /// Tells what comes of an extraction, once that is known.
  void extracting(String tenant, String extraction) {
    if (!all(tenant).isEmpty()) {
      var item = Json.object().put("extraction", extraction);
      documents.write(tenant, OUTBOX, extraction, Json.write(item));
      wake.run();
    }
  }

  /// Puts what is to be told into the outbox, once for each webhook that wants it.
  ///
  /// @param cause the same for the same happening, so that it is told once
  void tell(String tenant, List<ObjectNode> hooks, Event event, String memory, String cause) {
    for (var hook : hooks) {
      var wants =
          hook.path("is_active").asBoolean()
              && hook.path("event_types")
                  .valueStream()
                  .anyMatch(type -> type.asText().equals(event.type));
      if (wants) {
        var item =
            Json.object()
                .put("webhook", hook.path("webhook_id").asText())
                .put("event", event.name())
                .put("memory", memory);
        var id = String.join(" ", cause, item.path("webhook").asText(), event.name(), memory);
        documents.write(tenant, OUTBOX, id, Json.write(item));
      }
    }
  }

  static ObjectNode read(String text) {
    return Json.body(text.getBytes(StandardCharsets.UTF_8));
  }
}
