package dev.steward.models;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
  public Similarity similarity() {
    return embedder.similarity();
  }

  @Override
  public Vector passage(String text) {
    return cached(Use.PASSAGE, text);
  }

  /// Asks once for all texts that are not known, each of them once.
  @Override
  public List<Vector> passages(List<String> texts) {
    var known = new HashMap<String, Vector>();
    for (var text : texts) {
      var vector = recalled(key(Use.PASSAGE, text));
      if (vector != null) {
        known.put(text, vector);
      }
    }
    var unknown = texts.stream().filter(text -> !known.containsKey(text)).distinct().toList();
    if (!unknown.isEmpty()) {
      var found = embedder.passages(unknown);
      for (int i = 0; i < unknown.size(); i++) {
        known.put(unknown.get(i), found.get(i));
        remember(key(Use.PASSAGE, unknown.get(i)), found.get(i));
      }
    }
    return texts.stream().map(known::get).toList();
  }

  @Override
  public boolean isWord(String lower) {
    return embedder.isWord(lower);
  }

  @Override
  public Vector query(String text) {
    return cached(Use.QUERY, text);
  }

  /// No lock is held while a vector is computed; two threads that ask for a new text at the same
  /// moment both compute it.
  private Vector cached(Use use, String text) {
    var key = key(use, text);
    var known = recalled(key);
    if (known != null) {
      return known;
    }
    var vector =
        switch (use) {
          case PASSAGE -> embedder.passage(text);
          case QUERY -> embedder.query(text);
        };
    remember(key, vector);
    return vector;
  }

  private @Nullable Vector recalled(Key key) {
    synchronized (vectors) {
      return vectors.get(key);
    }
  }

  private void remember(Key key, Vector vector) {
    synchronized (vectors) {
      vectors.put(key, vector);
    }
  }

  private static Key key(Use use, String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return new Key(use, ByteBuffer.wrap(digest.digest(text.getBytes(StandardCharsets.UTF_8))));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
