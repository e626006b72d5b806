package dev.steward.stores.embedded;

import dev.steward.core.memory.Canonical;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.Function;

/// A number by which texts that are the same but for what doesn't matter ([Canonical]) are found
/// together; others may have it too, though hardly ever.
final class CanonicalHash {
  private CanonicalHash() {}

  static long of(String text) {
    return ofCanonical(Canonical.of(text));
  }

  static long ofCanonical(String canonical) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(canonical.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Makes it known to SQL as `canonical_hash`.
  static void register(Connection connection) throws SQLException {
    Function.create(
        connection,
        "canonical_hash",
        new Function() {
          @Override
          protected void xFunc() throws SQLException {
            result(of(value_text(0)));
          }
        });
  }
}
