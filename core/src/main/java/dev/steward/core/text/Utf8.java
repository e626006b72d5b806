package dev.steward.core.text;

/// How long texts are in UTF-8.
public final class Utf8 {
  private Utf8() {}

  /// How many bytes a text takes; half of a surrogate pair takes three, as a replacement character
  /// does.
  public static long length(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        length++;
      } else if (c < 0x800) {
        length += 2;
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        length += 4;
        i++;
      } else {
        length += 3;
      }
    }
    return length;
  }
}
