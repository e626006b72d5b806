/// What Steward does, told to OpenTelemetry: traces, metrics and logs by the conventions for
/// generative AI, and the metrics for Prometheus.
@NullMarked
package dev.steward.telemetry;

import org.jspecify.annotations.NullMarked;
