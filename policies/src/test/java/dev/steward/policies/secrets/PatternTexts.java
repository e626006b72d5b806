package dev.steward.policies.secrets;

import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Texts that a pattern describes, drawn by lot. It reads what the public rules are written in: a
/// part of the syntax of RE2.
final class PatternTexts {
  /// How many more there are at most than there must be.
  private static final int MOST_MORE = 20;

  /// How many there are at most of what may be any number.
  private static final int MANY = 8;

  private final String pattern;
  private final Random random;
  private int at;

  private PatternTexts(String pattern, Random random) {
    this.pattern = pattern;
    this.random = random;
  }

  static String draw(String pattern, Random random) {
    var texts = new PatternTexts(pattern, random);
    return texts.alternatives();
  }

  /// Reads all alternatives up to the end of the group, and takes one.
  private String alternatives() {
    int count = 0;
    String taken = "";
    while (true) {
      var text = sequence();
      count++;
      if (random.nextInt(count) == 0) {
        taken = text;
      }
      if (at >= pattern.length() || pattern.charAt(at) == ')') {
        return taken;
      }
      at++; // |
    }
  }

  private String sequence() {
    var text = new StringBuilder();
    while (at < pattern.length() && pattern.charAt(at) != '|' && pattern.charAt(at) != ')') {
      int from = at;
      var one = atom();
      int to = at;
      int[] times = quantifier();
      int count = times[0] + random.nextInt(Math.min(times[1] - times[0], MOST_MORE) + 1);
      if (times[0] == 1 && times[1] == 1) {
        text.append(one);
      } else {
        int behind = at;
        for (int i = 0; i < count; i++) {
          at = from;
          text.append(atom());
          check(at == to);
        }
        at = behind;
      }
    }
    return text.toString();
  }

  /// How often at least and at most.
  private int[] quantifier() {
    int[] times = {1, 1};
    if (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '?' || c == '*' || c == '+') {
        at++;
        times[0] = c == '+' ? 1 : 0;
        times[1] = c == '?' ? 1 : times[0] + MANY;
      } else if (c == '{' && pattern.substring(at).matches("(?s)\\{\\d+(,\\d*)?}.*")) {
        int end = pattern.indexOf('}', at);
        var numbers = pattern.substring(at + 1, end).split(",", -1);
        at = end + 1;
        times[0] = Integer.parseInt(numbers[0]);
        times[1] = times[0];
        if (numbers.length > 1) {
          times[1] = numbers[1].isEmpty() ? times[0] + MOST_MORE : Integer.parseInt(numbers[1]);
        }
      }
      if (at < pattern.length() && at > 0 && pattern.charAt(at) == '?' && isQuantified()) {
        at++; // as few as possible: all the same here
      }
    }
    return times;
  }

  private boolean isQuantified() {
    return "?*+}".indexOf(pattern.charAt(at - 1)) >= 0 && pattern.charAt(at - 2) != '\\';
  }

  private String atom() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case '(' -> group();
      case '[' -> oneOf(characters());
      case '.' -> isRepeated() ? oneOf(other -> true) : "."; // alone, a dot is what it means
      case '\\' -> escape();
      case '^', '$' -> "";
      default -> String.valueOf(c);
    };
  }

  private boolean isRepeated() {
    return (at < pattern.length() && "*+{".indexOf(pattern.charAt(at)) >= 0)
        || pattern.startsWith("(?s:.)", at - 5);
  }

  private String group() {
    if (pattern.startsWith("?", at)) {
      int end = at + 1;
      if (pattern.startsWith("?P<", at)) {
        end = pattern.indexOf('>', at);
      } else {
        while (pattern.charAt(end) != ':' && pattern.charAt(end) != ')') {
          end++;
        }
      }
      at = end + 1;
      if (pattern.charAt(end) == ')') { // flags from here on: capital or small is all the same
        return "";
      }
    }
    var text = alternatives();
    check(pattern.charAt(at) == ')');
    at++;
    return text;
  }

  private String escape() {
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'b', 'B', 'z', 'A' -> "";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'x' -> String.valueOf(hex());
      case 'd', 'w', 's', 'S', 'D', 'W' -> oneOf(named(c));
      default -> String.valueOf(c);
    };
  }

  private char hex() {
    at += 2;
    return (char) Integer.parseInt(pattern.substring(at - 2, at), 16);
  }

  private static IntPredicate named(char name) {
    return switch (name) {
      case 'd' -> c -> c >= '0' && c <= '9';
      case 'w' -> c -> c == '_' || Ascii.isAlphanumeric((char) c);
      case 's' -> c -> " \t\n\r\f".indexOf(c) >= 0;
      default -> named(Character.toLowerCase(name)).negate();
    };
  }

  /// What stands in brackets.
  private IntPredicate characters() {
    boolean isNot = pattern.charAt(at) == '^';
    at += isNot ? 1 : 0;
    IntPredicate all = c -> false;
    boolean isFirst = true;
    while (isFirst || pattern.charAt(at) != ']') {
      isFirst = false;
      all = all.or(member());
    }
    at++;
    return isNot ? all.negate() : all;
  }

  private IntPredicate member() {
    if (pattern.startsWith("[:alnum:]", at)) {
      at += "[:alnum:]".length();
      return c -> Ascii.isAlphanumeric((char) c);
    }
    if (pattern.charAt(at) == '\\' && "dwsSDW".indexOf(pattern.charAt(at + 1)) >= 0) {
      at += 2;
      return named(pattern.charAt(at - 1));
    }
    char first = character();
    if (pattern.charAt(at) == '-' && pattern.charAt(at + 1) != ']') {
      at++;
      char last = character();
      return c -> c >= first && c <= last;
    }
    return c -> c == first;
  }

  private char character() {
    char c = pattern.charAt(at++);
    return c == '\\' ? escape().charAt(0) : c;
  }

  /// One of the characters that can be printed, or else of the spaces.
  private String oneOf(IntPredicate characters) {
    var printed = IntStream.range('!', 127).filter(characters).toArray();
    var all = printed.length == 0 ? " \t\n\r".chars().filter(characters).toArray() : printed;
    check(all.length > 0);
    return String.valueOf((char) all[random.nextInt(all.length)]);
  }

  private void check(boolean isRead) {
    if (!isRead) {
      throw new IllegalStateException("Can't read " + pattern + " at " + at);
    }
  }
}
