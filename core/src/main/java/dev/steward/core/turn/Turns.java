package dev.steward.core.turn;

import dev.steward.core.Desk.Task;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.cost.Group;
import dev.steward.core.cost.Ledger;
import dev.steward.core.memory.Memory;
import dev.steward.core.policy.Secrets;
import dev.steward.core.routing.Routes;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Journal;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Runs;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes tasks in, runs them as turns, and shows what became of them.
public final class Turns {
  /// Longer than any turn may take; a turn that waits for a person has left by then.
  private static final Duration LONGEST = Duration.ofHours(1);

  /// What is let finish is done by then; else the turn ends a little later.
  private static final Duration CANCELS_WITHIN = Duration.ofSeconds(5);

  private static final int LONGEST_ID = 200;
  private static final int LONGEST_TEXT = 1_000_000;

  private final Runs runs;
  private final Graph<TurnState> graph;
  private final Journal journal;
  private final TurnViews views;
  private final Memory memory;
  private final Secrets secrets;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Function<String, ZoneId> zones;

  /// Turns on this engine.
  ///
  /// @param zones the zone of each user
  public Turns(
      Runs runs,
      Graph<TurnState> graph,
      Journal journal,
      Ledger ledger,
      Codec codec,
      Memory memory,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids,
      Function<String, ZoneId> zones) {
    this.runs = runs;
    this.graph = graph;
    this.journal = journal;
    this.views = new TurnViews(journal, ledger, codec);
    this.memory = memory;
    this.secrets = secrets;
    this.clock = clock;
    this.ids = ids;
    this.zones = zones;
  }

  /// Accepts a task; when it returns, the task is durable.
  ///
  /// @return the turn's id
  public String submit(Principal principal, Task task) {
    var inbound = accept(principal, task);
    var isNew =
        runs.start(
            graph,
            inbound.tenant(),
            inbound.user(),
            inbound.user() + "/" + inbound.session(),
            inbound.id(),
            TurnState.of(inbound));
    if (!isNew && !isOwn(inbound)) {
      throw Failure.user(
          "The task was not taken: its id '%s' is taken; leave it out, or choose another"
              .formatted(inbound.id()));
    }
    return inbound.id();
  }

  private boolean isOwn(Inbound inbound) {
    return journal
        .find(inbound.tenant(), inbound.id())
        .filter(run -> run.user().equals(inbound.user()) && run.graph().equals(graph.name()))
        .isPresent();
  }

  /// Accepts a task and waits for what becomes of it, handing over events as they come.
  public Turn process(Principal principal, Task task, Consumer<TurnEvent> events) {
    return follow(principal, submit(principal, task), events);
  }

  /// Hands over a turn's events until it settles; the caller's thread does it, so that a slow
  /// reader never holds up the turn.
  ///
  /// @return what became of it
  public Turn follow(Principal principal, String id, Consumer<TurnEvent> events) {
    var queue = new LinkedBlockingQueue<RunEvent>();
    if (runs.observe(principal.tenant(), id, queue::add)) {
      drain(id, queue, events);
    }
    var turn = turn(principal, id).orElseThrow(() -> absent(id));
    events.accept(new TurnEvent.Finished(turn));
    return turn;
  }

  private static void drain(String id, BlockingQueue<RunEvent> queue, Consumer<TurnEvent> events) {
    try {
      for (var event = queue.poll(LONGEST.toSeconds(), TimeUnit.SECONDS);
          event != null;
          event = queue.poll(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        switch (event) {
          case RunEvent.Begun(var step) ->
              events.accept(new TurnEvent.StepBegun(id, step.number(), step.node(), step.op()));
          case RunEvent.Worked worked -> {}
          case RunEvent.Ended(var step) ->
              events.accept(
                  new TurnEvent.StepEnded(
                      id, step.number(), step.node(), step.op(), step.status().name()));
          case RunEvent.Text text -> events.accept(new TurnEvent.Text(id, text.text()));
          case RunEvent.Settled settled -> {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.external("Following turn " + id + " was interrupted; the turn goes on", e);
    }
  }

  /// Ends a turn before it is done; see [dev.steward.core.Desk#cancel].
  public Turn cancel(Principal principal, String id) {
    if (turn(principal, id).isEmpty()) {
      throw absent(id);
    }
    runs.cancel(principal.tenant(), id);
    try {
      runs.await(principal.tenant(), id, CANCELS_WITHIN);
    } catch (Failure failure) {
      if (failure.kind() != Failure.Kind.LIMIT) {
        throw failure;
      }
    }
    return turn(principal, id).orElseThrow(() -> absent(id));
  }

  /// A turn of a user that the principal may speak for; another's is absent.
  public Optional<Turn> turn(Principal principal, String id) {
    return journal
        .find(principal.tenant(), id)
        .filter(run -> run.graph().equals(graph.name()) && principal.maySpeakFor(run.user()))
        .map(views::view);
  }

  /// A tenant's turn as it was routed.
  public Optional<Routes.Past> routed(String tenant, String id) {
    return journal
        .find(tenant, id)
        .filter(run -> run.graph().equals(graph.name()))
        .map(views::routed);
  }

  /// Turns, newest first, started before the turn `before`.
  public List<Turn> turns(Principal principal, String user, String before, int limit) {
    return journal.list(principal.tenant(), user, graph.name(), before, limit).stream()
        .filter(run -> principal.maySpeakFor(run.user()))
        .map(views::view)
        .toList();
  }

  private Inbound accept(Principal principal, Task task) {
    require(!task.user().isBlank(), "user", "must name a user");
    require(!task.text().isBlank(), "input", "must not be empty");
    require(
        task.text().length() <= LONGEST_TEXT,
        "input",
        "is longer than %,d characters; send less at once".formatted(LONGEST_TEXT));
    for (var id : List.of(task.id(), task.user(), task.session())) {
      require(id.length() <= LONGEST_ID, "id", "of more than 200 characters is not taken");
    }
    if (!principal.maySpeakFor(task.user())) {
      throw Failure.user("This key may not speak for the user '" + task.user() + "'");
    }
    var now = clock.instant();
    var masked = secrets.mask(task.text());
    return new Inbound(
        task.id().isEmpty() ? ids.get() : task.id(),
        principal.tenant(),
        task.user(),
        session(principal, task),
        task.channel(),
        task.agent(),
        masked.text(),
        masked.kinds(),
        now,
        zones.apply(task.user()),
        Tags.checked("task", task.tags()),
        Group.NONE);
  }

  /// What a session that has expired knew is gone before the session begins anew.
  private String session(Principal principal, Task task) {
    var now = clock.instant();
    if (task.session().isEmpty()) {
      return memory.session(principal.tenant(), task.user(), now).id();
    }
    memory
        .session(principal.tenant(), task.user(), task.session())
        .filter(session -> !memory.isAlive(session, now))
        .ifPresent(expired -> memory.expire(now));
    return task.session();
  }

  private static void require(boolean holds, String field, String otherwise) {
    if (!holds) {
      throw Failure.user("The task was not taken: `" + field + "` " + otherwise);
    }
  }

  private static Failure absent(String id) {
    return Failure.user("There is no turn '" + id + "'");
  }
}
