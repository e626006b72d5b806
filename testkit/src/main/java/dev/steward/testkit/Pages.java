package dev.steward.testkit;

import dev.steward.core.Failure;
import java.util.List;
import java.util.function.Function;

/// Finds where a page of a list begins.
final class Pages {
  private Pages() {}

  /// What follows the item with the id `last` (empty: everything).
  static <T> List<T> after(List<T> items, Function<T, String> id, String last, String what) {
    if (last.isEmpty()) {
      return items;
    }
    for (int i = 0; i < items.size(); i++) {
      if (id.apply(items.get(i)).equals(last)) {
        return items.subList(i + 1, items.size());
      }
    }
    throw Failure.user(
        "There is no %s %s to go on from; list from the newest again".formatted(what, last));
  }
}
