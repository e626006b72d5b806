package dev.steward.app.settings;

import dev.steward.core.Nearest;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.TokenClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the sections `billing` and `prices`, on top of the prices that come with the program.
final class PriceTableReader {
  private final List<Settings.Model> models;
  private final BillingReader billing = new BillingReader();

  /// A reader of the prices of these models, and of all that are known.
  PriceTableReader(List<Settings.Model> models) {
    this.models = List.copyOf(models);
  }

  PriceTable read(Value section, Value prices) {
    var shipped = ShippedPrices.read(billing);
    billing.read(section);
    var table = new LinkedHashMap<>(shipped.models());
    // A model is what its provider says it is, whatever it is called here.
    models.forEach(model -> table.put(model.name(), shipped.rows(model.provider(), model.id())));
    add(prices, table);
    models.forEach(model -> check(model.name(), table, prices));
    return new PriceTable(table, billing.hours(), billing.basis());
  }

  /// The file's rows come after those that are shipped, so that they count.
  private void add(Value prices, Map<String, List<PriceRow>> table) {
    var reader = new PriceReader(SettingsFile.NAME, billing.hours().keySet());
    prices
        .entries()
        .forEach((name, value) -> {
          if (!table.containsKey(name)) {
            value.wrong(
                "there is no model of that name under 'models', nor is it known"
                    + Nearest.hint(name, table.keySet()));
          }
          var rows = new ArrayList<>(table.getOrDefault(name, List.of()));
          rows.addAll(reader.rows(SettingsFile.NAME + "/" + name, value));
          table.put(name, rows);
        });
  }

  private static void check(String model, Map<String, List<PriceRow>> table, Value prices) {
    var place = prices.entries().getOrDefault(model, prices);
    var rows = table.getOrDefault(model, List.of());
    if (rows.isEmpty()) {
      place.wrong(
          "the model %s has no price; add it (input: 0 and output: 0 if it costs nothing)"
              .formatted(Value.quoted(model)));
      return;
    }
    for (var tokens : List.of(TokenClass.INPUT, TokenClass.OUTPUT)) {
      if (rows.stream().noneMatch(row -> row.prices().containsKey(tokens.word()))) {
        place.wrong(
            "the model %s has no price for %s; add it (0 if it costs nothing)"
                .formatted(Value.quoted(model), tokens.word()));
      }
    }
  }
}
