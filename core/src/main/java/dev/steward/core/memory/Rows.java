package dev.steward.core.memory;

import dev.steward.core.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/// Reads many rows a page at a time.
final class Rows {
  private static final int PAGE = 500;

  private Rows() {}

  /// The row of an entry as it is now.
  static Optional<Entry> find(FactStore store, Entry.Key key) {
    return switch (key.type()) {
      case FACT -> store.fact(key.tenant(), key.id()).map(fact -> fact);
      case MESSAGE -> store.message(key.tenant(), key.id()).map(message -> message);
    };
  }

  /// All selected facts, newest first.
  static List<Fact> facts(FactStore store, Selection selection) {
    var all = new ArrayList<Fact>();
    each((before, limit) -> store.facts(selection, before, limit), Fact::id, all::add);
    return all;
  }

  /// Hands over every message of the tenant, in the order of the log.
  static void messages(FactStore store, String tenant, Consumer<Message> each) {
    each((after, limit) -> store.log(tenant, after, limit), Message::id, each);
  }

  /// Hands over what `page` returns after a given id, up to a limit, until there is no more.
  static <T> void each(
      BiFunction<String, Integer, List<T>> page, Function<T, String> id, Consumer<T> each) {
    var last = "";
    for (var rows = page.apply(last, PAGE);
        !rows.isEmpty();
        rows = rows.size() < PAGE ? List.of() : page.apply(last, PAGE)) {
      rows.forEach(each);
      last = id.apply(rows.getLast());
    }
  }

  /// Every fact of a tenant, whatever became of it.
  static Selection all(String tenant) {
    return Selection.recallable(new Scope(tenant, "", ""), Instant.EPOCH)
        .withReach(Selection.Reach.TENANT)
        .withTypes(Entry.Type.FACT)
        .withStandings(Fact.Standing.values());
  }
}
