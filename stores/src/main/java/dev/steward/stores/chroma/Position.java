package dev.steward.stores.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/// How far a database is, and whose it is: written beside the vectors, so that it is lost and
/// restored with them.
///
/// @param form of what is written, and whose vectors they are
/// @param seq the last change that is in every collection
/// @param writer who writes; another one after each start
/// @param before the writer before, until this one begins
record Position(String form, long seq, String writer, String before) {
  /// The name of the collection whose metadata it is.
  static final String COLLECTION = "position";

  /// Nothing is there.
  static Position none(String form) {
    return new Position(form, 0, "", "");
  }

  static Position of(JsonNode metadata) {
    return new Position(
        metadata.path("form").asText(""),
        metadata.path("seq").asLong(),
        metadata.path("writer").asText(""),
        metadata.path("before").asText(""));
  }

  Map<String, Object> metadata() {
    var metadata = new TreeMap<String, Object>();
    metadata.put("form", form);
    metadata.put("seq", seq);
    metadata.put("writer", writer);
    metadata.put("before", before);
    return metadata;
  }

  boolean isNone() {
    return writer.isEmpty();
  }

  /// Whether nobody else wrote since a writer did.
  boolean follows(String lastWriter) {
    return !lastWriter.isEmpty() && (writer.equals(lastWriter) || before.equals(lastWriter));
  }

  /// The same with a writer who has not begun yet.
  Position takenBy(String writer, String before) {
    return new Position(form, seq, writer, before);
  }

  /// The same, as it is written while somebody writes.
  Position at(long seq) {
    return new Position(form, seq, writer, "");
  }
}
