package dev.steward.stores.embedded;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Tombstone;
import dev.steward.core.run.Codec;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The rows of what was erased. Their hashes are keyed with a secret that the database was made
/// with.
final class Tombstones {
  private static final String HASH = "HmacSHA256";

  private final Database database;
  private final Codec codec;

  Tombstones(Database database, Codec codec) {
    this.database = database;
    this.codec = codec;
  }

  /// Leaves one for what had this text.
  Tombstone leave(Rows rows, Entry.Key key, String text, String by, Instant at)
      throws SQLException {
    var tombstone = new Tombstone(key, hash(rows, text), by, at);
    rows.update(
        "INSERT INTO tombstones (tenant, body) VALUES (?, ?)",
        key.tenant(),
        codec.encode(tombstone));
    return tombstone;
  }

  private static String hash(Rows rows, String text) throws SQLException {
    var secret =
        rows.first(row -> row.getBytes(1), "SELECT value FROM secret")
            .orElseThrow(() -> new SQLException("no row: secret"));
    try {
      var mac = Mac.getInstance(HASH);
      mac.init(new SecretKeySpec(secret, HASH));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every Java has " + HASH, e);
    }
  }

  List<Tombstone> newest(String tenant, int limit) {
    return database
        .read(
            "list what was erased",
            rows ->
                rows.list(
                    row -> row.getString(1),
                    "SELECT body FROM tombstones WHERE tenant = ? ORDER BY seq DESC LIMIT ?",
                    tenant,
                    limit))
        .stream()
        .map(body -> codec.decode(body, Tombstone.class))
        .toList();
  }
}
