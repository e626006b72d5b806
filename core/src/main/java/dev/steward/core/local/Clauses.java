package dev.steward.core.local;

import dev.steward.core.text.Words;
import java.util.Set;

/// Where a second wish begins in a message, so that two are never taken for one.
final class Clauses {
  static final String ONE_AT_A_TIME =
      "That is more than one thing at once, so I have done nothing yet. Please tell me one at a time, the first one first.";
  private static final Set<String> STRONG =
      Set.of(
          "cancel", "reschedule", "schedule", "book", "arrange", "postpone", "remember", "forget");
  private static final Set<String> OBJECTS =
      Lexicon.set(
          "it that this him her them me us a an the my our his their all everything to"
              + " another what some");

  private Clauses() {}

  /// The first position after `from` at which another wish begins, or -1.
  ///
  /// @param strict whether only wishes about meetings count, as within something to be remembered
  static int second(Words words, int from, boolean strict) {
    for (int i = Math.max(1, from); i < words.size(); i++) {
      if (words.get(i).quoted()) {
        continue;
      }
      boolean sentence = isSentenceEnd(words, i - 1);
      int at = i;
      boolean joined = false;
      while (words.is(
              at,
              "and",
              "then",
              "also",
              "but",
              "plus",
              "please",
              ",",
              "afterwards",
              "additionally",
              "or",
              "next",
              "now",
              "you",
              "can",
              "could",
              "after",
              "that",
              "i",
              "want",
              "to",
              "need",
              "so",
              "finally")
          && at < i + 6) {
        joined |= words.is(at, "and", "then", "also", "but", "plus", ",", "or", "so");
        at++;
      }
      if (!sentence && !joined) {
        continue;
      }
      int wish = sentence ? skipCivil(words, at) : at;
      if (isWish(words, wish, strict && !sentence, sentence)) {
        return i;
      }
    }
    return -1;
  }

  static boolean isSentenceEnd(Words words, int i) {
    return words.is(i, ";", "!", "?", "\n")
        || (words.is(i, ".")
            && words.isApart(i + 1)
            && !isDate(words, i)
            && !words.is(i - 1, "dr", "mr", "mrs", "ms", "prof", "m")
            && !(words.is(i - 1, "p", "a") && words.is(i - 3, ".")))
        || newline(words, i);
  }

  /// The second dot of `30.11.`
  private static boolean isDate(Words words, int i) {
    return words.has(i - 3)
        && words.get(i - 1).isNumber()
        && words.is(i - 2, ".")
        && words.get(i - 3).isNumber()
        && words.has(i + 1)
        && !words.get(i + 1).isCapitalised();
  }

  private static boolean newline(Words words, int i) {
    return words.has(i)
        && words.has(i + 1)
        && words.text().substring(words.get(i).end(), words.get(i + 1).start()).contains("\n");
  }

  private static int skipCivil(Words words, int i) {
    int at = i;
    while (words.is(
            at, "please", "also", "then", "and", "can", "could", "you", "now", "next", "just",
            "kindly")
        || words.is(at, ",")) {
      at++;
    }
    return at;
  }

  private static boolean isWish(Words words, int i, boolean strict, boolean sentence) {
    if (!words.has(i) || words.get(i).quoted()) {
      return false;
    }
    boolean pronoun = words.is(i + 1, "it", "that", "this", "everything", "him", "her", "them");
    boolean object =
        OBJECTS.contains(words.lower(i + 1))
            || (words.has(i + 1) && words.get(i + 1).isCapitalised());
    boolean meeting = meetingFollows(words, i + 1);
    boolean act =
        words.isIn(i, Lexicon.CANCEL)
            || words.isIn(i, Lexicon.MOVE)
            || words.isIn(i, Lexicon.SCHEDULE)
            || words.after(i, "call off") > 0;
    if (words.is(i, "set") && words.is(i + 1, "up") && !strict) {
      return true;
    }
    if (act && (meeting || (pronoun && !words.is(i, "clear", "change")))) {
      return true;
    }
    if (words.is(
            i, "set", "put", "add", "make", "plan", "create", "block", "find", "invite", "push")
        && meeting
        && (object || words.is(i + 1, "up", "in"))) {
      return true;
    }
    if (words.is(i, "remember", "forget") && (words.is(i + 1, "that") || object)) {
      return !strict || sentence;
    }
    if (strict) {
      return words.is(
              i,
              "draft",
              "write",
              "email",
              "send",
              "summarise",
              "summarize",
              "translate",
              "compose",
              "reply")
          && words.is(i + 1, "a", "an", "the", "him", "her", "them", "it", "to", "me", "my");
    }
    if (words.isIn(i, STRONG) && object) {
      return true;
    }
    if (words.is(i, "what", "when", "who", "show", "list", "how", "tell", "remind", "do")
        && sentence) {
      return true;
    }
    if ((words.is(i, "tell", "remind", "show", "list")
            && words.is(i + 1, "me", "him", "her", "them", "us", "my", "the"))
        || (words.is(i, "what", "when") && words.is(i + 1, "did", "do", "is", "am", "have"))) {
      return true;
    }
    return words.isIn(i, Lexicon.MODEL)
        && !words.isIn(i, Lexicon.MEETINGS)
        && (object || (sentence && words.has(i + 1)));
  }

  private static boolean meetingFollows(Words words, int from) {
    for (int i = from; i < from + 6 && words.has(i) && !isSentenceEnd(words, i); i++) {
      if (words.isIn(i, Lexicon.MEETINGS) || words.isIn(i, Lexicon.MEETINGS_PLURAL)) {
        return true;
      }
    }
    return false;
  }

  /// The end of the first sentence.
  static int firstSentence(Words words) {
    for (int i = 0; i < words.size() - 1; i++) {
      if (isSentenceEnd(words, i) && !words.get(i).quoted()) {
        return i + 1;
      }
    }
    return words.size();
  }

  /// Where a reason begins (`because he is ill`), or the end.
  static int reason(Words words) {
    for (int i = 1; i < words.size(); i++) {
      if (words.get(i).quoted()) {
        continue;
      }
      if (words.is(i, "because")
          || (words.is(i, "as", "since")
              && words.is(i + 1, "he", "she", "they", "i", "we", "i'm", "he's", "she's"))
          || (words.is(i, "so") && words.is(i + 1, "i", "we", "that", "he", "she", "they"))
          || (words.is(i, "due") && words.is(i + 1, "to"))) {
        return words.is(i - 1, ",") ? i - 1 : i;
      }
    }
    return words.size();
  }
}
