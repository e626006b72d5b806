package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Filter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.util.BytesRef;

/// The values of an entry's fields that a [Filter] can name, as terms of one field of the index.
/// What is too long for a term is stored as it is.
final class Facets {
  static final String FACET = "facet";

  /// Holds a field's name and value, as [#stored] puts them.
  static final String LONG = "long";

  /// Longer texts are no terms.
  static final int LONGEST_TEXT = 8_000;

  private static final int LONGEST_NUMBER = 1_000;

  /// Fields with few values that are all terms; texts, ids and times are kept in other ways.
  static final Set<String> NAMES =
      Set.of(
          "user_id",
          "agent_id",
          "app_id",
          "run_id",
          "session",
          "type",
          "layer",
          "kind",
          "subject",
          "author",
          "source",
          "role",
          "speaker",
          "channel",
          "pinned",
          "superseded_by");

  private Facets() {}

  static List<IndexableField> of(Entry entry) {
    var values = new LinkedHashMap<String, Object>();
    for (var name : NAMES) {
      var value = Fields.of(entry, name);
      if (value != null) {
        values.put(name, value);
      }
    }
    flatten(Fields.METADATA, entry.labels().metadata(), values);
    var terms = new LinkedHashSet<BytesRef>();
    var stored = new ArrayList<IndexableField>();
    values.forEach((name, value) -> add(name, value, terms, stored));
    terms.forEach(term -> stored.add(new StringField(FACET, term, Field.Store.NO)));
    return stored;
  }

  /// Puts what each path finds; a key with dots in it goes before maps within.
  private static void flatten(String prefix, Map<?, ?> data, Map<String, Object> values) {
    var seen = new LinkedHashMap<String, Object>();
    data.forEach((key, value) -> seen.put(prefix + key, value == null ? Nothing.HERE : value));
    seen.forEach(values::putIfAbsent);
    data.forEach((key, value) -> {
      var name = Objects.toString(key);
      if (value instanceof Map<?, ?> within && !name.isEmpty() && name.indexOf('.') < 0) {
        flatten(prefix + name + ".", within, values);
      }
    });
    // A key without a value hides what lies within, but has nothing to be found by.
    if (prefix.equals(Fields.METADATA)) {
      values.values().removeIf(Nothing.HERE::equals);
    }
  }

  private enum Nothing {
    HERE
  }

  private static void add(
      String name, Object value, Set<BytesRef> terms, List<IndexableField> stored) {
    if (new Filter.Present(name).test(_ -> value)) {
      terms.add(FacetTerm.present(name));
    }
    if (value instanceof Collection<?> elements) {
      elements.stream()
          .filter(Objects::nonNull)
          .forEach(element -> addOne(name, element, terms, stored));
    } else {
      addOne(name, value, terms, stored);
    }
  }

  private static void addOne(
      String name, Object value, Set<BytesRef> terms, List<IndexableField> stored) {
    var text = value.toString();
    if (text.length() > (value instanceof Number ? LONGEST_NUMBER : LONGEST_TEXT)) {
      terms.add(FacetTerm.isLong(name));
      stored.add(new StoredField(LONG, stored(name, value)));
    } else if (value instanceof Number number) {
      terms.add(FacetTerm.ofNumber(name, number));
      terms.add(FacetTerm.ofDigits(name, text));
    } else {
      terms.add(FacetTerm.ofText(name, text));
    }
  }

  private static String stored(String name, Object value) {
    return "%d %s%s%s".formatted(name.length(), name, value instanceof Number ? "n" : "t", value);
  }

  /// What was stored as the value of the field `name`; empty if it was another's.
  static List<Object> read(String name, String stored) {
    var start = name.length() + " " + name;
    if (!stored.startsWith(start)) {
      return List.of();
    }
    var value = stored.substring(start.length() + 1);
    return List.of(stored.charAt(start.length()) == 'n' ? new BigInteger(value) : value);
  }
}
