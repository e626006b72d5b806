package dev.steward.app.settings;

import dev.steward.core.agent.Team;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.model.Conduct;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.tier.TierRules;
import dev.steward.core.when.DayWindow;
import dev.steward.models.chat.Capabilities;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Everything that `steward.yaml` says, checked: names that refer to something refer to something
/// that is there.
///
/// @param zones the time zones of users that have one of their own
/// @param models those that may be called, in the order of the file; `local` is not among them
/// @param examples by the names of the agents that have any
/// @param kinds the kinds of tasks there are
/// @param tiers who may choose from several models
public record Settings(
    Organisation organisation,
    Map<String, ZoneId> zones,
    List<Model> models,
    Team team,
    Map<String, List<Example>> examples,
    List<TaskKind> kinds,
    TierRules tiers,
    PriceTable prices,
    Budgets budgets,
    MemorySettings memory,
    Server server,
    TelemetrySettings telemetry) {
  public Settings {
    zones = Map.copyOf(zones);
    models = List.copyOf(models);
    examples = Map.copyOf(examples);
    kinds = List.copyOf(kinds);
  }

  /// The user's own time zone, else the organisation's.
  public ZoneId zoneOf(String user) {
    return zones.getOrDefault(user, organisation.zone());
  }

  public Optional<Model> model(String name) {
    return models.stream().filter(model -> model.name().equals(name)).findFirst();
  }

  /// Who runs Steward, and the rules everybody there obeys.
  ///
  /// @param workingHours when meetings may be put on a working day
  /// @param policies loaded as organisation facts `org_rule_0`, `org_rule_1`, … in this order
  /// @param sessionLength how long after its last message a session is over
  public record Organisation(
      String name,
      ZoneId zone,
      List<DayWindow> workingHours,
      Set<DayOfWeek> workingDays,
      List<String> policies,
      Duration sessionLength) {
    public Organisation {
      workingHours = List.copyOf(workingHours);
      workingDays = Set.copyOf(workingDays);
      policies = List.copyOf(policies);
    }
  }

  /// A model and how to reach it.
  ///
  /// @param name what the rest of the file calls it
  /// @param provider such as `anthropic` or `ollama`
  /// @param keyEnv the environment variable that holds the key; empty if no key is needed
  /// @param id what the provider calls it
  /// @param capabilities what it can be told: as known, or as the file says
  public record Model(
      String name,
      String provider,
      Wire wire,
      URI baseUrl,
      String keyEnv,
      String id,
      Conduct options,
      Capabilities capabilities) {

    /// Which HTTP API the provider speaks.
    public enum Wire {
      ANTHROPIC,
      OPENAI
    }
  }

  /// Where the server listens, and whom it lets in.
  ///
  /// @param bind an address of this machine
  /// @param apiKeys none: only this machine is let in
  public record Server(String bind, int port, List<ApiKey> apiKeys) {
    public Server {
      apiKeys = List.copyOf(apiKeys);
    }
  }

  /// A key that a client shows.
  ///
  /// @param keyEnv the environment variable that holds the key
  /// @param users whom its bearer may speak for; empty: everybody
  public record ApiKey(String name, String keyEnv, Set<String> users) {
    public ApiKey {
      users = Set.copyOf(users);
    }
  }
}
