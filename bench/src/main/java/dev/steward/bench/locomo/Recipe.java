package dev.steward.bench.locomo;

import java.util.List;

/// What each signal adds to the score of a turn. All signals lie between 0 and 1.
///
/// @param words of the question in the turn and its neighbours ([WordSearch])
/// @param meaning nearness to the turn with the one before ([MeaningSearch])
/// @param around the best nearness among the three turns on each side
/// @param speaker the question names one speaker, who said it
/// @param date the question names a date, which is that of the turn
/// @param question the turn ends with a question mark
/// @param length of the turn, as a logarithm: 1 from 32 words that count
/// @param time the question asks for a time and the turn mentions one
record Recipe(
    float words,
    float meaning,
    float around,
    float speaker,
    float date,
    float question,
    float length,
    float time) {
  static final Recipe DEFAULT = new Recipe(1f, 1f, .8f, .15f, .4f, -.15f, .4f, .35f);

  static final List<String> SIGNALS =
      List.of("words", "meaning", "around", "speaker", "date", "question", "length", "time");

  static Recipe of(float... w) {
    return new Recipe(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7]);
  }

  float[] weights() {
    return new float[] {words, meaning, around, speaker, date, question, length, time};
  }
}
