package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Selection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexOrDocValuesQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// Puts a [Selection] into Lucene's words: it finds exactly the entries that the selection
/// includes.
final class SelectionQuery {
  /// As many parts in a query as Lucene takes for sure.
  private static final int MOST_TOGETHER = 500;

  private final Selection selection;

  private SelectionQuery(Selection selection) {
    this.selection = selection;
  }

  static Query of(Selection selection) {
    var lasting =
        Validity.OPEN.isAfter(selection.at())
            ? selection
            // No fact lasts that long.
            : selection.withTypes(
                selection.types().stream()
                    .filter(type -> type != Entry.Type.FACT)
                    .toArray(Entry.Type[]::new));
    return new SelectionQuery(lasting).query();
  }

  private Query query() {
    var query = new BooleanQuery.Builder();
    query.add(EntryFields.reachedBy(selection), Occur.FILTER);
    query.add(range(EntryFields.ENDS, Instant.MIN, selection.at()), Occur.MUST_NOT);
    parts(selection.filter()).forEach(part -> query.add(part, Occur.FILTER));
    return query.build();
  }

  /// Queries that must all find it.
  private List<Query> parts(Filter filter) {
    return filter instanceof Filter.And(var of) && of.size() <= MOST_TOGETHER
        ? of.stream().map(this::query).toList()
        : List.of(query(filter));
  }

  private Query query(Filter filter) {
    return switch (filter) {
      case Filter.And(var of) -> together(of.stream().map(this::query).toList(), Occur.FILTER);
      case Filter.Or(var of) -> together(of.stream().map(this::query).toList(), Occur.SHOULD);
      case Filter.Not(var of) ->
          new Opaque(
              new BooleanQuery.Builder()
                  .add(MatchAllDocsQuery.INSTANCE, Occur.FILTER)
                  .add(query(of), Occur.MUST_NOT)
                  .build());
      case Filter.Present(var field) -> query(field, filter);
      case Filter.Eq(var field, var _) -> query(field, filter);
      case Filter.In(var field, var _) -> query(field, filter);
      case Filter.Compare(var field, var _, var _) -> query(field, filter);
      case Filter.Contains(var field, var _, var _) -> query(field, filter);
    };
  }

  private static Query together(List<Query> parts, Occur occur) {
    if (parts.isEmpty()) {
      return occur == Occur.FILTER
          ? MatchAllDocsQuery.INSTANCE
          : new MatchNoDocsQuery("one of none");
    }
    if (parts.size() > MOST_TOGETHER) {
      var chunks = new ArrayList<Query>();
      for (int i = 0; i < parts.size(); i += MOST_TOGETHER) {
        chunks.add(together(parts.subList(i, Math.min(parts.size(), i + MOST_TOGETHER)), occur));
      }
      return together(chunks, occur);
    }
    var query = new BooleanQuery.Builder();
    parts.forEach(part -> query.add(part, occur));
    return new Opaque(query.build());
  }

  private Query query(String field, Filter condition) {
    return switch (field) {
      case "text" -> new CheckQuery(field, condition, CheckQuery.Source.TEXT);
      case "id" -> ids(condition);
      case "created_at" -> times(EntryFields.AT, condition, CheckQuery.Source.CREATED);
      case "expires_at" -> times(EntryFields.EXPIRES, condition, CheckQuery.Source.EXPIRES);
      default ->
          Facets.NAMES.contains(field) || field.startsWith(Fields.METADATA)
              ? facets(field, condition)
              : new MatchNoDocsQuery("no entry has the field " + field);
    };
  }

  private Query ids(Filter condition) {
    return switch (condition) {
      case Filter.Eq(var _, var value) -> keys(List.of(value));
      case Filter.In(var _, var values) -> keys(values);
      default -> new CheckQuery("id", condition, CheckQuery.Source.ID);
    };
  }

  private Query keys(List<Object> ids) {
    var keys = new ArrayList<String>();
    for (var id : ids) {
      if (!(id instanceof Number)) {
        for (var type : selection.types()) {
          keys.add(EntryFields.key(new Entry.Key(selection.scope().tenant(), type, id.toString())));
        }
      }
    }
    return EntryFields.keys(keys);
  }

  /// By an index of the times where many are to be found, by each document's where few are looked
  /// at.
  private static Query times(String field, Filter condition, CheckQuery.Source source) {
    var check = new CheckQuery(field, condition, source);
    return switch (condition) {
      case Filter.Eq(var _, var value) ->
          time(value)
              .map(time -> range(field, time, time))
              .<Query>map(range -> new IndexOrDocValuesQuery(range, check))
              .orElse(check);
      case Filter.Compare(var _, var comparison, var value) ->
          time(value)
              .map(time -> range(field, comparison, time))
              .<Query>map(range -> new IndexOrDocValuesQuery(range, check))
              .orElse(check);
      default -> check;
    };
  }

  private static Optional<Instant> time(Object value) {
    try {
      return Optional.of(
          OffsetDateTime.parse(value.toString(), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
              .toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Query range(String field, Filter.Comparison comparison, Instant time) {
    return switch (comparison) {
      case GTE -> range(field, time, Instant.MAX);
      case GT -> range(field, time.plusNanos(1), Instant.MAX);
      case LTE -> range(field, Instant.MIN, time);
      case LT -> range(field, Instant.MIN, time.minusNanos(1));
    };
  }

  private static Query range(String field, Instant from, Instant to) {
    return BinaryPoint.newRangeQuery(field, Moment.bytes(from), Moment.bytes(to));
  }

  private static Query facets(String name, Filter condition) {
    var terms = terms(name, condition);
    return condition instanceof Filter.Present
        ? terms
        : together(
            List.of(terms, new CheckQuery(name, condition, CheckQuery.Source.LONG)), Occur.SHOULD);
  }

  private static Query terms(String name, Filter condition) {
    return switch (condition) {
      case Filter.Present _ -> new TermQuery(new Term(Facets.FACET, FacetTerm.present(name)));
      case Filter.Eq(var _, var value) -> equal(name, List.of(value));
      case Filter.In(var _, var values) -> equal(name, values);
      case Filter.Compare(var _, var comparison, var value) -> compared(name, comparison, value);
      case Filter.Contains(var _, var part, var ignoreCase) ->
          together(
              List.of(
                  containing(name, FacetTerm.texts(name), part, ignoreCase),
                  containing(name, FacetTerm.digits(name), part, ignoreCase)),
              Occur.SHOULD);
      case Filter.And _, Filter.Or _, Filter.Not _ ->
          throw new IllegalArgumentException("not on one field");
    };
  }

  private static Query equal(String name, List<Object> values) {
    var terms =
        values.stream()
            .filter(value ->
                value instanceof Number || value.toString().length() <= Facets.LONGEST_TEXT)
            .map(value -> term(name, value))
            .toList();
    return terms.size() == 1
        ? new TermQuery(new Term(Facets.FACET, terms.getFirst()))
        : new TermInSetQuery(Facets.FACET, terms);
  }

  private static BytesRef term(String name, Object value) {
    return value instanceof Number number
        ? FacetTerm.ofNumber(name, number)
        : FacetTerm.ofText(name, value.toString());
  }

  private static Query compared(String name, Filter.Comparison comparison, Object value) {
    var all = value instanceof Number ? FacetTerm.numbers(name) : FacetTerm.texts(name);
    var bound = term(name, value);
    var range =
        switch (comparison) {
          case GT, GTE -> new FacetTerm.Range(bound, all.upper());
          case LT, LTE -> new FacetTerm.Range(all.lower(), after(bound));
        };
    return new TermScan(
        range,
        comparison,
        term ->
            switch (comparison) {
              case GTE, LTE -> true;
              case GT, LT -> !term.equals(bound);
            });
  }

  /// The least that is greater.
  private static BytesRef after(BytesRef term) {
    var after = new byte[term.length + 1];
    System.arraycopy(term.bytes, term.offset, after, 0, term.length);
    return new BytesRef(after);
  }

  private static Query containing(
      String name, FacetTerm.Range range, String part, boolean ignoreCase) {
    var condition = new Filter.Contains(name, part, ignoreCase);
    var start = FacetTerm.start(name);
    return new TermScan(
        range,
        condition,
        term -> {
          var text = FacetTerm.text(term, start);
          return condition.test(_ -> text);
        });
  }
}
