package dev.steward.models.chat;

import dev.langchain4j.http.client.sse.ServerSentEvent;
import java.util.Optional;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// Puts server-sent events together from lines. What is unfinished when the lines end is no event.
final class SseLines {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private boolean hasBegun;
  private @Nullable String name;
  private @Nullable StringJoiner data;

  /// Takes the next line; gives the event that it completes.
  Optional<ServerSentEvent> next(String next) {
    var line = hasBegun || !next.startsWith(BYTE_ORDER_MARK) ? next : next.substring(1);
    hasBegun = true;
    if (line.isEmpty()) {
      return finished();
    }
    int colon = line.indexOf(':');
    var field = colon < 0 ? line : line.substring(0, colon);
    var value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    if (field.equals("data")) {
      if (data == null) {
        data = new StringJoiner("\n");
      }
      data.add(value);
    } else if (field.equals("event")) {
      name = value;
    }
    return Optional.empty();
  }

  private Optional<ServerSentEvent> finished() {
    var event = data == null ? null : new ServerSentEvent(name, data.toString());
    name = null;
    data = null;
    return Optional.ofNullable(event);
  }
}
