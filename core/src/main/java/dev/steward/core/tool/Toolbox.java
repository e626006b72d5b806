package dev.steward.core.tool;

import dev.steward.core.run.CallContext;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The tools of the house; carries out [#USE], so that each use of a tool is one durable step.
public final class Toolbox implements Handler<ToolUse, ToolResult> {
  public static final Op<ToolUse, ToolResult> USE =
      new Op<>("tool", ToolUse.class, ToolResult.class);

  private final Map<String, Tool> tools = new LinkedHashMap<>();

  /// A box of these tools.
  ///
  /// @throws IllegalArgumentException if two have the same name
  public Toolbox(Collection<? extends Tool> tools) {
    for (var tool : tools) {
      if (this.tools.put(tool.spec().name(), tool) != null) {
        throw new IllegalArgumentException("two tools are called " + tool.spec().name());
      }
    }
  }

  /// How the tools of these names describe themselves; a name without a tool is passed over.
  public List<ToolSpec> specs(Collection<String> names) {
    return names.stream().map(tools::get).filter(Objects::nonNull).map(Tool::spec).toList();
  }

  /// The names of all tools.
  public List<String> names() {
    return List.copyOf(tools.keySet());
  }

  @Override
  public ToolResult run(ToolUse use, CallContext context) {
    var tool = tools.get(use.call().tool());
    if (tool == null) {
      return ToolResult.refused(
          "There is no tool '%s'; there are: %s"
              .formatted(use.call().tool(), String.join(", ", tools.keySet())));
    }
    return tool.run(use.call(), toolContext(use, context.key(), context.now()));
  }

  @Override
  public Effect effect(ToolUse use) {
    var tool = tools.get(use.call().tool());
    return tool == null ? Effect.PURE : tool.spec().effect();
  }

  @Override
  public Optional<ToolResult> verify(ToolUse use, String key) {
    var tool = tools.get(use.call().tool());
    return tool == null
        ? Optional.empty()
        : tool.verify(use.call(), toolContext(use, key, Instant.EPOCH));
  }

  @Override
  public ToolResult confirmed(ToolUse use) {
    return ToolResult.done("A person confirmed that this happened.", Map.of());
  }

  private static ToolContext toolContext(ToolUse use, String key, Instant now) {
    return new ToolContext(use.scope(), key, use.message(), now, use.zone());
  }
}
