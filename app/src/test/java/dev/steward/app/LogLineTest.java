package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LogLineTest {
  private static String line() {
    var line = new LogRecord(Level.WARNING, "It is {0}");
    line.setLoggerName("dev.steward.x");
    line.setParameters(new Object[] {"late"});
    return new LogLine().format(line);
  }

  @Test
  void aLineOfNoRunEndsWithItsText() {
    assertThat(line()).isEqualTo("WARNING dev.steward.x: It is late" + System.lineSeparator());
  }

  @Test
  void aLineSaysForWhatItIsAndStaysOneLine() {
    try (var _ = MDC.putCloseable("run", "t1\nSEVERE forged");
        var _ = MDC.putCloseable("call", "t1/3")) {
      assertThat(line())
          .isEqualTo(
              "WARNING dev.steward.x: It is late {call=t1/3, run=t1?SEVERE forged}"
                  + System.lineSeparator());
    }
  }
}
