package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.document.Documents;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The settings that Mem0's clients make for a project; a tenant of Steward is one project.
final class Project {
  private static final String KIND = "mem0.project";
  private static final String ID = "settings";

  /// What can be set.
  private static final Set<String> KEYS =
      new LinkedHashSet<>(
          List.of(
              "custom_instructions",
              "agent_custom_instructions",
              "custom_categories",
              "decay",
              "multilingual",
              "memory_depth",
              "usecase_setting",
              "version",
              "name",
              "description"));

  private final Documents documents;
  private final String tenant;

  Project(Documents documents, String tenant) {
    this.documents = documents;
    this.tenant = tenant;
  }

  /// The settings; what was never set is missing.
  ObjectNode settings() {
    return documents
        .read(tenant, KIND, ID)
        .map(text -> Json.body(text.getBytes(StandardCharsets.UTF_8)))
        .orElseGet(Json::object);
  }

  /// The settings of these names, or all; null where one was never set.
  ObjectNode settings(List<String> names) {
    var kept = settings();
    var shown = Json.object();
    for (var name : names.isEmpty() ? KEYS : names) {
      shown.set(name, kept.path(name).isMissingNode() ? null : kept.get(name));
    }
    return shown;
  }

  /// Sets what the body holds.
  synchronized void set(Body body) {
    var settings = settings();
    for (var entry : body.object().properties()) {
      if (!KEYS.contains(entry.getKey())) {
        throw Refusal.invalidField(
            Conditions.shown(entry.getKey()),
            "A project has no setting '%s'; it has: %s"
                .formatted(Conditions.shown(entry.getKey()), String.join(", ", KEYS)));
      }
      settings.set(entry.getKey(), entry.getValue());
    }
    documents.write(tenant, KIND, ID, Json.write(settings));
  }

  private String text(String name) {
    JsonNode value = settings().path(name);
    return value.isTextual() ? value.textValue() : "";
  }

  /// What a model is told that extracts memories from the messages of a request.
  String instructions(Body request, boolean ofAgent) {
    var lines = new LinkedHashSet<String>();
    lines.add(either(request, "custom_instructions"));
    if (ofAgent) {
      lines.add(either(request, "agent_custom_instructions"));
    }
    lines.add(request.text("prompt"));
    lines.add(sentence("Remember only what is about this: %s", request.text("includes")));
    lines.add(sentence("Leave out what is about this: %s", request.text("excludes")));
    lines.add(sentence("What memory is for: %s", text("usecase_setting")));
    lines.add(sentence("Topics that matter: %s", topics(request)));
    if (settings().path("multilingual").asBoolean()) {
      lines.add("Write each memory in the language in which it was said.");
    }
    lines.remove("");
    return String.join("\n", lines);
  }

  /// The request's own, or the project's.
  private String either(Body request, String name) {
    var own = request.text(name);
    return own.isBlank() ? text(name) : own;
  }

  private static String sentence(String form, String what) {
    return what.isBlank() ? "" : form.formatted(what.strip());
  }

  private String topics(Body request) {
    var own = request.value("custom_categories");
    var categories = own == null ? settings().path("custom_categories") : own;
    return String.join(
        "; ",
        categories
            .valueStream()
            .flatMap(each -> each.properties().stream())
            .map(each -> each.getKey() + " (" + each.getValue().asText() + ")")
            .toList());
  }
}
