package dev.steward.tools;

import dev.steward.core.Scope;
import dev.steward.core.tool.Tool;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolContext;
import dev.steward.core.tool.ToolResult;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Uses tools as agents do, on a Monday at 7:00 in Berlin.
public final class Uses {
  public static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  private final List<Tool> tools;
  private int count;

  public Uses(List<Tool> tools) {
    this.tools = List.copyOf(tools);
  }

  public ToolResult use(String tool, Map<String, Object> arguments) {
    return use("ana", tool, arguments);
  }

  public ToolResult use(String user, String tool, Map<String, Object> arguments) {
    count++;
    return use(user, tool, "run/" + count, arguments);
  }

  /// A use with this key, which may have been made before.
  public ToolResult use(String user, String tool, String key, Map<String, Object> arguments) {
    var context =
        new ToolContext(
            new Scope("acme", user, "s-" + user), key, "m1", NOW, ZoneId.of("Europe/Berlin"));
    return tools.stream()
        .filter(one -> one.spec().name().equals(tool))
        .findFirst()
        .orElseThrow()
        .run(new ToolCall("c1", tool, arguments), context);
  }

  /// What stands in JSON under these names.
  public static Object at(Map<String, Object> data, String... names) {
    Object value = data;
    for (var name : names) {
      value =
          value instanceof List<?> list
              ? list.get(Integer.parseInt(name))
              : ((Map<?, ?>) value).get(name);
      if (value == null) {
        throw new AssertionError("nothing at " + String.join("/", names) + " in " + data);
      }
    }
    return value;
  }
}
