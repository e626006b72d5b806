package dev.steward.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Answers with JSON lines that are made one after the other, as fast as the client takes them.
final class LineStream {
  private static final int PIECE = 64 * 1024;

  private final TimedWriter writer;

  LineStream(ScheduledExecutorService alarms) {
    writer = new TimedWriter(alarms);
  }

  /// Answers with the lines that `source` hands over. A failure before the first piece was sent
  /// becomes an ordinary response; a later one is the last line.
  void send(Exchange exchange, Consumer<Consumer<String>> source) {
    try (var response = new Response(exchange)) {
      try {
        source.accept(response::add);
      } catch (UncheckedIOException e) {
        throw e; // Nobody listens any more.
      } catch (RuntimeException e) {
        response.fail(e);
      }
      response.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A response that begins with its first piece.
  private final class Response implements AutoCloseable {
    private final Exchange exchange;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private @Nullable OutputStream out;

    Response(Exchange exchange) {
      this.exchange = exchange;
    }

    void add(String line) {
      piece.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
      if (piece.size() >= PIECE) {
        try {
          flush();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    void fail(RuntimeException why) {
      if (out == null) {
        piece.reset();
        throw why;
      }
      add(Json.write(EventStream.refusal(why, exchange.requestId()).own()));
    }

    void flush() throws IOException {
      var open = out == null ? exchange.lines() : out;
      out = open;
      writer.write(open, piece.toByteArray());
      piece.reset();
    }

    @Override
    public void close() throws IOException {
      if (out != null) {
        out.close();
      }
    }
  }
}
