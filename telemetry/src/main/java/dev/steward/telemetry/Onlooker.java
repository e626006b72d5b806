package dev.steward.telemetry;

import dev.steward.core.agent.AgentObserver;
import dev.steward.core.agent.Worker;
import dev.steward.core.model.CallObserver;
import dev.steward.core.run.RunEvent;
import dev.steward.core.tool.Tool;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Looks on for OpenTelemetry.
public final class Onlooker implements Telemetry {
  private static final String SCOPE = "dev.steward";
  private static final Duration LAST = Duration.ofSeconds(2);

  private final OpenTelemetrySdk sdk;
  private final Supplier<String> metrics;
  private final Traces traces;
  private final Figures figures;
  private final Contents contents;
  private final AgentObserver agents;
  private final CallObserver calls;
  private final LogBridge logs;

  /// Looks on for `sdk`, and closes it in the end.
  ///
  /// @param metrics what was counted, in Prometheus' text format
  /// @param contents whether what was said is told, too
  /// @param logs whether the log is handed on
  /// @param models as their providers know them, by the names that the settings give them
  public Onlooker(
      OpenTelemetrySdk sdk,
      Supplier<String> metrics,
      boolean contents,
      boolean logs,
      Map<String, Model> models) {
    this.sdk = sdk;
    this.metrics = metrics;
    this.figures = new Figures(sdk.getMeter(SCOPE));
    this.traces = new Traces(sdk.getTracer(SCOPE), figures);
    this.contents = new Contents(contents);
    this.agents = new WatchedAgents(traces, figures);
    this.calls = new WatchedCalls(traces, figures, this.contents, models);
    this.logs = new LogBridge(sdk.getLogsBridge().get(SCOPE), traces);
    if (logs) {
      this.logs.begin();
    }
  }

  @Override
  public CallObserver calls() {
    return calls;
  }

  @Override
  public AgentObserver agents() {
    return agents;
  }

  @Override
  public Consumer<RunEvent> runs() {
    return traces;
  }

  @Override
  public Tool watched(Tool tool) {
    return new WatchedTool(tool, traces, figures, contents);
  }

  @Override
  public Worker watched(Worker worker) {
    return new WatchedWorker(worker, agents);
  }

  @Override
  public String metrics() {
    return metrics.get();
  }

  @Override
  public void close() {
    logs.close();
    // It waits for receivers that are away, some of it without a limit that could be set.
    var last = Thread.ofVirtual().name("telemetry").start(this::sendTheRest);
    try {
      last.join(LAST);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendTheRest() {
    sdk.shutdown().join(LAST.toMillis(), TimeUnit.MILLISECONDS);
  }
}
