package dev.steward.core.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A class of tokens that has a price of its own.
public enum TokenClass {
  INPUT,
  CACHE_READ,
  CACHE_WRITE_5M,
  CACHE_WRITE_1H,
  OUTPUT,

  /// The thinking in the output, where a provider prices it apart.
  REASONING;

  /// As settings and bills write it, such as `cache_read`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Every class as it is written.
  public static List<String> words() {
    return Arrays.stream(values()).map(TokenClass::word).toList();
  }

  /// The classes whose price counts for this one, the first that has one: its own, then what its
  /// tokens are where nobody prices them apart.
  List<TokenClass> pricedAs() {
    return switch (this) {
      case INPUT -> List.of(INPUT);
      case CACHE_READ -> List.of(CACHE_READ, INPUT);
      case CACHE_WRITE_5M -> List.of(CACHE_WRITE_5M, INPUT);
      case CACHE_WRITE_1H -> List.of(CACHE_WRITE_1H, CACHE_WRITE_5M, INPUT);
      case OUTPUT -> List.of(OUTPUT);
      case REASONING -> List.of(REASONING, OUTPUT);
    };
  }
}
