package dev.steward.testkit;

import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.util.Locale;
import java.util.regex.Pattern;

/// An embedder without a model: each word turns into one of 64 directions, so that texts lie close
/// together when they share words. The same on every machine.
public final class HashingEmbedder implements Embedder {
  private static final int DIMENSIONS = 64;
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  @Override
  public String id() {
    return "hashing-64";
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Vector passage(String text) {
    return embed(text);
  }

  @Override
  public Vector query(String text) {
    return embed(text);
  }

  /// A text without words has a direction too, and it is always the same.
  private static Vector embed(String text) {
    var components = new float[DIMENSIONS];
    var words = WORD.matcher(text.toLowerCase(Locale.ROOT));
    boolean empty = true;
    while (words.find()) {
      components[Math.floorMod(spread(words.group().hashCode()), DIMENSIONS)] += 1;
      empty = false;
    }
    if (empty) {
      components[0] = 1;
    }
    return Vector.of(components).unit();
  }

  /// Neighbouring hash codes, as those of similar words are, far apart.
  private static int spread(int hash) {
    int mixed = hash * 0x9E3779B9;
    return mixed ^ (mixed >>> 15);
  }
}
