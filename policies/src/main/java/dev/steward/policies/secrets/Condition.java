package dev.steward.policies.secrets;

import com.google.re2j.Pattern;

/// What must be true of a secret besides its shape.
interface Condition {
  /// How far before a label it is looked for what makes it another one.
  int BEFORE_LABEL = 24;

  /// How far before and after a secret it is looked for what must be near.
  int NEAR_BEFORE = 1_000;

  int NEAR_AFTER = 400;

  /// Whether it is met.
  ///
  /// @param word where the rule's word begins
  /// @param secret where the secret stands
  boolean holds(String text, int word, Range secret);

  /// Nothing that could belong to the secret comes after it.
  static Condition isWhole() {
    return (text, word, secret) ->
        secret.end() == text.length() || isEnd(text.charAt(secret.end()));
  }

  private static boolean isEnd(char c) {
    return !Ascii.isAlphanumeric(c) && "_-+/=".indexOf(c) < 0;
  }

  /// There is a digit in it.
  static Condition hasDigit() {
    return (text, word, secret) ->
        text.substring(secret.start(), secret.end()).chars().anyMatch(c -> Ascii.isDigit((char) c));
  }

  static Condition looksRandom() {
    return (text, word, secret) -> Randomness.looksRandom(text, secret.start(), secret.end());
  }

  /// The secret is as random as that.
  ///
  /// @param bits per character
  static Condition hasEntropy(double bits) {
    return (text, word, secret) -> Randomness.entropy(text, secret.start(), secret.end()) >= bits;
  }

  /// The secret as a whole is nothing of that form.
  static Condition isNot(String form) {
    var pattern = Pattern.compile(form);
    return (text, word, secret) -> !pattern.matches(text.substring(secret.start(), secret.end()));
  }

  /// Something of that form is near.
  static Condition isNear(String form) {
    var pattern = Pattern.compile(form);
    return (text, word, secret) ->
        pattern
            .matcher(
                text.substring(
                    Math.max(0, word - NEAR_BEFORE),
                    Math.min(text.length(), secret.end() + NEAR_AFTER)))
            .find();
  }

  /// The label, a few words before it included, holds nothing of that form.
  static Condition isNotAfter(String form) {
    var pattern = Pattern.compile("(?i)" + form);
    return (text, word, secret) ->
        !pattern.matcher(text.substring(Math.max(0, word - BEFORE_LABEL), secret.start())).find();
  }
}
