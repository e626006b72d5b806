package dev.steward.web;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What comes over a connection, which may be waited for before anybody wants to read it: that is
/// how one learns that nothing will come any more. Whoever reads later gets what came meanwhile.
///
/// One thread at a time reads, and none reads while somebody watches.
final class LookAhead implements Supplier<byte @Nullable []> {
  private final DataReader connection;
  private final BooleanSupplier isClosing;
  private @Nullable FutureTask<Optional<byte[]>> ahead;

  /// How long one watches.
  interface Watch extends AutoCloseable {
    Watch NONE = () -> {};

    /// From now on nobody is told.
    @Override
    void close();
  }

  /// Looks ahead on this connection.
  ///
  /// @param isClosing whether it may be our own side that ends it
  LookAhead(DataReader connection, BooleanSupplier isClosing) {
    this.connection = connection;
    this.isClosing = isClosing;
  }

  /// Does `gone` once, on another thread, when the other side closes the connection or it breaks;
  /// not if something else comes from there first.
  synchronized Watch whenGone(Runnable gone) {
    if (ahead != null) {
      return Watch.NONE;
    }
    var told = new Told(gone);
    var next = new FutureTask<>(this::next);
    ahead = next;
    Thread.ofVirtual()
        .name("look-ahead")
        .start(() -> {
          next.run();
          if (isEnd(next) && !isClosing.getAsBoolean()) {
            told.tell();
          }
        });
    return told;
  }

  /// Whoever is told, as long as somebody is.
  private static final class Told implements Watch {
    private @Nullable Runnable gone;

    Told(Runnable gone) {
      this.gone = gone;
    }

    void tell() {
      var told = taken();
      if (told != null) {
        told.run();
      }
    }

    private synchronized @Nullable Runnable taken() {
      var told = gone;
      gone = null;
      return told;
    }

    @Override
    public void close() {
      var _ = taken();
    }
  }

  private static boolean isEnd(Future<Optional<byte[]>> next) {
    return next.state() == Future.State.FAILED || next.resultNow().isEmpty();
  }

  /// The next bytes, at least one; null at the end.
  @Override
  public byte @Nullable [] get() {
    var begun = taken();
    try {
      return (begun == null ? next() : begun.get()).orElse(null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("The server stops", e);
    } catch (ExecutionException e) {
      throw new CloseConnectionException("The connection broke", e.getCause());
    }
  }

  private synchronized @Nullable FutureTask<Optional<byte[]>> taken() {
    var begun = ahead;
    ahead = null;
    return begun;
  }

  private Optional<byte[]> next() {
    try {
      connection.ensureAvailable();
      return Optional.of(connection.readBytes(connection.available()));
    } catch (DataReader.InsufficientDataAvailableException end) {
      return Optional.empty();
    }
  }
}
