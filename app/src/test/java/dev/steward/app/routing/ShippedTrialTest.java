package dev.steward.app.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.SettingsFile;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/// The figures that the router is held to, on tasks that it did not learn from.
class ShippedTrialTest {
  @Test
  void tasksFindTheirAgent() {
    var settings = SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC);
    try (var encoding = ShippedEncoding.alone()) {
      var figures = ShippedTrial.run(encoding.encoding(), settings, "test");

      assertThat(figures.rightAgent()).as(figures.toString()).isGreaterThanOrEqualTo(0.97);
      assertThat(figures.abstained()).as(figures.toString()).isLessThanOrEqualTo(0.15);
      assertThat(figures.unchanged()).as(figures.toString()).isGreaterThanOrEqualTo(0.95);
      assertThat(figures.strangersAccepted()).as(figures.toString()).isLessThanOrEqualTo(0.12);
    }
  }
}
