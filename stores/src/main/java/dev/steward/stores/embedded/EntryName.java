package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// How an entry's type and id are written down: one byte for the type and the form of the id, then
/// the id. An id that begins with a UUID, as nearly all do, takes 16 bytes for that, and what
/// stands behind it as it is.
final class EntryName {
  private static final int UUID_LENGTH = 36;
  private static final int UUID_BYTES = 2 * Long.BYTES;
  private static final byte MESSAGE = 1;
  private static final byte BEGINS_WITH_UUID = 2;

  private EntryName() {}

  static BytesRef of(Entry.Key key) {
    byte form = key.type() == Entry.Type.MESSAGE ? MESSAGE : 0;
    var uuid = uuid(key.id());
    var rest =
        (uuid == null ? key.id() : key.id().substring(UUID_LENGTH))
            .getBytes(StandardCharsets.UTF_8);
    var bytes = ByteBuffer.allocate(1 + (uuid == null ? 0 : UUID_BYTES) + rest.length);
    if (uuid == null) {
      bytes.put(form);
    } else {
      bytes
          .put((byte) (form | BEGINS_WITH_UUID))
          .putLong(uuid.getMostSignificantBits())
          .putLong(uuid.getLeastSignificantBits());
    }
    return new BytesRef(bytes.put(rest).array());
  }

  static Entry.Key key(String tenant, BytesRef name) {
    return new Entry.Key(
        tenant,
        (name.bytes[name.offset] & MESSAGE) == 0 ? Entry.Type.FACT : Entry.Type.MESSAGE,
        id(name));
  }

  static String id(BytesRef name) {
    var bytes = ByteBuffer.wrap(name.bytes, name.offset, name.length);
    var start =
        (bytes.get() & BEGINS_WITH_UUID) == 0
            ? ""
            : new UUID(bytes.getLong(), bytes.getLong()).toString();
    return start + StandardCharsets.UTF_8.decode(bytes);
  }

  /// The UUID that an id begins with, if it is written as UUIDs usually are.
  private static @Nullable UUID uuid(String id) {
    if (id.length() < UUID_LENGTH) {
      return null;
    }
    var start = id.substring(0, UUID_LENGTH);
    try {
      var uuid = UUID.fromString(start);
      return uuid.toString().equals(start) ? uuid : null;
    } catch (IllegalArgumentException _) {
      return null;
    }
  }
}
