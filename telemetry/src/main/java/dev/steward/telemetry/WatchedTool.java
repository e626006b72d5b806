package dev.steward.telemetry;

import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.util.Optional;

/// A span and a figure for each use of a tool.
record WatchedTool(Tool tool, Traces traces, Figures figures, Contents contents) implements Tool {
  private static final String OPERATION = "execute_tool";

  @Override
  public ToolSpec spec() {
    return tool.spec();
  }

  @Override
  public ToolResult run(ToolCall call, ToolContext context) {
    var began = System.nanoTime();
    var span = span(call, context);
    contents.arguments(span, call);
    var error = "";
    try {
      var result = tool.run(call, context);
      contents.result(span, result);
      error = result.ok() ? "" : Errors.REFUSED;
      return result;
    } catch (RuntimeException broken) {
      error = Errors.of(broken);
      throw broken;
    } finally {
      end(span, error, began);
    }
  }

  private Span span(ToolCall call, ToolContext context) {
    return traces
        .tracer()
        .spanBuilder(OPERATION + " " + call.tool())
        .setParent(traces.within(context.key()))
        .setAttribute(Key.OPERATION, OPERATION)
        .setAttribute(Key.TOOL, call.tool())
        .setAttribute(Key.TOOL_TYPE, "function")
        .setAttribute(Key.TOOL_CALL, call.id())
        .setAttribute(Key.RUN, context.message())
        .setAttribute(Key.STEP, context.key())
        .startSpan();
  }

  private void end(Span span, String error, long began) {
    var named = Attributes.builder().put(Key.TOOL, spec().name()).put(Key.TOOL_TYPE, "function");
    if (!error.isEmpty()) {
      RunTrace.fail(span, error);
      named.put(Key.ERROR, error);
    }
    span.end();
    figures.tool(named.build(), Figures.since(began));
  }

  @Override
  public Optional<ToolResult> verify(ToolCall call, ToolContext context) {
    return tool.verify(call, context);
  }
}
