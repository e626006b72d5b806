package dev.steward.telemetry;

import dev.steward.core.agent.AgentObserver;
import dev.steward.core.agent.Worker;
import dev.steward.core.model.CallObserver;
import dev.steward.core.run.RunEvent;
import dev.steward.core.tool.Tool;
import java.util.function.Consumer;

/// Looks on while Steward works, and tells. Never in the way of the work: what it tells is sent by
/// threads of its own, and dropped if nobody takes it.
public interface Telemetry extends AutoCloseable {
  /// Looks away; costs nothing.
  Telemetry OFF = new Off();

  /// Told of calls of models.
  CallObserver calls();

  /// Told of agents that work with a model.
  AgentObserver agents();

  /// Told of runs and their steps.
  Consumer<RunEvent> runs();

  /// The same tool, looked at.
  Tool watched(Tool tool);

  /// The same worker, which tells no observer itself, looked at.
  Worker watched(Worker worker);

  /// What was counted, in Prometheus' text format; empty if that is switched off.
  String metrics();

  /// Sends what is left, if it is taken within two seconds.
  @Override
  void close();

  /// A model as its provider knows it.
  ///
  /// @param provider as the conventions call it where they do, such as `gcp.gemini`
  /// @param id the provider's name of the model
  /// @param port 0: none is known
  record Model(String provider, String id, String host, int port) {}

  /// See [Telemetry#OFF].
  final class Off implements Telemetry {
    private Off() {}

    @Override
    public CallObserver calls() {
      return CallObserver.NONE;
    }

    @Override
    public AgentObserver agents() {
      return AgentObserver.NONE;
    }

    @Override
    public Consumer<RunEvent> runs() {
      return event -> {};
    }

    @Override
    public Tool watched(Tool tool) {
      return tool;
    }

    @Override
    public Worker watched(Worker worker) {
      return worker;
    }

    @Override
    public String metrics() {
      return "";
    }

    @Override
    public void close() {}
  }
}
