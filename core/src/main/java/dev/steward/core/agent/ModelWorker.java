package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Message;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.run.Codec;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Result;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.core.tool.ToolUse;
import dev.steward.core.tool.Toolbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Does a task with a language model: it asks, carries out the tools that the model wants, and asks
/// again, until the model answers in words. Each call of a model or a tool is one durable step.
public final class ModelWorker implements Worker {
  private static final int PARALLEL_TOOLS = 4;
  private static final int LONGEST_DECISION = 300;

  private final Toolbox toolbox;
  private final Codec codec;

  public ModelWorker(Toolbox toolbox, Codec codec) {
    this.toolbox = toolbox;
    this.codec = codec;
  }

  @Override
  public Answer work(Assignment assignment, Durable durable) {
    return new Work(assignment, durable).toTheEnd();
  }

  @Override
  public boolean readsMessages() {
    return true;
  }

  /// One task on its way.
  private final class Work {
    private final Assignment assignment;
    private final Durable durable;
    private final List<ToolSpec> tools;
    private final List<ChatMessage> messages = new ArrayList<>();
    private final List<String> deeds = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private String subject = "";
    private Usage usage = Usage.NONE;
    private Money cost = Money.ZERO;

    private Work(Assignment assignment, Durable durable) {
      this.assignment = assignment;
      this.durable = durable;
      this.tools = toolbox.specs(assignment.agent().tools());
      assignment.history().stream().map(this::said).forEach(messages::add);
      messages.add(new ChatMessage.User(assignment.text()));
    }

    private Answer toTheEnd() {
      var limits = assignment.agent().limits();
      for (int step = 0; step < limits.steps(); step++) {
        var completion = ask();
        if (completion.toolCalls().isEmpty()) {
          return answer(completion);
        }
        messages.add(completion.message());
        use(completion.toolCalls());
      }
      throw Failure.limit(
          "Agent '%s' was not done after %d model calls and was stopped; what it did so far: %s. Split the task, or raise limits.steps of the agent in steward.yaml"
              .formatted(
                  assignment.agent().name(),
                  limits.steps(),
                  deeds.isEmpty() ? "nothing" : String.join("; ", deeds)));
    }

    private Completion ask() {
      var agent = assignment.agent();
      var instructions = Instructions.of(assignment);
      var prompt =
          new Prompt(
              instructions.text(),
              messages,
              tools,
              List.of(),
              Prompt.Options.DEFAULTS.withMaxTokens(agent.limits().maxTokens()),
              instructions.stable());
      var reply =
          durable.call(
              ModelCalls.CALL,
              new ModelCalls.Request(
                  agent.name(),
                  agent.models(),
                  assignment.kind(),
                  assignment.scope(),
                  assignment.message(),
                  prompt));
      usage = usage.plus(reply.completion().usage());
      cost = cost.plus(reply.cost());
      return reply.completion();
    }

    private void use(List<ToolCall> calls) {
      var uses =
          calls.stream()
              .map(call ->
                  new ToolUse(call, assignment.scope(), assignment.message(), assignment.zone()))
              .toList();
      var results = durable.fanOut(Toolbox.USE, uses, PARALLEL_TOOLS);
      for (int i = 0; i < calls.size(); i++) {
        messages.add(output(calls.get(i), results.get(i)));
      }
    }

    private ChatMessage output(ToolCall call, Result<ToolResult> outcome) {
      return switch (outcome) {
        case Result.Ok<ToolResult>(var result) -> {
          note(call, result);
          var data = result.data().isEmpty() ? "" : "\n" + codec.encode(result.data());
          yield new ChatMessage.ToolOutput(
              call.id(), call.tool(), result.text() + data, result.ok());
        }
        case Result.Failed<ToolResult>(var failure) ->
            new ChatMessage.ToolOutput(call.id(), call.tool(), failure.text(), false);
      };
    }

    /// What was done is the turn's decision, and the event it was done to is what "it" means next.
    private void note(ToolCall call, ToolResult result) {
      if (!result.ok()) {
        return;
      }
      if (tools.stream()
          .anyMatch(tool -> tool.name().equals(call.tool()) && tool.effect() != Effect.PURE)) {
        deeds.add(result.text());
      }
      if (result.data().get("event") instanceof Map<?, ?> event
          && event.get("id") instanceof String id) {
        subject = "event:" + id;
        sources.add(
            new Source(
                "event",
                id,
                result.text(),
                event.get("source") instanceof String source ? source : "",
                event.get("quote") instanceof String quote ? quote : "",
                assignment.at()));
      }
    }

    private Answer answer(Completion completion) {
      var text = text(completion);
      var decision = deeds.isEmpty() ? shortened(text) : String.join("; ", deeds);
      return new Answer(text, decision, subject, sources, completion.model(), usage, cost);
    }

    private String text(Completion completion) {
      return switch (completion.stop()) {
        case REFUSED ->
            throw Failure.external(
                "%s declined to answer this task; word it differently, or ask another agent"
                    .formatted(completion.model()),
                null);
        case LENGTH ->
            completion.text()
                + "\n\n[cut off at %d tokens; raise limits.max_tokens of the agent in steward.yaml]"
                    .formatted(assignment.agent().limits().maxTokens());
        case END, TOOLS -> {
          if (completion.text().isBlank()) {
            throw Failure.external(
                "%s gave an empty answer; try again, or ask another agent"
                    .formatted(completion.model()),
                null);
          }
          yield completion.text();
        }
      };
    }

    private ChatMessage said(Message message) {
      return switch (message.role()) {
        case USER -> new ChatMessage.User(message.text());
        case ASSISTANT, SYSTEM, TOOL ->
            new ChatMessage.Assistant(message.text(), List.of(), Map.of());
      };
    }
  }

  /// The first lines of a text, so that an outcome stays one readable sentence.
  private static String shortened(String text) {
    var line =
        text.lines()
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    if (line.length() <= LONGEST_DECISION) {
      return line;
    }
    var end =
        Character.isHighSurrogate(line.charAt(LONGEST_DECISION - 1))
            ? LONGEST_DECISION - 1
            : LONGEST_DECISION;
    return line.substring(0, end) + "…";
  }
}
