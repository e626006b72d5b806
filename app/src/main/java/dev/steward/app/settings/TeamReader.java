package dev.steward.app.settings;

import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Agent.Limits;
import dev.steward.core.agent.Team;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.TaskType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the sections `task_kinds`, `team` and `routing`.
final class TeamReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");
  private static final String A_NAME =
      "a name in lower case with underscores, such as 'draft_email'";
  private static final int MOST_STEPS = 100;
  private static final int MOST_TOKENS = 200_000;

  private final List<String> models;
  private final List<String> kinds;
  private final Map<String, String> owners = new HashMap<>();

  TeamReader(List<String> models, List<String> kinds) {
    this.models = models;
    this.kinds = kinds;
  }

  static List<TaskKind> kinds(Value value) {
    var names = new HashSet<String>();
    var read = new ArrayList<TaskKind>();
    for (var item : value.items()) {
      var fields = item.fields("name", "type", "description", "examples");
      var name = name(fields.at("name"), names, "task kind");
      var type = fields.at("type").choice("simple", List.of("simple", "draft", "complex"));
      if (!fields.at("type").isPresent()) {
        fields.at("type").wrong("this is missing; expected simple, draft or complex");
      }
      var description = fields.at("description").text();
      read.add(
          new TaskKind(
              name,
              TaskType.valueOf(type.toUpperCase(Locale.ROOT)),
              description,
              fields.at("examples").texts()));
    }
    if (read.isEmpty()) {
      value.wrong("at least one task kind is needed");
    }
    return read;
  }

  Team team(Value value, Value routing) {
    var names = new HashSet<String>();
    var agents = value.items().stream().map(item -> agent(item, names)).toList();
    if (agents.isEmpty()) {
      value.wrong("at least one agent is needed");
    }
    var known = agents.stream().map(Agent::name).toList();
    var roles = routing.fields("main", "classifier");
    return new Team(
        agents,
        role(roles.at("main"), "steward", known),
        role(roles.at("classifier"), "classifier", known));
  }

  private static String role(Value value, String usual, List<String> known) {
    if (!value.isPresent() && !known.contains(usual)) {
      value.wrong(
          "there is no agent '%s', so name one of: %s".formatted(usual, String.join(", ", known)));
    }
    return value.choice(usual, known);
  }

  private Agent agent(Value value, Set<String> names) {
    var fields =
        value.fields(
            "name", "role", "instructions", "model", "fallbacks", "tools", "kinds", "limits");
    return new Agent(
        name(fields.at("name"), names, "agent"),
        fields.at("role").text().strip(),
        fields.at("instructions").text("").strip(),
        models(fields.at("model"), fields.at("fallbacks")),
        fields.at("tools").texts(),
        owned(fields.at("kinds"), fields.at("name").text("").strip()),
        limits(fields.at("limits")));
  }

  private static String name(Value value, Set<String> names, String what) {
    var name = value.text();
    if (!name.isEmpty() && !NAME.matcher(name).matches()) {
      value.wrong("expected %s, but this is %s".formatted(A_NAME, Value.quoted(name)));
    } else if (!name.isEmpty() && !names.add(name)) {
      value.wrong("there is a second %s of that name".formatted(what));
    }
    return name;
  }

  /// The chain of models, each once, `local` at its end.
  private List<String> models(Value model, Value fallbacks) {
    var known = Stream.concat(models.stream(), Stream.of(Agent.LOCAL)).toList();
    var chain = new ArrayList<String>();
    Stream.concat(Stream.of(model), fallbacks.items().stream())
        .map(value -> value.choice(Agent.LOCAL, known))
        .filter(name -> !name.equals(Agent.LOCAL) && !chain.contains(name))
        .forEach(chain::add);
    chain.add(Agent.LOCAL);
    return chain;
  }

  private List<String> owned(Value value, String agent) {
    var owned = new ArrayList<String>();
    for (var item : value.items()) {
      var kind = item.choice("", kinds);
      if (kind.isEmpty()) {
        continue;
      }
      var owner = owners.putIfAbsent(kind, agent);
      if (owner != null) {
        item.wrong("the kind '%s' is %s's already; a kind has one owner".formatted(kind, owner));
      }
      owned.add(kind);
    }
    return owned;
  }

  private static Limits limits(Value value) {
    if (!value.isPresent()) {
      return Limits.DEFAULTS;
    }
    var fields = value.fields("steps", "max_tokens");
    return new Limits(
        fields.at("steps").whole(Limits.DEFAULTS.steps(), 1, MOST_STEPS),
        fields.at("max_tokens").whole(Limits.DEFAULTS.maxTokens(), 1, MOST_TOKENS));
  }
}
