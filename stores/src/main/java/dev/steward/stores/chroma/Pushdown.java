package dev.steward.stores.chroma;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What of a selection the server can see to. It never leaves out what is selected; what it lets
/// through too much is left out by the rows.
final class Pushdown {
  private static final int DEEPEST = 12;
  private static final int MOST_CONDITIONS = 200;
  private static final int MOST_VALUES = 500;
  private static final int MOST_NUMBERS = 20;
  private static final Where EVERYTHING = new Where.Everything();

  private final ChromaNames names;
  private final ChromaFields fields;

  Pushdown(ChromaNames names) {
    this.names = names;
    this.fields = new ChromaFields(names);
  }

  /// The condition on entries of the collection of what has no user.
  Where ofTenant(Selection selection) {
    return selection.reach() == Selection.Reach.TENANT
        ? of(selection)
        : Where.all(List.of(text("layer", "organisation"), of(selection)));
  }

  /// The condition on entries of a user's collection.
  Where ofUser(Selection selection) {
    if (selection.reach() == Selection.Reach.TENANT) {
      return of(selection);
    }
    var session = selection.scope().session();
    var inSession =
        session.isEmpty()
            ? new Where.Nothing()
            : Where.all(List.of(text("layer", "session"), text("session", session)));
    return Where.all(
        List.of(
            Where.any(List.of(text("type", "message"), text("layer", "user"), inSession)),
            of(selection)));
  }

  private Where of(Selection selection) {
    var filter = of(selection.filter(), false, 0);
    return Where.all(
        List.of(
            kinds(selection),
            new Where.Is(ChromaFields.EXPIRES_AT, "$gte", selection.at().getEpochSecond()),
            new Where.Is(ChromaFields.VALID_TO, "$gte", selection.at().getEpochSecond()),
            filter.size() > MOST_CONDITIONS ? EVERYTHING : filter));
  }

  /// Messages, and facts of some standings.
  private Where kinds(Selection selection) {
    var kinds = new ArrayList<Where>();
    if (selection.types().contains(Entry.Type.MESSAGE)) {
      kinds.add(text("type", "message"));
    }
    if (selection.types().contains(Entry.Type.FACT) && !selection.standings().isEmpty()) {
      kinds.add(
          new Where.Is(
              ChromaFields.STANDING,
              "$in",
              selection.standings().stream().map(ChromaFields::word).sorted().toList()));
    }
    return Where.any(kinds);
  }

  private Where text(String field, String value) {
    return new Where.Is(field, "$eq", names.text(value));
  }

  private Where of(Filter filter, boolean denied, int depth) {
    if (depth > DEEPEST) {
      return EVERYTHING;
    }
    return switch (filter) {
      case Filter.And(var of) -> combined(of, denied, !denied, depth);
      case Filter.Or(var of) -> combined(of, denied, denied, depth);
      case Filter.Not(var of) -> of(of, !denied, depth + 1);
      case Filter.Eq(var field, var value) -> among(field, List.of(value), denied);
      case Filter.In(var field, var values) -> among(field, values, denied);
      case Filter.Compare(var field, var comparison, var value) ->
          denied ? EVERYTHING : compared(field, comparison, value);
      case Filter.Present _, Filter.Contains _ -> EVERYTHING;
    };
  }

  private Where combined(List<Filter> of, boolean denied, boolean all, int depth) {
    if (of.size() > MOST_CONDITIONS) {
      return EVERYTHING;
    }
    var each = of.stream().map(one -> of(one, denied, depth + 1)).toList();
    return all ? Where.all(each) : Where.any(each);
  }

  /// The field is one of the values; or, denied, it is none of them.
  private Where among(String field, List<Object> values, boolean denied) {
    if (values.size() > MOST_VALUES) {
      return EVERYTHING;
    }
    if (ChromaFields.TEXTS.contains(field)) {
      return amongTexts(field, values, denied);
    }
    if (field.startsWith(Fields.METADATA)) {
      return amongFree(field.substring(Fields.METADATA.length()), values, denied);
    }
    if (denied) {
      return EVERYTHING;
    }
    return timeKey(field)
        .map(key -> Where.any(values.stream().map(value -> isSecond(key, value)).toList()))
        .orElse(EVERYTHING);
  }

  private Where amongTexts(String key, List<Object> values, boolean denied) {
    var texts =
        values.stream().filter(value -> !(value instanceof Number)).map(Object::toString).toList();
    var digests = texts.stream().filter(text -> !text.isEmpty()).map(names::text).toList();
    if (denied) {
      return digests.isEmpty() ? EVERYTHING : new Where.Is(key, "$nin", digests);
    }
    // What is empty is not there.
    if (digests.size() < texts.size()) {
      return EVERYTHING;
    }
    return digests.isEmpty() ? new Where.Nothing() : new Where.Is(key, "$in", digests);
  }

  private Where amongFree(String name, List<Object> values, boolean denied) {
    var texts = amongTexts(fields.textKey(name), values, denied);
    if (denied) {
      return texts;
    }
    var numbers = values.stream().filter(Number.class::isInstance).map(Number.class::cast).toList();
    if (numbers.size() > MOST_NUMBERS) {
      return EVERYTHING;
    }
    var any = new ArrayList<Where>();
    any.add(loose());
    any.add(texts);
    for (var number : numbers) {
      any.add(
          Where.all(
              List.of(
                  number(name, Filter.Comparison.GTE, number),
                  number(name, Filter.Comparison.LTE, number))));
    }
    return Where.any(any);
  }

  private static Where loose() {
    return new Where.Is(ChromaFields.LOOSE, "$eq", 1);
  }

  private Where compared(String field, Filter.Comparison comparison, Object value) {
    if (field.startsWith(Fields.METADATA) && value instanceof Number number) {
      var name = field.substring(Fields.METADATA.length());
      return Where.any(List.of(loose(), number(name, comparison, number)));
    }
    return timeKey(field)
        .flatMap(key -> time(value).map(at -> second(key, comparison, at)))
        .orElse(EVERYTHING);
  }

  /// A little more than what is asked for, since the server rounds.
  private Where number(String name, Filter.Comparison comparison, Number value) {
    var number = value.doubleValue();
    if (Double.isNaN(number)) {
      return EVERYTHING;
    }
    var key = fields.numberKey(name);
    return switch (comparison) {
      case GT, GTE -> new Where.Is(key, "$gte", ChromaFields.rounded(Math.nextDown(number)));
      case LT, LTE -> new Where.Is(key, "$lte", ChromaFields.rounded(Math.nextUp(number)));
    };
  }

  private static Optional<String> timeKey(String field) {
    return switch (field) {
      case ChromaFields.CREATED_AT, ChromaFields.EXPIRES_AT -> Optional.of(field);
      default -> Optional.empty();
    };
  }

  private static Optional<Instant> time(Object value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.toString()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Within the same second, since the server has no smaller ones.
  private static Where second(String key, Filter.Comparison comparison, Instant at) {
    return switch (comparison) {
      case GT, GTE -> new Where.Is(key, "$gte", at.getEpochSecond());
      case LT, LTE -> new Where.Is(key, "$lte", at.getEpochSecond());
    };
  }

  private static Where isSecond(String key, Object value) {
    return time(value)
        .<Where>map(at -> new Where.Is(key, "$eq", at.getEpochSecond()))
        .orElse(EVERYTHING);
  }

  /// The users whose entries may be selected; all of them if it does not say.
  static Optional<Set<String>> users(Filter filter) {
    return switch (filter) {
      case Filter.And(var of) ->
          of.stream()
              .map(Pushdown::users)
              .flatMap(Optional::stream)
              .reduce((one, other) -> {
                var both = new HashSet<>(one);
                both.retainAll(other);
                return both;
              });
      case Filter.Or(var of) -> {
        var each = of.stream().map(Pushdown::users).toList();
        var any = new HashSet<String>();
        each.forEach(users -> users.ifPresent(any::addAll));
        yield each.stream().allMatch(Optional::isPresent) ? Optional.of(any) : Optional.empty();
      }
      case Filter.Eq(var field, String user) when isUser(field) -> Optional.of(Set.of(user));
      case Filter.In(var field, var values)
          when isUser(field) && values.stream().allMatch(String.class::isInstance) ->
          Optional.of(new HashSet<>(values.stream().map(Object::toString).toList()));
      case Filter.Not _,
          Filter.Eq _,
          Filter.In _,
          Filter.Compare _,
          Filter.Contains _,
          Filter.Present _ ->
          Optional.empty();
    };
  }

  private static boolean isUser(String field) {
    return field.equals("user_id");
  }
}
