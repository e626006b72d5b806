package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.RouteDesk;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Source;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Standing;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.model.Visit;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Run;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.FakeDesk;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A desk with fixed answers, which notes what it was asked.
final class CannedDesk implements Desk {
  static final Instant NOW = Instant.parse("2026-11-22T14:03:00Z");

  /// Whose memory it has.
  final FakeDesk remembering = new FakeDesk(Clock.fixed(NOW, ZoneOffset.UTC));

  final List<String> asked = new ArrayList<>();
  final List<Fact> facts = new ArrayList<>();
  final List<Standing> standings = new ArrayList<>();
  final List<LedgerEntry> ledger = new ArrayList<>();
  final List<String> streamed = new ArrayList<>();
  Runnable whileWorking = () -> {};
  Turn.Status outcome = Turn.Status.DONE;
  String answer = "Done.";
  boolean isClosed;

  /// What is thrown at the next task, if anything.
  @Nullable Error crash;

  @Override
  public String submit(Principal principal, Task task) {
    asked.add("submit " + task);
    return "t1";
  }

  @Override
  public Turn process(Principal principal, Task task, Consumer<TurnEvent> events) {
    asked.add(
        "process %s/%s/%s/%s: %s%s"
            .formatted(
                task.channel(),
                task.user(),
                task.session(),
                task.agent(),
                task.text(),
                task.tags().isEmpty() ? "" : " " + task.tags()));
    if (crash != null) {
      throw crash;
    }
    if (task.text().equals("refuse")) {
      throw Failure.limit("The budget of today is used up; raise it or wait until tomorrow");
    }
    events.accept(new TurnEvent.StepBegun("t1", 1, "work", "model"));
    whileWorking.run();
    streamed.forEach(piece -> events.accept(new TurnEvent.Text("t1", piece)));
    events.accept(new TurnEvent.StepEnded("t1", 1, "work", "model", "DONE"));
    var turn = turnOf(task);
    events.accept(new TurnEvent.Finished(turn));
    return turn;
  }

  private Turn turnOf(Task task) {
    return new Turn(
        "t1",
        "default",
        task.user(),
        "s1",
        outcome,
        task.text().replace("hunter2", "[password]"),
        answer,
        "simple",
        "ask_memory",
        "steward",
        "local",
        Usage.NONE,
        Money.ZERO,
        List.of(),
        List.of(
            new Source(
                "fact", "f1", "John prefers mornings", "m1", "I like mornings, says John", NOW)),
        NOW,
        NOW.plusMillis(12));
  }

  @Override
  public void follow(Principal principal, String turn, Consumer<TurnEvent> events) {
    asked.add("follow " + turn);
  }

  @Override
  public Turn cancel(Principal principal, String turn) {
    asked.add("cancel " + turn);
    outcome = Turn.Status.CANCELLED;
    answer = "Cancelled. Nothing was changed before that.";
    return turnOf(Task.of("ana", "Hi"));
  }

  @Override
  public Optional<Turn> turn(Principal principal, String id) {
    return remembering.turn(principal, id);
  }

  @Override
  public List<Turn> turns(Principal principal, String user, String before, int limit) {
    return List.of();
  }

  @Override
  public Optional<RunView> run(Principal principal, String id) {
    asked.add("run " + id);
    return id.equals("t1")
        ? Optional.of(
            new RunView(aRun(), List.of(aStep()), "flowchart TD\n  classify --> recall\n"))
        : Optional.empty();
  }

  private static Run aRun() {
    return new Run(
            "t1",
            "default",
            "ana",
            "ana",
            "turn",
            Run.Status.RUNNING,
            "{}",
            "",
            "",
            "",
            NOW,
            NOW,
            Instant.MAX)
        .waiting("your word on step 1", Instant.MAX, NOW);
  }

  private static Step aStep() {
    return new Step(
        "t1",
        1,
        "work",
        "tool",
        Effect.AT_MOST_ONCE,
        Step.Status.UNKNOWN,
        1,
        "{\"to\":\"John\"}",
        "",
        NOW,
        NOW.plusMillis(7));
  }

  @Override
  public List<Run> runs(Principal principal, String user, String before, int limit) {
    asked.add("runs '%s' '%s' %d".formatted(user, before, limit));
    return List.of(aRun());
  }

  @Override
  public Run resume(Principal principal, String run, boolean happened) {
    asked.add("resume %s %s".formatted(run, happened));
    return aRun().running(NOW);
  }

  @Override
  public Fact remember(Principal principal, String user, Layer layer, Fact.Kind kind, String text) {
    asked.add("remember %s %s %s: %s".formatted(user, layer, kind, text));
    return fact("f9", user, layer, kind, text);
  }

  static Fact fact(String id, String user, Layer layer, Fact.Kind kind, String text) {
    return Fact.of(id, new Scope("default", user, ""), layer, kind, "", text, "m1", user, NOW);
  }

  @Override
  public List<Recollection> recall(Principal principal, String user, String query, int limit) {
    asked.add("recall %s %d: %s".formatted(user, limit, query));
    return facts.stream()
        .map(fact ->
            new Recollection(fact, 0.875, Map.of("dense", 0.5, "lexical", 0.375), "as he said it"))
        .toList();
  }

  @Override
  public List<Fact> memories(
      Principal principal, String user, Layer layer, String before, int limit) {
    asked.add("memories %s %s '%s' %d".formatted(user, layer, before, limit));
    return facts.stream().filter(fact -> fact.layer() == layer).limit(limit).toList();
  }

  @Override
  public RouteDesk routes() {
    return remembering.routes();
  }

  @Override
  public MemoryDesk memory() {
    return remembering.memory();
  }

  @Override
  public BatchDesk batches() {
    return remembering.batches();
  }

  @Override
  public List<AgentView> agents(Principal principal) {
    var agent =
        new Agent(
            "outreach_qa",
            "Drafts and reviews",
            "",
            List.of("claude-haiku-5-5", "local"),
            List.of(),
            List.of("draft_email"),
            Agent.Limits.DEFAULTS);
    return List.of(new AgentView(agent, "local", List.of("ANTHROPIC_API_KEY is not set")));
  }

  @Override
  public List<Visit> visitModels(Principal principal, String user) {
    return List.of();
  }

  @Override
  public List<LedgerEntry> costs(Principal principal, String user, Instant from, Instant to) {
    asked.add("costs '%s' %s %s".formatted(user, from, to));
    return ledger;
  }

  @Override
  public List<LedgerEntry> calls(Principal principal, String id) {
    asked.add("calls '%s'".formatted(id));
    return ledger.stream()
        .filter(entry -> entry.key().equals(id) || entry.turn().equals(id))
        .toList();
  }

  @Override
  public List<Standing> budgets(Principal principal) {
    asked.add("budgets");
    return standings;
  }

  static LedgerEntry paid(String key, String agent, String model, String cost) {
    return new LedgerEntry(
        key,
        "default",
        "ana",
        "t1",
        agent,
        model,
        "draft_email",
        new Usage(1_000, 200, 0, 0, 300, 0),
        Terms.STANDARD,
        new Bill(Money.of(cost), List.of(), List.of(), List.of()),
        "",
        NOW,
        NOW);
  }

  @Override
  public List<Event> events(Principal principal, String user, Instant from, Instant to) {
    asked.add("events %s %s %s".formatted(user, from, to));
    return List.of(
        new Event(
            "e1",
            "default",
            user,
            "Meeting with John about the website",
            LocalDateTime.parse("2026-11-23T09:00"),
            Duration.ofHours(1),
            ZoneOffset.UTC,
            List.of("John"),
            "",
            List.of(),
            Event.Status.CONFIRMED,
            0,
            "m1",
            NOW));
  }

  @Override
  public String exportCalendar(Principal principal, String user) {
    return "BEGIN:VCALENDAR\r\nX-FOR:%s\r\nEND:VCALENDAR\r\n".formatted(user);
  }

  @Override
  public int importCalendar(Principal principal, String user, String ics) {
    asked.add("import %s: %s".formatted(user, ics));
    return 2;
  }

  @Override
  public void close() {
    isClosed = true;
  }
}
