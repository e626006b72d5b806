package dev.steward.core.local;

import dev.steward.core.local.Intent.Forget;
import dev.steward.core.local.Intent.Remember;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.text.Words;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises what shall be kept, and what shall be dropped.
final class MemoryGrammar {
  private static final List<String> REMEMBER =
      Lexicon.phrases(
          "remember for the future that; remember for later that;"
              + " remember from now on that; remember the following; remember this;"
              + " remember that; remember; please note that; take note that; take a note that;"
              + " take note of; take a note; make a note that; make a note of; make a note;"
              + " make note that; make note of; note down that; note down; note that;"
              + " note for later; note to self; note; write down that; write down;"
              + " jot down that; jot down; keep in mind that; keep in mind; bear in mind that;"
              + " bear in mind; keep in memory that; keep note that; keep a note that;"
              + " save that; save the fact that; save this; save the following; store that;"
              + " store the fact that; store this; record that; log that; memorise that;"
              + " memorize that; memorise; memorize; don't forget that; do not forget that;"
              + " dont forget that; never forget that; don't forget to; do not forget to;"
              + " don't forget; do not forget; dont forget; never forget; for the record;"
              + " for your information; for future reference; fyi; you should know that;"
              + " just so you know; be aware that; know that; add a note that;"
              + " add to memory that; learn that; add a note; add the fact that;"
              + " the fact is that; i want you to know that; let it be known that; heads up;"
              + " add to my notes that; add to your memory that; update your memory that");
  private static final List<String> FORGET =
      Lexicon.phrases(
          "forget what i said about; forget what i told you about;"
              + " forget what you know about; forget what you remember about;"
              + " forget what we said about; forget everything you know about;"
              + " forget everything i told you about; forget everything i said about;"
              + " forget everything about; forget everything on; forget all about;"
              + " forget anything about; forget all you know about; forget all notes about;"
              + " forget all facts about; forget the fact that; forget the fact about;"
              + " forget the note that; forget the note about; forget my note about;"
              + " forget my preference that; forget my preference for;"
              + " forget my preference about; forget that; forget about; forget the; forget my;"
              + " forget; stop remembering that; stop remembering; unlearn that; unlearn;"
              + " no longer remember that; no longer remember");
  private static final Set<String> FORGET_VERBS =
      Set.of("delete", "remove", "erase", "drop", "clear", "discard", "wipe");
  private static final Set<String> STORED =
      Lexicon.set(
          "note notes fact facts memory memories preference preferences everything entry"
              + " decision rule information");
  private static final Set<String> EVERYTHING = Set.of("everything", "all", "anything");
  private static final List<String> SHARED =
      Lexicon.phrases(
          "for everyone; for everybody; for all of us; for the whole team; for the team;"
              + " for the whole organisation; for the whole organization; for the organisation;"
              + " for the organization; for the company; for the whole company; company - wide;"
              + " organisation - wide; organization - wide");

  private static final Set<String> CONTRACTIONS =
      Lexicon.set("i'm we're he's she's they're i've we've i'll we'll there's");

  private final Words words;
  private final Frame frame;
  private final ZonedDateTime now;

  MemoryGrammar(Frame frame, ZonedDateTime now) {
    this.words = frame.words();
    this.frame = frame;
    this.now = now;
  }

  /// `remember that …`, `note: …`.
  @Nullable Intent remember() {
    int at = words.afterAny(0, REMEMBER);
    boolean lenient = at < 0 && words.mayBeIn(0, Set.of("remember")) && words.is(1, "that");
    if (lenient) {
      at = 2;
    }
    if (at < 0 || frame.question() || frame.mood() == Frame.Mood.DOUBT) {
      return at > 0
              && frame.question()
              && frame.mood() == Frame.Mood.PLAIN
              && words.is(0, "remember", "note")
          ? new Intent.Ask(words.text(), words.between(at, words.size()), true)
          : null;
    }
    if (words.is(0, "note") && !words.lower(0).equals("note") && words.readings(0) > 2) {
      return null;
    }
    if (words.is(0, "note")
        && at == 1
        && !words.get(Math.min(1, words.size() - 1)).isMark()
        && words.size() > 1
        && !words.is(1, "the", "my", "our")) {
      return null;
    }
    if (words.is(0, "learn", "know") && frame.mood() == Frame.Mood.PLAIN && !words.is(1, "that")) {
      return null;
    }
    boolean organisation = false;
    for (var shared : SHARED) {
      int next = words.after(at, shared);
      if (next > 0) {
        organisation = true;
        at = next;
        break;
      }
    }
    while (words.has(at)
        && ((words.get(at).isMark() && !words.is(at, "$", "€", "£", "\"", "“", "#", "@", "'"))
            || (words.is(at, "that")
                && !words.get(at).quoted()
                && (words.is(at - 1, ":", ",") || organisation)))) {
      at++;
    }
    if (!words.has(at)) {
      return new Unclear(
          "What shall I remember? Say for example “remember that John prefers mornings”.");
    }
    if (words.size() == at + 1 && words.is(at, "it", "that", "this", "me")) {
      return new Unclear("What shall I remember? Please say it in one sentence.");
    }
    if (words.is(at, "he", "she", "they", "him", "her") && words.size() > at + 1) {
      return new Unclear(
          "Who is “%s”? Please say it again with the name, so that I remember it rightly."
              .formatted(words.get(at).text()));
    }
    if (words.size() == at + 1
        && (words.is(0, "don't", "do", "never", "dont") || words.get(at).isCapitalised())) {
      return new Unclear("What shall I remember about %s?".formatted(words.get(at).text()));
    }
    if (Clauses.second(words, at, true) > 0) {
      return new Unclear(ActionGrammar.ONE_AT_A_TIME);
    }
    return remembered(words.slice(at, words.size()), organisation);
  }

  private Intent remembered(Words said, boolean organisation) {
    var text = said.between(0, said.size());
    int colon = said.is(1, ":") ? 2 : -1;
    boolean layer =
        organisation
            || (said.is(0, "company", "organisation", "organization", "team")
                && said.is(1, "policy", "rule"))
            || (said.is(0, "our")
                && said.is(1, "company", "organisation", "organization")
                && said.is(2, "policy", "rule"))
            || (said.is(0, "policy") && colon > 0);
    return new Remember(capital(text), kind(said), layer ? Layer.ORGANISATION : Layer.USER);
  }

  static String capital(String text) {
    int first = text.offsetByCodePoints(0, 1);
    // a brand such as "iPhone" or an address keeps its small letter
    boolean word =
        text.length() > first
            && Character.isLowerCase(text.codePointAt(0))
            && !text.substring(0, Math.min(text.length(), 12)).matches("^\\S*[@./A-Z].*");
    return word
        ? text.substring(0, first).toUpperCase(java.util.Locale.ROOT) + text.substring(first)
        : text;
  }

  static Fact.Kind kind(Words said) {
    boolean decided =
        said.is(0, "decision")
            || (said.is(0, "we", "i", "they", "it") && said.anywhere(0, 6, Lexicon.DECISION))
            || said.anywhere(0, Math.min(6, said.size()), Set.of("decided", "agreed", "decision"));
    if (decided) {
      return Fact.Kind.DECISION;
    }
    boolean standing =
        said.after(0, "from now on") > 0
            || said.after(0, "going forward") > 0
            || said.after(0, "in future") > 0
            || said.after(0, "in the future") > 0
            || said.is(0, "always", "never")
            || (said.is(1, "always", "never") && said.is(0, "i", "we", "please"));
    return said.anywhere(0, said.size(), Lexicon.PREFERENCE) || standing
        ? Fact.Kind.PREFERENCE
        : Fact.Kind.FACT;
  }

  @Nullable Intent forget() {
    if (words.is(0, "forget", "ignore")
        && (words.size() == 1 || (words.size() == 2 && words.is(1, "it", "that", "this")))) {
      return words.size() == 1
          ? new Unclear("What shall I forget? Say for example “forget that John prefers mornings”.")
          : new Intent.Smalltalk(
              "Alright, I leave everything as it is. To drop something I remember, say “forget that …”; to cancel a meeting, say “cancel it”.");
    }
    int at = words.afterAny(0, FORGET);
    if (at < 0 && words.mayBeIn(0, Set.of("stop")) && words.is(1, "remembering")) {
      at = words.is(2, "that") ? 3 : 2;
    }
    boolean everything = false;
    if (at > 0) {
      everything = words.anywhere(0, at, EVERYTHING);
      if (at < words.size() && words.isIn(at, EVERYTHING) && at == 1) {
        everything = true;
      }
    } else if (words.isSurelyIn(0, FORGET_VERBS)) {
      for (int i = 1; i < Math.min(5, words.size()); i++) {
        if (words.isIn(i, STORED) || words.is(i, "what")) {
          everything =
              words.isIn(i, EVERYTHING)
                  || (words.is(i, "notes", "facts", "memories") && words.is(1, "all"));
          at = i + 1;
          while (words.is(
                  at,
                  "about",
                  "that",
                  "on",
                  "of",
                  "you",
                  "know",
                  "remember",
                  "have",
                  "i",
                  "said",
                  "told",
                  "regarding",
                  "for",
                  "saying")
              || words.is(at, ":", "is")) {
            at++;
          }
          boolean preference = words.is(i, "preference", "preferences", "rule");
          if (preference && at == words.size()) {
            at = 1;
          }
          break;
        }
      }
      if (at < 0) {
        return null;
      }
    } else {
      return null;
    }
    if (Clauses.second(words, at, false) > 0) {
      return new Unclear(ActionGrammar.ONE_AT_A_TIME);
    }
    while (words.has(at) && words.get(at).isMark() && !words.is(at, "$", "€")) {
      at++;
    }
    if (!words.has(at)
        || (everything && words.size() <= at + 1 && words.isIn(at, EVERYTHING))
        || (words.size() == at + 1 && words.is(at, "everything", "all"))) {
      return new Unclear(
          "I don't forget everything at once. What shall I forget? Say for example “forget everything about Acme”.");
    }
    if (words.anywhere(at, words.size(), Lexicon.MEETINGS)
        && words.is(at - 1, "the", "my", "about")
        && words.is(0, "forget")
        && !words.anywhere(0, at, Set.of("said", "told", "know", "note", "that"))) {
      return new Unclear(
          "Shall I cancel a meeting, or drop something I remember? Say “cancel my meeting with …” or “forget that …”.");
    }
    return new Forget(words.between(at, words.size()), everything);
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
      return words.size() < 3 ? null : remembered(words.slice(at, words.size()), false);
    }
    if (words.is(0, "company", "organisation", "organization", "team", "our")
        && words.anywhere(1, 4, Set.of("policy", "rule"))
        && words.size() > 4
        && (words.is(2, ":") || words.is(3, ":"))) {
      return new Remember(
          capital(words.between(words.is(2, ":") ? 3 : 4, words.size())),
          Fact.Kind.PREFERENCE,
          Layer.ORGANISATION);
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
    return meeting == null ? remembered(words, false) : meeting;
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
