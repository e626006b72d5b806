package dev.steward.core.local;

import dev.steward.core.agent.Source;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;

/// Something remembered, as memory's tool tells it.
record Known(
    String id,
    String layer,
    String kind,
    String text,
    double score,
    String source,
    String quote,
    Instant at) {

  static Known of(Map<?, ?> data) {
    return new Known(
        Meeting.text(data, "id"),
        Meeting.text(data, "layer").toLowerCase(java.util.Locale.ROOT),
        Meeting.text(data, "kind").toLowerCase(java.util.Locale.ROOT),
        Meeting.text(data, "text"),
        data.get("score") instanceof Number score ? score.doubleValue() : 0,
        Meeting.text(data, "source"),
        Meeting.text(data, "quote"),
        instant(Meeting.text(data, "at")));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  boolean isOrganisations() {
    return layer.equals("organisation");
  }

  /// Whether it only tells what was said or done in this session.
  boolean isPassing() {
    return layer.equals("session") || layer.equals("conversation");
  }

  Source asSource() {
    return new Source("fact", id, text, source, quote, at);
  }
}
