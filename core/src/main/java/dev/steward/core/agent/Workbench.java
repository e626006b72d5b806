package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Result;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.core.tool.ToolUse;
import dev.steward.core.tool.Toolbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The tools of one task: carries out what the model wants and says what came of it.
final class Workbench {
  private static final int PARALLEL_TOOLS = 4;

  private final ModelWorker.Parts parts;
  private final Assignment assignment;
  private final Durable durable;
  private final Colleagues colleagues;
  private final Deeds deeds;
  private final ChosenModels models;
  private final List<ToolSpec> tools;
  private final Repeats repeats = new Repeats();

  /// The tools of a task.
  ///
  /// @param deeds take down what is done
  /// @param models read what comes back
  Workbench(
      ModelWorker.Parts parts,
      Assignment assignment,
      Durable durable,
      Colleagues colleagues,
      Deeds deeds,
      ChosenModels models) {
    this.parts = parts;
    this.assignment = assignment;
    this.durable = durable;
    this.colleagues = colleagues;
    this.deeds = deeds;
    this.models = models;
    this.tools =
        Stream.concat(
                parts.toolbox().specs(assignment.agent().tools()).stream(),
                colleagues.tools().stream())
            .toList();
  }

  List<ToolSpec> tools() {
    return tools;
  }

  /// Carries out what the model wants, side by side where it can be; what is told of each, in the
  /// order in which it was asked for.
  ///
  /// @param circling what is thrown in place of the failure of a model that goes round in a circle
  List<ChatMessage> use(List<ToolCall> calls, UnaryOperator<Failure> circling) {
    var outputs = new HashMap<Integer, ChatMessage>();
    var real = new ArrayList<Integer>();
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      if (repeats.isRepeat(call)) {
        outputs.put(i, told(call, refused(call, circling), false));
      } else if (!isDelegation(call)) {
        real.add(i);
      }
    }
    var results =
        durable.fanOut(
            Toolbox.USE, real.stream().map(i -> use(calls.get(i))).toList(), PARALLEL_TOOLS);
    for (int i = 0; i < real.size(); i++) {
      outputs.put(real.get(i), output(calls.get(real.get(i)), results.get(i)));
    }
    var messages = new ArrayList<ChatMessage>();
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      var output = outputs.get(i);
      messages.add(output == null ? output(call, colleagues.handOn(call)) : output);
    }
    return messages;
  }

  private String refused(ToolCall call, UnaryOperator<Failure> circling) {
    try {
      return repeats.refuse(assignment.agent().name(), call);
    } catch (Failure circle) {
      throw circling.apply(circle);
    }
  }

  private boolean isDelegation(ToolCall call) {
    return Delegation.isOne(call) && tools.stream().anyMatch(t -> t.name().equals(call.tool()));
  }

  private ToolUse use(ToolCall call) {
    return new ToolUse(call, assignment.scope(), assignment.message(), assignment.zone());
  }

  private ChatMessage output(ToolCall call, Result<ToolResult> outcome) {
    return switch (outcome) {
      case Result.Ok<ToolResult>(var result) -> {
        deeds.note(call, result, tools, assignment.at());
        yield output(call, result);
      }
      case Result.Failed<ToolResult>(var failure) ->
          output(call, ToolResult.refused(failure.text()));
    };
  }

  private ChatMessage output(ToolCall call, ToolResult result) {
    var data = result.data().isEmpty() ? "" : "\n" + parts.codec().encode(result.data());
    var text = result.text() + data;
    repeats.note(call, text);
    models.reads(text);
    return told(call, text, result.ok());
  }

  private static ChatMessage told(ToolCall call, String text, boolean ok) {
    return new ChatMessage.ToolOutput(call.id(), call.tool(), text, ok);
  }
}
