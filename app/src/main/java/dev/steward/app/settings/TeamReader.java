package dev.steward.app.settings;

import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Agent.Limits;
import dev.steward.core.agent.Playbook;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Money;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.TaskType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the sections `task_kinds`, `team` and `routing`, and the files of agents and playbooks.
final class TeamReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,49}");
  private static final String A_NAME =
      "a name in lower case with underscores, such as 'draft_email'";
  private static final int MOST_STEPS = 100;
  private static final int MOST_TOKENS = 200_000;

  private final List<String> models;
  private final List<String> kinds;
  private final TierReader tiers;
  private final Map<String, String> owners = new HashMap<>();
  private final Map<String, List<Example>> examples = new LinkedHashMap<>();
  private List<String> delegates = List.of();

  /// @param tiers takes down who may choose from several models
  TeamReader(List<String> models, List<String> kinds, TierReader tiers) {
    this.models = models;
    this.kinds = kinds;
    this.tiers = tiers;
  }

  static List<TaskKind> kinds(Value value, TierReader tiers) {
    var names = new HashSet<String>();
    var read = new ArrayList<TaskKind>();
    for (var item : value.items()) {
      var fields =
          item.fields(
              "name", "type", "description", "examples", "models", "trusted", "floor", "stakes");
      var name = name(fields.at("name"), names, "task kind");
      var type = fields.at("type").choice("simple", List.of("simple", "draft", "complex"));
      if (!fields.at("type").isPresent()) {
        fields.at("type").wrong("this is missing; expected simple, draft or complex");
      }
      var kind =
          new TaskKind(
              name,
              TaskType.valueOf(type.toUpperCase(Locale.ROOT)),
              fields.at("description").text(),
              fields.at("examples").texts());
      tiers.kind(kind, fields);
      read.add(kind);
    }
    if (read.isEmpty()) {
      value.wrong("at least one task kind is needed");
    }
    return read;
  }

  /// The team of `steward.yaml` and of agents' own files.
  Team team(Value value, Value routing, List<FromFile> files) {
    var names = new HashSet<String>();
    var inline = value.items();
    delegates =
        Stream.concat(inline.stream().map(TeamReader::nameIn), files.stream().map(FromFile::name))
            .toList();
    var agents = new ArrayList<Agent>();
    inline.forEach(item -> agents.add(agent(item, names, "", "")));
    files.forEach(file -> agents.add(agent(file.settings(), names, file.name(), file.body())));
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

  /// An agent or a playbook in a file of its own.
  record FromFile(String name, Value settings, String body) {}

  /// The playbooks in these files.
  List<Playbook> playbooks(List<FromFile> files) {
    return files.stream().map(this::playbook).toList();
  }

  private Playbook playbook(FromFile file) {
    var fields = file.settings().fields("kinds");
    if (!NAME.matcher(file.name()).matches()) {
      file.settings().wrong("the file's name must be %s".formatted(A_NAME));
    }
    var forKinds =
        fields.at("kinds").items().stream()
            .map(item -> item.choice("", kinds))
            .filter(kind -> !kind.isEmpty())
            .distinct()
            .toList();
    if (!fields.at("kinds").isPresent()) {
      fields.at("kinds").wrong("this is missing; expected the kinds of tasks that it is for");
    }
    if (file.body().isBlank()) {
      file.settings().wrong("this playbook says nothing; write its steps below the settings");
    }
    return new Playbook(file.name(), forKinds, file.body());
  }

  /// The examples of each agent that has any.
  Map<String, List<Example>> examples() {
    return examples;
  }

  private static String nameIn(Value agent) {
    var name = agent.isMap() ? agent.entries().get("name") : null;
    return name == null ? "" : name.word();
  }

  private static String role(Value value, String usual, List<String> known) {
    if (!value.isPresent() && !known.contains(usual)) {
      value.wrong(
          "there is no agent '%s', so name one of: %s".formatted(usual, String.join(", ", known)));
    }
    return value.choice(usual, known);
  }

  /// @param given the name that its file gives it; empty: it stands in the settings
  /// @param body its instructions as its file has them; empty: they stand in the settings
  private Agent agent(Value value, Set<String> names, String given, String body) {
    var fields =
        value.fields(
            "name",
            "role",
            "instructions",
            "model",
            "fallbacks",
            "models",
            "trusted",
            "tools",
            "kinds",
            "limits",
            "delegates",
            "answer",
            "examples");
    var name = given.isEmpty() ? name(fields.at("name"), names, "agent") : given;
    if (!given.isEmpty()) {
      checkGiven(fields.at("name"), given, names);
    }
    examples(name, fields.at("examples"));
    return new Agent(
        name,
        fields.at("role").text().strip(),
        body.isEmpty() ? fields.at("instructions").text("").strip() : body,
        models(name, fields),
        fields.at("tools").texts(),
        owned(fields.at("kinds"), name),
        limits(fields.at("limits")),
        new Agent.Ways(
            delegates(fields.at("delegates"), name), AnswerReader.answer(fields.at("answer"))));
  }

  private static void checkGiven(Value value, String given, Set<String> names) {
    if (!value.text(given).strip().equals(given)) {
      value.wrong("the file calls the agent '%s'; leave the name out".formatted(given));
    } else if (!NAME.matcher(given).matches()) {
      value.wrong("the file's name must be %s".formatted(A_NAME));
    } else if (!names.add(given)) {
      value.wrong("there is a second agent of that name");
    }
  }

  private List<String> delegates(Value value, String agent) {
    var others = delegates.stream().filter(name -> !name.equals(agent)).toList();
    return value.items().stream()
        .map(item -> item.choice("", others))
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  private void examples(String agent, Value value) {
    var read = new ArrayList<Example>();
    for (var item : value.items()) {
      var fields = item.fields("task", "contains", "lacks", "kind", "tools");
      read.add(
          new Example(
              fields.at("task").text(),
              fields.at("contains").texts(),
              fields.at("lacks").texts(),
              fields.at("kind").choice("", kinds),
              fields.at("tools").texts()));
    }
    if (!read.isEmpty()) {
      examples.put(agent, List.copyOf(read));
    }
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
  private List<String> models(String agent, Value.Fields fields) {
    var choice = tiers.agent(agent, fields);
    if (choice.isEmpty()) {
      return models(fields.at("model"), fields.at("fallbacks"));
    }
    for (var either : List.of("model", "fallbacks")) {
      if (fields.at(either).isPresent()) {
        fields.at(either).wrong("`models` says already which ones there are; keep one of them");
      }
    }
    return Stream.concat(choice.stream(), Stream.of(Agent.LOCAL)).toList();
  }

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
    var fields = value.fields("steps", "max_tokens", "max_cost");
    return new Limits(
        fields.at("steps").whole(Limits.DEFAULTS.steps(), 1, MOST_STEPS),
        fields.at("max_tokens").whole(Limits.DEFAULTS.maxTokens(), 1, MOST_TOKENS),
        new Money(fields.at("max_cost").decimal(BigDecimal.ZERO)));
  }
}
