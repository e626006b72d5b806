package dev.steward.core.local;

import dev.steward.core.local.Intent.Ask;
import dev.steward.core.text.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Recognises questions to memory.
final class MemoryQuestion {
  private static final List<String> KNOW =
      Lexicon.phrases(
          "what do you know about; what do you know of; what do you know on;"
              + " what do we know about; what do i know about; what did i know about;"
              + " what do you remember about; what do you remember of;"
              + " what do you remember from; what do you recall about; what do you have on;"
              + " what do you have about; what have you got on; what do we have on;"
              + " what have we got on; what did i tell you about; what have i told you about;"
              + " what did i say about; what did we say about; what have i said about;"
              + " what was said about; what did you note about; what did you learn about;"
              + " what can you tell me about; tell me what you know about;"
              + " tell me everything about; tell me everything you know about;"
              + " tell me all you know about; tell me all about; tell me more about;"
              + " tell me about; do you know anything about; do you know something about;"
              + " do you remember anything about; do you have anything on;"
              + " do you have any info on; do you have any information about;"
              + " do you have any information on; do we have anything on;"
              + " do we know anything about; is there anything about; anything about;"
              + " anything on; anything known about; show me what you know about;"
              + " show me everything about; show me what you have on; list what you know about;"
              + " list everything about; list everything you know about; give me everything on;"
              + " give me everything about; give me all you know about;"
              + " give me information about; give me information on; give me info on;"
              + " what is known about; what's known about; what information do you have about;"
              + " what information do you have on; what info do you have on;"
              + " what facts do you have about; remind me about; remind me of; remind me what;"
              + " remind me who; remind me how; remind me when; remind me where; remind me why;"
              + " remind me which; do you remember; do you recall; can you recall;"
              + " can you remember; recall; look up; search memory for; search your memory for;"
              + " search my notes for; search for; search; find what you know about; who is;"
              + " who's; who are; who was; refresh my memory on; refresh my memory about;"
              + " what about");

  private final Asked asked;
  private final Words words;

  MemoryQuestion(Asked asked) {
    this.asked = asked;
    this.words = asked.words();
  }

  /// What is asked of memory.
  @Nullable Intent ask() {
    int after = asked.whole().afterLoosely(0, KNOW);
    if (after > 0 && asked.whole().has(after)) {
      return new Ask(
          asked.whole().text(), asked.whole().between(after, asked.whole().size()), true);
    }
    boolean show =
        (words.isIn(0, Asked.SHOW)
                || (words.mayBeIn(0, Asked.SHOW) && words.is(1, "my", "all", "the")))
            && words.anywhere(
                0,
                words.size(),
                Lexicon.set(
                    "preferences preference facts fact memories memory notes policies policy rules"
                        + " decisions decision know remember remembered"));
    if (show) {
      return new Ask(words.text(), words.between(0, words.size()), true);
    }
    if (!asked.isQuestion() || words.size() < 2) {
      return null;
    }
    if (needsModel()) {
      return null;
    }
    boolean own =
        words.anywhere(
            0,
            words.size(),
            Lexicon.set(
                "i we my our us me policy policies rule rules prefer prefers agree agreed"
                    + " decide decided know remember decision i've we've your"));
    return new Ask(
        words.text(),
        words.between(0, words.size()),
        own || possessive() || words.is(0, "who", "who's", "whose", "whom") || nameAsked());
  }

  private boolean possessive() {
    for (int i = 1; i < words.size(); i++) {
      if (words.lower(i).endsWith("'s")
          && !words.isIn(i, Lexicon.QUESTION_WORDS)
          && !words.is(i, "it's", "that's", "he's", "she's")) {
        return true;
      }
    }
    return false;
  }

  /// `Does John prefer tea?`: somebody's first name.
  private boolean nameAsked() {
    for (int i = 1; i < words.size(); i++) {
      if (Lexicon.FIRST_NAMES.contains(words.lower(i)) && words.get(i).isCapitalised()) {
        return true;
      }
    }
    return false;
  }

  private boolean needsModel() {
    boolean advice =
        asked.find("you", "think")
            || asked.find("would", "you")
            || words.after(0, "how to") > 0
            || words.after(0, "how would") > 0
            || asked.find("best", "way")
            || asked.find("better", "to");
    if (advice) {
      return true;
    }
    boolean shouldI = false;
    for (int i = 0; i < words.size(); i++) {
      shouldI |=
          words.is(i, "should", "could", "can", "would")
              && words.is(i + 1, "i", "we", "you")
              && words.isIn(i + 2, Lexicon.MODEL);
    }
    return shouldI;
  }
}
