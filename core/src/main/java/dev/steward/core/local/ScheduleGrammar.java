package dev.steward.core.local;

import dev.steward.core.local.Intent.NotUnderstood;
import dev.steward.core.local.Intent.Schedule;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Spelling;
import dev.steward.core.text.Words;
import dev.steward.core.when.When;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises that a meeting shall be booked.
final class ScheduleGrammar {
  private static final Set<String> GENERIC =
      Lexicon.phraseSet(
          "Meeting; Call; Appointment; Session; Chat; Slot; Event; Video call;"
              + " Phone call; Visit; Conference; Conference call; Discussion; Entry; Reminder;"
              + " 1:1; Catch up; Catch-up; Sync; Zoom call; Zoom meeting; Teams call; Check-in;"
              + " Check in; Follow-up; Follow up; Interview; Demo; Lunch; Coffee; Dinner;"
              + " Breakfast; Drinks; Invite; Invitation; One-on-one; One on one");
  private static final Set<String> RING = Set.of("call", "phone", "ring");
  private static final List<String> MEET =
      Lexicon.phrases(
          "catch up with; catch up; sync up with; sync with; talk to; talk with;"
              + " speak to; speak with; chat with; sit down with; get together with;"
              + " connect with; call; phone; ring");
  private static final Set<String> ARTEFACTS =
      Lexicon.set(
          "presentation review training invite invitation lesson briefing workshop demo"
              + " discussion reminder agenda retrospective onboarding chat");

  private final Words words;
  private final ZonedDateTime now;
  private final boolean wished;

  /// A grammar of these words.
  ///
  /// @param wished whether a wish was put before them: I'd like to, can you
  ScheduleGrammar(Words words, ZonedDateTime now, boolean wished) {
    this.words = words;
    this.now = now;
    this.wished = wished;
  }

  @Nullable Intent schedule() {
    boolean strong =
        words.isIn(0, Lexicon.SCHEDULE) || words.is(0, "scheduling", "booking", "arranging");
    boolean fitIn = words.is(0, "fit", "squeeze") && words.is(1, "in");
    boolean setUp =
        fitIn
            || (words.is(0, "set", "setting") && words.is(1, "up"))
            || (words.is(0, "put") && words.is(1, "in"))
            || (words.is(0, "pencil", "slot") && words.is(1, "in"));
    if (strong || setUp) {
      return strong(words.is(1, "up", "in") ? 2 : 1);
    }
    if (words.is(0, "invite") && words.has(1)) {
      return invite();
    }
    boolean meet =
        (words.is(0, "meet", "see") && !words.isIn(1, Set.of("you", "what", "if", "how", "the")))
            || words.afterAny(0, MEET) > 1
            || (words.afterAny(0, MEET) == 1 && words.isSurelyIn(0, RING));
    if (meet) {
      return meet();
    }
    if ((words.is(0, "i", "we")
            && words.is(1, "need", "want")
            && words.is(2, "a", "an", "another", "some"))
        || (words.is(0, "i'd", "we'd")
            && words.is(1, "like")
            && words.is(2, "a", "an", "another"))) {
      return weak(2, true);
    }
    if (words.is(0, "i", "we")
        && words.is(1, "would")
        && words.is(2, "like")
        && words.is(3, "a", "an", "another")) {
      return weak(3, true);
    }
    if (words.isIn(0, Lexicon.SCHEDULE_WEAK) && !words.is(0, "need", "want")) {
      return weak(1, false);
    }
    // one wrong letter that made another word of the verb: "look a meeting with John"
    if (words.mayBeIn(0, Set.of("book", "schedule", "arrange", "plan", "create", "find", "make"))
        && words.is(1, "a", "an", "another")) {
      var phrase = MeetingPhrase.of(words, 1, now);
      boolean named = !phrase.noun().isEmpty() || phrase.says(Set.of("time", "slot"));
      if (named && phrase.residue().isEmpty() && !phrase.people().isEmpty()) {
        return checked(phrase);
      }
    }
    return verbless();
  }

  private @Nullable Intent strong(int from) {
    if (Targets.isPronoun(words.slice(from, words.size()))) {
      return new Unclear(
          "What shall I book? Say for example “book a meeting with John on Monday at 10”.");
    }
    if (words.size() <= from) {
      return new Unclear("What shall I book, with whom and when?");
    }
    var phrase = MeetingPhrase.of(words, from, now);
    if (phrase.noun().isEmpty()
        && phrase.people().isEmpty()
        && (words.get(from).isCapitalised() || Lexicon.FIRST_NAMES.contains(words.lower(from)))
        && !phrase.when().covers(from)) {
      phrase = MeetingPhrase.withPeopleAt(words, from, from, now);
    }
    if (!phrase.noun().isEmpty()) {
      return checked(phrase);
    }
    if (plural(from)) {
      return new Unclear(
          "I book one meeting at a time. With whom and when shall the first one be?");
    }
    var residue = phrase.residue();
    if (!phrase.people().isEmpty() && residue.isEmpty()) {
      return checked(phrase);
    }
    if (words.anywhere(from, words.size(), Lexicon.NOT_MEETINGS)
        || exact(from, Lexicon.NOT_MEETINGS)) {
      return new NotUnderstood();
    }
    boolean timed = phrase.when().hasStart();
    int named = residue.isEmpty() ? 0 : residue.split(" ", -1).length;
    if (!timed) {
      return new NotUnderstood();
    }
    if (residue.isEmpty() && !phrase.topic().isEmpty()) {
      return new Schedule("Time", phrase.people(), phrase.topic(), phrase.when());
    }
    if (named >= 1
        && named <= 3
        && phrase.when().hasDay()
        && phrase.when().hasClock()
        && words.is(from, "a", "an", "my", "the", "our")
        && residue.matches("[\\p{L} -]+")
        && !Lexicon.FUNCTION.contains(residue.toLowerCase(Locale.ROOT))
        && !Spelling.oneLetterApart(residue.toLowerCase(Locale.ROOT), "hour")) {
      return new Schedule(capitalised(residue), phrase.people(), phrase.topic(), phrase.when());
    }
    return residue.isEmpty()
        ? new Unclear("What shall I book then? Say for example “book a meeting with John”.")
        : new Unclear(
            "I did not understand “%s”. Say for example “book a meeting with John on Monday at 10”."
                .formatted(residue));
  }

  private boolean exact(int from, Set<String> forms) {
    for (int i = from; i < words.size(); i++) {
      if (forms.contains(words.lower(i))) {
        return true;
      }
    }
    return false;
  }

  private boolean plural(int from) {
    return words.anywhere(from, words.size(), Lexicon.MEETINGS_PLURAL);
  }

  private static String capitalised(String text) {
    return text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
        + text.substring(text.offsetByCodePoints(0, 1));
  }

  private @Nullable Intent weak(int from, boolean need) {
    int body = words.is(from, "up", "in", "out", "off", "down", "me", "together") ? from + 1 : from;
    var phrase = MeetingPhrase.of(words, body, now);
    boolean onCalendar =
        words.is(0, "put", "add", "get") && words.anywhere(body, words.size(), Lexicon.CALENDAR);
    if (onCalendar && phrase.noun().isEmpty() && phrase.people().isEmpty()) {
      phrase = MeetingPhrase.withPeopleAt(words, body, body, now);
      return phrase.people().isEmpty() ? null : checked(phrase);
    }
    boolean entry =
        words.is(0, "add", "put")
            && phrase.noun().isEmpty()
            && phrase.people().isEmpty()
            && phrase.when().hasDay()
            && phrase.when().hasClock()
            && phrase.residue().matches("[\\p{L}-]+( [\\p{L}-]+){0,2}")
            && !words.anywhere(0, words.size(), Lexicon.NOT_MEETINGS);
    if (entry) {
      return new Schedule(capitalised(phrase.residue()), List.of(), phrase.topic(), phrase.when());
    }
    if (words.is(0, "find") && phrase.people().isEmpty() && phrase.open().isEmpty()) {
      return null;
    }
    boolean time =
        words.is(0, "block", "find", "make", "get", "put", "add")
            && (!phrase.people().isEmpty() || !phrase.topic().isEmpty())
            && (phrase.when().hasStart()
                || !phrase.when().length().isZero()
                || words.anywhere(body, words.size(), Set.of("time", "slot")));
    boolean artefact =
        words.is(0, "create", "make", "add", "get", "do", "find", "plan", "want", "need")
            && ARTEFACTS.contains(lastWord(phrase.noun()))
            && phrase.people().isEmpty();
    if ((phrase.noun().isEmpty() && !(words.is(0, "block") && phrase.when().hasStart()) && !time)
        || artefact) {
      return null;
    }
    boolean told = !phrase.people().isEmpty() || phrase.when().hasStart();
    boolean loose =
        words.is(
                0, "have", "get", "make", "plan", "hold", "do", "find", "call", "fix", "host",
                "want", "need", "line", "sort", "add")
            || need;
    if (loose && !told) {
      return null;
    }
    if (words.is(0, "call") || (words.is(0, "have", "do") && !wished)) {
      return new Unclear(
          "Shall I book it? Say “yes”, or for example “book a call with John tomorrow at 10”.");
    }
    if (plural(body)) {
      return new Unclear(
          "I book one meeting at a time. With whom and when shall the first one be?");
    }
    return checked(phrase, words.is(0, "block") ? "Time" : "Meeting");
  }

  private static String lastWord(String noun) {
    return noun.substring(noun.lastIndexOf(' ') + 1).toLowerCase(Locale.ROOT);
  }

  /// `invite John to a meeting on Monday`.
  private @Nullable Intent invite() {
    var phrase = MeetingPhrase.withPeopleAt(words, 1, 1, now);
    if ((phrase.people().isEmpty() && phrase.open().isEmpty()) || phrase.noun().isEmpty()) {
      return null;
    }
    return phrase.when().hasStart()
        ? checked(phrase)
        : new Unclear(
            "I book meetings but don't send invitations. Say for example “book a meeting with John on Monday at 10”.");
  }

  /// `I'd like to meet John on Monday`.
  private @Nullable Intent meet() {
    int at = Math.max(words.afterAny(0, MEET), 1);
    at = words.is(at, "with", "up") ? at + 1 : at;
    at = words.is(at, "with") ? at + 1 : at;
    if (!words.has(at)) {
      return null;
    }
    var phrase = MeetingPhrase.withPeopleAt(words, at, at, now);
    boolean rang = words.is(0, "call", "phone", "ring", "talk", "speak", "chat");
    if ((phrase.people().isEmpty() && phrase.open().isEmpty())
        || (rang && !phrase.when().hasStart())) {
      return null;
    }
    return wished
        ? checked(phrase, rang ? "Call" : "Meeting")
        : new Unclear(
            "Shall I book a meeting? Say “yes”, or “book a meeting with %s”, and when."
                .formatted(phrase.people().isEmpty() ? "…" : phrase.people().getFirst()));
  }

  /// `Meeting with John tomorrow at 10`: no verb says that it shall be booked.
  private @Nullable Intent verbless() {
    var phrase = MeetingPhrase.of(words, 0, now);
    boolean starts =
        words.isIn(0, Lexicon.MEETINGS)
            || (words.is(0, "a", "an") && words.isIn(1, Lexicon.MEETINGS))
            || (words.has(0) && phrase.when().covers(0));
    if (!starts
        || phrase.noun().isEmpty()
        || !phrase.residue().isEmpty()
        || words.anywhere(0, words.size(), Lexicon.FINITE)) {
      return null;
    }
    return phrase.when().hasStart() && !phrase.people().isEmpty()
        ? new Unclear(
            "Shall I book it? Say “yes”, or “book a %s”."
                .formatted(words.between(0, words.size()).replaceFirst("^(?i)an? ", "")))
        : null;
  }

  private Intent checked(MeetingPhrase phrase) {
    return checked(phrase, "Meeting");
  }

  private Intent checked(MeetingPhrase phrase, String otherwise) {
    if (!phrase.open().isEmpty()) {
      return new Unclear(
          "Who is meant by “%s”? Please name them.".formatted(phrase.open().getFirst()));
    }
    if (phrase.residue().equalsIgnoreCase("or")
        && phrase.when().resolve() instanceof When.Ambiguous(var question, var candidates)) {
      return new Unclear(question + " Nothing is booked yet.");
    }
    if (!phrase.residue().isEmpty()) {
      return new Unclear(
          "I did not understand “%s”, so I have booked nothing. Say for example “book a meeting with John about the website on Monday at 10”."
              .formatted(phrase.residue()));
    }
    var noun = phrase.noun().isEmpty() ? otherwise : phrase.noun();
    boolean anonymous = phrase.people().isEmpty() && phrase.topic().isEmpty();
    if (anonymous && GENERIC.contains(noun)) {
      return new Unclear(
          "With whom, or about what, shall the %s be?".formatted(noun.toLowerCase(Locale.ROOT)));
    }
    if (List.of("Lunch", "Dinner", "Breakfast", "Brunch", "Drinks").contains(noun)
        && !phrase.when().hasClock()) {
      return new Unclear("At what time shall the %s be?".formatted(noun.toLowerCase(Locale.ROOT)));
    }
    return new Schedule(noun, phrase.people(), phrase.topic(), phrase.when());
  }
}
