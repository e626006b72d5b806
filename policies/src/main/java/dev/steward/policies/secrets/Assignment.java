package dev.steward.policies.secrets;

import java.util.List;
import java.util.function.IntPredicate;

/// How a label gets a value in configuration files, programs and sentences: `name = "…"`, `name:
/// …`, `"name" => '…'`, `The name of the key is …`.
final class Assignment {
  /// What may stand between the label and what assigns.
  private static final int LONGEST_REST = 36;

  private static final int MOST_CLOSERS = 16;
  private static final int MOST_OPENERS = 16;

  private static final String CLOSERS = " \t\r\n\f'\"`*])";
  private static final String OPENERS = " \t\r\n\f'\"`*=“‘„«";
  private static final List<String> OPERATORS =
      List.of(":::=", "::=", ":=", "=>", "->", "?=", "||", "=", ":", ">", ",");
  private static final List<String> VERBS = List.of("is", "was", "ist", "est");

  private Assignment() {}

  /// Tries where the value of the label may begin that ends at `from`, until `isValue`.
  static boolean anyValue(String text, int from, IntPredicate isValue) {
    int rest = skipRest(text, from);
    return byOperator(text, rest, isValue) || byVerb(text, from, rest, isValue);
  }

  private static boolean byOperator(String text, int from, IntPredicate isValue) {
    int at = skip(text, from, CLOSERS, MOST_CLOSERS);
    for (var operator : OPERATORS) {
      if (text.startsWith(operator, at)) {
        return opened(text, at + 1, at + operator.length(), isValue);
      }
    }
    return false;
  }

  private static boolean byVerb(String text, int from, int to, IntPredicate isValue) {
    for (int at = from; at < to; at++) {
      int value = text.charAt(at) == ' ' ? behindVerb(text, at + 1) : -1;
      if (value >= 0) {
        return opened(text, value, value, isValue);
      }
    }
    return false;
  }

  /// Where the space is behind the verb at `at`, or -1 if there is none.
  private static int behindVerb(String text, int at) {
    for (var verb : VERBS) {
      int end = at + verb.length();
      if (text.startsWith(verb, at)) {
        int space = text.startsWith(":", end) ? end + 1 : end;
        if (text.startsWith(" ", space)) {
          return space;
        }
      }
    }
    return -1;
  }

  /// From `to` on behind quotes; but each `=` since `from` may belong to the value.
  private static boolean opened(String text, int from, int to, IntPredicate isValue) {
    int at = skip(text, to, OPENERS, MOST_OPENERS);
    if (isValue.test(at)) {
      return true;
    }
    while (at > from && text.charAt(at - 1) == '=') {
      at--;
      if (isValue.test(at)) {
        return true;
      }
    }
    return false;
  }

  private static int skipRest(String text, int from) {
    int end = Math.min(text.length(), from + LONGEST_REST);
    int at = from;
    while (at < end && isRest(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isRest(char c) {
    return c == ' ' || c == '\t' || c == '.' || c == '-' || c == '_' || Ascii.isAlphanumeric(c);
  }

  private static int skip(String text, int from, String characters, int most) {
    int end = Math.min(text.length(), from + most);
    int at = from;
    while (at < end && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }
}
