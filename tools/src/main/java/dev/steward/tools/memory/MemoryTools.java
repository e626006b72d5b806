package dev.steward.tools.memory;

import dev.steward.core.memory.Memory;
import dev.steward.core.tool.Tool;
import java.util.List;

/// Memory as agents use it: each tool sees and changes what its scope may.
public final class MemoryTools {
  private MemoryTools() {}

  /// `memory_remember`, `memory_recall` and `memory_forget`.
  public static List<Tool> of(Memory memory) {
    return List.of(new RememberTool(memory), new RecallTool(memory), new ForgetTool(memory));
  }
}
