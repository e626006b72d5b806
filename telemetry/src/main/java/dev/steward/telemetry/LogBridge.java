package dev.steward.telemetry;

import dev.steward.core.model.Till;
import dev.steward.core.run.Runs;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Hands the lines of the log on, each with the run, the step and the call that it is about, in the
/// trace that they are in.
final class LogBridge extends Handler {
  private static final AttributeKey<String> EXCEPTION = AttributeKey.stringKey("exception.type");

  private static final Formatter FORMATTER = new SimpleFormatter();

  /// What the sending says of itself would never end.
  private static final String OWN = "io.opentelemetry";

  private final io.opentelemetry.api.logs.Logger log;
  private final Traces traces;
  private final Logger ours = Logger.getLogger("dev.steward");
  private final @Nullable Level before = ours.getLevel();
  private boolean hasBegun;

  LogBridge(io.opentelemetry.api.logs.Logger log, Traces traces) {
    this.log = log;
    this.traces = traces;
    setLevel(Level.INFO);
  }

  /// Hands on from now on; of what we log, what is worth an information, too.
  void begin() {
    hasBegun = true;
    if (before == null) {
      ours.setLevel(Level.INFO);
    }
    Logger.getLogger("").addHandler(this);
  }

  @Override
  public void publish(LogRecord line) {
    var name = line.getLoggerName();
    if (!isLoggable(line) || (name != null && name.startsWith(OWN))) {
      return;
    }
    var ids = ids();
    var step = ids.getOrDefault(Runs.STEP, "");
    var out =
        log.logRecordBuilder()
            .setTimestamp(line.getInstant())
            .setSeverity(severity(line.getLevel()))
            .setSeverityText(line.getLevel().getName())
            .setContext(step.isEmpty() ? Context.root() : traces.within(step))
            .setBody(FORMATTER.formatMessage(line));
    put(out, Key.RUN, ids.get(Runs.RUN));
    put(out, Key.STEP, ids.get(Runs.STEP));
    put(out, Key.CALL, ids.get(Till.CALL));
    put(out, AttributeKey.stringKey("logger.name"), name);
    if (line.getThrown() != null) {
      out.setAttribute(EXCEPTION, line.getThrown().getClass().getName());
    }
    out.emit();
  }

  private static Map<String, String> ids() {
    var ids = MDC.getCopyOfContextMap();
    return ids == null ? Map.of() : ids;
  }

  private static void put(LogRecordBuilder out, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      out.setAttribute(key, value);
    }
  }

  private static Severity severity(Level level) {
    int value = level.intValue();
    if (value >= Level.SEVERE.intValue()) {
      return Severity.ERROR;
    }
    if (value >= Level.WARNING.intValue()) {
      return Severity.WARN;
    }
    return value >= Level.INFO.intValue() ? Severity.INFO : Severity.DEBUG;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    Logger.getLogger("").removeHandler(this);
    if (hasBegun && before == null) {
      ours.setLevel(null);
    }
  }
}
