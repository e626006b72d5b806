package dev.steward.core.tier;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Whether totals add up: in Markdown's tables, column by column, and in lists whose lines end with
/// an amount of money. What it is not sure to read it leaves alone, for a check that cries wolf
/// costs money.
final class Totals {
  /// Of fewer lines nobody makes a sum.
  private static final int FEWEST = 2;

  private static final Pattern TOTAL =
      word(
          "(?:grand |overall )?total|sum|in total|gesamt(?:betrag|summe)?|summe|insgesamt|totale|totaal");
  private static final Pattern SUBTOTAL = word("sub-?total|zwischensumme|sous-total");

  /// Rows that are not simply added: what is taken off, shares, means.
  private static final Pattern OTHER =
      word(
          "discount|rebate|credit|refund|deposit|less|minus|paid|balance|due|rabatt|skonto|gutschrift"
              + "|anzahlung|remise|acompte|average|mean|median|durchschnitt|mittel|moyenne|min|max"
              + "|minimum|maximum|per|margin|difference|change|profit|remaining|opening|closing");

  private static final Pattern ITEM =
      Pattern.compile(
          "^(?:[-•]|\\d{1,3}[.)])?\\s*(\\p{L}.*?)\\s*(?:[:=]|\\s[–—-]\\s|\\.{3,})\\s*(\\S.*)$");
  private static final Pattern RULE = Pattern.compile("^\\|[\\s|:-]+$");
  private static final Pattern MARKUP = Pattern.compile("[*_`]");

  /// A line of a table or a list.
  ///
  /// @param amounts in its columns; none where there is no number
  private record Row(String label, List<Optional<Amount>> amounts) {
    boolean is(Pattern what) {
      return what.matcher(label).find();
    }

    Optional<Amount> amount(int column) {
      return column < amounts.size() ? amounts.get(column) : Optional.empty();
    }
  }

  private Totals() {}

  private static Pattern word(String words) {
    return Pattern.compile("(?iu)^\\W*(?:" + words + ")\\b");
  }

  /// What does not add up, in words; nothing if all does.
  static List<String> problems(String text) {
    var problems = new ArrayList<String>();
    var table = new ArrayList<Row>();
    var list = new ArrayList<Row>();
    for (var raw : text.lines().toList()) {
      var line = MARKUP.matcher(raw).replaceAll("").strip();
      if (!line.startsWith("|")) {
        check(table, problems);
        item(line)
            .ifPresentOrElse(
                list::add,
                () -> {
                  check(list, problems);
                });
      } else if (RULE.matcher(line).matches()) {
        // What stands above it is no row.
        table.clear();
      } else {
        check(list, problems);
        table.add(row(line));
      }
    }
    check(table, problems);
    check(list, problems);
    return problems;
  }

  private static Row row(String line) {
    var cells = Arrays.stream(line.substring(1).split("\\|", -1)).map(String::strip).toList();
    return new Row(cells.getFirst(), cells.stream().skip(1).map(Amount::of).toList());
  }

  /// A line that names something and ends with what it costs.
  private static Optional<Row> item(String line) {
    var item = ITEM.matcher(line);
    return item.matches()
        ? Amount.of(item.group(2))
            .filter(Amount::isMoney)
            .map(amount -> new Row(item.group(1), List.of(Optional.of(amount))))
        : Optional.empty();
  }

  /// Notes what does not add up, and begins anew.
  private static void check(List<Row> rows, List<String> problems) {
    if (rows.stream().anyMatch(row -> row.is(TOTAL))
        && rows.stream().noneMatch(row -> row.is(OTHER))) {
      int columns = rows.stream().mapToInt(row -> row.amounts().size()).max().orElse(0);
      IntStream.range(0, columns).forEach(column -> checkColumn(rows, column, problems));
    }
    rows.clear();
  }

  /// A mark that may group digits or not means the same all the way down.
  private static void checkColumn(List<Row> rows, int column, List<String> problems) {
    var wrong = firstWrong(rows, column, Amount::grouped);
    if (wrong.isPresent() && firstWrong(rows, column, Amount::decimal).isPresent()) {
      problems.add(wrong.get());
    }
  }

  private static Optional<String> firstWrong(
      List<Row> rows, int column, Function<Amount, BigDecimal> reading) {
    var sum = new Sum();
    for (var row : rows) {
      var amount = row.amount(column);
      if (amount.isEmpty()) {
        continue;
      }
      var value = reading.apply(amount.get());
      if (!row.is(TOTAL) && !row.is(SUBTOTAL)) {
        sum.add(value);
      } else if (sum.canBe(value)) {
        sum.rest(value);
      } else {
        return Optional.of(
            "'%s' says %s, but what stands above it makes %s"
                .formatted(row.label(), value.toPlainString(), sum.all.toPlainString()));
      }
    }
    return Optional.empty();
  }

  /// A column on its way down.
  private static final class Sum {
    private BigDecimal all = BigDecimal.ZERO;
    private BigDecimal since = BigDecimal.ZERO;
    private BigDecimal rested = BigDecimal.ZERO;
    private int count;
    private int decimals;

    void add(BigDecimal value) {
      all = all.add(value);
      since = since.add(value);
      decimals = Math.max(decimals, value.scale());
      count++;
    }

    /// A sum that was said; what follows may be added to it, or begin anew.
    void rest(BigDecimal value) {
      rested = value;
      since = BigDecimal.ZERO;
    }

    boolean canBe(BigDecimal said) {
      return count < FEWEST
          || isNear(said, all)
          || isNear(said, since)
          || isNear(said, rested.add(since));
    }

    /// Cents may be lost to rounding, half a one with each line; whole numbers are exact.
    private boolean isNear(BigDecimal said, BigDecimal sum) {
      var unit = BigDecimal.ONE.movePointLeft(said.scale());
      var halves = said.scale() > 0 ? count : decimals > said.scale() ? 1 : 0;
      var off = said.subtract(sum).abs().multiply(BigDecimal.TWO);
      return off.compareTo(unit.multiply(BigDecimal.valueOf(halves))) <= 0;
    }
  }
}
