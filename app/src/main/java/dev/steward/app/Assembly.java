package dev.steward.app;

import dev.steward.Steward;
import dev.steward.app.routing.ShippedEncoding;
import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.Settings;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.LaterCalls;
import dev.steward.core.agent.ModelCalls;
import dev.steward.core.agent.ModelWorker;
import dev.steward.core.agent.Worker;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Batches;
import dev.steward.core.batch.Estimator;
import dev.steward.core.cost.Groups;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Standing;
import dev.steward.core.local.LocalWorker;
import dev.steward.core.local.Understanding;
import dev.steward.core.memory.Extractor;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.RuleExtractor;
import dev.steward.core.memory.Writing;
import dev.steward.core.memory.extract.ModelExtractor;
import dev.steward.core.memory.extract.ModelSummariser;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Models;
import dev.steward.core.model.Till;
import dev.steward.core.model.Visits;
import dev.steward.core.policy.Secrets;
import dev.steward.core.routing.Lessons;
import dev.steward.core.routing.ModelKinds;
import dev.steward.core.routing.Routes;
import dev.steward.core.routing.TeamRouter;
import dev.steward.core.run.Pause;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Runs;
import dev.steward.core.tier.Outcomes;
import dev.steward.core.tier.Tiers;
import dev.steward.core.tier.Verification;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.Toolbox;
import dev.steward.core.turn.TurnHandler;
import dev.steward.core.turn.Turns;
import dev.steward.models.CachingEmbedder;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.policies.secrets.RuleSecretFinder;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.telemetry.Telemetry;
import dev.steward.tools.calendar.Calendar;
import dev.steward.tools.calendar.CalendarTools;
import dev.steward.tools.calendar.WorkingHours;
import dev.steward.tools.cost.CostsReport;
import dev.steward.tools.memory.MemoryTools;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The composition root: puts a [Steward] together from settings and the world around it. The only
/// place that knows every part.
///
/// @param world what is around it
/// @param fittings what it is fitted with, beside what the settings say
/// @param runsKept how long finished runs and batches can be looked at
/// @param carriesOnBatches whether batches that were under way go on as soon as a folder is opened;
///   a process of a few moments would only pay for answers that it does not live to see
public record Assembly(
    World world, Fittings fittings, Duration runsKept, boolean carriesOnBatches) {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  /// How many numbers of embedded texts are remembered: 6 MB, 4,096 vectors of the usual size.
  private static final int CACHED_NUMBERS = 4_096 * 384;

  /// An assembly in this process: its environment, its clock.
  public static Assembly ofProcess() {
    return new Assembly(World.ofProcess(), Fittings.AS_CONFIGURED, Duration.ofDays(30), true);
  }

  public Assembly withClock(Clock clock) {
    return in(world.withClock(clock));
  }

  public Assembly withIds(Supplier<String> ids) {
    return in(world.withIds(ids));
  }

  public Assembly withZone(ZoneId zone) {
    return in(world.withZone(zone));
  }

  public Assembly withEnvironment(Map<String, String> environment) {
    return in(world.withEnvironment(environment));
  }

  /// With an embedder that needs no settings, whatever `steward.yaml` names.
  public Assembly withEmbedder(Supplier<Embedder> embedder) {
    return with(fittings.withEmbedders((chosen, environment, clock) -> embedder.get()));
  }

  public Assembly withModels(Map<String, ChatModel> models) {
    return with(fittings.withModels(models));
  }

  public Assembly withTelemetry(BiFunction<Settings, Map<String, String>, Telemetry> telemetry) {
    return with(fittings.withTelemetry(telemetry));
  }

  public Assembly withObserver(Consumer<RunEvent> observer) {
    return with(fittings.withObserver(observer));
  }

  public Assembly withRunsKept(Duration runsKept) {
    return new Assembly(world, fittings, runsKept, carriesOnBatches);
  }

  public Assembly withBatchesCarriedOn(boolean carriesOnBatches) {
    return new Assembly(world, fittings, runsKept, carriesOnBatches);
  }

  private Assembly in(World world) {
    return new Assembly(world, fittings, runsKept, carriesOnBatches);
  }

  private Assembly with(Fittings fittings) {
    return new Assembly(world, fittings, runsKept, carriesOnBatches);
  }

  Map<String, String> environment() {
    return world.environment();
  }

  Clock clock() {
    return world.clock();
  }

  Supplier<String> ids() {
    return world.ids();
  }

  Map<String, ChatModel> models() {
    return fittings.models();
  }

  /// Opens a data folder with the settings in it; see [Steward#open].
  public Steward open(Path folder) {
    return open(folder, SettingsFile.open(folder, world.zone()));
  }

  /// Opens a data folder with these settings.
  public Steward open(Path folder, Settings settings) {
    var opened = new Opened();
    try {
      return assemble(folder, settings, opened);
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private Steward assemble(Path folder, Settings settings, Opened opened) {
    var clock = world.clock();
    var ids = world.ids();
    var onlooker = opened.add(fittings.telemetry().apply(settings, environment()));
    // Loading it takes longest, so it begins first.
    var loaded = fittings.embedders().of(settings.memory().embedder(), environment(), clock);
    if (loaded instanceof AutoCloseable closeable) {
      opened.add(closeable);
    }
    var embedder = new CachingEmbedder(loaded, Math.max(1, CACHED_NUMBERS / loaded.dimensions()));
    var codec = new JsonCodec();
    var stores = opened.add(EmbeddedStores.open(folder, codec, clock));
    var facts = stores.facts();
    var secrets = new Secrets(List.of(new RuleSecretFinder()));
    var callable = ConfiguredModels.of(settings, environment(), models(), clock);
    var till =
        new Till(
            settings.prices(),
            stores.ledger(),
            clock,
            settings.budgets(),
            Assembly::warn,
            onlooker.calls());
    settleLeft(till);
    var routing =
        opened.add(
            new LearnedRouting(
                model -> ofRouter(model, settings, embedder),
                settings,
                folder,
                stores,
                codec,
                clock,
                ids));
    var chain = new ModelChain(callable, till, Pause.SLEEPING, RandomGenerator.getDefault());
    var memory =
        opened.add(
            new Memory(
                facts,
                ConfiguredIndexes.of(settings.memory().store(), folder, facts, codec, ids),
                new KnownEmbedders(embedder, this::former),
                secrets,
                clock,
                ids,
                Memory.Options.DEFAULTS
                    .withSession(settings.organisation().sessionLength())
                    .withReranker(
                        ConfiguredReranker.of(settings.memory().reranker(), environment(), clock)),
                writing(settings, callable, stores, chain, routing.lessons())));
    OrganisationPolicies.load(memory, Steward.TENANT, settings.organisation().policies());

    var calendar =
        new Calendar(
            stores.events(),
            new WorkingHours(
                settings.organisation().workingDays(), settings.organisation().workingHours()));
    var toolbox =
        new Toolbox(tools(stores, memory, calendar).stream().map(onlooker::watched).toList());
    Groups groups =
        (tenant, group) ->
            stores.batches().find(tenant, group.id()).map(Batch::group).orElse(group);
    var calls = new ModelCalls(chain, groups);
    var local = new LocalWorker(howToConfigure(folder));
    var router =
        new TeamRouter(
            settings.team(),
            settings.kinds(),
            new Understanding()::kind,
            routing.lessons(),
            callable,
            new ModelKinds(settings.team(), callable, calls, codec));
    var outcomes = new Outcomes(stores.documents(), codec);
    var tiers =
        new Tiers(
            settings.tiers(),
            callable,
            new Tiers.Parts(settings.prices(), stores.ledger(), outcomes, clock, world.random()));
    var handler =
        new TurnHandler(
            router,
            memory,
            settings.team(),
            workers(
                callable,
                onlooker.watched(local),
                new ModelWorker(
                    toolbox, codec, settings.team(), settings.tiers(), onlooker.agents())),
            settings.memory().context());
    var graph = handler.graph();
    var itemGraph = handler.itemGraph();
    var journal = stores.journal();
    var runs =
        new Runs(
            journal,
            codec,
            handler
                .handlers(toolbox, calls)
                .with(LaterCalls.PLAN, new LaterCalls(callable, till, groups))
                .with(Tiers.CHOOSE, tiers)
                .with(Verification.CHECK, new Verification(outcomes, secrets)),
            clock,
            List.of(graph, itemGraph),
            Runs.Options.DEFAULTS.withObserver(onlooker.runs().andThen(fittings.observer())));
    var batches =
        new Batches(
            new Batches.Parts(
                stores.batches(),
                runs,
                itemGraph,
                journal,
                stores.ledger(),
                codec,
                settings.team(),
                new Estimator(
                    settings.team(),
                    settings.tiers(),
                    callable,
                    settings.prices(),
                    stores.ledger(),
                    clock),
                secrets,
                stores.documents(),
                callable,
                till,
                settings::zoneOf,
                clock,
                ids,
                Pause.SLEEPING));
    runs.resumeUnfinished(run -> !run.graph().equals(itemGraph.name()));
    if (carriesOnBatches) {
      batches.carryOn();
    }
    opened.add(
        new Upkeep(
            runs, batches, memory, journal, stores.batches(), routing.lessons(), clock, runsKept));
    var turns =
        new Turns(
            runs,
            graph,
            journal,
            stores.ledger(),
            codec,
            memory,
            secrets,
            clock,
            ids,
            settings::zoneOf);
    return new Steward(
        turns,
        runs,
        new Steward.Parts(
            journal,
            memory,
            new Routes(
                router,
                tiers,
                settings.team(),
                settings.kinds(),
                routing.lessons(),
                routing.log(),
                turns::routed,
                secrets,
                clock,
                ids),
            stores.documents(),
            stores.ledger(),
            settings.budgets(),
            calendar,
            settings.team(),
            callable,
            new Visits(names(settings), callable, till, clock, ids),
            batches,
            settings::zoneOf,
            clock,
            server -> stores.lock().publish(server.toString()),
            onlooker::metrics,
            opened::close));
  }

  /// The names of the settings' models, in their order.
  static List<String> names(Settings settings) {
    return settings.models().stream().map(Settings.Model::name).toList();
  }

  /// An embedder that the router reads with: memory's own if that is the same.
  private ShippedEncoding.Loaded ofRouter(OnnxModel model, Settings settings, Embedder ofMemory) {
    var wanted = new MemorySettings.Embedder.InProcess(model);
    return settings.memory().embedder().equals(wanted)
        ? new ShippedEncoding.Loaded(ofMemory, true)
        : new ShippedEncoding.Loaded(
            fittings.embedders().of(wanted, environment(), clock()), false);
  }

  /// Before anything goes on: what a process that was killed had under way.
  private static void settleLeft(Till till) {
    int left = till.settleLeft();
    if (left > 0) {
      LOG.warn(
          "{} calls of models were under way when the process before ended; each is booked as the most that it can have cost, and its bill says so",
          left);
    }
  }

  private static void warn(Standing standing) {
    var account = standing.limit().account();
    LOG.warn(
        "The budget '{}'{} runs low: {} of {} is spent",
        standing.limit().budget(),
        account.who().isEmpty() ? "" : " of " + account.who(),
        standing.balance().spent(),
        standing.limit().stop());
  }

  /// An embedder that was used before, so that its vectors serve until there are others.
  private Optional<Embedder> former(String id) {
    return ConfiguredEmbedder.shipped(id)
        .map(chosen -> fittings.embedders().of(chosen, environment(), clock()))
        .filter(embedder -> embedder.id().equals(id));
  }

  private static List<Tool> tools(EmbeddedStores stores, Memory memory, Calendar calendar) {
    var tools = new ArrayList<Tool>();
    tools.addAll(CalendarTools.of(calendar, stores.facts()));
    tools.addAll(MemoryTools.of(memory));
    tools.add(new CostsReport(stores.ledger()));
    return tools;
  }

  /// A model if the agent has one that can be called, else none.
  private static Function<Agent, Worker> workers(Models models, Worker local, Worker model) {
    return agent -> models.callable(agent.models()).isEmpty() ? local : model;
  }

  /// Facts are found by the model that the settings name and that can be called, else by rules.
  private Writing writing(
      Settings settings,
      Models callable,
      EmbeddedStores stores,
      ModelChain chain,
      Lessons lessons) {
    Function<Scope, ZoneId> zones = scope -> settings.zoneOf(scope.user());
    var rules =
        Writing.byRules(settings.organisation().zone())
            .withExtractor(new RuleExtractor(zones))
            .withRuns(new TurnRecords(stores.journal(), stores.batches(), lessons));
    var chosen = settings.memory().extraction();
    var team = settings.team();
    var models = chosen.isEmpty() ? team.agent(team.classifier()).models() : List.of(chosen);
    return callable.callable(models).isEmpty()
        ? rules
        : rules
            .withExtractor(new ModelExtractor(chain, models, zones, ModelExtractor.OPTIONS))
            .withSummariser(summariser(chain, models, settings, stores, zones));
  }

  private Extractor summariser(
      ModelChain chain,
      List<String> models,
      Settings settings,
      EmbeddedStores stores,
      Function<Scope, ZoneId> zones) {
    var perDay = settings.memory().summaries();
    return perDay.equals(Money.ZERO)
        ? Extractor.NONE
        : new ModelSummariser(chain, models, stores.ledger(), clock(), zones, perDay);
  }

  /// What a person is told whose task takes a model.
  private static String howToConfigure(Path folder) {
    return ("To configure one, set DEEPSEEK_API_KEY, MINIMAX_API_KEY or ANTHROPIC_API_KEY in the"
            + " environment, or add another model (a local one needs no key) to %s;"
            + " `steward doctor` says what is missing.")
        .formatted(folder.resolve(SettingsFile.NAME));
  }
}
