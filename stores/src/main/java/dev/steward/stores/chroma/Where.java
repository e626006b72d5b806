package dev.steward.stores.chroma;

import java.util.List;
import java.util.Map;

/// A condition on metadata as Chroma's `where` has it.
sealed interface Where {
  record Everything() implements Where {}

  record Nothing() implements Where {}

  /// A key is compared with a value.
  ///
  /// @param operator such as `$eq`; `$ne` and `$nin` are met by what lacks the key, too
  record Is(String key, String operator, Object value) implements Where {}

  record And(List<Where> of) implements Where {}

  record Or(List<Where> of) implements Where {}

  static Where all(List<Where> of) {
    var told = of.stream().filter(each -> !(each instanceof Everything)).toList();
    if (told.stream().anyMatch(Nothing.class::isInstance)) {
      return new Nothing();
    }
    return switch (told.size()) {
      case 0 -> new Everything();
      case 1 -> told.getFirst();
      default -> new And(told);
    };
  }

  static Where any(List<Where> of) {
    var told = of.stream().filter(each -> !(each instanceof Nothing)).toList();
    if (told.stream().anyMatch(Everything.class::isInstance)) {
      return new Everything();
    }
    return switch (told.size()) {
      case 0 -> new Nothing();
      case 1 -> told.getFirst();
      default -> new Or(told);
    };
  }

  /// How many conditions it is made of.
  default int size() {
    return switch (this) {
      case Everything(), Nothing() -> 0;
      case Is _ -> 1;
      case And(var of) -> of.stream().mapToInt(Where::size).sum();
      case Or(var of) -> of.stream().mapToInt(Where::size).sum();
    };
  }

  /// As JSON has it; empty for everything, which Chroma has no word for.
  default Map<String, Object> json() {
    return switch (this) {
      case Everything() -> Map.of();
      case Nothing() -> throw new IllegalStateException("what nothing meets is not asked for");
      case Is(var key, var operator, var value) -> Map.of(key, Map.of(operator, value));
      case And(var of) -> Map.of("$and", of.stream().map(Where::json).toList());
      case Or(var of) -> Map.of("$or", of.stream().map(Where::json).toList());
    };
  }
}
