package dev.steward.core.tier;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/// A number as people write it, with a currency around it or none.
///
/// @param grouped its value if a single mark before three digits groups them
/// @param decimal its value if that mark is the decimal one; mostly the same
/// @param isMoney whether it has a currency, or two decimals
record Amount(BigDecimal grouped, BigDecimal decimal, boolean isMoney) {
  private static final String CURRENCY = "(?:[€$£¥₹]|EUR|USD|GBP|CHF|Euro|euros?)";
  private static final Pattern NUMBER =
      Pattern.compile(
          "([-−+]?)\\s*(%1$s?)\\s*(\\d[\\d.,'’\u00a0\u202f ]*\\d|\\d)\\s*(%1$s?)"
              .formatted(CURRENCY));
  private static final Pattern GROUPS = Pattern.compile("['’\u00a0\u202f ]");
  private static final int GROUP = 3;
  private static final int CENTS = 2;

  /// The number that a text is; empty if it is something else, such as a share or a date.
  static Optional<Amount> of(String text) {
    var number = NUMBER.matcher(text.strip());
    if (!number.matches()) {
      return Optional.empty();
    }
    var digits = GROUPS.matcher(number.group(3)).replaceAll("");
    var sign = number.group(1).isEmpty() || number.group(1).equals("+") ? "" : "-";
    var grouped = value(digits, true);
    var decimal = value(digits, false);
    if (grouped.isEmpty() || decimal.isEmpty()) {
      return Optional.empty();
    }
    var isMoney = !number.group(2).isEmpty() || !number.group(4).isEmpty() || mark(digits) == CENTS;
    return Optional.of(
        new Amount(
            new BigDecimal(sign + grouped.get()), new BigDecimal(sign + decimal.get()), isMoney));
  }

  /// How many digits stand behind the last mark; -1 if there is none.
  private static int mark(String digits) {
    int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    return last < 0 ? -1 : digits.length() - last - 1;
  }

  /// The number with a point alone.
  private static Optional<String> value(String digits, boolean groups) {
    int behind = mark(digits);
    if (behind < 0) {
      return Optional.of(digits);
    }
    var last = digits.charAt(digits.length() - behind - 1);
    var before = digits.substring(0, digits.length() - behind - 1);
    var isRepeated = before.indexOf(last) >= 0;
    var isAlone = before.indexOf('.') < 0 && before.indexOf(',') < 0;
    if (isRepeated || (isAlone && behind == GROUP && groups)) {
      return behind == GROUP ? Optional.of(bare(digits)) : Optional.empty();
    }
    return Optional.of(bare(before) + "." + digits.substring(digits.length() - behind));
  }

  private static String bare(String digits) {
    return digits.replace(".", "").replace(",", "");
  }
}
