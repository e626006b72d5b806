package dev.steward.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import dev.steward.core.Failure;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A BERT encoder in ONNX Runtime. It runs one text at a time on one thread, since a quantised
/// model's output depends on what else is in its batch; as many texts at once as there are cores.
final class OnnxEncoder implements AutoCloseable {
  private static final long LONGEST_WAIT_SECONDS = 60;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Pooling pooling;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Semaphore turns = new Semaphore(cores, true);
  private volatile boolean closed;

  /// @param model the model's file in direct memory, needed no longer when this returns
  OnnxEncoder(OrtEnvironment environment, ByteBuffer model, Pooling pooling) throws OrtException {
    this.environment = environment;
    this.pooling = pooling;
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      this.session = environment.createSession(model, options);
    }
  }

  /// The vector of these tokens times their number; see [Pooling#weighted].
  float[] encode(int[] tokens) {
    awaitTurn();
    try {
      if (closed) {
        throw new IllegalStateException("the embedder is closed");
      }
      return run(tokens);
    } catch (OrtException e) {
      throw Failure.internal(
          "ONNX Runtime failed on a text of %d tokens: %s; restart, and report it if it stays"
              .formatted(tokens.length, e.getMessage()),
          e);
    } finally {
      turns.release();
    }
  }

  private float[] run(int[] tokens) throws OrtException {
    var ones = new long[tokens.length];
    Arrays.fill(ones, 1);
    try (var ids = tensor(Arrays.stream(tokens).asLongStream().toArray());
        var mask = tensor(ones);
        var types = tensor(new long[tokens.length]);
        var result =
            session.run(
                Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
      return pooling.weighted(((OnnxTensor) result.get(0)).getFloatBuffer().array(), tokens.length);
    }
  }

  private OnnxTensor tensor(long[] values) throws OrtException {
    return OnnxTensor.createTensor(
        environment, LongBuffer.wrap(values), new long[] {1, values.length});
  }

  private void awaitTurn() {
    try {
      if (!turns.tryAcquire(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw Failure.internal(
            "Embedding a text waited %d s for a free core; reduce the load, then try again"
                .formatted(LONGEST_WAIT_SECONDS),
            null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Embedding a text was interrupted; try again", e);
    }
  }

  /// Waits for texts being run: the memory of a session must not go away under them.
  @Override
  public void close() {
    turns.acquireUninterruptibly(cores);
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw Failure.internal("ONNX Runtime could not close its session: " + e.getMessage(), e);
    } finally {
      turns.release(cores);
    }
  }
}
