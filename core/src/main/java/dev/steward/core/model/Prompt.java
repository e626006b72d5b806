package dev.steward.core.model;

import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolSpec;
import java.time.Duration;
import java.util.List;

/// A request to a model.
///
/// @param system instructions, policies and recalled facts; may be empty
/// @param output the shape that the answer must have: none, or one
/// @param stable how many characters at the beginning of `system` are the same from call to call,
///   as the tools are, so that providers need not read them anew
public record Prompt(
    String system,
    List<ChatMessage> messages,
    List<ToolSpec> tools,
    List<Schema.Struct> output,
    Options options,
    int stable) {
  public Prompt {
    messages = List.copyOf(messages);
    tools = List.copyOf(tools);
    output = List.copyOf(output);
  }

  /// A prompt of which nothing need be the same the next time.
  public Prompt(
      String system,
      List<ChatMessage> messages,
      List<ToolSpec> tools,
      List<Schema.Struct> output,
      Options options) {
    this(system, messages, tools, output, options, 0);
  }

  public Prompt withStable(int stable) {
    return new Prompt(system, messages, tools, output, options, stable);
  }

  public Prompt withOptions(Options options) {
    return new Prompt(system, messages, tools, output, options, stable);
  }

  /// The same as it is asked of a model.
  public Prompt under(Conduct conduct) {
    return withOptions(conduct.of(options));
  }

  /// How to answer.
  ///
  /// @param maxTokens the most that the model may produce, thinking included
  /// @param thinking whether the model may think before it answers, where it can be told
  /// @param timeout for the whole call
  public record Options(int maxTokens, boolean thinking, Duration timeout) {
    public static final Options DEFAULTS = new Options(4096, false, Duration.ofMinutes(2));

    public Options withMaxTokens(int maxTokens) {
      return new Options(maxTokens, thinking, timeout);
    }

    public Options withThinking(boolean thinking) {
      return new Options(maxTokens, thinking, timeout);
    }

    public Options withTimeout(Duration timeout) {
      return new Options(maxTokens, thinking, timeout);
    }
  }
}
