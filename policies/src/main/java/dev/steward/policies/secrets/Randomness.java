package dev.steward.policies.secrets;

import java.util.List;

/// How much a text looks drawn by lot, rather than written by somebody.
final class Randomness {
  /// Of a text that was written, fewer neighbours than this are odd.
  private static final double ODD = 0.22;

  /// Which letters commonly follow each from a to z, in English, German, French, Spanish, Italian
  /// or Dutch.
  private static final List<String> FOLLOWERS =
      List.of(
          "abcdfghijklmnpqrstuvyz",
          "abeijloru",
          "acehiklortu",
          "adeiorstu",
          "abcdefghijklmnpqrstuvwxyz",
          "aefiortu",
          "aeghilnorstu",
          "aeilmnortu",
          "abcdefgjklmnopqrstuvz",
          "adekno",
          "aeikostu",
          "adegilostuy",
          "abeimopu",
          "abcdefgiklnostuvyz",
          "bcdegiklmnoprstuvw",
          "acefiloprtuz",
          "u",
          "abcdefghiklmnorstuvwyz",
          "aceghiklmopstuy",
          "acehiloprstuvwyz",
          "abcdefgiklmnoprstvwx",
          "aeio",
          "aehinoru",
          "ipt",
          "amops",
          "aeiotuz");

  private static final int DIGIT = 26;
  private static final int NEITHER = 27;

  private Randomness() {}

  /// Shannon's entropy of the text from `start` to `end`, in bits per character.
  static double entropy(String text, int start, int end) {
    var counts = new int[128];
    int others = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < counts.length) {
        counts[c]++;
      } else {
        others++;
      }
    }
    double length = end - start;
    double entropy = bits(others / length);
    for (int count : counts) {
      entropy += bits(count / length);
    }
    return entropy;
  }

  private static double bits(double share) {
    return share == 0 ? 0 : -share * Math.log(share) / Math.log(2);
  }

  /// Whether neighbours in the text from `start` to `end` are odd more often than in words, names,
  /// numbers and dates: letters that don't follow each other in a language, a capital after a small
  /// letter, or a letter and a digit. Digits alone never are.
  static boolean looksRandom(String text, int start, int end) {
    int pairs = 0;
    int odd = 0;
    int previous = NEITHER;
    for (int i = start; i < end; i++) {
      int symbol = symbol(text.charAt(i));
      if (previous != NEITHER && symbol != NEITHER) {
        pairs++;
        odd += isOdd(previous, symbol) || isRise(text, i) ? 1 : 0;
      }
      previous = symbol;
    }
    return odd > 1 && odd >= ODD * pairs;
  }

  private static boolean isRise(String text, int at) {
    char c = text.charAt(at);
    char before = text.charAt(at - 1);
    return c >= 'A' && c <= 'Z' && before >= 'a' && before <= 'z';
  }

  private static int symbol(char c) {
    if (c >= '0' && c <= '9') {
      return DIGIT;
    }
    int letter = (c | 0x20) - 'a';
    return c < 128 && letter >= 0 && letter < DIGIT ? letter : NEITHER;
  }

  private static boolean isOdd(int first, int second) {
    if (first == DIGIT || second == DIGIT) {
      return first != second;
    }
    return FOLLOWERS.get(first).indexOf('a' + second) < 0;
  }
}
