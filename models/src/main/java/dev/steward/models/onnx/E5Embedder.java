package dev.steward.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The embedder e5-small-v2, quantised to 8 bits, in this process: English, 384 dimensions, no
/// server and no key. The model comes from the class path.
///
/// A query is embedded by its first 512 tokens, a passage by its first four windows of as many.
public final class E5Embedder implements Embedder, AutoCloseable {
  private static final String MODEL = "/e5-small-v2-q.onnx";
  private static final String TOKENIZER = "/e5-small-v2-q-tokenizer.json";

  /// What [#id] returns.
  public static final String ID = "e5-small-v2-q/1";

  /// What [#dimensions] returns.
  public static final int DIMENSIONS = 384;

  private static final int WINDOW = 512;
  private static final int WINDOWS_OF_A_PASSAGE = 4;

  private final OnnxEncoder encoder;
  private final WordPiece wordPiece;
  private final int start;
  private final int end;
  private final int[] passagePrefix;
  private final int[] queryPrefix;

  /// Loads the model, which takes some tenths of a second.
  ///
  /// @throws Failure INTERNAL if this machine can't run it
  public E5Embedder() {
    try (var memory = Arena.ofShared();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var environment = threads.submit(E5Embedder::environment);
      var model = threads.submit(() -> load(MODEL, memory));
      Vocabulary vocabulary;
      try (var tokenizer = open(TOKENIZER).getInputStream()) {
        vocabulary = Vocabulary.read(tokenizer);
      }
      this.wordPiece = new WordPiece(vocabulary);
      this.start = vocabulary.special("[CLS]");
      this.end = vocabulary.special("[SEP]");
      this.passagePrefix = wordPiece.tokens("passage: ", WINDOW).toArray();
      this.queryPrefix = wordPiece.tokens("query: ", WINDOW).toArray();
      this.encoder = new OnnxEncoder(environment.get(), model.get());
    } catch (IOException | OrtException | ExecutionException e) {
      throw cannotLoad(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Loading the embedder e5-small-v2 was interrupted; start again", e);
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
    var url = E5Embedder.class.getResource(resource);
    if (url == null) {
      throw new FileNotFoundException(resource + " is not on the class path");
    }
    return url.openConnection();
  }

  private static Failure cannotLoad(Exception cause) {
    return Failure.internal(
        "The embedder e5-small-v2 could not be loaded on %s %s: %s; check that the temporary folder can be written to and run from, or configure another embedder"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), cause),
        cause);
  }

  /// Names the way from text to vector as well: what changes a vector must change the name.
  @Override
  public String id() {
    return ID;
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public Vector passage(String text) {
    return embed(passagePrefix, text, WINDOWS_OF_A_PASSAGE);
  }

  @Override
  public Vector query(String text) {
    return embed(queryPrefix, text, 1);
  }

  /// The direction of the mean over all tokens of all windows, which is that of their sum.
  private Vector embed(int[] prefix, String text, int windows) {
    int room = WINDOW - prefix.length - 2;
    var tokens = wordPiece.tokens(text, windows * room);
    var sum = new float[DIMENSIONS];
    int from = 0;
    do {
      int to = Math.min(tokens.size(), from + room);
      var ofWindow = encoder.sum(window(prefix, tokens.range(from, to)));
      for (int i = 0; i < DIMENSIONS; i++) {
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
