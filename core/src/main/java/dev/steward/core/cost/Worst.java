package dev.steward.core.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// What a call can have used that reads and writes no more than so many tokens, as far as one of it
/// must be the dearest.
///
/// @param rows those of its model
record Worst(List<PriceRow> rows, long prompt, long output) {

  /// Every length at which a row begins to count may be the dearest, for a longer prompt can be
  /// cheaper; whatever is read may have been written to a cache, which costs more than to read it.
  List<Usage> usages() {
    var lengths = new TreeSet<Long>(List.of(prompt));
    rows.stream().map(row -> row.when().over()).filter(over -> over < prompt).forEach(lengths::add);
    var thoughts = prices(TokenClass.REASONING) ? List.of(0L, output) : List.of(0L);
    var usages = new ArrayList<Usage>();
    for (var length : lengths) {
      for (var thought : thoughts) {
        usages.add(new Usage(length, 0, 0, 0, output, thought));
        usages.add(new Usage(0, 0, length, 0, output, thought));
      }
    }
    return usages;
  }

  private boolean prices(TokenClass tokens) {
    return rows.stream().anyMatch(row -> row.prices().containsKey(tokens.word()));
  }
}
