package dev.steward.stores.embedded;

import dev.steward.core.run.Codec;
import java.util.LinkedHashMap;
import java.util.Map;

/// A codec that knows again what it read lately, for rows that are read over and over. What it
/// reads must be immutable.
///
/// Safe for use by many threads.
final class RecentCodec implements Codec {
  private final Codec codec;
  private final Map<Text, Object> recent;

  /// @param capacity how many values are known again
  RecentCodec(Codec codec, int capacity) {
    this.codec = codec;
    this.recent =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Text, Object> eldest) {
            return size() > capacity;
          }
        };
  }

  private record Text(String text, Class<?> type) {}

  @Override
  public String encode(Object value) {
    return codec.encode(value);
  }

  @Override
  public <T> T decode(String text, Class<T> type) {
    var key = new Text(text, type);
    synchronized (recent) {
      var known = recent.get(key);
      if (known != null) {
        return type.cast(known);
      }
    }
    var read = codec.decode(text, type);
    synchronized (recent) {
      recent.put(key, read);
    }
    return read;
  }
}
