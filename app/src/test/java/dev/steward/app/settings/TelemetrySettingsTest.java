package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetrySettingsTest {
  private static TelemetrySettings telemetry(String settings) {
    return SettingsFile.parse(SettingsFile.defaults() + settings, "steward.yaml", ZoneOffset.UTC)
        .telemetry();
  }

  @Test
  void nothingIsToldUnlessTheFileSaysSo() {
    assertThat(telemetry("")).isEqualTo(new TelemetrySettings(false, "", "steward", false));
  }

  @Test
  void whatIsToldAndToWhomIsSaid() {
    assertThat(
            telemetry(
                "telemetry: { prometheus: yes, otlp: 'https://collect.example.com', service: shop, contents: yes }\n"))
        .isEqualTo(new TelemetrySettings(true, "https://collect.example.com", "shop", true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "otlp: collector:4317 | telemetry.otlp: expected an address such as http://localhost:4318",
        "otlp: 'http://me:pw@host' | telemetry.otlp: expected an address",
        "headers: x | telemetry.headers: there is no such setting"
      })
  void aMistakeIsNamed(String setting, String said) {
    assertThatThrownBy(() -> telemetry("telemetry: { %s }\n".formatted(setting)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(said);
  }
}
