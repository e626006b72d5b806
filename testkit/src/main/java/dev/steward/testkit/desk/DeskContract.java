package dev.steward.testkit.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.model.Visit;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Instant;
import java.util.ArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every desk promises, near or far. The tasks used here need no model: they are remembered,
/// or not understood, and answered all the same.
public interface DeskContract extends MemoryDeskContract, RouteDeskContract, BatchDeskContract {
  @Override
  Desk desk(Principal principal);

  private static Desk.Task task(String text) {
    return Desk.Task.of("ana", text);
  }

  @Test
  default void processingAnswersAndTellsTheEndLast() {
    var events = new ArrayList<TurnEvent>();
    var turn = desk(OWNER).process(OWNER, task("Remember that John likes tea"), events::add);
    assertThat(turn.status()).isEqualTo(Turn.Status.DONE);
    assertThat(turn.result()).isNotBlank();
    assertThat(turn.user()).isEqualTo("ana");
    assertThat(events.getLast()).isEqualTo(new TurnEvent.Finished(turn));
    assertThat(events).allMatch(event -> event.turn().equals(turn.id()));
  }

  @Test
  default void aFinishedTurnIsFoundAgain() {
    var desk = desk(OWNER);
    var turn = desk.process(OWNER, task("Remember that John likes tea"), event -> {});
    assertThat(desk.turn(OWNER, turn.id())).contains(turn);
    assertThat(desk.turns(OWNER, "ana", "", 10)).containsExactly(turn);
    assertThat(desk.run(OWNER, turn.id())).isPresent();
  }

  @Test
  default void submittingTheSameIdTwiceIsOneTurn() {
    var desk = desk(OWNER);
    var task = task("Remember that John likes tea").withId("one");
    assertThat(desk.submit(OWNER, task)).isEqualTo("one");
    desk.process(OWNER, task, event -> {});
    assertThat(desk.turns(OWNER, "ana", "", 10)).extracting(Turn::id).containsExactly("one");
  }

  @Test
  default void followingEndsWithTheTurn() {
    var desk = desk(OWNER);
    var id = desk.submit(OWNER, task("Remember that John likes tea"));
    var events = new ArrayList<TurnEvent>();
    desk.follow(OWNER, id, events::add);
    assertThat(events.getLast())
        .isEqualTo(new TurnEvent.Finished(desk.turn(OWNER, id).orElseThrow()));
  }

  @Test
  default void cancellingWhatIsOverChangesNothing() {
    var desk = desk(OWNER);
    var turn = desk.process(OWNER, task("Remember that John likes tea"), event -> {});
    assertThat(desk.cancel(OWNER, turn.id())).isEqualTo(turn);
    assertThat(desk.cancel(OWNER, turn.id())).isEqualTo(turn);
    assertThat(desk.turn(OWNER, turn.id())).contains(turn);
  }

  @Test
  default void turnsArePagedNewestFirst() {
    var desk = desk(OWNER);
    var first = desk.process(OWNER, task("Remember that John likes tea"), event -> {});
    var second = desk.process(OWNER, task("Remember that Mary likes milk"), event -> {});
    assertThat(desk.turns(OWNER, "", "", 1)).extracting(Turn::id).containsExactly(second.id());
    assertThat(desk.turns(OWNER, "", second.id(), 5))
        .extracting(Turn::id)
        .containsExactly(first.id());
    assertThat(desk.runs(OWNER, "ana", second.id(), 5)).hasSize(1);
  }

  @Test
  default void whatIsRememberedIsListedAndRecalled() {
    var desk = desk(OWNER);
    var fact =
        desk.remember(OWNER, "ana", Layer.USER, Fact.Kind.PREFERENCE, "John prefers mornings");
    assertThat(fact.text()).isEqualTo("John prefers mornings");
    assertThat(desk.memories(OWNER, "ana", Layer.USER, "", 10)).containsExactly(fact);
    assertThat(desk.memories(OWNER, "ana", Layer.USER, fact.id(), 10)).isEmpty();
    assertThat(desk.recall(OWNER, "ana", "mornings of John", 3).getFirst().fact()).isEqualTo(fact);
    assertThat(desk.memories(OWNER, "bob", Layer.USER, "", 10)).isEmpty();
  }

  @Test
  default void nothingIsRememberedWithoutATextOrInTheConversation() {
    refuses(() -> desk(OWNER).remember(OWNER, "ana", Layer.USER, Fact.Kind.FACT, " "));
    refuses(
        () -> desk(OWNER).remember(OWNER, "ana", Layer.CONVERSATION, Fact.Kind.FACT, "Tea is hot"));
  }

  @Test
  default void anotherTenantSeesNothing() {
    var turn = desk(OWNER).process(OWNER, task("Remember that John likes tea"), event -> {});
    desk(OWNER).remember(OWNER, "ana", Layer.USER, Fact.Kind.FACT, "John likes tea");
    var other = desk(STRANGER);
    assertThat(other.turn(STRANGER, turn.id())).isEmpty();
    assertThat(other.run(STRANGER, turn.id())).isEmpty();
    assertThat(other.turns(STRANGER, "", "", 10)).isEmpty();
    assertThat(other.memories(STRANGER, "ana", Layer.USER, "", 10)).isEmpty();
    assertThat(other.recall(STRANGER, "ana", "tea", 10))
        .extracting(found -> found.fact().text())
        .doesNotContain("John likes tea");
    refuses(() -> other.follow(STRANGER, turn.id(), event -> {}));
    refuses(() -> other.cancel(STRANGER, turn.id()));
  }

  @Test
  default void aCredentialSpeaksForItsUsersAlone() {
    var bobs =
        desk(OWNER)
            .process(OWNER, Desk.Task.of("bob", "Remember that John likes tea"), event -> {});
    var desk = desk(ANA);
    var start = Instant.parse("2026-11-01T00:00:00Z");
    var end = Instant.parse("2026-12-01T00:00:00Z");
    refuses(() -> desk.submit(ANA, Desk.Task.of("bob", "Hello")));
    refuses(() -> desk.process(ANA, Desk.Task.of("bob", "Hello"), event -> {}));
    refuses(() -> desk.cancel(ANA, bobs.id()));
    refuses(() -> desk.turns(ANA, "bob", "", 10));
    refuses(() -> desk.runs(ANA, "bob", "", 10));
    refuses(() -> desk.remember(ANA, "bob", Layer.USER, Fact.Kind.FACT, "Tea is hot"));
    refuses(() -> desk.recall(ANA, "bob", "tea", 10));
    refuses(() -> desk.memories(ANA, "bob", Layer.USER, "", 10));
    refuses(() -> desk.costs(ANA, "bob", start, end));
    refuses(() -> desk.visitModels(ANA, "bob"));
    refuses(() -> desk.events(ANA, "bob", start, end));
    refuses(() -> desk.exportCalendar(ANA, "bob"));
    refuses(() -> desk.importCalendar(ANA, "bob", "BEGIN:VCALENDAR\nEND:VCALENDAR\n"));
    assertThat(desk.turns(ANA, "", "", 10)).extracting(Turn::id).doesNotContain(bobs.id());
  }

  @Test
  default void whatIsNotThereIsAbsentOrRefused() {
    var desk = desk(OWNER);
    assertThat(desk.turn(OWNER, "nothing")).isEmpty();
    assertThat(desk.run(OWNER, "nothing")).isEmpty();
    assertThat(desk.calls(OWNER, "nothing")).isEmpty();
    refuses(() -> desk.follow(OWNER, "nothing", event -> {}));
    refuses(() -> desk.cancel(OWNER, "nothing"));
    refuses(() -> desk.resume(OWNER, "nothing", true));
    refuses(() -> desk.submit(OWNER, task(" ")));
  }

  @Test
  default void anExportedCalendarCanBeImportedTwice() {
    var desk = desk(OWNER);
    var file =
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:lunch@test
        DTSTAMP:20261101T100000Z
        SUMMARY:Lunch
        DTSTART:20261103T120000Z
        DURATION:PT1H
        END:VEVENT
        END:VCALENDAR
        """
            .replace("\n", "\r\n");
    assertThat(desk.importCalendar(OWNER, "ana", file)).isEqualTo(1);
    assertThat(desk.importCalendar(OWNER, "ana", file)).isZero();
    var start = Instant.parse("2026-11-03T00:00:00Z");
    var events = desk.events(OWNER, "ana", start, start.plusSeconds(86_400));
    assertThat(events).hasSize(1);
    assertThat(events.getFirst().title()).isEqualTo("Lunch");
    assertThat(events.getFirst().startsAt()).isEqualTo(Instant.parse("2026-11-03T12:00:00Z"));
    assertThat(desk.exportCalendar(OWNER, "ana")).contains("SUMMARY:Lunch");
    assertThat(desk.events(OWNER, "bob", start, start.plusSeconds(86_400))).isEmpty();
    refuses(() -> desk.importCalendar(OWNER, "ana", "not a calendar"));
  }

  @Test
  default void whereNoBudgetIsSetNoneIsShown() {
    assertThat(desk(OWNER).budgets(OWNER)).isEmpty();
    assertThat(desk(ANA).budgets(ANA)).isEmpty();
  }

  @Test
  default void modelsThatLackSomethingAreNotAsked() {
    assertThat(desk(OWNER).visitModels(OWNER, "ana"))
        .allMatch(visit -> visit instanceof Visit.NotAsked);
    assertThat(desk(OWNER).costs(OWNER, "", Instant.EPOCH, Instant.parse("2030-01-01T00:00:00Z")))
        .isEmpty();
  }

  @Test
  default void theTeamIsNamed() {
    assertThat(desk(OWNER).agents(OWNER)).extracting(view -> view.agent().name()).contains("local");
  }

  private static void refuses(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
  }
}
