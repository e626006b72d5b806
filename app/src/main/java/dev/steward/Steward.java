package dev.steward;

import dev.steward.app.Assembly;
import dev.steward.core.BatchDesk;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Team;
import dev.steward.core.batch.Batches;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.Budgets;
import dev.steward.core.cost.Ledger;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Standing;
import dev.steward.core.document.Documents;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.GuardedMemory;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Recollection;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Models;
import dev.steward.core.model.Visit;
import dev.steward.core.model.Visits;
import dev.steward.core.run.Journal;
import dev.steward.core.run.Run;
import dev.steward.core.run.Runs;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.core.turn.Turns;
import dev.steward.tools.calendar.Calendar;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Steward, working on one data folder in this process.
///
/// ```java
/// try (var steward = Steward.open(folder)) {
///   var turn = steward.processTask("ana", "Set up a meeting with John on Monday");
///   System.out.println(turn.result());
/// }
/// ```
///
/// Safe for use by many threads. The folder is held until [#close]; what is under way then goes on
/// when it is opened again.
public final class Steward implements Desk {
  /// The tenant whose folder this is.
  public static final String TENANT = "default";

  private static final int RECALLED = 10;
  private static final int LISTED = 1_000;
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(10);

  private final Turns turns;
  private final Runs runs;
  private final Parts parts;
  private final MemoryDesk memory;
  private final Principal owner = Principal.owner(TENANT);

  /// What it is put together from.
  ///
  /// @param zones the zone of each user
  /// @param announce tells other processes where this one can be talked to
  /// @param metrics what was counted, in Prometheus' text format
  /// @param onClose closes what was opened for it
  public record Parts(
      Journal journal,
      Memory memory,
      RouteDesk routes,
      Documents documents,
      Ledger ledger,
      Budgets budgets,
      Calendar calendar,
      Team team,
      Models models,
      Visits visits,
      Batches batches,
      Function<String, ZoneId> zones,
      Clock clock,
      Consumer<URI> announce,
      Supplier<String> metrics,
      Runnable onClose) {}

  /// A steward on these parts; see [Assembly].
  public Steward(Turns turns, Runs runs, Parts parts) {
    this.turns = turns;
    this.runs = runs;
    this.parts = parts;
    this.memory = new GuardedMemory(parts.memory());
  }

  /// Opens a data folder, making it and a commented `steward.yaml` first if they are not there, and
  /// carries on what was under way when it was last closed or killed.
  ///
  /// @throws Failure if the folder can't be used (held by another process, not writable, damaged,
  ///   of a newer version) or `steward.yaml` has mistakes; the message says what to do
  public static Steward open(Path folder) {
    return Assembly.ofProcess().open(folder);
  }

  /// Has a task done for a user, in the session that the user was last in.
  public Turn processTask(String user, String task) {
    return process(owner, Task.of(user, task), event -> {});
  }

  /// Remembers how a user likes things to be done, until it is forgotten.
  public Fact addUserPreference(String user, String text) {
    return remember(owner, user, Layer.USER, Fact.Kind.PREFERENCE, text);
  }

  /// What is remembered for a user: the current session's, the user's own and the organisation's
  /// facts, newest first, at most 1,000 of each.
  public List<Fact> memories(String user) {
    return Stream.of(Layer.SESSION, Layer.USER, Layer.ORGANISATION)
        .flatMap(layer -> memories(owner, user, layer, "", LISTED).stream())
        .sorted(Comparator.comparing(Fact::recordedAt).reversed())
        .toList();
  }

  /// The ten things known to a user that say most about `query`, best first.
  public List<Recollection> recall(String user, String query) {
    return recall(owner, user, query, RECALLED);
  }

  /// Waits until everything that was remembered before is found by its meaning too, not by its
  /// words alone: after much was written at once.
  public void settle() {
    parts.memory().settle();
  }

  /// Tells other processes of this machine where this one can be talked to: while it holds the
  /// folder, the command line goes there.
  public void announce(URI server) {
    parts.announce().accept(server);
  }

  /// What was counted since it was opened, in Prometheus' text format; empty unless `steward.yaml`
  /// switches that on.
  public String metrics() {
    return parts.metrics().get();
  }

  /// What programs that talk to it over the network have set up.
  public Documents documents() {
    return parts.documents();
  }

  @Override
  public String submit(Principal principal, Task task) {
    return turns.submit(principal, task);
  }

  @Override
  public Turn process(Principal principal, Task task, Consumer<TurnEvent> events) {
    return turns.process(principal, task, events);
  }

  @Override
  public void follow(Principal principal, String turn, Consumer<TurnEvent> events) {
    turns.follow(principal, turn, events);
  }

  @Override
  public Turn cancel(Principal principal, String turn) {
    return turns.cancel(principal, turn);
  }

  @Override
  public Optional<Turn> turn(Principal principal, String id) {
    return turns.turn(principal, id);
  }

  @Override
  public List<Turn> turns(Principal principal, String user, String before, int limit) {
    return turns.turns(principal, checkedFilter(principal, user), before, limit);
  }

  @Override
  public Optional<RunView> run(Principal principal, String id) {
    return find(principal, id)
        .map(run ->
            new RunView(
                run, parts.journal().steps(run.tenant(), run.id()), runs.diagram(run.graph())));
  }

  @Override
  public List<Run> runs(Principal principal, String user, String before, int limit) {
    return parts
        .journal()
        .list(principal.tenant(), checkedFilter(principal, user), before, limit)
        .stream()
        .filter(run -> principal.maySpeakFor(run.user()))
        .toList();
  }

  @Override
  public Run resume(Principal principal, String run, boolean happened) {
    if (find(principal, run).isEmpty()) {
      throw Failure.user("There is no run '" + run + "'");
    }
    runs.resolve(principal.tenant(), run, happened);
    return runs.await(principal.tenant(), run, SETTLES_WITHIN);
  }

  @Override
  public Fact remember(Principal principal, String user, Layer layer, Fact.Kind kind, String text) {
    var scope = scope(principal, user);
    if (layer == Layer.ORGANISATION && !principal.users().isEmpty()) {
      throw Failure.user(
          "This key speaks for some users only, so it can't write what everybody is to know; use"
              + " the owner's key");
    }
    return parts.memory().remember(scope, layer, kind, text, "", user, "");
  }

  @Override
  public List<Recollection> recall(Principal principal, String user, String query, int limit) {
    return parts.memory().recall(scope(principal, user), query, limit);
  }

  @Override
  public List<Fact> memories(
      Principal principal, String user, Layer layer, String before, int limit) {
    return parts.memory().facts(scope(principal, user), layer, before, limit);
  }

  @Override
  public RouteDesk routes() {
    return parts.routes();
  }

  @Override
  public MemoryDesk memory() {
    return memory;
  }

  @Override
  public BatchDesk batches() {
    return parts.batches();
  }

  @Override
  public List<AgentView> agents(Principal principal) {
    return parts.team().agents().stream().map(this::view).toList();
  }

  @Override
  public List<Visit> visitModels(Principal principal, String user) {
    return parts.visits().ask(new Scope(principal.tenant(), checkedFilter(principal, user), ""));
  }

  @Override
  public List<LedgerEntry> costs(Principal principal, String user, Instant from, Instant to) {
    return parts
        .ledger()
        .entries(principal.tenant(), checkedFilter(principal, user), from, to)
        .stream()
        .filter(entry -> principal.maySpeakFor(entry.user()))
        .toList();
  }

  @Override
  public List<LedgerEntry> calls(Principal principal, String id) {
    return parts.ledger().find(principal.tenant(), id).stream()
        .filter(entry -> principal.maySpeakFor(entry.user()))
        .toList();
  }

  @Override
  public List<Standing> budgets(Principal principal) {
    return parts
        .budgets()
        .standings(principal.tenant(), parts.clock().instant(), parts.ledger())
        .stream()
        .filter(standing -> standing.isShownTo(principal))
        .toList();
  }

  @Override
  public List<Event> events(Principal principal, String user, Instant from, Instant to) {
    return parts.calendar().list(scope(principal, user), from, to);
  }

  @Override
  public String exportCalendar(Principal principal, String user) {
    return parts.calendar().exportIcs(scope(principal, user));
  }

  @Override
  public int importCalendar(Principal principal, String user, String ics) {
    var scope = scope(principal, user);
    var taken =
        parts.calendar().importIcs(scope, ics, parts.zones().apply(user), parts.clock().instant());
    if (taken.added() + taken.changed() + taken.unchanged() == 0 && !taken.refused().isEmpty()) {
      throw Failure.user("Nothing was imported: " + String.join("; ", taken.refused()));
    }
    return taken.added() + taken.changed();
  }

  @Override
  public void close() {
    parts.batches().close();
    runs.close();
    parts.onClose().run();
  }

  /// The scope of a user in the session that the user was last in.
  private Scope scope(Principal principal, String user) {
    if (user.isBlank()) {
      throw Failure.user("The user is missing: say whose memory or calendar is meant");
    }
    var session =
        parts
            .memory()
            .session(principal.tenant(), checkedFilter(principal, user), parts.clock().instant());
    return new Scope(principal.tenant(), user, session.id());
  }

  private static String checkedFilter(Principal principal, String user) {
    if (!user.isEmpty() && !principal.maySpeakFor(user)) {
      throw Failure.user("This key may not speak for the user '" + user + "'");
    }
    return user;
  }

  private Optional<Run> find(Principal principal, String id) {
    return parts
        .journal()
        .find(principal.tenant(), id)
        .filter(run -> principal.maySpeakFor(run.user()));
  }

  private AgentView view(Agent agent) {
    var model =
        parts.models().callable(agent.models()).stream()
            .map(ChatModel::name)
            .findFirst()
            .orElse(Agent.LOCAL);
    return new AgentView(agent, model, parts.models().missing(agent.models()));
  }
}
