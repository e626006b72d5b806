package dev.steward.stores.chroma;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/// Names that say nothing to whoever reads them on the server: digests, different for each data
/// folder.
final class ChromaNames {
  private static final int DIGEST = 16;
  private final String store;

  /// @param store the id of the data folder
  ChromaNames(String store) {
    this.store = store;
  }

  /// The database that holds an edition's collections.
  static String database(String store, long edition) {
    return "steward-%s-%d".formatted(new ChromaNames(store).hex("store"), edition);
  }

  /// The collection of what belongs to no user of a tenant.
  String tenant(String tenant) {
    return "t-" + hex("tenant", tenant);
  }

  String user(String tenant, String user) {
    return user.isEmpty() ? tenant(tenant) : tenant(tenant) + "-" + hex("user", tenant, user);
  }

  /// What stands for a text where only equality matters.
  String text(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest("text", text));
  }

  private String hex(String... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  private byte[] digest(String... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      update(digest, store);
      for (var part : parts) {
        update(digest, part);
      }
      return Arrays.copyOf(digest.digest(), DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// With its length before it, so that no two lists of parts look alike; as UTF-16, so that no two
  /// texts do.
  private static void update(MessageDigest digest, String part) {
    digest.update((part.length() + " ").getBytes(StandardCharsets.US_ASCII));
    for (int i = 0; i < part.length(); i++) {
      digest.update((byte) (part.charAt(i) >> 8));
      digest.update((byte) part.charAt(i));
    }
  }
}
