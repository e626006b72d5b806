package dev.steward.core.memory;

import java.text.Normalizer;
import java.util.Locale;

/// The form in which two texts are the same if they differ in nothing that matters: in Unicode's
/// composed form, in small letters, single spaces between words, no punctuation at its end.
public final class Canonical {
  private static final String AT_THE_END = ".!;,…";

  private Canonical() {}

  public static String of(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var canonical = new StringBuilder(composed.length());
    int end = 0;
    boolean afterSpace = false;
    for (char c : composed.strip().toCharArray()) {
      boolean space = isSpace(c);
      if (!space || !afterSpace) {
        canonical.append(space ? ' ' : c);
      }
      if (!space && AT_THE_END.indexOf(c) < 0) {
        end = canonical.length();
      }
      afterSpace = space;
    }
    return canonical.substring(0, end);
  }

  private static boolean isSpace(char c) {
    return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r');
  }
}
