package dev.steward.core;

import dev.steward.core.agent.Agent;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Standing;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.model.Visit;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Everything that can be asked of a running Steward: the command line, the web server and Java
/// programs are built on it. What belongs to another tenant is absent; a user that the principal
/// may not speak for is refused with a USER failure.
public interface Desk extends AutoCloseable {

  /// A task as it is handed in.
  ///
  /// @param id chosen by the sender to be safe against repeats; empty: a new one is made
  /// @param session empty: the user's latest that has not expired, else a new one
  /// @param agent empty: Steward decides
  /// @param channel where it comes from, such as `cli` or `api`
  /// @param tags words that what it costs is booked under, such as `client-a`
  record Task(
      String id,
      String user,
      String session,
      String agent,
      String channel,
      String text,
      List<String> tags) {
    public Task {
      tags = List.copyOf(tags);
    }

    /// A task without tags.
    public Task(String id, String user, String session, String agent, String channel, String text) {
      this(id, user, session, agent, channel, text, List.of());
    }

    public static Task of(String user, String text) {
      return new Task("", user, "", "", "api", text);
    }

    public Task withTags(List<String> tags) {
      return new Task(id, user, session, agent, channel, text, tags);
    }

    public Task withId(String id) {
      return new Task(id, user, session, agent, channel, text, tags);
    }

    public Task withSession(String session) {
      return new Task(id, user, session, agent, channel, text, tags);
    }

    public Task withAgent(String agent) {
      return new Task(id, user, session, agent, channel, text, tags);
    }

    public Task withChannel(String channel) {
      return new Task(id, user, session, agent, channel, text, tags);
    }
  }

  /// Accepts a task and returns the turn's id. When it returns, the task is durable and will be
  /// done, in this process or the next.
  String submit(Principal principal, Task task);

  /// Accepts a task and waits until the turn is done, has failed or waits for somebody. Events are
  /// handed over as they come, in order, the last one being `Finished`. An interrupt ends the
  /// waiting with an EXTERNAL failure; the turn goes on.
  Turn process(Principal principal, Task task, Consumer<TurnEvent> events);

  /// A turn's events from now on, the last one being `Finished`; blocks until then. An interrupt
  /// ends the waiting with an EXTERNAL failure; the turn goes on.
  ///
  /// @throws Failure USER if there is no such turn
  void follow(Principal principal, String turn, Consumer<TurnEvent> events);

  /// Ends a turn before it is done, for good and across processes. The call of a model that is
  /// under way is broken off, and settled as far as the provider charges for it; a step that
  /// changes something is let finish; no further step begins, neither of the turn nor of what was
  /// handed to other agents in it. Cancelling again, or too late, changes nothing.
  ///
  /// @return the turn as it is then: cancelled, with what was done before; or as it ended, if that
  ///   was earlier; or still running, if it waits for its session's turn before it or for a step
  ///   that must not be broken off: then it ends as soon as that is over
  /// @throws Failure USER if there is no such turn
  Turn cancel(Principal principal, String turn);

  Optional<Turn> turn(Principal principal, String id);

  /// The newest turns first, started before the turn `before` (empty: from the newest).
  ///
  /// @param user empty: of all users that the principal may speak for
  List<Turn> turns(Principal principal, String user, String before, int limit);

  /// A run and its steps; a turn's run has the turn's id.
  Optional<RunView> run(Principal principal, String id);

  /// A run with its steps.
  ///
  /// @param diagram the graph as a Mermaid flowchart
  record RunView(Run run, List<Step> steps, String diagram) {}

  /// Runs, newest first, started before the run `before` (empty: from the newest).
  List<Run> runs(Principal principal, String user, String before, int limit);

  /// Lets a run go on that waits for a person's word on a step of unknown outcome.
  ///
  /// @param happened whether the step happened in the world
  Run resume(Principal principal, String run, boolean happened);

  /// Remembers `text` as the user's, or the organisation's. Secrets are masked in what comes back.
  ///
  /// @throws Failure USER for the conversation layer, which lives only within a turn, and for an
  ///   empty text
  Fact remember(Principal principal, String user, Layer layer, Fact.Kind kind, String text);

  /// What is known about `query`, best first.
  List<Recollection> recall(Principal principal, String user, String query, int limit);

  /// A page of what is remembered in one layer, newest first, recorded before the fact `before`
  /// (empty: from the newest).
  List<Fact> memories(Principal principal, String user, Layer layer, String before, int limit);

  /// Everything that can be asked of memory. It lives as long as the desk.
  MemoryDesk memory();

  /// Everything that can be asked of the router. It lives as long as the desk.
  RouteDesk routes();

  /// Everything that can be asked about batches. It lives as long as the desk.
  BatchDesk batches();

  List<AgentView> agents(Principal principal);

  /// An agent, and what it would work with now.
  ///
  /// @param model the model that would be called now; of an agent that chooses one for each task
  ///   the weakest; `local` if none can be
  /// @param missing what is missing for the models before it, such as `DEEPSEEK_API_KEY is not set`
  record AgentView(Agent agent, String model, List<String> missing) {}

  /// Asks each model of the settings something short, in the name of a user: whether it answers,
  /// how fast, at what cost. That is booked for the agent `doctor`.
  List<Visit> visitModels(Principal principal, String user);

  /// Paid calls completed in `from` (inclusive) to `to` (exclusive).
  ///
  /// @param user empty: of all users that the principal may speak for
  List<LedgerEntry> costs(Principal principal, String user, Instant from, Instant to);

  /// The paid call of that key, or those of the turn of that id, as they were completed; none if
  /// there is neither.
  List<LedgerEntry> calls(Principal principal, String id);

  /// How the budgets stand. Whoever speaks for some users only sees these users' alone.
  List<Standing> budgets(Principal principal);

  /// Instances of the user's events that overlap `from` to `to`, by start: recurring ones unrolled,
  /// cancelled ones left out.
  List<Event> events(Principal principal, String user, Instant from, Instant to);

  /// The user's calendar as an iCalendar file.
  String exportCalendar(Principal principal, String user);

  /// Takes over the events of an iCalendar file; importing the same twice changes nothing.
  ///
  /// @return how many events were added or changed
  int importCalendar(Principal principal, String user, String ics);

  @Override
  void close();
}
