package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Target;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Selections, filters, searches and what is to be forgotten, on the wire.
///
/// @param tenant whose entries are selected
/// @param now the time that is meant where none is said
record WireSelection(String tenant, Instant now) {
  /// Reads the selection that is in the fields of a request. Without a user, the whole tenant is
  /// meant.
  Selection selection(Fields fields) {
    var user = fields.string("user_id");
    var session = fields.string("session_id");
    var reach =
        fields.choice(
            "reach",
            Selection.Reach.class,
            user.isEmpty() ? Selection.Reach.TENANT : Selection.Reach.OWN);
    var types = fields.choices("types", Entry.Type.class, Set.of(Entry.Type.values()));
    var standings = fields.choices("standings", Fact.Standing.class, Set.of(Fact.Standing.ACTIVE));
    var at = fields.instant("at", now);
    var filter = fields.value("filter") == null ? Filter.all() : filter(fields.object("filter"));
    if (fields.value("layer") != null) {
      var layer = new Filter.Eq("layer", Wire.word(fields.choice("layer", Layer.class)));
      filter = Filter.all(layer, filter);
    }
    return new Selection(new Scope(tenant, user, session), reach, types, standings, at, filter);
  }

  Search search(Fields fields, String query) {
    return new Search(
        selection(fields),
        query,
        fields.number("limit", 10, 1, 10_000),
        fields.share("threshold", 0),
        fields.instant("reference", now));
  }

  Target target(Fields fields) {
    var given =
        List.of("ids", "subject", "source", "user", "found").stream()
            .filter(name -> fields.value(name) != null)
            .toList();
    if (given.size() != 1) {
      throw Refusal.invalidField(
          given.isEmpty() ? "ids" : given.getLast(),
          "Say what is to be forgotten in one of: ids, subject, source, user, found");
    }
    return switch (given.getFirst()) {
      case "ids" -> new Target.Ids(Set.copyOf(fields.strings("ids")));
      case "subject" -> new Target.Subject(fields.text("subject"));
      case "source" -> new Target.Source(fields.text("source"));
      case "user" -> new Target.User(fields.text("user"));
      default -> {
        var found = fields.object("found");
        var search = search(found, found.string("query"));
        found.end();
        yield new Target.Found(search);
      }
    };
  }

  private Filter filter(Fields fields) {
    var filter = condition(fields);
    fields.end();
    return filter;
  }

  private Filter condition(Fields fields) {
    if (fields.value("and") != null) {
      return new Filter.And(fields.objects("and").stream().map(this::filter).toList());
    }
    if (fields.value("or") != null) {
      return new Filter.Or(fields.objects("or").stream().map(this::filter).toList());
    }
    if (fields.value("not") != null) {
      return new Filter.Not(filter(fields.object("not")));
    }
    if (fields.value("present") != null) {
      return new Filter.Present(fields.text("present"));
    }
    var field = fields.text("field");
    if (fields.value("eq") != null) {
      return new Filter.Eq(field, fields.plain("eq"));
    }
    if (fields.value("in") != null) {
      return new Filter.In(field, fields.plains("in"));
    }
    if (fields.value("contains") != null) {
      return new Filter.Contains(
          field, fields.string("contains"), fields.flag("ignore_case", false));
    }
    for (var comparison : Filter.Comparison.values()) {
      if (fields.value(Wire.word(comparison)) != null) {
        return new Filter.Compare(field, comparison, fields.plain(Wire.word(comparison)));
      }
    }
    fields.end();
    throw Refusal.invalidField(
        "filter",
        "The condition on '%s' needs one of: eq, in, contains, gt, gte, lt, lte".formatted(field));
  }

  /// Writes all of a selection.
  static ObjectNode write(ObjectNode body, Selection selection) {
    body.put("user_id", selection.scope().user());
    body.put("session_id", selection.scope().session());
    body.put("reach", Wire.word(selection.reach()));
    words(body, "types", selection.types());
    words(body, "standings", selection.standings());
    body.put("at", selection.at().toString());
    body.set("filter", write(selection.filter()));
    return body;
  }

  private static void words(ObjectNode body, String name, Collection<? extends Enum<?>> constants) {
    var words = body.putArray(name);
    constants.forEach(constant -> words.add(Wire.word(constant)));
  }

  static ObjectNode write(ObjectNode body, Search search) {
    write(body, search.selection());
    return body.put("query", search.text())
        .put("limit", search.limit())
        .put("threshold", search.threshold())
        .put("reference", search.reference().toString());
  }

  static ObjectNode write(ObjectNode body, Target target) {
    switch (target) {
      case Target.Ids(var ids) -> ids.forEach(body.putArray("ids")::add);
      case Target.Subject(var subject) -> body.put("subject", subject);
      case Target.Source(var source) -> body.put("source", source);
      case Target.User(var user) -> body.put("user", user);
      case Target.Found(var search) -> write(body.putObject("found"), search);
    }
    return body;
  }

  private static ObjectNode write(Filter filter) {
    var node = Json.object();
    switch (filter) {
      case Filter.And(var of) ->
          node.putArray("and").addAll(of.stream().map(WireSelection::write).toList());
      case Filter.Or(var of) ->
          node.putArray("or").addAll(of.stream().map(WireSelection::write).toList());
      case Filter.Not(var of) -> node.set("not", write(of));
      case Filter.Present(var field) -> node.put("present", field);
      case Filter.Eq(var field, var value) ->
          node.put("field", field).set("eq", Json.tree(plain(value)));
      case Filter.In(var field, var values) ->
          node.put("field", field)
              .set("in", Json.tree(values.stream().map(WireSelection::plain).toList()));
      case Filter.Compare(var field, var comparison, var value) ->
          node.put("field", field).set(Wire.word(comparison), Json.tree(plain(value)));
      case Filter.Contains(var field, var part, var ignoreCase) ->
          node.put("field", field).put("contains", part).put("ignore_case", ignoreCase);
    }
    return node;
  }

  private static Object plain(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
