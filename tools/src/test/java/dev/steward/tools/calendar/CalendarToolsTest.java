package dev.steward.tools.calendar;

import static dev.steward.tools.Uses.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import dev.steward.core.run.Effect;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.testkit.InMemoryEventStore;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.tools.Uses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarToolsTest {
  private final FactStore facts = new InMemoryFactStore();
  private final List<Tool> tools =
      CalendarTools.of(new Calendar(new InMemoryEventStore(), WorkingHours.DEFAULT), facts);
  private final Uses uses = new Uses(tools);

  @BeforeEach
  void anaSaidWhatTheEventIsOwedTo() {
    var message =
        new Message(
            "m1",
            new Scope("acme", "ana", "s-ana"),
            Message.Role.USER,
            "ana",
            "cli",
            "t1",
            Trust.OWNER,
            Labels.NONE,
            "Set up a meeting with John about the website on Monday",
            Uses.NOW);
    facts.write(FactStore.Batch.of(message));
  }

  @Test
  void theNamesAndEffectsAreThoseThatOthersRelyOn() {
    assertThat(tools.stream().map(Tool::spec))
        .extracting(ToolSpec::name, ToolSpec::effect)
        .containsExactly(
            Tuple.tuple("calendar_create", Effect.KEYED),
            Tuple.tuple("calendar_move", Effect.KEYED),
            Tuple.tuple("calendar_cancel", Effect.KEYED),
            Tuple.tuple("calendar_list", Effect.PURE),
            Tuple.tuple("calendar_free_slot", Effect.PURE));
  }

  @Test
  void aBookedEventSaysAllAboutItself() {
    var result = create("Website", "2026-11-30T09:00", 30);

    assertThat(result.ok()).isTrue();
    assertThat(event(result))
        .containsEntry("title", "Website")
        .containsEntry("start", "2026-11-30T09:00")
        .containsEntry("end", "2026-11-30T09:30")
        .containsEntry("zone", "Europe/Berlin")
        .containsEntry("attendees", List.of("John"))
        .containsEntry("recurrence", "")
        .containsEntry("status", "confirmed")
        .containsEntry("source", "m1")
        .containsEntry("quote", "Set up a meeting with John about the website on Monday")
        .containsKey("id");
    assertThat(result.text()).contains("Website", "Mon 30 Nov 2026 09:00–09:30");
  }

  @Test
  void aClashIsRefusedWithWhatIsInTheWay() {
    create("Website", "2026-11-30T09:00", 30);

    var result = create("Other", "2026-11-30T09:00", 30);

    assertThat(result.ok()).isFalse();
    assertThat(at(result.data(), "conflicts", "0", "title")).isEqualTo("Website");
    assertThat(
            uses.use(
                    "calendar_create",
                    Map.of(
                        "title",
                        "Other",
                        "start",
                        "2026-11-30T09:00",
                        "duration_minutes",
                        30L,
                        "allow_conflict",
                        true))
                .ok())
        .isTrue();
  }

  @Test
  void whatIsUnambiguousIsUnderstood() {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("title", "  Website ");
    arguments.put("start", "2026-11-30 09:00");
    arguments.put("duration_minutes", "30");
    arguments.put("attendees", "John");
    arguments.put("recurrence", "");
    arguments.put("zone", null);
    arguments.put("allow_conflict", "false");

    var result = uses.use("calendar_create", arguments);

    assertThat(event(result))
        .containsEntry("title", "Website")
        .containsEntry("start", "2026-11-30T09:00")
        .containsEntry("attendees", List.of("John"));
  }

  @Test
  void aStartWithAnOffsetIsThatMoment() {
    assertThat(event(create("Website", "2026-11-30T09:00:00-05:00", 30)))
        .containsEntry("start", "2026-11-30T15:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "title | 5000 characters",
        "title | ",
        "start | tomorrow",
        "start | 2026-11-30",
        "start | 2026-02-30T09:00",
        "start | 2027-03-28T02:30",
        "start | 1026-11-30T09:00",
        "duration_minutes | -30",
        "duration_minutes | 0",
        "duration_minutes | 99999999999999999999",
        "duration_minutes | 30.5",
        "duration_minutes | half an hour",
        "zone | Middle/Earth",
        "allow_conflict | perhaps",
        "colour | red",
      })
  void whatIsWrongIsNamed(String argument, String value) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("title", "Website");
    arguments.put("start", "2026-11-30T09:00");
    arguments.put("duration_minutes", 30L);
    arguments.put(
        argument, value == null ? "" : value.startsWith("5000") ? "x".repeat(5000) : value);

    var result = uses.use("calendar_create", arguments);

    assertThat(result.ok()).isFalse();
    assertThat(result.text()).contains("'" + argument + "'");
    assertThat(events(uses.use("calendar_list", Map.of()))).isEmpty();
  }

  @Test
  void wrongTypesAreNamed() {
    var result =
        uses.use(
            "calendar_create",
            Map.of(
                "title", "Website", "start", List.of("2026-11-30T09:00"), "duration_minutes", 30L));

    assertThat(result.ok()).isFalse();
    assertThat(result.text()).contains("'start'");
  }

  @Test
  void aRuleThatIsNoneIsRefused() {
    var result =
        uses.use(
            "calendar_create",
            Map.of(
                "title", "Website",
                "start", "2026-11-30T09:00",
                "duration_minutes", 30L,
                "recurrence", "FREQ=SECONDLY"));

    assertThat(result.ok()).isFalse();
    assertThat(result.text()).contains("recurrence");
  }

  @Test
  void movingSaysWhereItWas() {
    var id = event(create("Website", "2026-11-30T09:00", 30)).get("id");

    var result =
        uses.use(
            "calendar_move", Map.of("event_id", String.valueOf(id), "start", "2026-12-01T10:00"));

    assertThat(event(result))
        .containsEntry("start", "2026-12-01T10:00")
        .containsEntry("end", "2026-12-01T10:30");
    assertThat(at(result.data(), "previous", "start")).isEqualTo("2026-11-30T09:00");
  }

  @Test
  void cancellingShowsTheEventAsCancelled() {
    var id = String.valueOf(event(create("Website", "2026-11-30T09:00", 30)).get("id"));

    assertThat(event(uses.use("calendar_cancel", Map.of("event_id", id))))
        .containsEntry("status", "cancelled");
    assertThat(events(uses.use("calendar_list", Map.of("person", "john")))).isEmpty();
    assertThat(
            events(uses.use("calendar_list", Map.of("person", "john", "include_cancelled", true))))
        .hasSize(1);
  }

  @Test
  void anotherUsersEventIsNotFound() {
    var id = String.valueOf(event(create("Website", "2026-11-30T09:00", 30)).get("id"));

    assertThat(uses.use("bob", "calendar_cancel", Map.of("event_id", id)).ok()).isFalse();
    assertThat(
            uses.use("bob", "calendar_move", Map.of("event_id", id, "start", "2026-12-01T10:00"))
                .ok())
        .isFalse();
    assertThat(events(uses.use("bob", "calendar_list", Map.of("person", "John")))).isEmpty();
  }

  @Test
  void aRepeatAfterACrashIsTheSameEvent() {
    var arguments =
        Map.<String, Object>of(
            "title", "Website", "start", "2026-11-30T09:00", "duration_minutes", 30L);

    var first = uses.use("ana", "calendar_create", "run/7", arguments);
    var again = uses.use("ana", "calendar_create", "run/7", arguments);

    assertThat(again).isEqualTo(first);
    assertThat(events(uses.use("calendar_list", Map.of()))).hasSize(1);
  }

  @Test
  void theListIsInOrderAndHoldsWhatIsAskedFor() {
    create("Website", "2026-11-30T09:00", 30);
    create("Budget", "2026-11-25T09:00", 30);
    create("Last week", "2026-11-20T09:00", 30);
    create("Long ago", "2026-10-01T09:00", 30);

    assertThat(titles(Map.of())).containsExactly("Budget", "Website");
    assertThat(titles(Map.of("person", "JOHN"))).containsExactly("Last week", "Budget", "Website");
    assertThat(titles(Map.of("person", "Joh"))).isEmpty();
    assertThat(titles(Map.of("text", "budg"))).containsExactly("Budget");
    assertThat(titles(Map.of("from", "2026-11-25", "to", "2026-11-25"))).containsExactly("Budget");
    assertThat(titles(Map.of("from", "2026-01-01"))).hasSize(4);
    assertThat(uses.use("calendar_list", Map.of("from", "2026-11-25", "to", "2026-11-24")).text())
        .contains("'to'");
  }

  @Test
  void aFreeSlotSaysWhatItKeepsTo() {
    var preference =
        Fact.of(
            "f1",
            new Scope("acme", "ana", ""),
            Layer.USER,
            Fact.Kind.PREFERENCE,
            "",
            "John prefers morning meetings between 9am and 11am",
            "m1",
            "ana",
            Uses.NOW);
    facts.write(FactStore.Batch.of(preference));
    create("Taken", "2026-11-30T09:00", 30);

    var result =
        uses.use(
            "calendar_free_slot",
            Map.of(
                "from",
                "2026-11-30",
                "to",
                "2026-11-30",
                "duration_minutes",
                30L,
                "attendees",
                List.of("John")));

    assertThat(result.ok()).isTrue();
    assertThat(result.data())
        .containsEntry("start", "2026-11-30T09:30")
        .containsEntry("end", "2026-11-30T10:00")
        .containsEntry("zone", "Europe/Berlin")
        .containsEntry(
            "assumptions",
            List.of(
                Map.of(
                    "text",
                    "John prefers morning meetings between 9am and 11am",
                    "id",
                    "f1",
                    "layer",
                    "user")));
  }

  @Test
  void noFreeSlotIsARefusal() {
    var weekend =
        uses.use(
            "calendar_free_slot",
            Map.of("from", "2026-11-28", "to", "2026-11-29", "duration_minutes", 30L));
    var past =
        uses.use(
            "calendar_free_slot",
            Map.of("from", "2026-11-01", "to", "2026-11-02", "duration_minutes", 30L));
    var endless =
        uses.use(
            "calendar_free_slot",
            Map.of("from", "2026-11-28", "to", "2126-11-29", "duration_minutes", 30L));

    assertThat(weekend.ok()).isFalse();
    assertThat(past.ok()).isFalse();
    assertThat(endless.text()).contains("'to'");
  }

  @Test
  void anImportedEventDoesNotQuoteAnotherUsersMessage() {
    var calendar = new Calendar(new InMemoryEventStore(), WorkingHours.DEFAULT);
    var bob = new Scope("acme", "bob", "s-bob");
    calendar.importIcs(
        bob,
        """
        BEGIN:VCALENDAR
        BEGIN:VEVENT
        UID:a
        DTSTART:20261130T090000
        X-STEWARD-SOURCE:m1
        SUMMARY:Curious
        END:VEVENT
        END:VCALENDAR
        """,
        Calendars.BERLIN,
        Uses.NOW);

    var list = new Uses(CalendarTools.of(calendar, facts)).use("bob", "calendar_list", Map.of());

    assertThat(at(list.data(), "events", "0", "quote")).isEqualTo("");
  }

  private ToolResult create(String title, String start, long minutes) {
    return uses.use(
        "calendar_create",
        Map.of(
            "title", title,
            "start", start,
            "duration_minutes", minutes,
            "attendees", List.of("John")));
  }

  private List<String> titles(Map<String, Object> arguments) {
    return events(uses.use("calendar_list", arguments)).stream()
        .map(event -> String.valueOf(((Map<?, ?>) event).get("title")))
        .toList();
  }

  private static List<?> events(ToolResult result) {
    return (List<?>) at(result.data(), "events");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> event(ToolResult result) {
    return (Map<String, Object>) at(result.data(), "event");
  }
}
