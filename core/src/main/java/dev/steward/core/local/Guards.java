package dev.steward.core.local;

import dev.steward.core.local.Intent.NotUnderstood;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Words;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Keeps what is only negated, reported, quoted or considered from being done.
final class Guards {
  private Guards() {}

  /// Whether it begins with a verb that only a model can follow.
  static boolean modelWork(Words words) {
    boolean verb = words.isIn(0, Lexicon.MODEL) && !words.is(0, "tell", "search", "answer");
    return verb
        && !(words.isIn(1, Lexicon.FINITE) && !words.is(1, "use", "work", "plan"))
        && !words.lower(0).endsWith("'s");
  }

  /// Whether an action on the calendar is spoken of outside of quotations.
  static boolean speaksOfActing(Words words) {
    for (int i = 0; i < words.size(); i++) {
      boolean verb =
          words.is(
                  i,
                  "cancel",
                  "reschedule",
                  "schedule",
                  "book",
                  "arrange",
                  "postpone",
                  "move",
                  "cancelling",
                  "canceling",
                  "moving",
                  "scheduling",
                  "booking",
                  "delete",
                  "cancelled",
                  "moved",
                  "booked",
                  "scheduled",
                  "canceled",
                  "push",
                  "delay")
              || (words.is(i, "set") && words.is(i + 1, "up"))
              || words.after(i, "call off") > 0;
      if (verb && !words.get(i).quoted()) {
        return true;
      }
    }
    return false;
  }

  static Intent doubtful(Words all, Frame frame, ZonedDateTime now) {
    var words = frame.words();
    var asked = new Frame(all, Frame.Mood.PLAIN, frame.question(), false);
    var room = frame.question() ? new CalendarQuestion(Asked.of(asked), now).room() : null;
    if (room != null) {
      return room;
    }
    if (speaksOfActing(words)
        || words.anywhere(0, words.size(), Lexicon.MEETINGS)
        || words.is(0, "meet", "see")) {
      var plain = new SmallGrammar(all, frame, now).howTo();
      return plain != null
          ? plain
          : new Unclear(
              "That is for you to decide; I have done nothing. When you know, say for example “cancel it”, “move it to Tuesday 10:00” or “book a meeting with John on Monday”.");
    }
    var whole = new Frame(all, Frame.Mood.PLAIN, frame.question(), false);
    if (all.is(0, "should", "shall") || modelWork(words)) {
      return new NotUnderstood();
    }
    var ask = new MemoryQuestion(Asked.of(whole)).ask();
    return ask == null ? new NotUnderstood() : ask;
  }

  /// What is negated, reported or quoted is not done.
  static @Nullable Intent guarded(Frame frame, Asked question) {
    var words = frame.words();
    boolean quotedAct = false;
    for (int i = 0; i < words.size(); i++) {
      quotedAct |=
          words.get(i).quoted()
              && words.is(
                  i,
                  "cancel",
                  "move",
                  "book",
                  "schedule",
                  "reschedule",
                  "postpone",
                  "forget",
                  "delete",
                  "remove");
    }
    if (quotedAct && !question.isQuestion() && !modelWork(words)) {
      return new Unclear(
          "That is quoted, so I have done nothing. Say it without quotation marks if you want it done, or “remember that …” if I shall keep it.");
    }
    int end = Math.min(Clauses.firstSentence(words), Clauses.reason(words));
    boolean negated = false;
    int negation = -1;
    for (int i = 0; i < end; i++) {
      boolean harmless =
          (words.is(i, "no", "not") && words.is(i + 1, "later", "earlier", "before", "after"))
              || (words.is(i, "not") && words.is(i - 1, "if", "or", "why"));
      if (words.isIn(i, Lexicon.NEGATIONS)
          && !words.get(i).quoted()
          && !harmless
          && !words.is(i, "never", "nothing", "none", "nobody")) {
        negated = true;
        negation = i;
        break;
      }
    }
    boolean standing = words.anywhere(0, words.size(), Lexicon.MEETINGS_PLURAL);
    if (!negated && words.is(0, "never") && speaksOfActing(words) && !standing) {
      negated = true;
      negation = 0;
    }
    if (!negated
        || (question.isQuestion()
            && negation > 0
            && !frame.mood().equals(Frame.Mood.REQUEST)
            && !startsAct(words))) {
      return null;
    }
    boolean verbNear =
        startsAct(words)
            || (speaksOfActing(words.slice(negation, words.size()))
                && (words.anywhere(0, words.size(), Lexicon.MEETINGS)
                    || words.anywhere(0, words.size(), Set.of("it", "that", "anything"))))
            || (negation <= 1
                && speaksOfActing(words.slice(negation, Math.min(negation + 4, words.size()))));
    boolean preference = words.anywhereSurely(0, words.size(), Lexicon.PREFERENCE);
    return verbNear && !(preference && !startsAct(words))
        ? new Unclear(
            "You said “%s”, so I have done nothing. What would you like me to do?"
                .formatted(words.get(negation).text()))
        : null;
  }

  static boolean startsAct(Words words) {
    return words.isIn(0, Lexicon.CANCEL)
        || words.isIn(0, Lexicon.MOVE)
        || words.isIn(0, Lexicon.SCHEDULE)
        || words.is(0, "set", "put", "plan", "create", "add", "make")
        || words.after(0, "call off") > 0;
  }
}
