package dev.steward.models.openai;

import dev.steward.core.model.Similarity;
import dev.steward.models.chat.ModelOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalInt;

/// An embedding model, and what it is asked for.
///
/// @param dimensions how many numbers a vector has
/// @param queryPrefix what the model wants before a text to search with
/// @param passagePrefix what the model wants before a text to be found
/// @param maxChars how many `char`s of a text are sent
/// @param timeout for one call, all its attempts included
public record EmbeddingOptions(
    ModelOptions model,
    int dimensions,
    String queryPrefix,
    String passagePrefix,
    int maxChars,
    Duration timeout,
    Similarity similarity) {
  /// Fewer than 2,048 tokens of English.
  public static final int DEFAULT_MAX_CHARS = 6_000;

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(20);

  /// What is asked for unless it is said. OpenAI's have 1,536 and 3,072 of their own.
  private static final Map<String, Integer> KNOWN =
      Map.of(
          "text-embedding-3-small", 1_024,
          "text-embedding-3-large", 1_024,
          "nomic-embed-text", 768,
          "mxbai-embed-large", 1_024,
          "bge-m3", 1_024,
          "embeddinggemma", 768,
          "snowflake-arctic-embed2", 1_024,
          "all-minilm", 384);

  public EmbeddingOptions {
    if (dimensions < 1 || maxChars < 2) {
      throw new IllegalArgumentException(
          "vectors of %d dimensions, of texts of %d chars".formatted(dimensions, maxChars));
    }
  }

  /// Without prefixes, with the usual limits.
  public static EmbeddingOptions of(ModelOptions model, int dimensions) {
    return new EmbeddingOptions(
        model, dimensions, "", "", DEFAULT_MAX_CHARS, DEFAULT_TIMEOUT, Similarity.USUAL);
  }

  public EmbeddingOptions withPrefixes(String query, String passage) {
    return new EmbeddingOptions(model, dimensions, query, passage, maxChars, timeout, similarity);
  }

  public EmbeddingOptions withMaxChars(int maxChars) {
    return new EmbeddingOptions(
        model, dimensions, queryPrefix, passagePrefix, maxChars, timeout, similarity);
  }

  public EmbeddingOptions withTimeout(Duration timeout) {
    return new EmbeddingOptions(
        model, dimensions, queryPrefix, passagePrefix, maxChars, timeout, similarity);
  }

  public EmbeddingOptions withSimilarity(Similarity similarity) {
    return new EmbeddingOptions(
        model, dimensions, queryPrefix, passagePrefix, maxChars, timeout, similarity);
  }

  /// How many dimensions to ask a model for that is known by its name; a tag (`:latest`) doesn't
  /// count.
  public static OptionalInt knownDimensions(String model) {
    var dimensions = KNOWN.get(model.replaceFirst(":.*", ""));
    return dimensions == null ? OptionalInt.empty() : OptionalInt.of(dimensions);
  }

  /// The embedder's id: whatever makes stored vectors other ones makes it another. Where the model
  /// runs does not.
  public String id() {
    var id = "openai:%s/%d".formatted(model.model(), dimensions);
    return passagePrefix.isEmpty() && maxChars == DEFAULT_MAX_CHARS
        ? id
        : id + "/" + digest(maxChars + " " + passagePrefix);
  }

  private static String digest(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
