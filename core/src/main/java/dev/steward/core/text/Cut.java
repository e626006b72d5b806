package dev.steward.core.text;

/// Shortens texts.
public final class Cut {
  private Cut() {}

  /// The beginning of a text, never cut in the middle of a character.
  ///
  /// @param longest in `char`s, 1 or more; if the last of them begins a pair, it is one less
  public static String to(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
  }

  /// The end of a text, from the beginning of a word if one begins in its first half, as not every
  /// language has blanks; never cut in the middle of a character.
  ///
  /// @param longest in `char`s, 1 or more
  public static String toLast(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int from = text.length() - longest;
    int word = text.indexOf(' ', from - 1) + 1;
    if (word > 0 && word - from <= longest / 2) {
      return text.substring(word);
    }
    return text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from);
  }
}
