package dev.steward.core.local;

import dev.steward.core.local.Intent.Target;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the one meeting that somebody speaks of.
final class Finder {
  private static final Set<String> GENERIC =
      Lexicon.phraseSet(
          "meeting; call; appointment; event; session; slot; entry; 1:1; chat;"
              + " conference; sync; catch-up; catch up");
  private static final int LISTED = 8;

  private final Hands hands;
  private final List<Meeting> all;
  private final ZoneId zone;

  Finder(Hands hands) {
    this.hands = hands;
    this.all = hands.meetings(true);
    this.zone = hands.zone();
  }

  /// The meeting, or a question.
  sealed interface Found {
    record One(Meeting meeting, String note) implements Found {}

    record Question(String text) implements Found {}
  }

  private List<Meeting> upcoming() {
    return all.stream()
        .filter(
            meeting -> !meeting.cancelled() && meeting.endsAt().isAfter(hands.assignment().at()))
        .toList();
  }

  Found find(Target target, String verb) {
    if (target.pronoun()) {
      return spokenOf(target, verb);
    }
    if (target.isBare() && isGeneric(target.noun()) && !hands.spokenOf().isEmpty()) {
      var called = called(target.noun());
      return called.isEmpty() || called.stream().anyMatch(this::isSpokenOfLast)
          ? spokenOf(target, verb)
          : chosen(called, target, verb, "");
    }
    var note = "";
    var names = new ArrayList<String>();
    for (var name : target.people()) {
      switch (People.in(upcoming()).match(name)) {
        case People.Match.One one -> {
          names.add(one.name());
          note = one.corrected() ? "I took “%s” for %s. ".formatted(name, one.name()) : note;
        }
        case People.Match.Several several -> {
          if (several.names().contains(name)) {
            return question(
                "I know no %s in your calendar. Do you mean %s?"
                    .formatted(name, several.names().getFirst()));
          }
          // one first name of two people: the meetings are told apart below
          names.add(name);
          if (several.names().stream().noneMatch(other -> People.isCalled(other, name))) {
            return question(
                "Whom do you mean by “%s”: %s?"
                    .formatted(name, String.join(" or ", several.names())));
          }
        }
      }
    }
    var fitting = fitting(target, names);
    return fitting.isEmpty() ? question(none(target)) : chosen(fitting, target, verb, note);
  }

  /// Those that are called so: of "the call", the calls; of "the meeting", none in particular.
  private List<Meeting> called(String noun) {
    return Overlap.content(noun).isEmpty()
        ? List.of()
        : upcoming().stream().filter(meeting -> isAbout(meeting, noun)).toList();
  }

  private boolean isSpokenOfLast(Meeting meeting) {
    return meeting.id().equals(hands.spokenOf().getFirst());
  }

  private Found chosen(List<Meeting> fitting, Target target, String verb, String note) {
    if (fitting.size() > 1 && target.next()) {
      return new Found.One(fitting.getFirst(), note);
    }
    return fitting.size() == 1
        ? new Found.One(fitting.getFirst(), note)
        : question(
            "Which one shall I %s?\n%s\nSay for example “%s the one on %s”."
                .formatted(
                    verb,
                    lines(fitting, zone),
                    verb,
                    fitting
                        .getFirst()
                        .shortTime(zone)
                        .replace(",", " at")
                        .replaceFirst("–.*", "")));
  }

  private static Found question(String text) {
    return new Found.Question(text);
  }

  private static boolean isGeneric(String noun) {
    return noun.isEmpty() || GENERIC.contains(noun.toLowerCase(Locale.ROOT));
  }

  private List<Meeting> fitting(Target target, List<String> names) {
    var fitting =
        upcoming().stream()
            .filter(meeting -> names.stream().allMatch(name -> involves(meeting, name)))
            .filter(meeting -> target.when().describes(meeting.startIn(zone)))
            .filter(meeting -> isAbout(meeting, target.topic()))
            .toList();
    if (isGeneric(target.noun())) {
      return fitting;
    }
    var called = fitting.stream().filter(meeting -> isAbout(meeting, target.noun())).toList();
    boolean named = !names.isEmpty() || !target.when().isEmpty();
    return called.isEmpty()
            && named
            && fitting.size() == 1
            && Lexicon.MEETINGS.contains(target.noun().toLowerCase(Locale.ROOT))
        ? fitting
        : called;
  }

  static boolean involves(Meeting meeting, String name) {
    return meeting.attendees().stream().anyMatch(other -> People.isCalled(other, name))
        || People.isCalled(meeting.title(), name);
  }

  /// Whether every telling word of `topic` is in the title, one wrong letter forgiven.
  static boolean isAbout(Meeting meeting, String topic) {
    var wanted = Overlap.content(topic);
    var title = Overlap.content(meeting.title());
    return wanted.stream()
        .allMatch(word -> title.stream().anyMatch(other -> Overlap.same(other, word)));
  }

  private Found spokenOf(Target target, String verb) {
    var ids = hands.spokenOf();
    if (ids.isEmpty()) {
      var upcoming = upcoming();
      return question(
          upcoming.isEmpty()
              ? "I don't know which meeting you mean; there is none in your calendar."
              : "I don't know which meeting you mean. There is:\n%s\nSay for example “%s my meeting with %s”."
                  .formatted(
                      lines(upcoming, zone),
                      verb,
                      upcoming.getFirst().attendees().isEmpty()
                          ? "…"
                          : upcoming.getFirst().attendees().getFirst()));
    }
    var found = all.stream().filter(meeting -> meeting.id().equals(ids.getFirst())).toList();
    if (found.isEmpty()) {
      return question(
          "The meeting that we spoke of last is no longer in your calendar. Which one do you mean?");
    }
    var meeting = found.getFirst();
    if (meeting.cancelled()) {
      return question(
          "%s is cancelled already. Which meeting do you mean?".formatted(meeting.described(zone)));
    }
    if (!meeting.endsAt().isAfter(hands.assignment().at())) {
      return question("%s is over. Which meeting do you mean?".formatted(meeting.described(zone)));
    }
    boolean fits = target.when().isEmpty() || target.when().describes(meeting.startIn(zone));
    return fits
            && isAbout(meeting, target.topic())
            && target.people().stream().allMatch(name -> involves(meeting, name))
        ? new Found.One(meeting, "")
        : question(
            "We last spoke of %s. Is that the one? Please say which meeting you mean."
                .formatted(meeting.described(zone)));
  }

  private String none(Target target) {
    var upcoming = upcoming();
    var who =
        target.people().isEmpty()
            ? "such meeting"
            : "such meeting with " + String.join(" and ", target.people());
    return upcoming.isEmpty()
        ? "I found no %s: there is nothing ahead in your calendar. Which meeting do you mean?"
            .formatted(who)
        : "I found no %s. There is:\n%s\nWhich one do you mean?"
            .formatted(who, lines(upcoming, zone));
  }

  static String lines(List<Meeting> meetings, ZoneId zone) {
    var lines =
        meetings.stream()
            .limit(LISTED)
            .map(meeting -> "- " + meeting.described(zone))
            .collect(Collectors.joining("\n"));
    return meetings.size() > LISTED
        ? lines + "\n… and %d more".formatted(meetings.size() - LISTED)
        : lines;
  }
}
