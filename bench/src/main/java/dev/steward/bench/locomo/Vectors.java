package dev.steward.bench.locomo;

import dev.steward.models.onnx.E5Embedder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The embedder's vectors, kept in a file so that a variant is measured in seconds.
final class Vectors implements AutoCloseable {
  private static final int KEY = 16;

  private final Path file;
  private final E5Embedder embedder = new E5Embedder();
  private final Map<String, float[]> known = new ConcurrentHashMap<>();

  Vectors(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    if (Files.exists(file)) {
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      int record = KEY + E5Embedder.DIMENSIONS * Float.BYTES;
      while (bytes.remaining() >= record) {
        var key = new byte[KEY];
        bytes.get(key);
        var vector = new float[E5Embedder.DIMENSIONS];
        bytes.asFloatBuffer().get(vector);
        bytes.position(bytes.position() + vector.length * Float.BYTES);
        known.put(HexFormat.of().formatHex(key), vector);
      }
    }
  }

  float[] query(String text) {
    return vector("query: " + text, () -> embedder.query(text).toArray());
  }

  float[][] passages(List<String> texts) {
    return texts.parallelStream()
        .map(text -> vector("passage: " + text, () -> embedder.passage(text).toArray()))
        .toArray(float[][]::new);
  }

  private float[] vector(String what, Supplier<float[]> embed) {
    var key = key(E5Embedder.ID + what);
    return known.computeIfAbsent(
        HexFormat.of().formatHex(key),
        k -> {
          var vector = embed.get();
          keep(key, vector);
          return vector;
        });
  }

  private synchronized void keep(byte[] key, float[] vector) {
    var bytes = ByteBuffer.allocate(KEY + vector.length * Float.BYTES).put(key);
    bytes.asFloatBuffer().put(vector);
    try {
      Files.write(file, bytes.array(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] key(String text) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(hash, KEY);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    embedder.close();
  }
}
