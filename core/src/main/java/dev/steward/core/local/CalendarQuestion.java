package dev.steward.core.local;

import dev.steward.core.local.Intent.ListMeetings;
import dev.steward.core.local.Intent.View;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises questions to the calendar.
final class CalendarQuestion {
  private static final Set<String> NOT_CALENDAR =
      Lexicon.set(
          "prefer prefers preferred preference preferences like likes policy policies"
              + " rule rules agree agreed decide decided know remember discuss discussed say"
              + " said tell told promise promised minutes notes note remembered recall"
              + " favourite favorite want wants usually always mention mentioned summary draft"
              + " ideas idea proposal email tips advice joke story translation text slides");
  private static final Set<String> CALENDAR =
      Set.of("calendar", "agenda", "diary", "planner", "itinerary");
  private static final List<String> OPENINGS =
      Lexicon.phrases(
          "what do i have; what do we have; what have i got; what have we got;"
              + " what've i got; what i have; do i have anything; do i have something;"
              + " do we have anything; have i got anything; is there anything; is anything;"
              + " anything; what's happening; what is happening; what happens; what's on;"
              + " what is on; what's up; what is up; what am i doing; what are we doing; am i doing anything; are we doing anything; am i doing something;"
              + " what's going on; what is going on; what's planned; what is planned;"
              + " what's scheduled; what is scheduled; what's booked; what is booked;"
              + " what's next; what is next; what's coming up; what is coming up;"
              + " what's coming; what is coming; what did i have; what do i do; what's there;"
              + " do i have plans; do i have any plans; what are my plans; what's my plan;"
              + " what's in store; what does my day look like; what does my week look like;"
              + " how does my day look; how does my week look; how's my day; how's my week;"
              + " how is my day looking; how is my week looking; how is my day; how is my week;"
              + " what does my; how does my; what's my day; what's my week; what is my day;"
              + " what is my week; how busy am i; where do i have to be;"
              + " where am i supposed to be; who do i have");
  private final Asked asked;
  private final Words words;
  private final ZonedDateTime now;

  CalendarQuestion(Asked asked, ZonedDateTime now) {
    this.asked = asked;
    this.words = asked.words();
    this.now = now;
  }

  /// What is asked of the calendar.
  @Nullable Intent list() {
    boolean show =
        (words.isIn(0, Asked.SHOW)
                && !words.is(0, "read", "open")
                && (!words.is(0, "tell", "give", "get", "find", "look")
                    || words.is(1, "me", "us", "my", "a", "free", "at", "the", "all")))
            || (asked.wished() && words.is(0, "know"));
    boolean shown = words.mayBeIn(0, Asked.SHOW) && words.is(1, "my", "all", "the", "me", "our");
    show |= shown;
    boolean asking = asked.isQuestion() || show;
    boolean look = asked.find("look", "like") || asked.find("looks", "like");
    if (!look
        && words.anywhere(1, words.size(), NOT_CALENDAR)
        && !(asked.wished() && words.is(0, "know"))) {
      return null;
    }
    if (words.after(0, "how do") > 0
        || words.after(0, "how can") > 0
        || words.after(0, "how to") > 0
        || words.after(0, "how should") > 0
        || words.isExactly(0, "why", "who's", "whose")) {
      return null;
    }
    boolean free = freeAsked();
    if (free && asking) {
      return view(View.FREE);
    }
    boolean meetings = hasMeeting(0) || words.anywhere(0, words.size(), Lexicon.MEETINGS_PLURAL);
    boolean calendar =
        words.anywhere(0, words.size(), CALENDAR) || mine("schedule", "plan", "plans", "bookings");
    boolean done = words.anywhere(0, words.size(), Lexicon.DONE) || scheduleVerb();
    boolean opening = words.afterLoosely(0, OPENINGS) > 0;
    var when = WhenReader.read(words, i -> true, now);
    if (asking
        && (calendar
            || (meetings && (aboutMine() || done || opening || show || when.hasStart())))) {
      return view(next() ? View.NEXT : View.ALL);
    }
    if (asking
        && done
        && (aboutMine() || when.hasStart() || words.anywhere(0, words.size(), Set.of("with")))) {
      return view(View.ALL);
    }
    if (asking && when.hasStart() && (look || showsOnly(when, show))) {
      return view(View.ALL);
    }
    if (opening && openingOnly(when)) {
      return view(
          words.anywhere(0, 3, Set.of("next")) || words.is(1, "next") ? View.NEXT : View.ALL);
    }
    if (asking && done && words.size() <= 6 && words.anywhere(0, words.size(), Lexicon.PRONOUNS)) {
      return view(View.ALL);
    }
    if (asking && meetingVerb()) {
      return view(next() ? View.NEXT : View.ALL);
    }
    if (!asking && fragment(when)) {
      return view(next() ? View.NEXT : View.ALL);
    }
    return null;
  }

  /// `Show me tomorrow`.
  private boolean showsOnly(Reading when, boolean show) {
    for (int i = 1; i < words.size(); i++) {
      if (!when.covers(i) && !words.is(i, "me", "us", "my", "the", "all", "for", "on", "please")) {
        return false;
      }
    }
    return show;
  }

  /// Whether it asks for room: `Can I meet John on Friday at 3?`
  @Nullable Intent room() {
    int verb =
        words.afterAny(
            0,
            List.of(
                "when can i",
                "when can we",
                "when could i",
                "when could we",
                "can i",
                "can we",
                "could i",
                "could we",
                "what time works for",
                "which time works for"));
    boolean meet =
        words.is(verb, "meet", "see", "do", "make", "talk", "speak", "call")
            || (words.is(1, "time") && verb > 0);
    boolean open = words.is(0, "when", "what", "which");
    var when = WhenReader.read(words, i -> true, now);
    if (verb < 0 || !meet || (!open && !when.hasStart())) {
      return null;
    }
    int at = words.is(verb + 1, "with", "to") ? verb + 2 : verb + 1;
    var phrase =
        words.is(verb, "meet", "see", "call") || at > verb + 1
            ? MeetingPhrase.withPeopleAt(words, at, at, now)
            : MeetingPhrase.of(words, verb, now);
    return new ListMeetings(View.FREE, phrase.people(), "", phrase.when(), false);
  }

  private boolean hasMeeting(int from) {
    for (int i = from; i < words.size(); i++) {
      if (!words.get(i).quoted()
          && words.isIn(i, Lexicon.MEETINGS)
          && !words.is(i, "chat", "party", "review", "training", "presentation", "coffee")) {
        return true;
      }
      if (words.isIn(i, Set.of("review", "training", "presentation", "coffee", "party", "chat"))
          && words.is(0, "when", "when's", "what", "is", "do", "did", "have")) {
        return true;
      }
    }
    return words.anywhere(0, words.size(), Set.of("standup", "catchup"))
        || asked.find("1", ":", "1")
        || asked.find("catch", "-", "up")
        || asked.find("check", "-", "in");
  }

  private boolean mine(String... nouns) {
    for (int i = 0; i < words.size(); i++) {
      if (words.is(i, "my", "our", "today's", "tomorrow's", "the")
          && (words.is(i + 1, nouns) || words.is(i + 2, nouns))) {
        return true;
      }
    }
    return false;
  }

  /// `did I schedule`, `have we booked`, `did you plan`.
  private boolean scheduleVerb() {
    for (int i = 1; i < words.size(); i++) {
      if (words.is(
              i,
              "schedule",
              "book",
              "arrange",
              "plan",
              "cancel",
              "move",
              "reschedule",
              "organise",
              "organize")
          && words.is(i - 1, "i", "we", "you")) {
        return words.anywhere(0, i, Set.of("did", "have", "has", "do"));
      }
      if (words.is(i, "set") && words.is(i + 1, "up") && words.is(i - 1, "i", "we", "you")) {
        return words.anywhere(0, i, Set.of("did", "have"));
      }
    }
    return false;
  }

  private boolean aboutMine() {
    return words.anywhere(
        0,
        words.size(),
        Lexicon.set("i my we our me us i'm next upcoming any there many all with the a i've"));
  }

  private boolean next() {
    for (int i = 0; i < words.size(); i++) {
      if (words.is(i, "next")
          && !words.is(i + 1, "week", "month", "year", "few", "quarter", "weekend")
          && !dayAt(i + 1)
          && !words.has(i + 1)) {
        return true;
      }
      if (words.is(i, "next")
          && (words.isIn(i + 1, Lexicon.MEETINGS) || words.isIn(i + 2, Lexicon.MEETINGS))
          && !dayAt(i + 1)
          && !words.is(i + 1, "week", "month")) {
        return true;
      }
    }
    return false;
  }

  private boolean dayAt(int i) {
    return words.has(i) && !WhenReader.read(words.slice(i, i + 1), k -> true, now).isEmpty();
  }

  private boolean freeAsked() {
    for (int i = 0; i < words.size(); i++) {
      if (words.isIn(i, Lexicon.FREE) && !words.get(i).quoted()) {
        boolean self = words.anywhere(0, words.size(), Set.of("i", "we", "my", "our", "i'm"));
        var day = WhenReader.read(words, k -> true, now);
        return self
            || words.anywhere(0, words.size(), Set.of("slot", "slots", "time", "times"))
            || (day.hasDay() && words.size() < 6);
      }
    }
    return asked.find("have", "time") && words.anywhere(0, 3, Set.of("i", "we"));
  }

  private boolean meetingVerb() {
    for (int i = 1; i < words.size(); i++) {
      boolean verb = words.is(i, "meeting", "seeing", "meet", "see") || words.is(i, "met");
      if (verb
          && words.is(i - 1, "i", "we")
          && words.anywhere(
              0, i, Set.of("am", "are", "do", "did", "will", "when", "who", "whom"))) {
        return true;
      }
    }
    return false;
  }

  /// `What's on tomorrow?` but not `What is on the menu?`
  private boolean openingOnly(Reading when) {
    int from = words.afterLoosely(0, OPENINGS);
    for (int i = from; i < words.size(); i++) {
      boolean known =
          when.covers(i)
              || words.get(i).isMark()
              || Lexicon.COURTESY.contains(words.lower(i))
              || words.is(
                  i,
                  "calendar",
                  "agenda",
                  "planned",
                  "scheduled",
                  "booked",
                  "on",
                  "for",
                  "in",
                  "my",
                  "the",
                  "day",
                  "week",
                  "look",
                  "looking",
                  "like",
                  "going",
                  "up",
                  "coming",
                  "plate",
                  "schedule",
                  "today",
                  "left",
                  "else",
                  "to",
                  "do",
                  "with",
                  "at",
                  "of",
                  "this",
                  "is",
                  "there",
                  "i",
                  "have",
                  "be");
      if (!known) {
        return (words.anywhere(0, words.size(), Set.of("with"))
                && words.has(i)
                && words.is(i - 1, "with"))
            || words.is(i - 1, "and");
      }
    }
    return when.hasStart()
        || words.is(1, "next", "up", "planned", "scheduled", "booked", "coming", "on")
        || words.is(2, "next", "coming", "up", "planned", "scheduled")
        || words.anywhere(
            0,
            words.size(),
            Set.of("plans", "calendar", "day", "week", "planned", "scheduled", "coming"));
  }

  /// `my meetings tomorrow`, `calendar`, `agenda for Monday`.
  private boolean fragment(Reading when) {
    if (words.anywhere(0, words.size(), Lexicon.FINITE)) {
      return false;
    }
    boolean noun = false;
    for (int i = 0; i < words.size(); i++) {
      boolean names =
          words.isIn(i, CALENDAR)
              || words.isIn(i, Lexicon.MEETINGS_PLURAL)
              || (words.is(i, "schedule") && i > 0)
              || (i > 0 && words.is(i - 1, "next") && words.isIn(i, Lexicon.MEETINGS));
      noun |= names;
      if (words.is(i, "with")) {
        break;
      }
      boolean known =
          names
              || when.covers(i)
              || words.get(i).isMark()
              || words.is(
                  i,
                  "my",
                  "our",
                  "the",
                  "all",
                  "upcoming",
                  "next",
                  "for",
                  "on",
                  "of",
                  "in",
                  "today's",
                  "tomorrow's",
                  "any",
                  "this",
                  "please");
      if (!known) {
        return false;
      }
    }
    return noun && words.size() <= 12;
  }

  private ListMeetings view(View view) {
    var phrase = MeetingPhrase.of(words, 0, now);
    boolean past =
        words.anywhere(
                0,
                words.size(),
                Set.of("did", "had", "was", "were", "met", "last", "yesterday", "past"))
            && !words.anywhere(
                0,
                words.size(),
                Set.of("schedule", "book", "plan", "arrange", "set", "scheduled", "booked"));
    return new ListMeetings(view, people(phrase), topic(phrase), phrase.when(), past);
  }

  /// What it is about, and what kind of meeting where that tells it from others.
  private static String topic(MeetingPhrase phrase) {
    return (phrase.noun() + " ")
            .replaceAll(
                "(?i)\\b(meetings?|calls?|appointments?|events?|sessions?|slots?|entry|next|conference|catch.?up|sync|1:1|chat)\\b",
                "")
            .strip()
        + (phrase.topic().isEmpty() ? "" : " " + phrase.topic());
  }

  /// Who is named after `with`, `meet` or `see`.
  private List<String> people(MeetingPhrase phrase) {
    if (!phrase.people().isEmpty()) {
      return phrase.people();
    }
    for (int i = 1; i < words.size(); i++) {
      if (words.is(i, "meeting", "seeing", "meet", "see", "met")
          && words.is(i - 1, "i", "we")
          && words.has(i + 1)) {
        var when = phrase.when();
        return new NameParser(words, when::covers).at(i + 1).names();
      }
    }
    return List.of();
  }
}
