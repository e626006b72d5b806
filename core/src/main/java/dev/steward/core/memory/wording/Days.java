package dev.steward.core.memory.wording;

import dev.steward.core.memory.wording.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Joins what together names a day: `May 3`, `the 3rd of May 2026`, `next Monday`.
final class Days {
  private static final Map<String, Integer> MONTHS =
      Map.ofEntries(
          Map.entry("january", 1),
          Map.entry("jan", 1),
          Map.entry("february", 2),
          Map.entry("feb", 2),
          Map.entry("march", 3),
          Map.entry("april", 4),
          Map.entry("apr", 4),
          Map.entry("may", 5),
          Map.entry("june", 6),
          Map.entry("jun", 6),
          Map.entry("july", 7),
          Map.entry("jul", 7),
          Map.entry("august", 8),
          Map.entry("aug", 8),
          Map.entry("september", 9),
          Map.entry("sept", 9),
          Map.entry("sep", 9),
          Map.entry("october", 10),
          Map.entry("oct", 10),
          Map.entry("november", 11),
          Map.entry("nov", 11),
          Map.entry("december", 12),
          Map.entry("dec", 12));
  private static final Map<String, String> WEEKDAYS =
      Map.ofEntries(
          Map.entry("monday", "mon"),
          Map.entry("mondays", "mon"),
          Map.entry("tuesday", "tue"),
          Map.entry("tuesdays", "tue"),
          Map.entry("wednesday", "wed"),
          Map.entry("wednesdays", "wed"),
          Map.entry("thursday", "thu"),
          Map.entry("thursdays", "thu"),
          Map.entry("friday", "fri"),
          Map.entry("fridays", "fri"),
          Map.entry("saturday", "sat"),
          Map.entry("saturdays", "sat"),
          Map.entry("sunday", "sun"),
          Map.entry("sundays", "sun"));
  private static final Set<String> RELATIVE =
      Set.of("tomorrow", "yesterday", "tonight", "weekend", "weekends");
  private static final Set<String> QUARTERS = Set.of("q1", "q2", "q3", "q4");

  /// Words that are months only where it is plain that they are.
  private static final Set<String> UNSURE = Set.of("may", "march", "jan", "dec", "sep", "jun");

  private Days() {}

  static List<Token> joined(List<Token> tokens) {
    var joined = new ArrayList<Token>();
    int i = 0;
    while (i < tokens.size()) {
      int next = monthDay(tokens, i, joined);
      if (next == i) {
        next = dayMonth(tokens, i, joined);
      }
      if (next == i) {
        joined.add(single(tokens, i));
        next = i + 1;
      }
      i = next;
    }
    return List.copyOf(joined);
  }

  /// `May 3`, `May 3rd, 2026`, `May the 3rd`.
  private static int monthDay(List<Token> tokens, int i, List<Token> joined) {
    var month = month(tokens, i);
    if (month == 0) {
      return i;
    }
    int at = isWord(tokens, i + 1, "the") ? i + 2 : i + 1;
    if (!isDay(tokens, at)) {
      return i;
    }
    return date(tokens, i, at + 1, month, Integer.parseInt(tokens.get(at).canon()), joined);
  }

  /// `3 May`, `the 3rd of May`.
  private static int dayMonth(List<Token> tokens, int i, List<Token> joined) {
    if (!isDay(tokens, i)) {
      return i;
    }
    int at = isWord(tokens, i + 1, "of") ? i + 2 : i + 1;
    var month = month(tokens, at);
    if (month == 0 || !tokens.get(at).isCapitalised()) {
      return i;
    }
    return date(tokens, i, at + 1, month, Integer.parseInt(tokens.get(i).canon()), joined);
  }

  private static int date(
      List<Token> tokens, int from, int to, int month, int day, List<Token> joined) {
    int at = to < tokens.size() && tokens.get(to).is(",") ? to + 1 : to;
    var year =
        at < tokens.size()
                && tokens.get(at).kind() == Kind.NUMBER
                && tokens.get(at).canon().matches("(19|20)\\d\\d")
            ? tokens.get(at).canon() + "-"
            : "";
    int end = year.isEmpty() ? to : at + 1;
    joined.add(
        new Token(
            Kind.DATE,
            "",
            "%s%02d-%02d".formatted(year, month, day),
            tokens.get(from).start(),
            tokens.get(end - 1).end()));
    return end;
  }

  private static int month(List<Token> tokens, int at) {
    return at < tokens.size() && tokens.get(at).isWord()
        ? MONTHS.getOrDefault(tokens.get(at).canon(), 0)
        : 0;
  }

  private static boolean isDay(List<Token> tokens, int at) {
    if (at >= tokens.size() || tokens.get(at).kind() != Kind.NUMBER) {
      return false;
    }
    var canon = tokens.get(at).canon();
    return canon.matches("\\d{1,2}")
        && Integer.parseInt(canon) >= 1
        && Integer.parseInt(canon) <= 31;
  }

  private static boolean isWord(List<Token> tokens, int at, String word) {
    return at < tokens.size() && tokens.get(at).isWord() && tokens.get(at).is(word);
  }

  private static Token single(List<Token> tokens, int i) {
    var token = tokens.get(i);
    if (!token.isWord()) {
      return token;
    }
    var canon = token.canon();
    var weekday = WEEKDAYS.get(canon);
    if (weekday != null) {
      return new Token(Kind.DATE, token.text(), weekday, token.start(), token.end());
    }
    var isMonth = MONTHS.containsKey(canon) && token.isCapitalised();
    var isSure =
        !UNSURE.contains(canon)
            || (i > 0
                && tokens
                    .get(i - 1)
                    .is(
                        "in", "of", "until", "by", "since", "from", "to", "for", "next", "last",
                        "every", "early", "late", "mid", "end", "before", "after", "this"));
    if (isMonth && isSure) {
      return new Token(
          Kind.DATE, token.text(), "%02d".formatted(MONTHS.get(canon)), token.start(), token.end());
    }
    return RELATIVE.contains(canon) || QUARTERS.contains(canon)
        ? new Token(Kind.DATE, token.text(), canon, token.start(), token.end())
        : token;
  }
}
