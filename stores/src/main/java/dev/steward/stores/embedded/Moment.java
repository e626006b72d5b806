package dev.steward.stores.embedded;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.lucene.util.BytesRef;

/// An instant in 12 bytes that sort as instants do.
final class Moment {
  private Moment() {}

  static byte[] bytes(Instant instant) {
    return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
        .putLong(instant.getEpochSecond() ^ Long.MIN_VALUE)
        .putInt(instant.getNano())
        .array();
  }

  static Instant of(BytesRef bytes) {
    var buffer = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length);
    return Instant.ofEpochSecond(buffer.getLong() ^ Long.MIN_VALUE, buffer.getInt());
  }
}
