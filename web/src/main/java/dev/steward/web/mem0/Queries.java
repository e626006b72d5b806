package dev.steward.web.mem0;

import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.Comparison;
import dev.steward.web.Refusal;
import dev.steward.web.mem0.Memories.Wanted;
import java.util.ArrayList;
import java.util.List;

/// Reads which memories the body of a request wants.
///
/// @param dialect what its filters may name
record Queries(Dialect dialect) {

  /// The memories that the body's filters select, which must say whose they are.
  Wanted wanted(Body body) {
    var all = new ArrayList<Filter>();
    for (var entity : Dialect.ENTITIES) {
      if (body.has(entity)) {
        var name = body.value(entity);
        if (name != null) {
          all.add(Conditions.on(entity, dialect.column(entity), name));
        }
      }
    }
    var filters = body.value("filters");
    if (filters != null) {
      all.add(FilterReader.read(dialect, filters));
    }
    var filter = all.size() == 1 ? all.getFirst() : new Filter.And(all);
    FilterReader.checkScoped(filter);
    return new Wanted(
        Filter.all(filter, more(body)),
        body.flag("show_expired", false),
        !body.flag("latest_only", true));
  }

  /// What stands beside the filters.
  private static Filter more(Body body) {
    var all = new ArrayList<Filter>();
    var categories = body.texts("categories");
    if (!categories.isEmpty()) {
      all.add(new Filter.In("metadata." + Reserved.CATEGORIES, List.copyOf(categories)));
    }
    var metadata = body.object("metadata");
    for (var entry : metadata.object().properties()) {
      all.add(Conditions.on(entry.getKey(), Dialect.metadata(entry.getKey()), entry.getValue()));
    }
    var keywords = body.texts("keywords");
    keywords.forEach(word -> all.add(new Filter.Contains("text", word, true)));
    var from = body.time("start_date");
    if (from != null) {
      all.add(new Filter.Compare("created_at", Comparison.GTE, from.start().toString()));
    }
    var to = body.time("end_date");
    if (to != null) {
      all.add(
          to.isDay()
              ? new Filter.Compare("created_at", Comparison.LT, to.nextDay().toString())
              : new Filter.Compare("created_at", Comparison.LTE, to.start().toString()));
    }
    return new Filter.And(all);
  }

  /// What is looked for.
  ///
  /// @throws Refusal 400 if it is empty
  static String query(Body body) {
    return body.required("query");
  }

  static int topK(Body body, int fallback) {
    return body.has("top_k")
        ? body.number("top_k", fallback, 1, 1_000)
        : body.number("limit", fallback, 1, 1_000);
  }
}
