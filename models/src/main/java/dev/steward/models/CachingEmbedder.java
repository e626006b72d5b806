package dev.steward.models;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/// An embedder that remembers the vectors of the texts used last. It keeps no text, only its
/// digest.
public final class CachingEmbedder implements Embedder {
  private final Embedder embedder;
  private final Map<Key, Vector> vectors;

  /// Remembers up to `capacity` vectors of `embedder`, which it does not close.
  public CachingEmbedder(Embedder embedder, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("a cache of %d vectors is none".formatted(capacity));
    }
    this.embedder = embedder;
    this.vectors =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Key, Vector> eldest) {
            return size() > capacity;
          }
        };
  }

  private enum Use {
    PASSAGE,
    QUERY
  }

  private record Key(Use use, ByteBuffer digest) {}

  @Override
  public String id() {
    return embedder.id();
  }

  @Override
  public int dimensions() {
    return embedder.dimensions();
  }

  @Override
  public Vector passage(String text) {
    return cached(Use.PASSAGE, text);
  }

  @Override
  public Vector query(String text) {
    return cached(Use.QUERY, text);
  }

  /// The lock is not held while a vector is computed; two threads that ask for a new text at the
  /// same moment both compute it.
  private Vector cached(Use use, String text) {
    var key = new Key(use, digest(text));
    synchronized (vectors) {
      var known = vectors.get(key);
      if (known != null) {
        return known;
      }
    }
    var vector =
        switch (use) {
          case PASSAGE -> embedder.passage(text);
          case QUERY -> embedder.query(text);
        };
    synchronized (vectors) {
      vectors.put(key, vector);
    }
    return vector;
  }

  private static ByteBuffer digest(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
