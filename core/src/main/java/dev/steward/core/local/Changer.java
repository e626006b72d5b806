package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.local.Intent.Cancel;
import dev.steward.core.local.Intent.Move;
import dev.steward.core.local.Intent.Shift;
import dev.steward.core.when.Spoken;
import dev.steward.core.when.When;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Moves and cancels meetings.
final class Changer {
  private final Hands hands;
  private final Set<Consent> consents;
  private final List<String> assumptions = new ArrayList<>();

  Changer(Hands hands, Set<Consent> consents) {
    this.hands = hands;
    this.consents = consents;
  }

  Answer cancel(Cancel wish) {
    return switch (new Finder(hands).find(wish.target(), "cancel")) {
      case Finder.Found.Question question -> Replies.asked(question.text());
      case Finder.Found.One one -> {
        var meeting = one.meeting();
        if (!meeting.recurrence().isEmpty()
            && !wish.target().series()
            && !consents.contains(Consent.SERIES)) {
          yield Replies.asked(
              "%s is a series; I can only cancel all of it. Shall I? Say “yes”."
                  .formatted(meeting.described(hands.zone())));
        }
        var result = hands.use("calendar_cancel", Map.of("event_id", meeting.id()));
        yield result.ok()
            ? Answer.local(
                "%sCancelled %s.".formatted(one.note(), meeting.described(hands.zone())),
                "Cancelled '%s' on %s".formatted(meeting.title(), meeting.shortTime(hands.zone())),
                meeting.subject(),
                List.of(meeting.asSource(hands.zone(), hands.assignment().at())))
            : Replies.asked("I could not cancel it: " + result.text());
      }
    };
  }

  Answer move(Move wish) {
    if (wish.shift() == Shift.NONE && !wish.to().trouble().isEmpty()) {
      return Replies.asked(wish.to().trouble() + " Nothing is moved yet.");
    }
    return switch (new Finder(hands).find(wish.target(), "move")) {
      case Finder.Found.Question question -> Replies.asked(question.text());
      case Finder.Found.One one -> {
        var meeting = one.meeting();
        if (!one.note().isEmpty()) {
          assumptions.add(one.note().strip());
        }
        yield !meeting.recurrence().isEmpty()
                && !wish.target().series()
                && !consents.contains(Consent.SERIES)
            ? Replies.asked(
                "%s is a series; I can only move all of it. Shall I? Say “yes”."
                    .formatted(meeting.described(hands.zone())))
            : move(meeting, wish);
      }
    };
  }

  private Answer move(Meeting meeting, Move wish) {
    var mine = meeting.startIn(hands.zone());
    if (wish.shift() != Shift.NONE) {
      var start = wish.to().shifted(mine, wish.shift() == Shift.LATER).orElse(mine);
      if (!start.isAfter(hands.now().toLocalDateTime())) {
        return Replies.asked(
            "That would be %s, %s, which has passed. When do you mean? Nothing is moved yet."
                .formatted(Spoken.date(start.toLocalDate()), Spoken.time(start.toLocalTime())));
      }
      return put(meeting, start, hands.zone(), meeting.length());
    }
    var length = wish.to().length().isZero() ? meeting.length() : wish.to().length();
    if (!wish.to().hasStart()) {
      return put(meeting, mine, hands.zone(), length);
    }
    return switch (wish.to().resolveFrom(mine)) {
      case When.Ambiguous unclear -> Replies.asked(unclear.question() + " Nothing is moved yet.");
      case When.Past past -> Replies.asked(past.question() + " Nothing is moved yet.");
      case When.Impossible not ->
          Replies.asked(not.reason() + ". Which time do you mean? Nothing is moved yet.");
      case When.Resolved resolved -> {
        if (!resolved.recurrence().isEmpty()) {
          yield Replies.asked(
              "I can't turn a meeting into a series. Cancel it and book a new one, such as “book a weekly meeting with John on Monday at 10”. To which single time shall I move it?");
        }
        assumptions.addAll(resolved.assumptions());
        var long0 = resolved.length().isZero() ? length : resolved.length();
        yield switch (resolved.extent()) {
          case When.Extent.Start exact -> put(meeting, exact.at(), resolved.zone(), long0);
          case When.Extent.Window window -> into(meeting, window, resolved.zone(), long0);
          case When.Extent.Anytime any ->
              Replies.asked("To when shall I move it? Say for example “move it to Tuesday 10:00”.");
        };
      }
    };
  }

  private Answer into(Meeting meeting, When.Extent.Window window, ZoneId zone, Duration length) {
    var mine = hands.zone();
    var slot =
        hands.freeSlot(
            window.from().atZone(zone).withZoneSameInstant(mine).toLocalDateTime(),
            window.to().atZone(zone).withZoneSameInstant(mine).toLocalDateTime(),
            length,
            meeting.attendees());
    if (!slot.found()) {
      return Replies.asked(
          "I found no free time for that: %s Which other time would suit? Nothing is moved yet."
              .formatted(slot.text()));
    }
    assumptions.add("the first free slot");
    slot.basis().forEach(fact -> assumptions.add("“%s”".formatted(fact.text())));
    return put(meeting, slot.start(), slot.zone(), length);
  }

  private Answer put(Meeting meeting, LocalDateTime start, ZoneId zone, Duration length) {
    if (start.atZone(zone).toInstant().equals(meeting.startsAt())
        && length.equals(meeting.length())) {
      return Replies.asked(
          "%s is there already. To when shall I move it?"
              .formatted(meeting.described(hands.zone())));
    }
    if (zone.getRules().getValidOffsets(start).size() != 1) {
      return Replies.asked(
          "%s does not come exactly once on %s in %s, when the clocks change. Which other time do you mean? Nothing is moved yet."
              .formatted(
                  Spoken.time(start.toLocalTime()),
                  Spoken.date(start.toLocalDate()),
                  zone.getId()));
    }
    var arguments = new LinkedHashMap<String, Object>();
    arguments.put("event_id", meeting.id());
    arguments.put("start", Hands.local(start));
    if (!length.equals(meeting.length())) {
      arguments.put("duration_minutes", length.toMinutes());
    }
    if (!zone.equals(hands.zone())) {
      arguments.put("zone", zone.getId());
    }
    if (consents.contains(Consent.OVERLAP)) {
      arguments.put("allow_conflict", true);
    }
    var result = hands.use("calendar_move", arguments);
    if (!result.ok()) {
      var conflicts = hands.events(result, "conflicts");
      return Replies.asked(
          conflicts.isEmpty()
              ? "I could not move it: " + result.text()
              : "That would overlap with %s, so nothing is moved yet. Shall I move it anyway? Say “move it anyway”, or another time."
                  .formatted(
                      Replies.joined(
                          conflicts.stream()
                              .map(other -> other.described(hands.zone()))
                              .toList())));
    }
    var moved = hands.event(result).orElse(meeting);
    var assumed =
        assumptions.isEmpty() ? "" : "\nAssumed: %s.".formatted(String.join("; ", assumptions));
    return Answer.local(
        "Moved “%s” from %s to %s%s.%s"
            .formatted(
                moved.title(),
                meeting.shortTime(hands.zone()),
                moved.time(hands.zone()),
                Recurrences.spoken(moved.recurrence()),
                assumed),
        "Moved '%s' from %s to %s"
            .formatted(
                moved.title(), meeting.shortTime(hands.zone()), moved.shortTime(hands.zone())),
        moved.subject(),
        List.of(moved.asSource(hands.zone(), hands.assignment().at())));
  }
}
