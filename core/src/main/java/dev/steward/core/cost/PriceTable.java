package dev.steward.core.cost;

import dev.steward.core.Failure;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The prices of all models that may be called. A model that is not in it is refused, never free.
public final class PriceTable {
  private final Map<String, Price> prices;

  /// A table of these prices.
  ///
  /// @param prices one for each model; a later one replaces an earlier one of the same model
  public PriceTable(List<Price> prices) {
    this.prices =
        prices.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Price::model, Function.identity(), (first, second) -> second));
  }

  /// The price of a model.
  ///
  /// @throws Failure USER if the model has no price
  public Price of(String model) {
    var price = prices.get(model);
    if (price == null) {
      throw Failure.user(
          "No price is known for the model %s, so it was not called; add it under `prices` in steward.yaml"
              .formatted(model));
    }
    return price;
  }
}
