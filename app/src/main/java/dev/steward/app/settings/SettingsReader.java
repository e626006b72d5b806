package dev.steward.app.settings;

import dev.steward.app.settings.Settings.ApiKey;
import dev.steward.app.settings.Settings.Organisation;
import dev.steward.app.settings.Settings.Server;
import dev.steward.core.agent.Agent;
import dev.steward.core.cost.Budgets;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.when.DayWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Turns the text of `steward.yaml` into [Settings].
final class SettingsReader {
  private static final DayWindow OFFICE_HOURS =
      new DayWindow(LocalTime.of(9, 0), LocalTime.of(17, 0));
  private static final Set<DayOfWeek> WEEKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final int HIGHEST_PORT = 65_535;
  private static final int HOURS_A_YEAR = 8_760;

  private final String file;
  private final ZoneId systemZone;
  private final Mistakes mistakes;
  private final List<FrontMatterFile> agentFiles;
  private final List<FrontMatterFile> playbookFiles;
  private final List<Mistakes> mistakesOfFiles = new ArrayList<>();

  /// @param agentFiles the files of agents beside it
  /// @param playbookFiles the files of playbooks beside it
  SettingsReader(
      String file,
      ZoneId systemZone,
      List<FrontMatterFile> agentFiles,
      List<FrontMatterFile> playbookFiles) {
    this.file = file;
    this.systemZone = systemZone;
    this.agentFiles = agentFiles;
    this.playbookFiles = playbookFiles;
    this.mistakes = new Mistakes(file);
  }

  /// The settings in `text`.
  ///
  /// @throws dev.steward.core.Failure USER with every mistake and its place
  Settings read(String text) {
    var root = new Yaml(file, mistakes).parse(text);
    if (root.isEmpty() && mistakes.isEmpty()) {
      mistakes.add(0, 0, "", "this file is empty; delete it and the next start writes a new one");
    }
    if (!mistakes.isEmpty()) {
      throw mistakes.failure();
    }
    var settings = settings(Value.root(root.get(), mistakes));
    if (!mistakes.isEmpty()) {
      throw mistakes.failure();
    }
    for (var ofFile : mistakesOfFiles) {
      if (!ofFile.isEmpty()) {
        throw ofFile.failure();
      }
    }
    return settings;
  }

  /// What stands in files beside it.
  ///
  /// @param what each of them is, for mistakes
  private List<TeamReader.FromFile> read(List<FrontMatterFile> files, String what) {
    var read = new ArrayList<TeamReader.FromFile>();
    for (var each : files) {
      var wrong = new Mistakes(each.path());
      mistakesOfFiles.add(wrong);
      var root = new Yaml(each.path(), wrong).parse(each.settings());
      if (root.isEmpty() && wrong.isEmpty()) {
        wrong.add(
            1,
            1,
            "",
            "this %s has no settings; write them between two lines of ---".formatted(what));
      }
      root.ifPresent(node ->
          read.add(new TeamReader.FromFile(each.name(), Value.root(node, wrong), each.body())));
    }
    return read;
  }

  private Settings settings(Value root) {
    var sections =
        root.fields(
            "organisation",
            "users",
            "models",
            "billing",
            "prices",
            "budgets",
            "task_kinds",
            "team",
            "routing",
            "memory",
            "server",
            "telemetry");
    var models = ModelReader.models(sections.at("models"));
    var names = models.stream().map(Settings.Model::name).toList();
    var tiers = new TierReader(names);
    var kinds = TeamReader.kinds(sections.at("task_kinds"), tiers);
    var reader = new TeamReader(names, kinds.stream().map(TaskKind::name).toList(), tiers);
    var team =
        reader
            .team(sections.at("team"), sections.at("routing"), read(agentFiles, "agent"))
            .withPlaybooks(reader.playbooks(read(playbookFiles, "playbook")));
    var organisation = organisation(sections.at("organisation"));
    var agents = team.agents().stream().map(Agent::name).toList();
    return new Settings(
        organisation,
        zones(sections.at("users")),
        models,
        team,
        reader.examples(),
        kinds,
        tiers.rules(team),
        new PriceTableReader(models).read(sections.at("billing"), sections.at("prices")),
        new Budgets(
            new BudgetReader(agents, names).read(sections.at("budgets")), organisation.zone()),
        MemoryReader.memory(sections.at("memory"), names),
        server(sections.at("server")),
        TelemetrySettings.read(sections.at("telemetry")));
  }

  private Organisation organisation(Value value) {
    var fields =
        value.fields("name", "zone", "working_hours", "working_days", "session_hours", "policies");
    return new Organisation(
        fields.at("name").text("").strip(),
        zone(fields.at("zone"), systemZone),
        hours(fields.at("working_hours")),
        days(fields.at("working_days")),
        fields.at("policies").texts(),
        Duration.ofHours(fields.at("session_hours").whole(8, 1, HOURS_A_YEAR)));
  }

  private static ZoneId zone(Value value, ZoneId fallback) {
    return value.as(fallback, "a time zone such as Europe/Berlin", Words::zone);
  }

  private static List<DayWindow> hours(Value value) {
    var windows =
        value.items().stream()
            .map(item -> item.as(OFFICE_HOURS, "hours such as 9:00-17:00", Words::window))
            .toList();
    return windows.isEmpty() ? List.of(OFFICE_HOURS) : windows;
  }

  private static Set<DayOfWeek> days(Value value) {
    var days = EnumSet.noneOf(DayOfWeek.class);
    for (var item : value.items()) {
      days.add(DayOfWeek.valueOf(item.choice("monday", Words.days()).toUpperCase(Locale.ROOT)));
    }
    return days.isEmpty() ? WEEKDAYS : days;
  }

  private Map<String, ZoneId> zones(Value users) {
    var zones = new HashMap<String, ZoneId>();
    users
        .entries()
        .forEach((user, value) -> {
          var zone = value.fields("zone").at("zone");
          if (zone.isPresent()) {
            zones.put(user, zone(zone, systemZone));
          }
        });
    return zones;
  }

  private static Server server(Value value) {
    var fields = value.fields("bind", "port", "api_keys");
    var names = new HashSet<String>();
    return new Server(
        fields.at("bind").text("127.0.0.1").strip(),
        fields.at("port").whole(7777, 0, HIGHEST_PORT),
        fields.at("api_keys").items().stream().map(item -> apiKey(item, names)).toList());
  }

  private static ApiKey apiKey(Value value, Set<String> names) {
    var fields = value.fields("name", "key_env", "users");
    var name = fields.at("name").text();
    if (!name.isEmpty() && !names.add(name)) {
      fields.at("name").wrong("there is a second key of that name");
    }
    var keyEnv = ModelReader.keyEnv(fields.at("key_env"), "");
    if (!fields.at("key_env").isPresent()) {
      fields.at("key_env").wrong("this is missing; expected the name of an environment variable");
    }
    return new ApiKey(name, keyEnv, new HashSet<>(fields.at("users").texts()));
  }
}
