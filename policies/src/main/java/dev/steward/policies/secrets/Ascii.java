package dev.steward.policies.secrets;

/// Letters and digits of keys and tokens, which know no others.
final class Ascii {
  private Ascii() {}

  static boolean isAlphanumeric(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
