package dev.steward.app.settings;

import dev.steward.core.Failure;
import dev.steward.core.cost.PriceRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The prices in `prices.yaml`, which comes with the program.
final class ShippedPrices {
  private static final String NAME = "prices.yaml";
  private static final String ALL_MODELS = "*";

  private final Map<String, Map<String, List<PriceRow>>> rows = new LinkedHashMap<>();

  private ShippedPrices() {}

  /// Reads them; the hours and holidays that they speak of go to `billing`.
  static ShippedPrices read(BillingReader billing) {
    var shipped = new ShippedPrices();
    var mistakes = new Mistakes(NAME);
    new Yaml(NAME, mistakes)
        .parse(text())
        .ifPresent(root -> {
          var sections = Value.root(root, mistakes).fields("billing", "prices");
          billing.read(sections.at("billing"));
          sections
              .at("prices")
              .entries()
              .forEach((provider, models) -> shipped.add(provider, models, billing));
        });
    if (!mistakes.isEmpty()) {
      throw Failure.internal(
          "The program's own prices can't be read: " + mistakes.failure().text(), null);
    }
    return shipped;
  }

  private void add(String provider, Value models, BillingReader billing) {
    var reader = new PriceReader(NAME, billing.hours().keySet());
    var ofProvider = rows.computeIfAbsent(provider, p -> new LinkedHashMap<>());
    models
        .entries()
        .forEach((names, value) -> {
          var ids = names.split("\\s*,\\s*", -1);
          var read = reader.rows(provider + "/" + ids[0], value);
          for (var id : ids) {
            ofProvider.put(id, read);
          }
        });
  }

  /// The rows of a model by the provider's own name for it, those of all of the provider's models
  /// first; none if it is not known.
  List<PriceRow> rows(String provider, String id) {
    var ofProvider = rows.getOrDefault(provider, Map.of());
    if (!ofProvider.containsKey(id) || id.equals(ALL_MODELS)) {
      return List.of();
    }
    var all = new ArrayList<>(ofProvider.getOrDefault(ALL_MODELS, List.of()));
    all.addAll(ofProvider.getOrDefault(id, List.of()));
    return all;
  }

  /// All models that are known, by their providers' names for them.
  Map<String, List<PriceRow>> models() {
    var models = new LinkedHashMap<String, List<PriceRow>>();
    rows.forEach((provider, ids) ->
        ids.keySet().stream()
            .filter(id -> !id.equals(ALL_MODELS))
            .forEach(id -> models.putIfAbsent(id, rows(provider, id))));
    return models;
  }

  private static String text() {
    try (var resource = ShippedPrices.class.getResourceAsStream(NAME)) {
      if (resource == null) {
        throw Failure.internal("prices.yaml is not in the program; build it again", null);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
