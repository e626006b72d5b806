package dev.steward.web.mem0;

import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Fact;
import dev.steward.web.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Changes of memories by hand.
final class Edits {
  private Edits() {}

  /// Changes what the body names: text, metadata, the time that the memory is about, and the last
  /// day on which it holds (null: every day).
  ///
  /// @throws Refusal 400 if it names nothing, or the text must not be changed
  static Fact apply(Memories memories, Fact fact, Body body) {
    var text = body.value("text") == null ? null : body.required("text");
    var time = body.time("timestamp");
    var edit =
        new Edit(
            text,
            metadata(fact, body),
            body.has("expiration_date") ? Adding.expiry(body) : null,
            time == null ? null : time.start());
    if (edit.equals(new Edit(null, null, null, null))) {
      throw new Refusal(
          400,
          "missing_field",
          "text",
          "At least one of text, metadata, timestamp and expiration_date is required");
    }
    if (text != null && MemoryView.isImmutable(fact)) {
      throw new Refusal(
          400, "immutable", "text", "The memory is immutable: delete it and add another");
    }
    return memories
        .desk()
        .edit(memories.principal(), fact.id(), edit, memories.by(fact.scope().user()));
  }

  /// The client's new metadata, beside what is kept for it.
  private static @Nullable Map<String, Object> metadata(Fact fact, Body body) {
    if (body.value("metadata") == null) {
      return null;
    }
    var metadata = new LinkedHashMap<>(body.metadata());
    fact.labels()
        .metadata()
        .forEach((key, value) -> {
          if (Reserved.isReserved(key)) {
            metadata.put(key, value);
          }
        });
    return metadata;
  }
}
