package dev.steward.core.memory.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// Cuts a message into what can stand alone.
public final class Sentences {
  /// A stretch of a text, as it stands there.
  ///
  /// @param start index of its first character
  /// @param end index after its last character
  public record Sentence(String text, int start, int end) {}

  private static final Pattern END =
      Pattern.compile(
          "(?<=[.!?…])[\"”')]*\\s+(?=[\\p{Lu}\\d\"“'¿¡$€£*-])|\\n+\\s*(?:[-*•]\\s+)?|;\\s+(?=[\\p{L}])");
  private static final Set<String> ABBREVIATED =
      Set.of(
          "mr.", "mrs.", "ms.", "dr.", "prof.", "st.", "no.", "vs.", "e.g.", "i.e.", "approx.",
          "inc.", "ltd.", "co.", "jr.", "sr.", "a.m.", "p.m.");
  private static final Set<String> LEANING =
      Lexis.set(
          "it it's its that that's this those these they they're instead now he she he's she's his"
              + " her their so which make scratch");

  private Sentences() {}

  /// The sentences of a text. One that leans on the one before (`It's 700 now`) stays with it.
  public static List<Sentence> of(String text) {
    var cut = new ArrayList<Sentence>();
    var ends = END.matcher(text);
    int from = 0;
    while (ends.find()) {
      if (ends.start() > from && !isAbbreviated(text, from, ends.start())) {
        add(cut, text, from, ends.start());
        from = ends.end();
      }
    }
    add(cut, text, from, text.length());
    return joined(cut, text);
  }

  private static boolean isAbbreviated(String text, int from, int end) {
    int space = Math.max(text.lastIndexOf(' ', end - 1), from - 1);
    return ABBREVIATED.contains(text.substring(space + 1, end).toLowerCase(Locale.ROOT));
  }

  private static void add(List<Sentence> cut, String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    if (end > start) {
      cut.add(new Sentence(text.substring(start, end), start, end));
    }
  }

  private static List<Sentence> joined(List<Sentence> cut, String text) {
    var joined = new ArrayList<Sentence>();
    for (var sentence : cut) {
      if (!joined.isEmpty()
          && (leans(sentence.text()) || announces(joined.getLast().text()))
          && sentence.end() - joined.getLast().start() < 600) {
        var before = joined.removeLast();
        joined.add(
            new Sentence(
                text.substring(before.start(), sentence.end()), before.start(), sentence.end()));
      } else {
        joined.add(sentence);
      }
    }
    return List.copyOf(joined);
  }

  private static boolean leans(String text) {
    var tokens = Tokens.of(text);
    return !tokens.isEmpty()
        && tokens.getFirst().isWord()
        && LEANING.contains(tokens.getFirst().canon());
  }

  /// `Scratch that.`, `Correction:` say nothing alone.
  private static boolean announces(String text) {
    var tokens = Tokens.of(text);
    long words = tokens.stream().filter(Token::isWord).count();
    return tokens.isEmpty()
        || text.endsWith(":")
        || (words <= 5
            && !text.endsWith("?")
            && tokens.stream()
                .filter(Token::isWord)
                .allMatch(token ->
                    Lexis.CHANGE.contains(token.canon())
                        || Lexis.FUNCTION.contains(token.canon())
                        || token.is(
                            "what",
                            "said",
                            "quick",
                            "big",
                            "small",
                            "mistake",
                            "misspoke",
                            "oops",
                            "sorry",
                            "wait",
                            "hang",
                            "plans",
                            "plan",
                            "told",
                            "earlier")))
        || (Lexis.set("forget ignore scratch disregard scrap").contains(tokens.getFirst().canon())
            && words <= 12);
  }
}
