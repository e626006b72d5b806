package dev.steward.testkit.desk;

import dev.steward.core.BatchDesk;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Standing;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.GuardedMemory;
import dev.steward.core.memory.KnownEmbedders;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Writing;
import dev.steward.core.model.Visit;
import dev.steward.core.policy.Secrets;
import dev.steward.core.run.Run;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndexes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A desk in memory that plays what it was told for a task's text, and otherwise says it back.
/// Whatever it is given is kept until it is closed.
public final class FakeDesk implements Desk {
  private final Clock clock;
  private final FakeTurns turns;
  private final FakeBatches batches;
  private volatile List<Visit> visits = List.of();
  private final Map<String, Play> plays = new ConcurrentHashMap<>();
  private final Memory memory;
  private final RouteDesk routes;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final List<LedgerEntry> entries = new CopyOnWriteArrayList<>();
  private final List<Standing> standings = new CopyOnWriteArrayList<>();
  private final List<AgentView> agents = new CopyOnWriteArrayList<>();
  private final List<Task> tasks = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicReference<@Nullable RuntimeException> next = new AtomicReference<>();

  /// A desk with the agents `local` and `outreach_qa`.
  public FakeDesk(Clock clock) {
    this.clock = clock;
    turns = new FakeTurns(clock);
    batches = new FakeBatches(clock);
    memory =
        new Memory(
            new InMemoryFactStore(),
            new InMemoryIndexes(),
            KnownEmbedders.only(new HashingEmbedder()),
            new Secrets(),
            clock,
            new CountingIds("i"),
            Memory.Options.DEFAULTS,
            Writing.byRules(clock.getZone()));
    routes =
        new FakeRoutes(
            clock,
            (principal, id) ->
                turns
                    .find(principal.tenant(), id)
                    .map(FakeTurns.Live::turn)
                    .filter(turn -> principal.maySpeakFor(turn.user()))
                    .orElse(null));
    agents.add(new AgentView(agent("local", List.of(Agent.LOCAL)), Agent.LOCAL, List.of()));
    agents.add(
        new AgentView(
            agent("outreach_qa", List.of("claude-haiku-5-5", Agent.LOCAL)),
            Agent.LOCAL,
            List.of("ANTHROPIC_API_KEY is not set")));
  }

  /// Plays `play` whenever a task has this text.
  public FakeDesk when(String text, Play play) {
    plays.put(text, play);
    return this;
  }

  /// Lets the next call of any method fail, whatever it is.
  public void failNext(RuntimeException failure) {
    next.set(failure);
  }

  /// Puts an event into a calendar.
  public void add(Event event) {
    events.add(event);
  }

  /// Lets a budget stand like this.
  public void add(Standing standing) {
    standings.add(standing);
  }

  /// Books a paid call.
  public void add(LedgerEntry entry) {
    entries.add(entry);
  }

  /// The tasks as they came in, oldest first.
  public List<Task> tasks() {
    return List.copyOf(tasks);
  }

  /// How many calls wait for a turn's events now.
  public int watchers() {
    return turns.watchers();
  }

  /// Waits until that many calls wait for a turn's events.
  ///
  /// @throws AssertionError if it doesn't come to that within `patience`
  public void awaitWatchers(int count, Duration patience) {
    turns.awaitWatchers(count, patience);
  }

  @Override
  public String submit(Principal principal, Task task) {
    return accept(principal, task).id();
  }

  @Override
  public Turn process(Principal principal, Task task, Consumer<TurnEvent> events) {
    var isRepeat = turns.find(principal.tenant(), task.id()).isPresent();
    return turns.watch(accept(principal, task), isRepeat, events);
  }

  @Override
  public void follow(Principal principal, String turn, Consumer<TurnEvent> events) {
    failIfTold();
    var id = turn(principal, turn).orElseThrow(() -> absent("turn", turn)).id();
    turns.watch(turns.find(principal.tenant(), id).orElseThrow(), true, events);
  }

  @Override
  public Turn cancel(Principal principal, String turn) {
    var id = turn(principal, turn).orElseThrow(() -> absent("turn", turn)).id();
    return turns.cancel(turns.find(principal.tenant(), id).orElseThrow());
  }

  @Override
  public Optional<Turn> turn(Principal principal, String id) {
    failIfTold();
    return turns
        .find(principal.tenant(), id)
        .map(FakeTurns.Live::turn)
        .filter(turn -> principal.maySpeakFor(turn.user()));
  }

  @Override
  public List<Turn> turns(Principal principal, String user, String before, int limit) {
    check(principal, user);
    var all = turns.all(principal.tenant()).map(FakeTurns.Live::turn);
    return page(visible(principal, user, all, Turn::user), before, limit, Turn::id);
  }

  @Override
  public Optional<RunView> run(Principal principal, String id) {
    failIfTold();
    return turns
        .find(principal.tenant(), id)
        .map(FakeTurns.Live::run)
        .filter(view -> principal.maySpeakFor(view.run().user()));
  }

  @Override
  public List<Run> runs(Principal principal, String user, String before, int limit) {
    check(principal, user);
    var all = turns.all(principal.tenant()).map(live -> live.run().run());
    return page(visible(principal, user, all, Run::user), before, limit, Run::id);
  }

  @Override
  public Run resume(Principal principal, String run, boolean happened) {
    failIfTold();
    return run(principal, run)
        .flatMap(view -> turns.find(principal.tenant(), view.run().id()))
        .orElseThrow(() -> absent("run", run))
        .resume(happened);
  }

  @Override
  public Fact remember(Principal principal, String user, Layer layer, Fact.Kind kind, String text) {
    check(principal, user);
    if (layer == Layer.CONVERSATION || text.isBlank()) {
      throw Failure.user("There is nothing to remember, or no longer than a conversation");
    }
    var number = ids.incrementAndGet();
    return memory.remember(
        scope(principal, user), layer, kind, text, "m" + number, user, "f" + number);
  }

  @Override
  public List<Recollection> recall(Principal principal, String user, String query, int limit) {
    check(principal, user);
    memory.settle();
    return memory.recall(scope(principal, user), query, limit);
  }

  @Override
  public List<Fact> memories(
      Principal principal, String user, Layer layer, String before, int limit) {
    check(principal, user);
    return memory.facts(scope(principal, user), layer, before, limit);
  }

  @Override
  public MemoryDesk memory() {
    failIfTold();
    memory.settle(); // What was written is found by its meaning, too.
    return new GuardedMemory(memory);
  }

  @Override
  public BatchDesk batches() {
    failIfTold();
    return batches;
  }

  private static Scope scope(Principal principal, String user) {
    return new Scope(principal.tenant(), user, "s-" + user);
  }

  @Override
  public RouteDesk routes() {
    failIfTold();
    return routes;
  }

  @Override
  public List<AgentView> agents(Principal principal) {
    failIfTold();
    return List.copyOf(agents);
  }

  /// What comes of asking the models.
  public FakeDesk visits(List<Visit> visits) {
    this.visits = List.copyOf(visits);
    return this;
  }

  @Override
  public List<Visit> visitModels(Principal principal, String user) {
    check(principal, user);
    return visits;
  }

  @Override
  public List<LedgerEntry> costs(Principal principal, String user, Instant from, Instant to) {
    check(principal, user);
    var all = entries.stream().filter(entry -> entry.tenant().equals(principal.tenant()));
    return visible(principal, user, all, LedgerEntry::user)
        .filter(e -> !e.completedAt().isBefore(from) && e.completedAt().isBefore(to))
        .toList();
  }

  @Override
  public List<LedgerEntry> calls(Principal principal, String id) {
    failIfTold();
    return entries.stream()
        .filter(entry -> entry.tenant().equals(principal.tenant()))
        .filter(entry -> principal.maySpeakFor(entry.user()))
        .filter(entry -> entry.key().equals(id) || entry.turn().equals(id))
        .toList();
  }

  @Override
  public List<Standing> budgets(Principal principal) {
    failIfTold();
    return standings.stream()
        .filter(standing -> standing.limit().account().tenant().equals(principal.tenant()))
        .filter(standing -> standing.isShownTo(principal))
        .toList();
  }

  @Override
  public List<Event> events(Principal principal, String user, Instant from, Instant to) {
    check(principal, user);
    return events.stream()
        .filter(event -> event.tenant().equals(principal.tenant()) && event.user().equals(user))
        .filter(event -> event.endsAt().isAfter(from) && event.startsAt().isBefore(to))
        .toList();
  }

  @Override
  public String exportCalendar(Principal principal, String user) {
    check(principal, user);
    return FakeCalendar.write(
        events.stream()
            .filter(e -> e.tenant().equals(principal.tenant()) && e.user().equals(user))
            .toList());
  }

  @Override
  public int importCalendar(Principal principal, String user, String ics) {
    check(principal, user);
    var read = new ArrayList<>(FakeCalendar.read(ics, principal.tenant(), user, clock.instant()));
    read.removeIf(event -> events.stream().anyMatch(known -> known.id().equals(event.id())));
    events.addAll(read);
    return read.size();
  }

  @Override
  public void close() {
    turns.close();
    memory.close();
  }

  private FakeTurns.Live accept(Principal principal, Task task) {
    check(principal, task.user());
    if (task.text().isBlank() || task.user().isBlank()) {
      throw Failure.user("A task needs a text and a user");
    }
    tasks.add(task);
    return turns.start(
        principal.tenant(), task, plays.getOrDefault(task.text(), Play.saysItBack()));
  }

  private void check(Principal principal, String user) {
    failIfTold();
    if (!user.isEmpty() && !principal.maySpeakFor(user)) {
      throw Failure.user("The credential may not speak for user '%s'".formatted(user));
    }
  }

  private void failIfTold() {
    var failure = next.getAndSet(null);
    if (failure != null) {
      throw failure;
    }
  }

  private static Failure absent(String what, String id) {
    return Failure.user("There is no %s '%s'".formatted(what, id));
  }

  private static <T> Stream<T> visible(
      Principal principal, String user, Stream<T> all, Function<T, String> owner) {
    return all.filter(one ->
        user.isEmpty() ? principal.maySpeakFor(owner.apply(one)) : user.equals(owner.apply(one)));
  }

  private static <T> List<T> page(
      Stream<T> newestFirst, String before, int limit, Function<T, String> id) {
    var all = newestFirst.toList();
    var from = 0;
    for (int i = 0; i < all.size() && !before.isEmpty(); i++) {
      if (id.apply(all.get(i)).equals(before)) {
        from = i + 1;
      }
    }
    return all.subList(from, Math.min(all.size(), from + limit));
  }

  private static Agent agent(String name, List<String> models) {
    return new Agent(
        name,
        "Does what " + name + " does",
        "Be brief.",
        models,
        List.of("calendar_create"),
        List.of("schedule_meeting"),
        Agent.Limits.DEFAULTS);
  }
}
