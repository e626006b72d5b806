package dev.steward.models.onnx;

import dev.steward.core.model.Similarity;
import java.util.Arrays;
import java.util.Optional;

/// A model whose weights are on the class path: English, quantised to 8 bits.
public enum OnnxModel {
  /// The best of them at finding what was said, and as slow as the second.
  E5_SMALL_V2("e5-small-v2", 512, Pooling.MEAN, "query: ", "passage: ", 0.72, 0.95),

  /// Its card asks for the instruction before queries, and for nothing before passages.
  BGE_SMALL_EN_V15(
      "bge-small-en-v1.5",
      512,
      Pooling.FIRST,
      "Represent this sentence for searching relevant passages: ",
      "",
      0.41,
      0.96),

  /// The fastest; made for sentences of up to 256 word pieces.
  ALL_MINILM_L6_V2("all-minilm-l6-v2", 256, Pooling.MEAN, "", "", 0.06, 1);

  private static final int DIMENSIONS = 384;

  private final String word;
  private final int window;
  private final Pooling pooling;
  private final String queryPrefix;
  private final String passagePrefix;
  private final double unrelated;
  private final double same;

  OnnxModel(
      String word,
      int window,
      Pooling pooling,
      String queryPrefix,
      String passagePrefix,
      double unrelated,
      double same) {
    this.word = word;
    this.window = window;
    this.pooling = pooling;
    this.queryPrefix = queryPrefix;
    this.passagePrefix = passagePrefix;
    this.unrelated = unrelated;
    this.same = same;
  }

  /// The model of that [#word].
  public static Optional<OnnxModel> named(String word) {
    return Arrays.stream(values()).filter(model -> model.word.equals(word)).findFirst();
  }

  /// As the configuration names it.
  public String word() {
    return word;
  }

  /// Names the way from text to vector as well: what changes a vector must change this.
  public String id() {
    return word + "-q/1";
  }

  public int dimensions() {
    return DIMENSIONS;
  }

  /// Fitted to what people say to each other in the LoCoMo conversations.
  public Similarity similarity() {
    return new Similarity(unrelated, same);
  }

  /// The most tokens that it reads at once, the marks at their start and end among them.
  int window() {
    return window;
  }

  Pooling pooling() {
    return pooling;
  }

  String queryPrefix() {
    return queryPrefix;
  }

  String passagePrefix() {
    return passagePrefix;
  }

  String weights() {
    return "/" + word + "-q.onnx";
  }

  String tokenizer() {
    return "/" + word + "-q-tokenizer.json";
  }
}
