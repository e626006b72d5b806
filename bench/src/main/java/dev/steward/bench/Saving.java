package dev.steward.bench;

import dev.steward.Steward;
import dev.steward.app.Assembly;
import dev.steward.app.routing.ShippedTasks;
import dev.steward.app.settings.Settings;
import dev.steward.app.settings.SettingsFile;
import dev.steward.app.settings.Workload;
import dev.steward.app.settings.WorkloadFile;
import dev.steward.app.simulation.Plan;
import dev.steward.app.simulation.Simulation;
import dev.steward.core.Principal;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PaidCall;
import dev.steward.core.cost.Terms;
import dev.steward.core.model.ChatModel;
import dev.steward.core.routing.TaskKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What the team saves on the reference workload against Sonnet for everything, at the same
/// moment's prices, with tasks that find their agent by the router: texts of the test part of the
/// tasks that ship stand for the workload's, and a task that goes to a wrong agent is paid twice.
/// No model is asked.
///
/// Arguments: moments (`2026-11-23T12:00:00Z 2026-11-23T08:00:00Z`).
final class Saving {
  private static final String STRONG = "claude-sonnet-5-5";

  /// A Monday's noon, and an hour at which DeepSeek asks twice as much.
  private static final String[] MOMENTS = {"2026-11-23T12:00:00Z", "2026-11-23T08:00:00Z"};

  private static final Principal OWNER = Principal.owner(Steward.TENANT);
  private static final String USER = "ana";

  /// A task that only examples can tell the kind of.
  private static final String LEARNING = "Put the price list into Polish";

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private static final String CLASSIFIER =
      "    model: deepseek-flash\n    fallbacks: [claude-haiku-5-5, MiniMax-M3]\n";

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /// The default team's models, and those of agents that choose.
  private static final Map<String, String> CHOICES =
      Map.of(
          "    model: MiniMax-M3\n    fallbacks: [MiniMax-M2.1, deepseek-flash, claude-haiku-5-5]\n",
          "    models: [MiniMax-M3, deepseek-flash, claude-haiku-5-5, claude-sonnet-5-5]\n",
          "    model: claude-haiku-5-5\n    fallbacks: [deepseek-flash, MiniMax-M3]\n",
          "    models: [MiniMax-M3, deepseek-flash, claude-haiku-5-5, claude-sonnet-5-5]\n",
          "    model: claude-sonnet-5-5\n    fallbacks: [claude-haiku-5-5, deepseek-flash, MiniMax-M3]\n",
          "    models: [claude-haiku-5-5, claude-sonnet-5-5]\n");

  private final List<ShippedTasks.Task> texts;
  private final Map<String, List<String>> takers;

  private Saving(List<ShippedTasks.Task> texts, Map<String, List<String>> takers) {
    this.texts = texts;
    this.takers = takers;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    var fixed = settings(Map.of());
    var choosing = settings(CHOICES);
    var saving = routed();
    System.out.println(
        "| team | at | cost | "
            + STRONG
            + " for everything | saved | if every task found its agent | misrouted | their cost |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    var mixes = new LinkedHashMap<String, String>();
    for (var moment : arguments.length > 0 ? arguments : MOMENTS) {
      saving.row("as it ships", fixed, Instant.parse(moment), mixes);
      saving.row("with `models`", choosing, Instant.parse(moment), mixes);
    }
    System.out.println();
    mixes.forEach((name, mix) -> System.out.printf("%s: %s%n", name, mix));
    System.out.println();
    saving.say(fixed);
  }

  /// The default settings with some of their lines replaced.
  private static Settings settings(Map<String, String> replaced) {
    var text = SettingsFile.defaults();
    for (var lines : replaced.entrySet()) {
      if (!text.contains(lines.getKey())) {
        throw new IllegalStateException("the default team has changed: " + lines.getKey());
      }
      text = text.replace(lines.getKey(), lines.getValue());
    }
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC);
  }

  /// Sends the texts through the product's own router, in a team that has models for all of its
  /// work, and none to tell kinds apart.
  private static Saving routed() throws IOException, InterruptedException {
    var texts =
        ShippedTasks.all().stream()
            .filter(task -> task.split().equals("test") && !task.kinds().isEmpty())
            .toList();
    var settings = settings(Map.of(CLASSIFIER, "    model: local\n"));
    var models =
        settings.models().stream()
            .collect(
                Collectors.<Settings.Model, String, ChatModel>toMap(
                    Settings.Model::name, model -> new InstantModel(model.name())));
    var folder = Files.createTempDirectory("steward-bench");
    try (var steward = Assembly.ofProcess().withModels(models).open(folder, settings)) {
      var routes = steward.routes();
      while (routes.explain(OWNER, USER, LEARNING).getFirst().route().probabilities().isEmpty()) {
        // The examples are learned, which a task waits for only so long.
        Thread.sleep(LOOK_EVERY);
      }
      var takers = new LinkedHashMap<String, List<String>>();
      texts.forEach(task ->
          takers.put(
              task.text(),
              routes.explain(OWNER, USER, task.text()).stream()
                  .map(part -> part.route().agent())
                  .toList()));
      return new Saving(texts, takers);
    } finally {
      Turns.delete(folder);
    }
  }

  /// The texts that stand for a row of the workload: all whose owner is that of its kind.
  private List<ShippedTasks.Task> standing(Settings settings, Workload.Load load) {
    var owner = settings.team().owner(load.kind());
    return texts.stream()
        .filter(task -> settings.team().owner(task.kinds().getFirst()).equals(owner))
        .toList();
  }

  private void row(String team, Settings settings, Instant at, Map<String, String> mixes) {
    var kinds = settings.kinds().stream().map(TaskKind::name).toList();
    var workload = new WorkloadFile(kinds, at).reference();
    var plan = new Plan(settings, settings.prices(), Map.of());
    var ideal = Simulation.of(workload, plan, STRONG, false);
    var cost = Money.ZERO;
    var lost = Money.ZERO;
    int misrouted = 0;
    var mix = new TreeMap<String, Integer>();
    for (var load : workload.loads()) {
      var standing = standing(settings, load);
      for (int i = 0; i < load.count(); i++) {
        var task = standing.get(i % standing.size());
        var done = takers.getOrDefault(task.text(), List.of());
        var owner = plan.owner(load.kind()).name();
        var isRight = done.stream().allMatch(owner::equals);
        var paid = Money.ZERO;
        for (var agent : done) {
          paid = paid.plus(paid(plan, agent, load, mix));
        }
        if (!isRight) {
          misrouted++;
          lost = lost.plus(paid);
          paid = paid.plus(paid(plan, owner, load, mix));
        }
        cost = cost.plus(paid);
      }
    }
    System.out.printf(
        "| %s | %s | %s | %s | %s %% | %s %% | %d of %d | %s |%n",
        team,
        at,
        cost,
        ideal.total().against(),
        saved(cost, ideal.total().against()),
        ideal.saved(),
        misrouted,
        workload.tasks(),
        lost);
    mixes.put(
        "%s, %s".formatted(team, at),
        mix.entrySet().stream()
            .map(entry -> "%s %d".formatted(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining(", ")));
  }

  private static Money paid(Plan plan, String name, Workload.Load load, Map<String, Integer> mix) {
    var agent = plan.agent(name).orElseThrow();
    var call = new PaidCall("", load.usage(), Terms.STANDARD, load.at(), load.at());
    var model = plan.model(agent, load.kind(), call);
    mix.merge(model, 1, Integer::sum);
    return plan.price(model, call);
  }

  private static BigDecimal saved(Money cost, Money against) {
    return against
        .dollars()
        .subtract(cost.dollars())
        .multiply(HUNDRED)
        .divide(against.dollars(), 2, RoundingMode.FLOOR);
  }

  /// What the figures rest on.
  private void say(Settings settings) {
    var workload =
        new WorkloadFile(settings.kinds().stream().map(TaskKind::name).toList(), Instant.EPOCH)
            .reference();
    for (var load : workload.loads()) {
      var owner = settings.team().owner(load.kind());
      var usage = load.usage();
      System.out.printf(
          "%d tasks of %d tokens read and %d written each: the %d test texts whose first kind is %s's (%s), in turn; %d of them go elsewhere%n",
          load.count(),
          usage.prompt(),
          usage.output(),
          standing(settings, load).size(),
          owner.name(),
          String.join(", ", owner.kinds()),
          standing(settings, load).stream().filter(task -> !isRight(settings, task)).count());
    }
    System.out.println(
        """
        No text was learned from; nothing was chosen on them. Where the router is not sure it takes the likeliest kind, or goes by words, and asks no model.
        A task that goes to another agent than the owner of its first kind, be it the owner of another kind that it may be taken for, is paid there, and then whole by its owner; what `local` takes it does for nothing, and its owner is paid. A text that is taken for several tasks is paid whole for each.
        Every model reads and writes the same tokens, without a cache; how well the work is done is not compared, and no answer fails its check.
        With `models`: %s. Before there are outcomes the cheapest is taken, for complex kinds the strongest.\
        """
            .formatted(
                "MiniMax-M3, deepseek-flash, claude-haiku-5-5 and claude-sonnet-5-5 for ops_engine and outreach_qa, claude-haiku-5-5 and claude-sonnet-5-5 for webmaster_mgr"));
  }

  /// Whether a text goes where its first kind belongs, and nowhere else.
  private boolean isRight(Settings settings, ShippedTasks.Task task) {
    var owner = settings.team().owner(task.kinds().getFirst()).name();
    return takers.getOrDefault(task.text(), List.of()).stream().allMatch(owner::equals);
  }
}
