package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Source;
import dev.steward.core.local.Intent.Schedule;
import dev.steward.core.when.Spoken;
import dev.steward.core.when.When;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// Books meetings: at the time that was said, or in the first free slot.
final class Booker {
  private static final Duration USUAL = Duration.ofMinutes(30);
  private static final int SEARCHED = 14;
  private static final int RECALLED = 20;
  private static final String CHANGE =
      "To change it, say “move it to Tuesday 10:00” or “cancel it”.";

  private final Hands hands;
  private final Set<Consent> consents;
  private final List<String> assumptions = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /// Books with these hands.
  ///
  /// @param consents what the person has said yes to
  Booker(Hands hands, Set<Consent> consents) {
    this.hands = hands;
    this.consents = consents;
  }

  Answer book(Schedule wish) {
    var people = new ArrayList<String>();
    var meetings = wish.people().isEmpty() ? List.<Meeting>of() : hands.meetings(true);
    for (var name : wish.people()) {
      var known = People.in(meetings).and(name, hands.recall(name, RECALLED), hands);
      switch (known.match(name)) {
        case People.Match.One one -> {
          people.add(one.name());
          if (one.corrected()) {
            assumptions.add("by “%s” you mean %s".formatted(name, one.name()));
          }
        }
        case People.Match.Several several -> {
          if (consents.contains(Consent.NAME) && several.names().contains(name)) {
            people.add(name);
          } else {
            return Replies.asked(
                "Whom do you mean by “%s”: %s? Please say the full name; nothing is booked yet."
                    .formatted(name, String.join(" or ", several.names())));
          }
        }
      }
    }
    var when = wish.when().resolve();
    if (consents.contains(Consent.TOMORROW) && when instanceof When.Past && !wish.when().hasDay()) {
      when = Dialogue.tomorrow(wish.when(), hands.now()).resolve();
    }
    return switch (when) {
      case When.Ambiguous unclear -> Replies.asked(unclear.question() + " Nothing is booked yet.");
      case When.Past past -> Replies.asked(past.question() + " Nothing is booked yet.");
      case When.Impossible not ->
          Replies.asked(not.reason() + ". Which time do you mean? Nothing is booked yet.");
      case When.Resolved resolved -> at(wish, people, resolved);
    };
  }

  private Answer at(Schedule wish, List<String> people, When.Resolved when) {
    assumptions.addAll(when.assumptions());
    var length = when.length();
    if (length.isZero()) {
      length = USUAL;
      assumptions.add("30 minutes");
    }
    var zone = when.zone();
    LocalDateTime start;
    switch (when.extent()) {
      case When.Extent.Start exact -> start = exact.at();
      case When.Extent.Window window -> {
        var slot = slot(window.from(), window.to(), zone, length, people);
        if (!slot.found()) {
          return noSlot(slot);
        }
        start = slot.start();
        zone = slot.zone();
      }
      case When.Extent.Anytime any -> {
        var now = hands.now().toLocalDateTime();
        var slot = slot(now, now.plusDays(SEARCHED), hands.zone(), length, people);
        if (!slot.found()) {
          return noSlot(slot);
        }
        start = slot.start();
        zone = slot.zone();
      }
    }
    return create(title(wish, people), start, zone, length, people, when.recurrence());
  }

  private static Answer noSlot(Hands.Slot slot) {
    return Replies.asked(
        "I found no free time for that: %s Which other time would suit? Nothing is booked yet."
            .formatted(sentence(slot.text())));
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private Hands.Slot slot(
      LocalDateTime from, LocalDateTime to, ZoneId zone, Duration length, List<String> people) {
    var mine = hands.zone();
    var slot =
        hands.freeSlot(
            from.atZone(zone).withZoneSameInstant(mine).toLocalDateTime(),
            to.atZone(zone).withZoneSameInstant(mine).toLocalDateTime(),
            length,
            people);
    if (slot.found()) {
      assumptions.add("the first free slot");
      for (var fact : slot.basis()) {
        assumptions.add("“%s”".formatted(fact.text()));
        sources.add(fact.asSource());
      }
    }
    return slot;
  }

  private static String title(Schedule wish, List<String> people) {
    var title = new StringBuilder(wish.noun());
    if (!people.isEmpty()) {
      title.append(" with ").append(Replies.joined(people));
    }
    if (!wish.topic().isEmpty()) {
      title.append(' ').append(wish.topic());
    }
    return title.length() > 200 ? title.substring(0, 200) : title.toString();
  }

  private Answer create(
      String title,
      LocalDateTime start,
      ZoneId zone,
      Duration length,
      List<String> people,
      String recurrence) {
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("title", title);
    arguments.put("start", Hands.local(start));
    arguments.put("duration_minutes", length.toMinutes());
    arguments.put("attendees", List.copyOf(people));
    arguments.put("recurrence", recurrence);
    if (!zone.equals(hands.zone())) {
      arguments.put("zone", zone.getId());
    }
    if (consents.contains(Consent.OVERLAP)) {
      arguments.put("allow_conflict", true);
    }
    var result = hands.use("calendar_create", arguments);
    if (!result.ok()) {
      var conflicts = hands.events(result, "conflicts");
      return conflicts.isEmpty()
          ? Replies.asked("I could not book it: %s".formatted(sentence(result.text())))
          : clash(title, conflicts, start, zone, length, people);
    }
    var event = hands.event(result);
    if (event.isEmpty()) {
      return Replies.asked("I could not book it: %s".formatted(sentence(result.text())));
    }
    var meeting = event.get();
    sources.addFirst(meeting.asSource(hands.zone(), hands.assignment().at()));
    var assumed =
        assumptions.isEmpty() ? "" : "\nAssumed: %s.".formatted(String.join("; ", assumptions));
    return Answer.local(
        "Booked %s.%s\n%s".formatted(meeting.described(hands.zone()), assumed, CHANGE),
        "Booked '%s' on %s%s"
            .formatted(
                meeting.title(),
                meeting.shortTime(hands.zone()),
                Recurrences.spoken(meeting.recurrence())),
        meeting.subject(),
        sources);
  }

  private Answer clash(
      String title,
      List<Meeting> conflicts,
      LocalDateTime start,
      ZoneId zone,
      Duration length,
      List<String> people) {
    var mine = start.atZone(zone).withZoneSameInstant(hands.zone()).toLocalDateTime();
    var slot = hands.freeSlot(mine, mine.toLocalDate().plusDays(1).atStartOfDay(), length, people);
    boolean other = slot.found() && slot.start().toLocalDate().equals(mine.toLocalDate());
    return Replies.asked(
        "“%s” would overlap with %s, so nothing is booked yet. %sShall I book it anyway? Say “book it anyway”, or another time."
            .formatted(
                title,
                Replies.joined(
                    conflicts.stream().map(meeting -> meeting.described(hands.zone())).toList()),
                other
                    ? "You are free at %s on that day. "
                        .formatted(Spoken.time(slot.start().toLocalTime()))
                    : ""));
  }
}
