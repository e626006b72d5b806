package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts a [Selection] of facts into SQL, as far as columns go.
final class FactConditions {
  /// More values than these are not told to SQL.
  private static final int MOST_VALUES = 16;

  /// Columns that an index leads to, the one that leaves the fewest facts first.
  private static final List<String> LEADING =
      List.of("id", "pinned", "run", "user", "agent", "app");

  private static final Map<String, String> COLUMNS =
      Map.of(
          "user_id", "user",
          "agent_id", "agent",
          "app_id", "app",
          "run_id", "run",
          "session", "session",
          "layer", "layer",
          "subject", "subject",
          "pinned", "pinned",
          "id", "id");

  /// What the column holds of a fact that is pinned.
  static final String PINNED = "true";

  private final Selection selection;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> parameters = new ArrayList<>();

  /// What a column may hold.
  private final Map<String, Set<String>> values = new LinkedHashMap<>();

  private boolean isExact = true;

  /// Whose facts are selected.
  FactConditions(Selection selection) {
    this.selection = selection;
    and("tenant = ?", selection.scope().tenant());
    if (selection.reach() == Selection.Reach.OWN) {
      reach();
    }
  }

  FactConditions and(String condition, Object... more) {
    conditions.add(condition);
    Collections.addAll(parameters, more);
    return this;
  }

  private void reach() {
    var scope = selection.scope();
    if (scope.user().isEmpty()) {
      restrict("layer", Set.of(Layer.ORGANISATION.name()));
      restrict("user", Set.of(""));
      return;
    }
    restrict("user", Set.of("", scope.user()));
    and(
        """
        (layer = 'ORGANISATION' OR user = ? AND (
          layer = 'USER' OR layer = 'SESSION' AND session = ? AND session <> ''))
        """,
        scope.user(),
        scope.session());
  }

  /// Those of its standings that have not ended.
  FactConditions living() {
    if (!selection.types().contains(Entry.Type.FACT)) {
      restrict("standing", Set.of());
    } else if (selection.standings().size() < Fact.Standing.values().length) {
      restrict(
          "standing", selection.standings().stream().map(Enum::name).collect(Collectors.toSet()));
    }
    var at = Times.nanos(selection.at());
    if (at == Long.MAX_VALUE || at == Long.MIN_VALUE) {
      // Columns don't tell such late or early times apart.
      isExact &= selection.at().equals(Instant.MIN);
    } else {
      and("(expires_at IS NULL OR expires_at > ?)", at);
      and("(valid_to IS NULL OR valid_to > ? OR standing <> 'ACTIVE')", at);
    }
    return this;
  }

  /// Those that meet its filter.
  FactConditions filtered() {
    filter(selection.filter());
    return this;
  }

  private void filter(Filter filter) {
    switch (filter) {
      case Filter.And(var of) -> of.forEach(this::filter);
      case Filter.Eq(var field, var value) -> equal(field, List.of(value));
      case Filter.In(var field, var among) -> equal(field, among);
      case Filter.Or _, Filter.Not _, Filter.Present _, Filter.Compare _, Filter.Contains _ ->
          isExact = false;
    }
  }

  private void equal(String field, List<Object> among) {
    var column = COLUMNS.get(field);
    if (column == null) {
      isExact = false;
      return;
    }
    var texts =
        among.stream()
            .filter(value -> !(value instanceof Number))
            .map(Object::toString)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    switch (field) {
      case "layer" -> restrict(column, layers(texts));
      // A fact that isn't pinned has no such field, and an empty column.
      case "pinned" -> restrict(column, texts.contains(PINNED) ? Set.of(PINNED) : Set.of());
      default -> restrict(column, texts);
    }
  }

  private static Set<String> layers(Set<String> small) {
    return List.of(Layer.values()).stream()
        .map(Enum::name)
        .filter(name -> small.contains(name.toLowerCase(Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  private void restrict(String column, Set<String> among) {
    values.merge(
        column,
        among,
        (one, other) -> one.stream().filter(other::contains).collect(Collectors.toSet()));
  }

  FactQuery query() {
    if (values.values().stream().anyMatch(Set::isEmpty)) {
      return new FactQuery(List.of(), true);
    }
    var leading = leading();
    values.forEach((column, among) -> {
      if (among.size() > MOST_VALUES) {
        isExact = false;
      } else if (!column.equals(leading)) {
        and(
            among.stream().map(_ -> column + " = ?").collect(Collectors.joining(" OR ", "(", ")")),
            among.toArray());
      }
    });
    return new FactQuery(arms(leading), isExact);
  }

  private String leading() {
    return LEADING.stream()
        .filter(column -> values.containsKey(column))
        .filter(column -> values.getOrDefault(column, Set.of()).size() <= MOST_VALUES)
        .findFirst()
        .orElse("");
  }

  private List<FactQuery.Arm> arms(String leading) {
    var common = String.join(" AND ", conditions);
    if (leading.isEmpty()) {
      return List.of(new FactQuery.Arm(common, List.copyOf(parameters)));
    }
    return values.getOrDefault(leading, Set.of()).stream()
        .map(value -> {
          // An index that leaves the empty ones out is used only where they are left out, too.
          var isThere = value.isEmpty() ? "" : " AND " + leading + " <> ''";
          var all = new ArrayList<>(parameters);
          all.add(value);
          return new FactQuery.Arm(common + " AND " + leading + " = ?" + isThere, List.copyOf(all));
        })
        .toList();
  }
}
