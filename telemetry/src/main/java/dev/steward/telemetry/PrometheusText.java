package dev.steward.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Figures in Prometheus' text format, version 0.0.4. Names are OpenTelemetry's with the unit
/// behind them, dots become underscores.
final class PrometheusText {
  private final StringBuilder text = new StringBuilder();

  private PrometheusText() {}

  static String of(Collection<MetricData> metrics) {
    var writer = new PrometheusText();
    metrics.stream().sorted(Comparator.comparing(MetricData::getName)).forEach(writer::write);
    return writer.text.toString();
  }

  private void write(MetricData metric) {
    var name = name(metric);
    switch (metric.getType()) {
      case LONG_GAUGE -> all(metric, name, "gauge", metric.getLongGaugeData().getPoints());
      case DOUBLE_GAUGE -> all(metric, name, "gauge", metric.getDoubleGaugeData().getPoints());
      case LONG_SUM -> {
        var sum = metric.getLongSumData();
        sum(metric, name, sum.isMonotonic(), sum.getPoints());
      }
      case DOUBLE_SUM -> {
        var sum = metric.getDoubleSumData();
        sum(metric, name, sum.isMonotonic(), sum.getPoints());
      }
      case HISTOGRAM -> {
        head(name, metric.getDescription(), "histogram");
        metric.getHistogramData().getPoints().forEach(point -> histogram(name, point));
      }
      case SUMMARY, EXPONENTIAL_HISTOGRAM -> {
        // We make none.
      }
    }
  }

  private void sum(
      MetricData metric, String name, boolean grows, Collection<? extends PointData> points) {
    if (grows) {
      all(metric, name.endsWith("_total") ? name : name + "_total", "counter", points);
    } else {
      all(metric, name, "gauge", points);
    }
  }

  private void all(
      MetricData metric, String name, String type, Collection<? extends PointData> points) {
    head(name, metric.getDescription(), type);
    for (var point : points) {
      switch (point) {
        case LongPointData whole -> line(name, labels(point), Long.toString(whole.getValue()));
        case DoublePointData real -> line(name, labels(point), number(real.getValue()));
        default -> {
          // of no kind that a sum or a gauge has
        }
      }
    }
  }

  private void histogram(String name, HistogramPointData point) {
    long below = 0;
    for (int i = 0; i < point.getCounts().size(); i++) {
      below += point.getCounts().get(i);
      var labels = labels(point);
      labels.put(
          "le", i < point.getBoundaries().size() ? number(point.getBoundaries().get(i)) : "+Inf");
      line(name + "_bucket", labels, Long.toString(below));
    }
    line(name + "_sum", labels(point), number(point.getSum()));
    line(name + "_count", labels(point), Long.toString(point.getCount()));
  }

  private void head(String name, String description, String type) {
    if (!description.isEmpty()) {
      text.append("# HELP ")
          .append(name)
          .append(' ')
          .append(description.replace("\\", "\\\\").replace("\n", "\\n"))
          .append('\n');
    }
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private void line(String name, Map<String, String> labels, String value) {
    text.append(name);
    var separator = "{";
    for (var label : labels.entrySet()) {
      text.append(separator).append(label.getKey()).append("=\"");
      text.append(
          label.getValue().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      text.append('"');
      separator = ",";
    }
    text.append(labels.isEmpty() ? "" : "}").append(' ').append(value).append('\n');
  }

  private static Map<String, String> labels(PointData point) {
    var labels = new TreeMap<String, String>();
    Attributes attributes = point.getAttributes();
    attributes.forEach((key, value) -> labels.put(plain(key.getKey()), String.valueOf(value)));
    return labels;
  }

  private static String name(MetricData metric) {
    var name = plain(metric.getName());
    var unit =
        switch (metric.getUnit()) {
          case "s" -> "seconds";
          case "ms" -> "milliseconds";
          case "By" -> "bytes";
          default -> "";
        };
    return unit.isEmpty() || name.endsWith("_" + unit) ? name : name + "_" + unit;
  }

  private static String plain(String name) {
    var plain = name.replaceAll("[^A-Za-z0-9_]", "_");
    return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }

  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value)
        ? (value > 0 ? "+Inf" : "-Inf")
        : String.format(Locale.ROOT, "%s", value);
  }
}
