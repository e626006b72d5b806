package dev.steward.core.local;

import dev.steward.core.local.Intent.Forget;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Words;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises what shall be dropped: `forget that …`, `delete the note about …`.
final class ForgetGrammar {
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

  private final Words words;

  ForgetGrammar(Frame frame) {
    this.words = frame.words();
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
      return new Unclear(Clauses.ONE_AT_A_TIME);
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
}
