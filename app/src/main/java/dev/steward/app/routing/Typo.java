package dev.steward.app.routing;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// One slip of the finger in a text: in a word of four letters or more, if it has one, two letters
/// are swapped, or one is left out, doubled, or replaced by its neighbour on the keyboard. The same
/// text and number always give the same slip.
final class Typo {
  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final int LONG = 4;
  private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  private Typo() {}

  /// The text with the slip of that number.
  static String in(String text, int number) {
    var random = new SplittableRandom(seed(text, number));
    var words = WORD.matcher(text).results().filter(w -> w.group().length() >= LONG).toList();
    if (words.isEmpty()) {
      words = WORD.matcher(text).results().toList();
    }
    if (words.isEmpty()) {
      return text;
    }
    var word = words.get(random.nextInt(words.size()));
    return text.substring(0, word.start()) + slipped(word, random) + text.substring(word.end());
  }

  private static long seed(String text, int number) {
    var check = new CRC32();
    check.update((number + text).getBytes(StandardCharsets.UTF_8));
    return check.getValue();
  }

  private static String slipped(MatchResult word, SplittableRandom random) {
    var letters = new StringBuilder(word.group());
    int at = random.nextInt(letters.length());
    switch (random.nextInt(4)) {
      case 0 -> {
        if (at + 1 < letters.length()) {
          char next = letters.charAt(at + 1);
          letters.setCharAt(at + 1, letters.charAt(at));
          letters.setCharAt(at, next);
        } else {
          letters.append(letters.charAt(at));
        }
      }
      case 1 -> {
        if (letters.length() > 1) {
          letters.deleteCharAt(at);
        }
      }
      case 2 -> letters.insert(at, letters.charAt(at));
      default -> letters.setCharAt(at, beside(letters.charAt(at)));
    }
    return letters.toString();
  }

  private static char beside(char letter) {
    var lower = String.valueOf(letter).toLowerCase(Locale.ROOT);
    for (var row : ROWS) {
      int at = row.indexOf(lower);
      if (at >= 0) {
        return row.charAt(at > 0 ? at - 1 : 1);
      }
    }
    return 'e';
  }
}
