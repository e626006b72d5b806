package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Source;
import dev.steward.core.local.Intent.ListMeetings;
import dev.steward.core.local.Intent.View;
import dev.steward.core.when.Reading;
import dev.steward.core.when.Spoken;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// Tells what is in the calendar, and when there is room.
final class Teller {
  private static final int AHEAD = 14;

  private final Hands hands;

  Teller(Hands hands) {
    this.hands = hands;
  }

  Answer tell(ListMeetings wish) {
    var trouble = wish.when().trouble();
    if (!trouble.isEmpty()) {
      return Replies.asked(trouble);
    }
    var period = wish.when().period(wish.past());
    if (wish.view() == View.FREE) {
      return period.isPresent()
          ? free(period.get(), wish.when(), wish.people())
          : firstFree(wish.people());
    }
    var all =
        period.isPresent()
            ? hands.list(period.get().from(), period.get().to(), false)
            : hands.meetings(false);
    var names = new ArrayList<String>();
    for (var name : wish.people()) {
      switch (People.in(all).match(name)) {
        case People.Match.One one -> names.add(one.name());
        case People.Match.Several several -> {
          boolean called =
              several.names().stream()
                  .anyMatch(other -> !other.equals(name) && People.isCalled(other, name));
          if (!called && several.names().contains(name)) {
            names.add(several.names().getFirst());
            continue;
          }
          if (!called) {
            return Replies.asked(
                "Whom do you mean by “%s”: %s?"
                    .formatted(name, String.join(" or ", several.names())));
          }
          names.add(name);
        }
      }
    }
    var fitting =
        all.stream()
            .filter(meeting -> names.stream().allMatch(name -> Finder.involves(meeting, name)))
            .filter(meeting -> Finder.isAbout(meeting, wish.topic()))
            .toList();
    return period.isPresent()
        ? within(fitting, names, period.get())
        : around(fitting, names, wish.view() == View.NEXT);
  }

  private Answer within(List<Meeting> fitting, List<String> names, Reading.Period period) {
    var with = with(names);
    var span = span(period);
    return fitting.isEmpty()
        ? nothing("There is nothing in your calendar%s %s.".formatted(with, span))
        : listed(fitting, "in your calendar%s %s".formatted(with, span));
  }

  /// Without a time, what lies ahead counts; what was, where nothing does.
  private Answer around(List<Meeting> fitting, List<String> names, boolean next) {
    var now = hands.assignment().at();
    var ahead = fitting.stream().filter(meeting -> meeting.endsAt().isAfter(now)).toList();
    if (next) {
      return ahead.isEmpty()
          ? nothing("There is nothing ahead in your calendar%s.".formatted(with(names)))
          : one(ahead.getFirst(), "Next is");
    }
    if (!ahead.isEmpty()) {
      return listed(ahead, "ahead in your calendar%s".formatted(with(names)));
    }
    if (!fitting.isEmpty() && !names.isEmpty()) {
      return listed(
          fitting, "in the past in your calendar%s, and nothing ahead".formatted(with(names)));
    }
    return nothing(
        names.isEmpty()
            ? "There is nothing ahead in your calendar."
            : "There is nothing in your calendar%s.".formatted(with(names)));
  }

  private static String with(List<String> names) {
    return names.isEmpty() ? "" : " with " + Replies.joined(names);
  }

  private static Answer nothing(String text) {
    return Answer.local(text, text, "", List.of());
  }

  private Answer listed(List<Meeting> meetings, String where) {
    if (meetings.size() == 1) {
      return one(meetings.getFirst(), "There is one meeting %s:".formatted(where));
    }
    var text =
        "There are %d meetings %s:\n%s"
            .formatted(meetings.size(), where, Finder.lines(meetings, hands.zone()));
    var sources =
        meetings.stream()
            .limit(20)
            .map(meeting -> meeting.asSource(hands.zone(), hands.assignment().at()))
            .toList();
    return Answer.local(
        text, "Listed %d meetings %s".formatted(meetings.size(), where), "", sources);
  }

  private Answer one(Meeting meeting, String opening) {
    var said = meeting.quote().isEmpty() ? "" : "\nYou said: “%s”".formatted(meeting.quote());
    return Answer.local(
        "%s %s.%s".formatted(opening, meeting.described(hands.zone()), said),
        "Listed '%s' on %s".formatted(meeting.title(), meeting.shortTime(hands.zone())),
        meeting.subject(),
        List.<Source>of(meeting.asSource(hands.zone(), hands.assignment().at())));
  }

  private static String span(Reading.Period period) {
    var from = period.from();
    var last = period.to().minusMinutes(1);
    boolean wholeDays =
        from.toLocalTime().equals(LocalTime.MIN) && period.to().toLocalTime().equals(LocalTime.MIN);
    if (from.toLocalDate().equals(last.toLocalDate())) {
      if (wholeDays) {
        return "on " + Spoken.date(from.toLocalDate());
      }
      return Duration.between(from, period.to()).toMinutes() <= 1
          ? "on %s at %s"
              .formatted(Spoken.date(from.toLocalDate()), Spoken.time(from.toLocalTime()))
          : "on " + Spoken.span(from, period.to());
    }
    return "from %s to %s"
        .formatted(Spoken.date(from.toLocalDate()), Spoken.date(last.toLocalDate()));
  }

  private Answer free(Reading.Period period, Reading when, List<String> people) {
    var now = hands.now().toLocalDateTime();
    if (!period.to().isAfter(now)) {
      return Replies.asked("That has passed. Which day do you mean?");
    }
    var from = period.from().isBefore(now) ? now : period.from();
    var moment = Duration.between(from, period.to()).toMinutes() <= 1;
    var to = moment && !when.length().isZero() ? from.plus(when.length()) : period.to();
    var busy = hands.list(from, to, false);
    if (busy.isEmpty()) {
      return nothing("Yes, you are free %s.".formatted(span(new Reading.Period(from, to))));
    }
    var slot =
        moment
            ? new Hands.Slot(false, from, hands.zone(), List.of(), "")
            : hands.freeSlot(from, to, Duration.ofMinutes(30), people);
    var free =
        slot.found()
            ? "\nThe first free half hour then is "
                + Spoken.span(slot.start(), slot.start().plusMinutes(30))
                + "."
            : "";
    var text =
        "%s %s:\n%s%s"
            .formatted(
                moment ? "No, there is something" : "Not all of the time: there is something",
                span(new Reading.Period(from, to)),
                Finder.lines(busy, hands.zone()),
                free);
    return Answer.local(
        text,
        "Said what is booked " + span(new Reading.Period(from, to)),
        busy.size() == 1 ? busy.getFirst().subject() : "",
        busy.stream()
            .map(meeting -> meeting.asSource(hands.zone(), hands.assignment().at()))
            .toList());
  }

  private Answer firstFree(List<String> people) {
    LocalDateTime now = hands.now().toLocalDateTime();
    var slot = hands.freeSlot(now, now.plusDays(AHEAD), Duration.ofMinutes(30), people);
    return slot.found()
        ? nothing(
            "The first free half hour is %s, %s."
                .formatted(
                    Spoken.span(slot.start(), slot.start().plusMinutes(30)), slot.zone().getId()))
        : nothing("I found no free half hour in the next two weeks: " + slot.text());
  }
}
