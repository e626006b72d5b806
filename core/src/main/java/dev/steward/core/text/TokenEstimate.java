package dev.steward.core.text;

/// How many tokens a language model takes a text for, told from its characters alone, so that it
/// needs no model's tokenizer and errs on the high side.
///
/// Four characters of Latin script are a token, as OpenAI's guide to tokens has it for English;
/// every other character counts as one.
public final class TokenEstimate {
  private static final int CHARACTERS = 4;
  private static final int BEYOND_LATIN = 0x250;

  private TokenEstimate() {}

  /// 0 or more; 0 for the empty text alone.
  public static int of(String text) {
    int others = (int) text.codePoints().filter(point -> point >= BEYOND_LATIN).count();
    int latin = text.codePointCount(0, text.length()) - others;
    return others + Math.ceilDiv(latin, CHARACTERS);
  }

  /// The beginning of a text that has at most so many tokens; no character is cut in two.
  ///
  /// @param tokens 0 or more
  public static String beginning(String text, int tokens) {
    long quarters = (long) tokens * CHARACTERS;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      quarters -= point >= BEYOND_LATIN ? CHARACTERS : 1;
      if (quarters < 0) {
        return text.substring(0, at);
      }
      at += Character.charCount(point);
    }
    return text;
  }
}
