package dev.steward.web.mem0;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.And;
import dev.steward.core.memory.Filter.Compare;
import dev.steward.core.memory.Filter.Contains;
import dev.steward.core.memory.Filter.Eq;
import dev.steward.core.memory.Filter.In;
import dev.steward.core.memory.Filter.Not;
import dev.steward.core.memory.Filter.Or;
import dev.steward.core.memory.Filter.Present;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Fields of Mem0's memories that Steward's memory doesn't know by itself: when one was last
/// changed, and the time that it is about. A filter on them is met in two steps: what could meet it
/// is selected by the rest of the filter, then looked at one by one.
///
/// @param updatedAt when a memory was last changed
record LateFields(Function<Fact, Instant> updatedAt) {
  private static final Set<String> LATE = Set.of(Dialect.UPDATED_AT, Dialect.TIMESTAMP);
  private static final Filter NOTHING = new Or(List.of());

  /// Whether a filter has any of them.
  static boolean areIn(Filter filter) {
    return switch (filter) {
      case And(var of) -> of.stream().anyMatch(LateFields::areIn);
      case Or(var of) -> of.stream().anyMatch(LateFields::areIn);
      case Not(var of) -> areIn(of);
      case Present(var field) -> LATE.contains(field);
      case Eq(var field, var _) -> LATE.contains(field);
      case In(var field, var _) -> LATE.contains(field);
      case Compare(var field, var _, var _) -> LATE.contains(field);
      case Contains(var field, var _, var _) -> LATE.contains(field);
    };
  }

  /// A filter without them, met by everything that meets this one and maybe by more.
  static Filter without(Filter filter) {
    return without(filter, Filter.all());
  }

  /// @param instead what a late condition becomes: what everything meets, or nothing within a `Not`
  private static Filter without(Filter filter, Filter instead) {
    return switch (filter) {
      case And(var of) -> new And(of.stream().map(each -> without(each, instead)).toList());
      case Or(var of) -> new Or(of.stream().map(each -> without(each, instead)).toList());
      case Not(var of) -> new Not(without(of, instead.equals(NOTHING) ? Filter.all() : NOTHING));
      default -> areIn(filter) ? instead : filter;
    };
  }

  boolean test(Filter filter, Fact fact) {
    return filter.test(name -> value(fact, name));
  }

  private @Nullable Object value(Fact fact, String name) {
    return switch (name) {
      case Dialect.UPDATED_AT -> updatedAt.apply(fact);
      case Dialect.TIMESTAMP -> fact.validity().validFrom();
      default -> Fields.of(fact, name);
    };
  }
}
