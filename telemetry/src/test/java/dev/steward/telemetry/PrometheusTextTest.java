package dev.steward.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// What Prometheus reads: version 0.0.4 of its text format.
class PrometheusTextTest {
  private static final Pattern TYPE =
      Pattern.compile("# TYPE ([a-zA-Z_][a-zA-Z0-9_]*) (counter|gauge|histogram)");
  private static final Pattern HELP = Pattern.compile("# HELP [a-zA-Z_][a-zA-Z0-9_]* [^\n]*");
  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{([a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\""
              + "(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\")*)})? (\\S+)");

  private final Scrape scrape = new Scrape();
  private final SdkMeterProvider provider =
      SdkMeterProvider.builder().registerMetricReader(scrape).build();

  /// Reads it as Prometheus does: every sample belongs to a type that was named before it.
  private static Map<String, Double> parsed(String text) {
    var samples = new HashMap<String, Double>();
    var types = new HashSet<String>();
    assertThat(text).endsWith("\n");
    for (var line : text.split("\n", -1)) {
      var type = TYPE.matcher(line);
      if (type.matches()) {
        assertThat(types.add(type.group(1))).as("one type each: " + line).isTrue();
      } else if (!line.isEmpty() && !HELP.matcher(line).matches()) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        var base = sample.group(1).replaceFirst("_(bucket|sum|count)$", "");
        assertThat(types.contains(base) || types.contains(sample.group(1))).as(line).isTrue();
        samples.put(
            line.substring(0, line.lastIndexOf(' ')),
            Double.valueOf(sample.group(3).replace("+Inf", "Infinity")));
      }
    }
    return samples;
  }

  @Test
  void histogramsAddUp() {
    var figures = new Figures(provider.get("test"));
    var call = Attributes.of(Key.MODEL, "m");
    for (var seconds : List.of(0.005, 0.015, 0.5, 1_000.0)) {
      figures.call(call, seconds);
    }

    var samples = parsed(scrape.text());

    var name = "gen_ai_client_operation_duration_seconds";
    var labels = "{gen_ai_request_model=\"m\"";
    assertThat(samples)
        .containsEntry(name + "_count" + labels + "}", 4.0)
        .containsEntry(name + "_bucket" + labels + ",le=\"0.01\"}", 1.0)
        .containsEntry(name + "_bucket" + labels + ",le=\"0.02\"}", 2.0)
        .containsEntry(name + "_bucket" + labels + ",le=\"0.64\"}", 3.0)
        .containsEntry(name + "_bucket" + labels + ",le=\"+Inf\"}", 4.0);
    assertThat(samples.get(name + "_sum" + labels + "}")).isCloseTo(1000.52, Offset.offset(1e-9));
  }

  @Test
  void whateverStandsInALabelStaysInIt() {
    provider
        .get("test")
        .counterBuilder("odd-name.9")
        .setDescription("line\nbreak and \\")
        .build()
        .add(
            2,
            Attributes.of(AttributeKey.stringKey("a.b"), "quote \" back \\ line\nbreak } 漢字 👋"));

    assertThat(parsed(scrape.text()))
        .containsExactly(
            Map.entry("odd_name_9_total{a_b=\"quote \\\" back \\\\ line\\nbreak } 漢字 👋\"}", 2.0));
  }

  @Test
  void gaugesAndUpDownCountersAreGauges() {
    var meter = provider.get("test");
    meter.upDownCounterBuilder("under.way").build().add(-3);
    meter.gaugeBuilder("heat").setUnit("By").build().set(0.5);

    assertThat(scrape.text())
        .contains("# TYPE under_way gauge\nunder_way -3\n")
        .contains("# TYPE heat_bytes gauge\nheat_bytes 0.5\n");
  }

  @Test
  void whereNothingWasCountedNothingIsSaid() {
    assertThat(scrape.text()).isEmpty();
    assertThat(new Scrape().text()).isEmpty();
  }
}
