package dev.steward.web;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Writes to clients, but not forever to one that doesn't read.
///
/// @param alarms interrupt a write that takes too long
record TimedWriter(ScheduledExecutorService alarms) {
  private static final Duration SLOWEST = Duration.ofSeconds(30);

  void write(OutputStream out, byte[] bytes) throws IOException {
    var alarm =
        alarms.schedule(
            Thread.currentThread()::interrupt, SLOWEST.toMillis(), TimeUnit.MILLISECONDS);
    try {
      out.write(bytes);
      out.flush();
    } finally {
      alarm.cancel(false);
    }
  }
}
