package dev.steward.core.memory;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A condition on an entry's fields; [Fields] names them. Conditions nest to any depth.
///
/// Values are texts, numbers, booleans and times. A time is compared with the ISO 8601 text of an
/// instant, and meets no condition that names another text. A field that is a list meets a
/// condition if one of its elements does; `Ne`, `NotIn` and `Not` are met where the condition that
/// they deny is not, so also by what lacks the field.
public sealed interface Filter {
  record And(List<Filter> of) implements Filter {
    public And {
      of = List.copyOf(of);
    }
  }

  record Or(List<Filter> of) implements Filter {
    public Or {
      of = List.copyOf(of);
    }
  }

  record Not(Filter of) implements Filter {}

  /// The field is there and not empty.
  record Present(String field) implements Filter {}

  record Eq(String field, Object value) implements Filter {}

  record In(String field, List<Object> values) implements Filter {
    public In {
      values = List.copyOf(values);
    }
  }

  /// Compared as numbers where both are, as times where the field is one, else as texts.
  record Compare(String field, Comparison comparison, Object value) implements Filter {}

  /// The text holds `part`.
  record Contains(String field, String part, boolean ignoreCase) implements Filter {}

  enum Comparison {
    GT,
    GTE,
    LT,
    LTE
  }

  static Filter ne(String field, Object value) {
    return new Not(new Eq(field, value));
  }

  static Filter notIn(String field, List<Object> values) {
    return new Not(new In(field, values));
  }

  /// All of these; met by everything if there are none.
  static Filter all(Filter... filters) {
    return new And(List.of(filters));
  }

  /// Whether it is met by an entry.
  ///
  /// @param fields the value of a field by its name; null where there is none
  default boolean test(Function<String, @Nullable Object> fields) {
    return switch (this) {
      case And(var of) -> of.stream().allMatch(each -> each.test(fields));
      case Or(var of) -> of.stream().anyMatch(each -> each.test(fields));
      case Not(var of) -> !of.test(fields);
      case Present(var field) -> isPresent(fields.apply(field));
      case Eq(var field, var value) -> any(fields.apply(field), found -> isSame(found, value));
      case In(var field, var values) ->
          any(
              fields.apply(field),
              found -> values.stream().anyMatch(value -> isSame(found, value)));
      case Compare(var field, var comparison, var value) ->
          any(fields.apply(field), found -> holds(found, comparison, value));
      case Contains(var field, var part, var ignoreCase) ->
          any(fields.apply(field), found -> holds(found, part, ignoreCase));
    };
  }

  private static boolean isPresent(@Nullable Object value) {
    return switch (value) {
      case null -> false;
      case String text -> !text.isEmpty();
      case Collection<?> elements -> !elements.isEmpty();
      default -> true;
    };
  }

  private static boolean any(@Nullable Object value, Function<Object, Boolean> condition) {
    return switch (value) {
      case null -> false;
      case Collection<?> elements ->
          elements.stream().anyMatch(element -> element != null && condition.apply(element));
      default -> condition.apply(value);
    };
  }

  private static boolean isSame(Object found, Object value) {
    var order = order(found, value);
    return order.isPresent() && order.getAsInt() == 0;
  }

  private static boolean holds(Object found, Comparison comparison, Object value) {
    var order = order(found, value);
    return order.isPresent()
        && switch (comparison) {
          case GT -> order.getAsInt() > 0;
          case GTE -> order.getAsInt() >= 0;
          case LT -> order.getAsInt() < 0;
          case LTE -> order.getAsInt() <= 0;
        };
  }

  /// Empty where the two can't be compared.
  private static OptionalInt order(Object found, Object value) {
    if (found instanceof Number number && value instanceof Number other) {
      return OptionalInt.of(
          new BigDecimal(number.toString()).compareTo(new BigDecimal(other.toString())));
    }
    if (found instanceof Instant time) {
      try {
        return OptionalInt.of(
            time.compareTo(
                OffsetDateTime.parse(value.toString(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant()));
      } catch (DateTimeException e) {
        return OptionalInt.empty();
      }
    }
    return found instanceof Number || value instanceof Number
        ? OptionalInt.empty()
        : OptionalInt.of(found.toString().compareTo(value.toString()));
  }

  private static boolean holds(Object found, String part, boolean ignoreCase) {
    return ignoreCase
        ? found.toString().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT))
        : found.toString().contains(part);
  }
}
