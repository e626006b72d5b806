package dev.steward.core.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Card and bank account numbers, known by their check digits.
final class AccountNumbers implements SecretFinder {
  /// A group that letters follow is a quantity or a serial number.
  private static final Pattern GROUP = Pattern.compile("[0-9]++(?![A-Za-z])");

  private static final int LEAST_DIGITS = 13;
  private static final int MOST_DIGITS = 19;

  /// How card numbers are written: in fours, as on most cards; as American Express and Diners do;
  /// in halves; or in one.
  private static final Pattern GROUPING = Pattern.compile("4 (?:4 )*[1-4]|4 6 [45]|8 8|1[3-9]");

  private static final Pattern IBAN =
      Pattern.compile("[A-Za-z]{2}[0-9]{2}(?:[ -]?[A-Za-z0-9]){11,30}");

  /// How long an IBAN of each country is.
  private static final Map<String, Integer> IBAN_LENGTHS =
      Stream.of(
              ("AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24"
                      + " DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23"
                      + " GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20"
                      + " LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31"
                      + " MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24"
                      + " SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22"
                      + " VG24 XK20 YE30")
                  .split(" "))
          .collect(
              Collectors.toUnmodifiableMap(
                  entry -> entry.substring(0, 2), entry -> Integer.valueOf(entry.substring(2))));

  @Override
  public List<Span> find(String text) {
    var spans = new ArrayList<Span>();
    for (int at = 0; at < text.length(); at++) {
      if (beginsNumber(text, at)) {
        int end = endOfNumber(text, at);
        if (end - at >= LEAST_DIGITS) {
          cards(text.substring(at, Math.min(text.length(), end + 1)), at, spans);
        }
        at = end - 1;
      }
    }
    ibans(text, spans);
    return spans;
  }

  /// Not the second part of a name or of a decimal fraction.
  private static boolean beginsNumber(String text, int at) {
    return isDigit(text, at)
        && !isDigit(text, at - 1)
        && !isLetter(text, at - 1)
        && !(at > 1 && ".,".indexOf(text.charAt(at - 1)) >= 0 && isDigit(text, at - 2));
  }

  /// Where the digits end that come from `at` on, in groups or not.
  private static int endOfNumber(String text, int at) {
    int end = at;
    while (isDigit(text, end) || (isJoint(text, end) && isDigit(text, end + 1))) {
      end++;
    }
    return end;
  }

  private static boolean isDigit(String text, int at) {
    return at >= 0 && at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private static boolean isLetter(String text, int at) {
    return at >= 0
        && at < text.length()
        && ((text.charAt(at) >= 'a' && text.charAt(at) <= 'z')
            || (text.charAt(at) >= 'A' && text.charAt(at) <= 'Z'));
  }

  private static boolean isJoint(String text, int at) {
    return at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '-');
  }

  private static void ibans(String text, List<Span> spans) {
    var iban = IBAN.matcher(text);
    for (int at = 0; at + LEAST_DIGITS < text.length(); at++) {
      if (beginsIban(text, at) && iban.region(at, text.length()).lookingAt()) {
        int end = endOfIban(iban.group());
        if (end > 0) {
          spans.add(new Span(at, at + end, "bank account"));
        }
        at += Math.max(end, 4) - 1;
      }
    }
  }

  private static boolean beginsIban(String text, int at) {
    return isDigit(text, at + 2)
        && isDigit(text, at + 3)
        && isLetter(text, at)
        && isLetter(text, at + 1)
        && !isDigit(text, at - 1)
        && !isLetter(text, at - 1);
  }

  /// Cards among groups of digits: expiry dates and order numbers may stand next to them.
  ///
  /// @param text the groups and the character after them
  private static void cards(String text, int at, List<Span> spans) {
    var groups = GROUP.matcher(text).results().toList();
    for (int first = 0; first < groups.size(); first++) {
      var digits = new StringBuilder();
      var lengths = new StringBuilder();
      for (int last = first; last < groups.size() && digits.length() < MOST_DIGITS; last++) {
        var group = groups.get(last);
        digits.append(text, group.start(), group.end());
        lengths.append(last == first ? "" : " ").append(group.end() - group.start());
        if (GROUPING.matcher(lengths).matches() && isCard(digits.toString())) {
          spans.add(new Span(at + groups.get(first).start(), at + group.end(), "card number"));
        }
      }
    }
  }

  /// ISO/IEC 7812: a length and first digits that issuers use, and a right Luhn digit.
  private static boolean isCard(String digits) {
    return digits.length() >= LEAST_DIGITS
        && digits.length() <= MOST_DIGITS
        && isIssued(digits)
        && luhn(digits) % 10 == 0;
  }

  private static boolean isIssued(String digits) {
    return switch (digits.length()) {
      case 13 -> digits.startsWith("4") && !isArticleNumber(digits);
      case 14 -> digits.matches("3[0689].*");
      // Not 35, with which the numbers of telephones begin.
      case 15 -> digits.matches("3[47].*");
      case 16 -> digits.matches("(?:[3-6]|2[2-7]).*");
      default -> digits.matches("[3-6].*");
    };
  }

  /// EAN-13: weights 1 and 3.
  private static boolean isArticleNumber(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
    }
    return sum % 10 == 0;
  }

  private static int luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum;
  }

  /// Where the IBAN ends with which `text` begins, or 0 if it is none. More may follow it.
  private static int endOfIban(String text) {
    var country = text.substring(0, 2).toUpperCase(Locale.ROOT);
    int length = IBAN_LENGTHS.getOrDefault(country, 0);
    var compact = new StringBuilder();
    for (int i = 0; i < text.length() && compact.length() < length; i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        compact.append(text.charAt(i));
      }
      if (compact.length() == length
          && (i + 1 == text.length() || !Character.isLetterOrDigit(text.charAt(i + 1)))
          && isChecked(compact.toString())) {
        return i + 1;
      }
    }
    return 0;
  }

  /// ISO 13616: with the first four characters moved to the end and letters read as 10 to 35, the
  /// remainder modulo 97 is 1.
  private static boolean isChecked(String iban) {
    var digits = new StringBuilder();
    (iban.substring(4) + iban.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }
}
