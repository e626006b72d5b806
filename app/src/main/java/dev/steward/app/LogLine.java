package dev.steward.app;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.TreeMap;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.slf4j.MDC;

/// A line of the log: how bad, where, what, and of which run, step and call, where it is of one.
/// Named in `logging.properties`.
public final class LogLine extends Formatter {
  @Override
  public String format(LogRecord line) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    out.print(
        "%s %s: %s%s"
            .formatted(
                line.getLevel().getName(), line.getLoggerName(), formatMessage(line), ids()));
    out.println();
    if (line.getThrown() != null && !isOfSending(line)) {
      line.getThrown().printStackTrace(out);
    }
    out.flush();
    return text.toString();
  }

  /// A receiver that is away is worth a line, not a trace of the stack each time.
  private static boolean isOfSending(LogRecord line) {
    return String.valueOf(line.getLoggerName()).startsWith("io.opentelemetry");
  }

  private static String ids() {
    var ids = MDC.getCopyOfContextMap();
    // An id is whatever a client chose: it must not look like a line of its own.
    return ids == null || ids.isEmpty()
        ? ""
        : " " + new TreeMap<>(ids).toString().replaceAll("\\p{Cntrl}", "?");
  }
}
