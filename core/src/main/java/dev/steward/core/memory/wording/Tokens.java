package dev.steward.core.memory.wording;

import dev.steward.core.memory.wording.Token.Kind;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts a text into words, marks and values.
final class Tokens {
  /// What is longer is looked at only so far: what matters is said before.
  static final int LONGEST = 4_000;

  private static final String AMOUNT = "\\d{1,3}(?:[,' ]\\d{3})+(?:\\.\\d+)?|\\d+(?:[.,]\\d+)*";
  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<email>[\\w.+-]{1,64}@[\\w-]+(?:\\.[\\w-]+)+)"
              + "|(?<url>https?://[^\\s<>\"]+|www\\.[^\\s<>\"]+)"
              + "|(?<iso>\\d{4}-\\d{2}-\\d{2})(?!\\d)"
              + "|(?<slashed>\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d{2}))(?!\\d)"
              + "|(?<phone>\\+\\d[\\d ()/-]{6,18}\\d|\\b0\\d{2,5}[ /-]\\d[\\d -]{3,12}\\d"
              + "|\\(?\\b\\d{3}\\)?[ -]\\d{3}-\\d{4}\\b|\\b\\d{3}-\\d{4}\\b)"
              + "|(?<clock>\\d{1,2}[:.]\\d{2} ?(?:[ap]\\.?m\\b\\.?)|\\d{1,2}:\\d{2}(?!\\d)"
              + "|\\d{1,2} ?(?:[ap]\\.?m\\b\\.?|o'clock\\b))"
              + "|(?<symbol>[$€£¥]) ?(?<sum>"
              + AMOUNT
              + ")(?<sumscale> ?(?:k|m|bn|thousand|million|billion)\\b)?"
              + "|(?<number>"
              + AMOUNT
              + ")(?<scale> ?(?:k|bn|thousand|million|billion)\\b|m\\b)?(?<ordinal>st|nd|rd|th)?\\b"
              + "(?<unit> ?(?:%|percent\\b|per cent\\b|[$€£¥]|dollars?\\b|bucks\\b|euros?\\b"
              + "|pounds?\\b|francs?\\b|usd\\b|eur\\b|gbp\\b|chf\\b))?"
              + "|(?<word>[\\p{L}\\p{M}_]+(?:['’-][\\p{L}\\p{M}\\d_]+)*\\d*)"
              + "|(?<mark>\\S)",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Map<String, String> CURRENCIES =
      Map.ofEntries(
          Map.entry("$", "USD"),
          Map.entry("€", "EUR"),
          Map.entry("£", "GBP"),
          Map.entry("¥", "JPY"),
          Map.entry("dollar", "USD"),
          Map.entry("dollars", "USD"),
          Map.entry("bucks", "USD"),
          Map.entry("euro", "EUR"),
          Map.entry("euros", "EUR"),
          Map.entry("pound", "GBP"),
          Map.entry("pounds", "GBP"),
          Map.entry("franc", "CHF"),
          Map.entry("francs", "CHF"));
  private static final Set<String> SINGULAR_S =
      Set.of(
          "it's", "that's", "what's", "there's", "he's", "she's", "let's", "here's", "who's",
          "where's", "how's");

  private Tokens() {}

  static List<Token> of(String text) {
    var clean = clean(text);
    var tokens = new ArrayList<Token>();
    var matcher = TOKEN.matcher(clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean);
    while (matcher.find()) {
      add(matcher, tokens);
    }
    return Days.joined(tokens);
  }

  /// In one Unicode form, with plain quotation marks; as long as it was, so that positions hold
  /// wherever the form is composed already.
  static String clean(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC)
        .replace('’', '\'')
        .replace('‘', '\'')
        .replace('“', '"')
        .replace('”', '"')
        .replace('\u00a0', ' ')
        .replace('\u202f', ' ')
        .replace('–', '-');
  }

  private static void add(Matcher found, List<Token> tokens) {
    var text = found.group();
    var lower = text.toLowerCase(Locale.ROOT);
    if (found.group("email") != null) {
      tokens.add(token(found, Kind.EMAIL, lower));
    } else if (found.group("url") != null) {
      tokens.add(token(found, Kind.URL, lower.replaceAll("[/.,;:!?)]+$", "")));
    } else if (found.group("iso") != null) {
      tokens.add(token(found, Kind.DATE, text));
    } else if (found.group("slashed") != null) {
      tokens.add(token(found, Kind.DATE, text));
    } else if (found.group("phone") != null) {
      tokens.add(token(found, Kind.PHONE, text.replaceAll("[^\\d+]", "")));
    } else if (found.group("clock") != null) {
      tokens.add(token(found, Kind.TIME, clock(lower)));
    } else if (found.group("symbol") != null) {
      tokens.add(
          token(
              found,
              Kind.MONEY,
              CURRENCIES.getOrDefault(found.group("symbol"), "?")
                  + amount(found.group("sum"), found.group("sumscale"))));
    } else if (found.group("number") != null) {
      tokens.add(number(found));
    } else if (found.group("word") != null) {
      words(found, lower, tokens);
    } else {
      tokens.add(token(found, Kind.MARK, lower));
    }
  }

  private static Token token(Matcher found, Kind kind, String canon) {
    return new Token(kind, found.group(), canon, found.start(), found.end());
  }

  private static Token number(Matcher found) {
    var unit =
        found.group("unit") == null ? "" : found.group("unit").strip().toLowerCase(Locale.ROOT);
    var amount = amount(found.group("number"), found.group("scale"));
    if (unit.isEmpty()) {
      return token(found, Kind.NUMBER, amount);
    }
    return unit.equals("%") || unit.startsWith("per")
        ? token(found, Kind.PERCENT, amount + "%")
        : token(
            found,
            Kind.MONEY,
            CURRENCIES.getOrDefault(unit, unit.toUpperCase(Locale.ROOT)) + amount);
  }

  /// `John's` is John and a mark of possession.
  private static void words(Matcher found, String lower, List<Token> tokens) {
    var straight = lower.replace('’', '\'');
    if (straight.endsWith("'s") && !SINGULAR_S.contains(straight)) {
      int cut = found.end() - 2;
      tokens.add(
          new Token(
              Kind.WORD,
              found.group().substring(0, found.group().length() - 2),
              straight.substring(0, straight.length() - 2),
              found.start(),
              cut));
      tokens.add(new Token(Kind.MARK, "'s", "'s", cut, found.end()));
    } else {
      var number = Lexis.NUMERALS.get(straight);
      tokens.add(
          number == null
              ? token(found, Kind.WORD, straight)
              : token(found, Kind.NUMBER, String.valueOf(number)));
    }
  }

  /// A number in plain digits: `1,500`, `1.5k` and `1500` are the same.
  private static String amount(String digits, String scale) {
    var plain = digits.replace("'", "").replace(" ", "");
    if (plain.matches("\\d{1,3}(,\\d{3})+(\\.\\d+)?")) {
      plain = plain.replace(",", "");
    } else if (plain.matches("\\d{1,3}(\\.\\d{3}){2,}") || plain.matches("\\d+\\.\\d+\\.\\d+.*")) {
      return plain;
    } else if (plain.matches("\\d+,\\d+")) {
      plain = plain.replace(',', '.');
    }
    if (!plain.matches("\\d{1,30}(\\.\\d{1,30})?")) {
      return plain;
    }
    var times =
        switch (scale == null ? "" : scale.strip().toLowerCase(Locale.ROOT)) {
          case "k", "thousand" -> 1_000L;
          case "m", "million" -> 1_000_000L;
          case "bn", "billion" -> 1_000_000_000L;
          default -> 1L;
        };
    var value = new BigDecimal(plain).multiply(BigDecimal.valueOf(times));
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static String clock(String lower) {
    var digits = lower.replaceAll("[^0-9:.]", "").replace('.', ':').replaceAll(":+$", "");
    var parts = digits.split(":", -1);
    int hour = Integer.parseInt(parts[0]);
    if (lower.contains("p") && hour < 12) {
      hour += 12;
    } else if (lower.contains("a") && hour == 12) {
      hour = 0;
    }
    return "%d:%s".formatted(hour, parts.length > 1 ? parts[1] : "00");
  }
}
