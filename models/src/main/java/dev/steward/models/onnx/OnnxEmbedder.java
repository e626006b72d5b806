package dev.steward.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// An embedder in this process: no server, no key. The model comes from the class path.
///
/// A model reads a window of 256 or 512 tokens at once. A query is embedded by its first window, a
/// passage by its first 2,048 tokens: the mean of their windows, each weighed by its length.
public final class OnnxEmbedder implements Embedder, AutoCloseable {
  private static final int LONGEST_PASSAGE = 2_048;

  private final OnnxModel model;
  private final OnnxEncoder encoder;
  private final WordPiece wordPiece;
  private final int start;
  private final int end;
  private final int[] passagePrefix;
  private final int[] queryPrefix;

  /// Loads the model, which takes some tenths of a second.
  ///
  /// @throws Failure INTERNAL if this machine can't run it
  public OnnxEmbedder(OnnxModel model) {
    this.model = model;
    try (var memory = Arena.ofShared();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var environment = threads.submit(OnnxEmbedder::environment);
      var weights = threads.submit(() -> load(model.weights(), memory));
      Vocabulary vocabulary;
      try (var tokenizer = open(model.tokenizer()).getInputStream()) {
        vocabulary = Vocabulary.read(tokenizer);
      }
      this.wordPiece = new WordPiece(vocabulary);
      this.start = vocabulary.special("[CLS]");
      this.end = vocabulary.special("[SEP]");
      this.passagePrefix = wordPiece.tokens(model.passagePrefix(), model.window()).toArray();
      this.queryPrefix = wordPiece.tokens(model.queryPrefix(), model.window()).toArray();
      this.encoder = new OnnxEncoder(environment.get(), weights.get(), model.pooling());
    } catch (IOException | OrtException | ExecutionException e) {
      throw cannotLoad(model, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal(
          "Loading the embedder %s was interrupted; start again".formatted(model.word()), e);
    }
  }

  private static OrtEnvironment environment() throws OrtException {
    var environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "steward");
    environment.setTelemetry(false);
    return environment;
  }

  private static ByteBuffer load(String resource, Arena memory) throws IOException {
    var connection = open(resource);
    var bytes = memory.allocate(connection.getContentLengthLong()).asByteBuffer();
    var chunk = new byte[1 << 16];
    try (var in = connection.getInputStream()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        bytes.put(chunk, 0, read);
      }
    }
    return bytes.flip();
  }

  private static URLConnection open(String resource) throws IOException {
    var url = OnnxEmbedder.class.getResource(resource);
    if (url == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return url.openConnection();
  }

  private static Failure cannotLoad(OnnxModel model, Exception cause) {
    return Failure.internal(
        "The embedder %s could not be loaded on %s %s: %s; check that the temporary folder can be written to and run from, or configure another embedder"
            .formatted(
                model.word(), System.getProperty("os.name"), System.getProperty("os.arch"), cause),
        cause);
  }

  @Override
  public String id() {
    return model.id();
  }

  @Override
  public int dimensions() {
    return model.dimensions();
  }

  @Override
  public Similarity similarity() {
    return model.similarity();
  }

  @Override
  public Vector passage(String text) {
    return embed(passagePrefix, text, LONGEST_PASSAGE / model.window());
  }

  @Override
  public Vector query(String text) {
    return embed(queryPrefix, text, 1);
  }

  @Override
  public boolean isWord(String lower) {
    return wordPiece.isWord(lower);
  }

  /// The direction of the mean over all windows, which is that of their sum.
  private Vector embed(int[] prefix, String text, int windows) {
    int room = model.window() - prefix.length - 2;
    var tokens = wordPiece.tokens(text, windows * room);
    var sum = new float[model.dimensions()];
    int from = 0;
    do {
      int to = Math.min(tokens.size(), from + room);
      var ofWindow = encoder.encode(window(prefix, tokens.range(from, to)));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += ofWindow[i];
      }
      from = to;
    } while (from < tokens.size());
    return Vector.of(sum).unit();
  }

  private int[] window(int[] prefix, int[] tokens) {
    var window = new int[prefix.length + tokens.length + 2];
    window[0] = start;
    System.arraycopy(prefix, 0, window, 1, prefix.length);
    System.arraycopy(tokens, 0, window, 1 + prefix.length, tokens.length);
    window[window.length - 1] = end;
    return window;
  }

  /// Waits for texts being embedded.
  @Override
  public void close() {
    encoder.close();
  }
}
