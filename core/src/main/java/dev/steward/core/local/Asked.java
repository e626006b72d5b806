package dev.steward.core.local;

import dev.steward.core.text.Words;
import java.util.List;
import java.util.Set;

/// A message as a question.
///
/// @param whole all of it
/// @param words without `tell me` before a question word
/// @param mark whether it is marked as a question
/// @param wished whether it is put as a wish: can you, I'd like to
record Asked(Words whole, Words words, boolean mark, boolean wished) {
  /// Verbs that ask for something to be shown.
  static final Set<String> SHOW =
      Lexicon.set("show list display give tell check view see print open read get find look");

  private static final List<String> TOLD =
      List.of("tell me", "show me", "remind me", "let me know", "do you know", "tell us", "say");

  static Asked of(Frame frame) {
    var whole = frame.words();
    int told = whole.afterAny(0, TOLD);
    boolean asked = told > 0 && whole.isIn(told, Lexicon.QUESTION_WORDS);
    return new Asked(
        whole,
        asked ? whole.slice(told, whole.size()) : whole,
        frame.question() || asked,
        frame.mood() == Frame.Mood.REQUEST);
  }

  boolean isQuestion() {
    // "hat meetings do I have": the question word itself is misspelt
    for (int i = 1; i < 4; i++) {
      if (words.is(i, "do", "did", "am", "have", "are", "can", "should")
          && words.is(i + 1, "i", "we", "you")
          && !words.isIn(0, Lexicon.SUBJECTS)) {
        return true;
      }
    }
    return mark
        || words.isIn(0, Lexicon.QUESTION_WORDS)
        || (words.isIn(0, Lexicon.AUXILIARIES)
            && words.size() > 1
            && !words.is(0, "have", "do", "will", "may", "don't"));
  }

  /// Whether these words follow each other somewhere.
  boolean find(String... phrase) {
    for (int i = 0; i < words.size(); i++) {
      if (words.after(i, String.join(" ", phrase)) > 0) {
        return true;
      }
    }
    return false;
  }
}
