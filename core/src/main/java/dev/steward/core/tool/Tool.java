package dev.steward.core.tool;

import java.util.Optional;

/// Something an agent may do.
public interface Tool {
  ToolSpec spec();

  /// Does it. Arguments are checked here: a wrong or missing one is a refused result that names it.
  ToolResult run(ToolCall call, ToolContext context);

  /// Looks whether the use with this key happened. Asked only of tools with effect VERIFY.
  default Optional<ToolResult> verify(ToolCall call, ToolContext context) {
    return Optional.empty();
  }
}
