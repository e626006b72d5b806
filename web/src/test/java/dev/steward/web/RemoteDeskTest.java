package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.calendar.Event;
import dev.steward.core.cost.Account;
import dev.steward.core.cost.Balance;
import dev.steward.core.cost.Bill;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Limit;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.Standing;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.model.Visit;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import dev.steward.testkit.desk.Play;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes through the server is what the desk behind it gave, to the last field.
class RemoteDeskTest {
  private static final Principal OWNER = Principal.owner("acme");
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  private final Fixture fixture = new Fixture();
  private final Desk near = fixture.desk;
  private final Desk far = fixture.remote(OWNER);

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void turnsRunsAndEventsAreTheSame() {
    fixture.desk.when("Draft", Play.says("Dear ", "Jörg 👋,\r\n\r\ntea?"));
    var events = new ArrayList<TurnEvent>();
    var turn = far.process(OWNER, Desk.Task.of("ana", "Draft").withChannel("cli"), events::add);
    assertThat(near.turn(OWNER, turn.id())).contains(turn);
    assertThat(far.turn(OWNER, turn.id())).contains(turn);
    assertThat(events).hasSize(5).contains(new TurnEvent.Text(turn.id(), "Dear "));
    assertThat(far.turns(OWNER, "", "", 5)).isEqualTo(near.turns(OWNER, "", "", 5));
    assertThat(far.run(OWNER, turn.id())).isEqualTo(near.run(OWNER, turn.id()));
    assertThat(far.runs(OWNER, "ana", "", 5)).isEqualTo(near.runs(OWNER, "ana", "", 5));
  }

  @Test
  void aTaskArrivesAsItWasGiven() {
    var task =
        new Desk.Task("a b/ü?", "ana", "s 1", "local", "cli", " \"Tea\"\n\t& \\ biscuits ")
            .withTags(List.of("client-a", "größer/2"));
    assertThatThrownBy(() -> far.submit(OWNER, task)).hasMessageContaining("'id' must be");
    far.process(OWNER, task.withId("a:1=x@y+z~"), event -> {});
    assertThat(fixture.desk.tasks()).containsExactly(task.withId("a:1=x@y+z~"));
    assertThat(far.turn(OWNER, "a:1=x@y+z~")).isEqualTo(near.turn(OWNER, "a:1=x@y+z~"));
    assertThat(far.turn(OWNER, "a b/ü?")).isEmpty();
  }

  @Test
  void visitsToModelsAreTheSame() {
    var visits =
        List.<Visit>of(
            new Visit.NotAsked("one", "ONE_API_KEY is not set"),
            new Visit.Answered(
                "two",
                "doctor/1",
                Duration.ofMillis(1_234),
                new Usage(1, 2, 3, 4, 5, 6),
                Money.of("0.0000054"),
                true,
                false),
            new Visit.Failed("three", Duration.ofMillis(7), "DeepSeek refused with 402", false));
    fixture.desk.visits(visits);
    assertThat(far.visitModels(OWNER, "ana")).isEqualTo(visits);
  }

  private static List<Standing> standings() {
    var month =
        new Account(
            "acme",
            Account.Whose.TENANT,
            "",
            Instant.parse("2026-10-31T23:00:00Z"),
            Instant.parse("2026-11-30T23:00:00Z"));
    var task = Account.of("acme", Account.Whose.TASK, "t1");
    return List.of(
        new Standing(
            new Limit("tenant per month", month, Money.of("40"), Money.of("50")),
            new Balance(month, Money.of("49.999999999999"), Money.of("0.5")),
            "deepseek-flash"),
        new Standing(
            new Limit("each task", task, Money.of("0.2"), Money.of("0.25")),
            new Balance(task, Money.ZERO, Money.ZERO),
            ""));
  }

  @Test
  void memoriesAgentsCostsAndEventsAreTheSame() {
    var usage = new Usage(1, 2, 3, 4, 5, 5, Map.of("web_search", 2L));
    standings().forEach(fixture.desk::add);
    assertThat(far.budgets(OWNER)).isEqualTo(standings());
    fixture.desk.add(
        new LedgerEntry(
            "t1/1",
            "acme",
            "ana",
            "t1",
            "local",
            "m",
            "other",
            usage,
            new Terms(true, "priority", "us"),
            bill(),
            "{\"x\":1}",
            NOW.minusSeconds(2),
            NOW.minusSeconds(1)));
    fixture.desk.add(
        new Event(
            "e1",
            "acme",
            "ana",
            "Tea",
            LocalDateTime.parse("2026-11-03T10:00"),
            Duration.ofMinutes(45),
            ZoneId.of("Europe/Berlin"),
            List.of("John"),
            "FREQ=WEEKLY;COUNT=4",
            List.of(LocalDateTime.parse("2026-11-10T10:00")),
            Event.Status.CONFIRMED,
            2,
            "m1",
            NOW));
    for (var layer : List.of(Layer.USER, Layer.SESSION, Layer.ORGANISATION)) {
      var fact = far.remember(OWNER, "ana", layer, Fact.Kind.POLICY, "Tea at ten, " + layer);
      assertThat(far.memories(OWNER, "ana", layer, "", 9)).containsExactly(fact);
      assertThat(near.memories(OWNER, "ana", layer, "", 9)).containsExactly(fact);
    }
    assertThat(far.recall(OWNER, "ana", "tea at ten", 9))
        .isEqualTo(near.recall(OWNER, "ana", "tea at ten", 9))
        .hasSize(3);
    assertThat(far.agents(OWNER)).isEqualTo(near.agents(OWNER));
    assertThat(far.costs(OWNER, "", Instant.MIN, Instant.MAX))
        .isEqualTo(near.costs(OWNER, "", Instant.MIN, Instant.MAX))
        .hasSize(1);
    assertThat(far.calls(OWNER, "t1/1")).isEqualTo(near.calls(OWNER, "t1/1")).hasSize(1);
    assertThat(far.calls(OWNER, "t1")).isEqualTo(near.calls(OWNER, "t1")).hasSize(1);
    assertThat(far.calls(OWNER, "t2")).isEmpty();
    assertThat(far.events(OWNER, "ana", NOW, NOW.plus(Duration.ofDays(3))))
        .isEqualTo(near.events(OWNER, "ana", NOW, NOW.plus(Duration.ofDays(3))))
        .hasSize(1);
    assertThat(far.exportCalendar(OWNER, "ana")).isEqualTo(near.exportCalendar(OWNER, "ana"));
  }

  private static Bill bill() {
    var row =
        PriceRow.of(
            "m/1",
            PriceRow.When.ALWAYS.withOver(7).withHours("peak").withTerms(Terms.BATCH),
            Map.of("input", new BigDecimal("0.000001")),
            new PriceRow.Origin("https://example.com", "2026-11-22"));
    var cost = Money.of("0.000000000001");
    var line =
        new Bill.Line(
            "input",
            1,
            new BigDecimal("0.000001"),
            1_000_000,
            BigDecimal.ONE,
            cost,
            List.of("m/1"));
    var note = new Bill.Note(Bill.Note.Kind.HOLIDAYS_UNKNOWN, "who knows");
    return new Bill(cost, List.of(line), List.of(row), List.of(note));
  }

  @Test
  void moreThanTheServerGivesAtOnceIsAskedForInPages() {
    for (int i = 0; i < Query.MOST + 3; i++) {
      near.remember(OWNER, "ana", Layer.USER, Fact.Kind.FACT, "Number " + i);
    }
    var all = near.memories(OWNER, "ana", Layer.USER, "", 10_000);
    assertThat(far.memories(OWNER, "ana", Layer.USER, "", 10_000)).isEqualTo(all);
    assertThat(far.memories(OWNER, "ana", Layer.USER, "", Query.MOST + 1))
        .isEqualTo(all.subList(0, Query.MOST + 1));
  }

  @Test
  void failuresAreTheSameButForWhatIsInside() {
    for (var failure :
        List.of(
            Failure.user("Name the person to meet"),
            Failure.limit("The budget is used up; raise it"),
            Failure.external("The mail server refused ana; renew the password", null),
            Failure.passing("The model is overloaded", null, Duration.ofMillis(1500)))) {
      assertSame(failure, () -> far.agents(OWNER));
      assertSame(failure, () -> far.process(OWNER, Desk.Task.of("ana", "Hi"), event -> {}));
    }
    fixture.desk.failNext(Failure.internal("disk full at /var", null));
    assertThatThrownBy(() -> far.agents(OWNER))
        .isInstanceOfSatisfying(
            Failure.class,
            seen -> {
              assertThat(seen.kind()).isEqualTo(Failure.Kind.INTERNAL);
              assertThat(seen.text()).contains("request").doesNotContain("/var");
            });
  }

  private void assertSame(Failure failure, ThrowingCallable call) {
    fixture.desk.failNext(failure);
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class,
            seen -> {
              assertThat(seen.kind()).isEqualTo(failure.kind());
              assertThat(seen.text()).isEqualTo(failure.text());
              assertThat(seen.isRetryable()).isEqualTo(failure.isRetryable());
              assertThat(seen.retryAfter()).isEqualTo(failure.retryAfter());
            });
  }

  @Test
  void aFailureInTheMiddleOfATurnIsToldAfterItsEvents() {
    var failure = Failure.passing("The store is busy; try again", null, Duration.ofSeconds(1));
    fixture.desk.when(
        "Break",
        (turn, events) -> {
          events.accept(new TurnEvent.Text(turn.id(), "Dear"));
          throw failure;
        });
    var events = new ArrayList<TurnEvent>();
    assertThatThrownBy(() -> far.process(OWNER, Desk.Task.of("ana", "Break"), events::add))
        .isInstanceOfSatisfying(
            Failure.class,
            seen -> {
              assertThat(seen.text()).isEqualTo(failure.text());
              assertThat(seen.retryAfter()).isEqualTo(failure.retryAfter());
            });
    assertThat(events).hasSize(1);
  }

  @Test
  void whatTheListenerThrowsComesThrough() {
    var thrown = new IllegalStateException("the screen is gone");
    assertThatThrownBy(() ->
            far.process(
                OWNER,
                Desk.Task.of("ana", "Hello"),
                event -> {
                  throw thrown;
                }))
        .isSameAs(thrown);
  }

  @Test
  void anInterruptEndsTheWaitingAndNotTheTurn() throws Exception {
    var begun = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    fixture.desk.when(
        "Slowly",
        (turn, events) -> {
          events.accept(new TurnEvent.StepBegun(turn.id(), 1, "work", "model"));
          release.await();
          return Play.done(turn, "At last");
        });
    var failure = new CompletableFuture<Throwable>();
    var task = Desk.Task.of("ana", "Slowly").withId("slow");
    var waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                far.process(OWNER, task, event -> begun.countDown());
              } catch (Failure e) {
                failure.complete(e);
              }
            });
    begun.await();
    waiting.interrupt();
    assertThat(failure.get())
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.EXTERNAL));
    release.countDown();
    far.follow(OWNER, "slow", event -> {});
    assertThat(far.turn(OWNER, "slow").orElseThrow().status()).isEqualTo(Turn.Status.DONE);
  }

  @Test
  void aWrongKeyAndAMissingServerAreSaid() {
    var server =
        fixture.server(
            Fixture.OPTIONS.withKeys(
                List.of(new StewardServer.ApiKey("k", "0123456789abcdef", List.of()))));
    try (var wrong = new RemoteDesk(server.uri(), "no such key", OWNER)) {
      assertThatThrownBy(() -> wrong.agents(OWNER)).hasMessageContaining("API key");
    }
    server.close();
    try (var gone = new RemoteDesk(server.uri(), "", OWNER)) {
      assertThatThrownBy(() -> gone.agents(OWNER))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("steward serve");
    }
  }

  @Test
  void aConnectionSpeaksForItsPrincipalAlone() {
    var ana = new Principal("acme", Set.of("ana"));
    assertThatThrownBy(() -> far.agents(ana)).isInstanceOf(Failure.class);
    assertThatThrownBy(() -> far.turn(Principal.owner("other"), "t1")).isInstanceOf(Failure.class);
  }
}
