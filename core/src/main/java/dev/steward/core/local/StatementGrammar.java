package dev.steward.core.local;

import dev.steward.core.local.Intent.Remember;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.text.Words;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises plain statements, which are kept: `Acme's budget is $500`.
final class StatementGrammar {
  private static final Set<String> CONTRACTIONS =
      Lexicon.set("i'm we're he's she's they're i've we've i'll we'll there's");

  private final Words words;
  private final Frame frame;
  private final ZonedDateTime now;

  StatementGrammar(Frame frame, ZonedDateTime now) {
    this.words = frame.words();
    this.frame = frame;
    this.now = now;
  }

  /// A plain statement: `John prefers mornings`, `Acme's budget is $500`, `We decided to …`.
  @Nullable Intent statement() {
    if (frame.question() || frame.mood() != Frame.Mood.PLAIN) {
      return null;
    }
    if (words.after(0, "from now on") > 0
        || words.after(0, "going forward") > 0
        || words.after(0, "as of") > 0
        || (words.is(0, "decision", "policy", "rule", "preference", "fact", "reminder", "info")
            && words.is(1, ":"))) {
      int at = words.is(0, "decision", "policy", "rule") || !words.is(1, ":") ? 0 : 2;
      return words.size() < 3
          ? null
          : RememberGrammar.remembered(words.slice(at, words.size()), false, true);
    }
    if (words.is(0, "company", "organisation", "organization", "team", "our")
        && words.anywhere(1, 4, Set.of("policy", "rule"))
        && words.size() > 4
        && (words.is(2, ":") || words.is(3, ":"))) {
      return new Remember(
          RememberGrammar.capital(words.between(words.is(2, ":") ? 3 : 4, words.size())),
          Fact.Kind.PREFERENCE,
          Layer.ORGANISATION,
          true);
    }
    if (words.has(0)
        && !Lexicon.SUBJECTS.contains(words.lower(0))
        && words.anywhere(1, words.size(), Set.of("better", "suits", "works", "fits"))
        && WhenReader.read(words, i -> true, now).covers(0)) {
      return new Unclear("Shall I move a meeting? Say for example “move it to Tuesday 10:00”.");
    }
    int verb = finite();
    if (verb < 0) {
      return null;
    }
    boolean addressed =
        words.is(
                0, "you", "you're", "your", "it", "that", "this", "it's", "that's", "there",
                "there's")
            && !words.is(0, "your");
    boolean vague =
        words.is(0, "that", "this", "it", "it's", "that's", "you", "you're", "these", "those")
            || (words.mayBeIn(0, Set.of("that", "this"))
                && !words.get(0).isCapitalised()
                && words.is(1, "is", "was"));
    if ((addressed && vague) || (vague && words.lower(0).length() > 2 && !words.get(0).quoted())) {
      return new Unclear(
          "I am not sure what you would like. Say “remember that …” if I shall keep it, or “help” to see what I can do.");
    }
    if (words.is(0, "he", "she", "they", "he's", "she's", "they're")) {
      return new Unclear(
          "Who is “%s”? Please say it again with the name, so that I remember it rightly."
              .formatted(words.get(0).text()));
    }
    boolean wish =
        words.is(0, "i", "we")
            && words.is(1, "need", "want")
            && words.is(2, "a", "an", "some", "help", "you", "your", "to", "another");
    if (wish && verb == 1) {
      return words.anywhere(0, words.size(), Lexicon.MEETINGS)
          ? new Unclear(
              "Shall I put that into your calendar? Say for example “book a meeting with John on Monday at 10”.")
          : null;
    }
    var feeling =
        words.is(0, "i", "i'm", "we", "we're")
            && words.anywhere(
                1, 4, Lexicon.set("tired sorry confused happy sad bored angry lost hungry"));
    if (feeling) {
      return null;
    }
    var meeting = aboutMeeting(verb);
    return meeting == null ? RememberGrammar.remembered(words, false, false) : meeting;
  }

  /// A statement that may be meant to change the calendar is asked back.
  private @Nullable Intent aboutMeeting(int verb) {
    boolean standing =
        words.anywhereSurely(0, words.size(), Lexicon.PREFERENCE)
            || words.anywhere(
                0, words.size(), Set.of("always", "never", "usually", "only", "often"))
            || words.anywhere(0, verb + 2, Set.of("decided", "agreed", "decision"));
    if (standing) {
      return null;
    }
    boolean meeting =
        words.anywhere(0, words.size(), Lexicon.MEETINGS)
            || words.anywhere(0, words.size(), Lexicon.MEETINGS_PLURAL);
    boolean act = false;
    boolean quoted = false;
    for (int i = 0; i < words.size(); i++) {
      boolean verbal =
          words.is(
                  i,
                  "cancel",
                  "reschedule",
                  "schedule",
                  "book",
                  "postpone",
                  "arrange",
                  "move",
                  "cancelled",
                  "canceled",
                  "moved",
                  "rescheduled",
                  "postponed",
                  "scheduled",
                  "booked",
                  "cancels",
                  "moves",
                  "cancelling")
              || (words.is(i, "set") && words.is(i + 1, "up"));
      act |=
          verbal
              && i > 0
              && !words.get(i).quoted()
              && (meeting || words.is(i + 1, "it") || words.is(i - 1, "it"));
      quoted |= verbal && words.get(i).quoted();
    }
    if (act || quoted) {
      return new Unclear(
          "Is there something in your calendar that I shall change? I have done nothing. Say for example “cancel my meeting with John”, or “remember that …” if I shall only keep it in mind.");
    }
    boolean certain = words.anywhere(0, words.size(), Lexicon.MEETINGS);
    boolean ended =
        words.anywhere(0, verb, Lexicon.MEETINGS)
            && words.is(0, "the", "my", "our")
            && words.is(words.size() - 1, "off", "over", "done", "confirmed");
    if (ended) {
      return new Unclear(
          "Shall I change your calendar? I have done nothing. Say for example “cancel my meeting with John”.");
    }
    if (certain && words.anywhere(0, verb + 2, Lexicon.NEGATIONS)) {
      return new Unclear(
          "I have done nothing. Shall I cancel a meeting, or remember that? Say “cancel my meeting with …” or “remember that …”.");
    }
    for (int i = verb; i < words.size(); i++) {
      if (words.is(i, ",")
          && words.is(i + 2, "it")
          && words.is(i + 3, "to", "for", "on", "until")) {
        return new Unclear(
            "I have done nothing yet. Please say only what I shall do, such as “move it to Tuesday 10:00”.");
      }
    }
    boolean own =
        words.is(0, "i", "we", "i'm", "i've", "we've", "we're", "i'll", "we'll")
            && meeting
            && words.anywhere(
                1, 5, Set.of("have", "need", "want", "meeting", "got", "having", "am", "i'll"));
    boolean together =
        words.anywhere(0, verb, Set.of("and")) && words.anywhere(0, verb, Set.of("i")) && meeting;
    if (own || together) {
      return new Unclear(
          "Shall I put that into your calendar? Say “yes”, or “remember that …” if I shall only keep it in mind.");
    }
    return null;
  }

  /// The position of the verb of a statement, or -1 if it is none.
  private int finite() {
    if (words.size() < 3
        || (!words.get(0).isLetters()
            && !words.get(0).isNumber()
            && !words.is(0, "$", "€", "\"", "“", "#"))) {
      return -1;
    }
    boolean subject = words.isIn(0, Lexicon.SUBJECTS);
    if (words.is(0, "me", "him", "them", "us")) {
      return -1;
    }
    if (words.is(0, "please", "always", "never")) {
      return words.is(0, "always", "never") ? 1 : -1;
    }
    if (words.is(0, "i'd", "we'd")) {
      return words.anywhere(1, 3, Lexicon.PREFERENCE) && !words.is(1, "like", "love") ? 1 : -1;
    }
    if (CONTRACTIONS.contains(words.lower(0))) {
      return 0;
    }
    boolean imperative = !subject && imperative(0);
    int limit = subject ? 14 : 8;
    for (int i = 1; i < Math.min(limit, words.size()); i++) {
      var word = words.get(i);
      if (words.isSurelyIn(i, Lexicon.FINITE)
          && !word.isCapitalised()
          && !word.quoted()
          && !(words.is(i, "am") && words.get(i - 1).isNumber())) {
        boolean bare = imperative && i > 1 && !possessive(i);
        return bare ? -1 : i;
      }
      if (thirdPerson(i) && (i == 1 || (words.get(0).isCapitalised() && i <= 3 && allCapital(i)))) {
        return imperative ? -1 : i;
      }
      if (!subject
          && i == 1
          && words.is(
              1,
              "the",
              "a",
              "an",
              "my",
              "our",
              "me",
              "it",
              "them",
              "him",
              "her",
              "this",
              "that",
              "for",
              "to",
              "with",
              "on",
              "your",
              "some",
              "all",
              "us",
              "if",
              "what",
              "when",
              "where",
              "who",
              "how",
              "why",
              "which",
              "whether",
              "everything")) {
        return -1;
      }
      if (word.isMark()
          && !words.is(
              i, "-", "'", "’", "&", "/", "\"", "“", "”", "$", "€", ",", "(", ")", ".", "%", ":")) {
        return -1;
      }
    }
    return -1;
  }

  private boolean possessive(int before) {
    for (int i = 0; i < before; i++) {
      if (words.lower(i).endsWith("'s") || words.lower(i).endsWith("s'")) {
        return true;
      }
    }
    return false;
  }

  private boolean allCapital(int before) {
    for (int i = 0; i < before; i++) {
      if (!words.get(i).isCapitalised()) {
        return false;
      }
    }
    return true;
  }

  /// `Mary runs marketing`, `John cancelled his order`.
  private boolean thirdPerson(int i) {
    var word = words.get(i);
    var first = words.lower(0);
    boolean name =
        words.get(0).isCapitalised()
            && (Lexicon.FIRST_NAMES.contains(first)
                || (words.get(0).readings().size() == 1
                    && !Lexicon.VOCABULARY.contains(first)
                    && !Lexicon.SPELLING.isOrdinary(first)));
    boolean third = name || words.is(0, "he", "she");
    boolean known =
        Lexicon.VOCABULARY.contains(word.lower()) && !Lexicon.DONE.contains(word.lower());
    boolean verbal = !known && word.isLetters() && !word.isCapitalised() && !word.quoted();
    boolean present =
        third
            && word.lower().length() > 3
            && word.lower().endsWith("s")
            && !word.lower().endsWith("ss");
    boolean past =
        (third || words.is(0, "i", "we", "they"))
            && word.lower().length() > 4
            && word.lower().endsWith("ed");
    return verbal && (present || past) && words.has(i + 1);
  }

  private boolean imperative(int i) {
    return words.isIn(i, Lexicon.MODEL)
        || words.isIn(i, Lexicon.SCHEDULE)
        || words.isIn(i, Lexicon.SCHEDULE_WEAK)
        || words.isIn(i, Lexicon.MOVE)
        || words.isIn(i, Lexicon.CANCEL)
        || (words.isIn(i, Lexicon.QUESTION_WORDS) && !words.is(i, "whatever"))
        || words.is(
            i, "show", "list", "tell", "give", "let", "use", "go", "try", "keep", "look", "take",
            "work", "help", "be", "stop", "start", "think");
  }
}
