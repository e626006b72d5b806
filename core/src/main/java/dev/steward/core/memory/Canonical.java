package dev.steward.core.memory;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// The form in which two texts are the same if they differ in nothing that matters: in Unicode's
/// composed form, in small letters, single spaces between words, no punctuation at its end.
public final class Canonical {
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");
  private static final Pattern END = Pattern.compile("[\\s\\p{Z}.!;,…]+$");

  private Canonical() {}

  public static String of(String text) {
    var composed = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    return END.matcher(SPACES.matcher(composed.strip()).replaceAll(" ")).replaceAll("");
  }
}
