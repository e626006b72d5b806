package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.web.Exchange;
import dev.steward.web.Json;
import java.util.Objects;

/// One page of a longer list.
///
/// @param page counted from 1
/// @param size how many there are on a page
/// @param count how many there are in all
record Pages(Exchange exchange, int page, int size, long count) {
  /// How many stand on the pages before it.
  long skipped() {
    return (page - 1L) * size;
  }

  /// The answer's frame, without its results.
  ObjectNode answer() {
    var answer = Json.object().put("count", count);
    MemoryView.name(answer, "next", skipped() + size < count ? at(page + 1) : "");
    MemoryView.name(answer, "previous", page > 1 ? at(page - 1) : "");
    return answer;
  }

  private String at(int other) {
    var host = Objects.requireNonNullElse(exchange.header("Host"), "localhost");
    var isSecure = "https".equalsIgnoreCase(exchange.header("X-Forwarded-Proto"));
    return "%s://%s%s?page=%d&page_size=%d"
        .formatted(isSecure ? "https" : "http", host, exchange.path(), other, size);
  }
}
