package dev.steward.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Reads server-sent events. A stream that is silent for too long, without even a comment, counts
/// as broken.
final class EventReader {
  private final InputStream in;
  private final Duration patience;

  EventReader(InputStream in, Duration patience) {
    this.in = in;
    this.patience = patience;
  }

  /// What the reading thread has to say.
  private sealed interface Read {}

  private record Line(String text) implements Read {}

  private record Ended() implements Read {}

  /// It can't go on.
  private record Broken(IOException cause) implements Read {}

  /// Hands over each event's name and data until the stream ends.
  void forEach(BiConsumer<String, String> events) throws IOException, InterruptedException {
    var reads = new LinkedBlockingQueue<Read>();
    Thread.ofVirtual().start(() -> readLines(reads));
    var name = "";
    var data = new StringBuilder();
    for (var line = next(reads); line.isPresent(); line = next(reads)) {
      var text = line.get();
      if (text.isEmpty()) {
        if (!data.isEmpty()) {
          events.accept(name, data.toString());
        }
        name = "";
        data.setLength(0);
      } else if (text.startsWith("event:")) {
        name = text.substring("event:".length()).strip();
      } else if (text.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(text.substring("data:".length()).strip());
      }
    }
  }

  /// Ends by itself when the stream is closed.
  private void readLines(BlockingQueue<Read> reads) {
    try {
      var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        reads.add(new Line(line));
      }
      reads.add(new Ended());
    } catch (IOException e) {
      reads.add(new Broken(e));
    }
  }

  private Optional<String> next(BlockingQueue<Read> reads)
      throws IOException, InterruptedException {
    return switch (reads.poll(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      case null -> throw new InterruptedIOException("silent for " + patience);
      case Line(String text) -> Optional.of(text);
      case Ended _ -> Optional.empty();
      case Broken(IOException cause) -> throw cause;
    };
  }
}
