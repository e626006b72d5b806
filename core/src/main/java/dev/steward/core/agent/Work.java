package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.memory.Message;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Result;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolResult;
import dev.steward.core.tool.ToolSpec;
import dev.steward.core.tool.ToolUse;
import dev.steward.core.tool.Toolbox;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One task, or a part of one, on its way through a model and its tools.
final class Work {
  private static final int PARALLEL_TOOLS = 4;
  private static final int LONGEST_DECISION = 300;

  private final ModelWorker.Parts parts;
  private final Assignment assignment;
  private final Durable durable;
  private final Chain chain;
  private final List<ToolSpec> tools;
  private final Repeats repeats = new Repeats();
  private final List<ChatMessage> messages = new ArrayList<>();
  private final Deeds deeds = new Deeds();
  private final Ladder ladder;
  private int noted;
  private boolean reminded;
  private String model = "";
  private Usage usage = Usage.NONE;
  private Money cost = Money.ZERO;

  /// Who handed this on to whom, and what it may cost.
  ///
  /// @param agents all who are at it, the first one first
  /// @param left what may still be spent; zero: as much as the agent's own limit says
  /// @param notes how many were made in all of the task
  private record Chain(List<String> agents, Money left, AtomicInteger notes) {
    boolean mayHandTo(String agent) {
      return !agents.contains(agent) && agents.size() < Delegation.DEEPEST;
    }
  }

  private Work(ModelWorker.Parts parts, Assignment assignment, Durable durable, Chain chain) {
    this.parts = parts;
    this.assignment = assignment;
    this.durable = durable;
    this.chain = chain;
    this.ladder = Ladder.of(assignment, durable, parts);
    this.tools = tools();
    assignment.history().stream().map(Work::said).forEach(messages::add);
    messages.add(new ChatMessage.User(assignment.text()));
  }

  static Work of(ModelWorker.Parts parts, Assignment assignment, Durable durable) {
    return new Work(
        parts,
        assignment,
        durable,
        new Chain(List.of(assignment.agent().name()), Money.ZERO, new AtomicInteger()));
  }

  private List<ToolSpec> tools() {
    var agent = assignment.agent();
    var own = parts.toolbox().specs(agent.tools());
    var delegates =
        agent.ways().delegates().stream()
            .filter(chain::mayHandTo)
            .flatMap(name -> parts.team().find(name).stream())
            .toList();
    return delegates.isEmpty()
        ? own
        : Stream.concat(own.stream(), Stream.of(Delegation.spec(delegates))).toList();
  }

  Answer toTheEnd() {
    try (var seen = parts.observer().begun(assignment)) {
      try {
        var answer = stepByStep();
        seen.done(answer);
        return answer;
      } catch (Failure failure) {
        seen.failed(failure);
        throw failure;
      }
    }
  }

  private Answer stepByStep() {
    var limits = assignment.agent().limits();
    for (int step = 0; step < limits.steps(); step++) {
      checkCost();
      compact();
      var completion = ask();
      if (!completion.toolCalls().isEmpty()) {
        messages.add(completion.message());
        use(completion);
      } else {
        var answer = finished(completion, step);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
    }
    throw blamed(
        Failure.limit(
            "Agent '%s' was not done after %d model calls and was stopped; what it did so far: %s. Split the task, or raise limits.steps of the agent in steward.yaml"
                .formatted(assignment.agent().name(), limits.steps(), deeds.soFar())));
  }

  /// The answer, if it is done: if it has its shape and stands up, or nobody stronger can go on.
  private Optional<Answer> finished(Completion completion, int step) {
    return switch (shaped(completion, step)) {
      case Result.Ok<Optional<Answer>>(var answer) ->
          answer.flatMap(it -> checked(it, completion, step));
      case Result.Failed<Optional<Answer>>(var failure) -> {
        var problems = problems("", List.of(failure.text()));
        if (problems.isEmpty() || !goesOn(completion, problems, step)) {
          throw failure;
        }
        yield Optional.empty();
      }
    };
  }

  /// The answer in its shape; nothing if the model was told what is wrong with that.
  private Result<Optional<Answer>> shaped(Completion completion, int step) {
    try {
      return new Result.Ok<>(
          isInShape(completion, step) ? Optional.of(answer(completion)) : Optional.empty());
    } catch (Failure failure) {
      return new Result.Failed<>(failure);
    }
  }

  /// An answer that does not stand up says so where nobody can put it right, unless it is for a
  /// program.
  private Optional<Answer> checked(Answer answer, Completion completion, int step) {
    var problems = problems(answer.text(), List.of());
    if (problems.isEmpty()) {
      return Optional.of(answer);
    }
    if (goesOn(completion, problems, step)) {
      return Optional.empty();
    }
    var isForProgram = !assignment.agent().ways().answer().isEmpty();
    return Optional.of(
        isForProgram
            ? answer
            : answer.withText(
                "%s\n\n[A check found: %s]".formatted(answer.text(), String.join("; ", problems))));
  }

  private List<String> problems(String text, List<String> faults) {
    return ladder.problems(model, text, faults, deeds.tried());
  }

  /// Has a stronger model go on, if there is one and a call is left; it is told the reason.
  private boolean goesOn(Completion completion, List<String> problems, int step) {
    if (step + 1 >= assignment.agent().limits().steps() || !ladder.climb(model)) {
      return false;
    }
    if (!completion.text().isBlank()) {
      messages.add(completion.message());
    }
    messages.add(
        new ChatMessage.User(
            "A check of that answer found: %s. Put it right, and answer again, whole."
                .formatted(String.join("; ", problems))));
    return true;
  }

  /// The same failure, after it was noted as what the model came to.
  private Failure blamed(Failure failure) {
    problems("", List.of(failure.text()));
    return failure;
  }

  private void checkCost() {
    if (isCapped() && cost.compareTo(cap()) >= 0) {
      throw Failure.limit(
          "Agent '%s' has spent %s of the %s that one task may cost and was stopped; what it did so far: %s. Split the task, or raise limits.max_cost of the agent"
              .formatted(assignment.agent().name(), cost, cap(), deeds.soFar()));
    }
  }

  private boolean isCapped() {
    return cap().compareTo(Money.ZERO) > 0;
  }

  /// The smaller of its own limit and what is left of that of whoever handed it on.
  private Money cap() {
    var own = assignment.agent().limits().maxCost();
    var left = chain.left();
    if (own.equals(Money.ZERO) || left.equals(Money.ZERO)) {
      return own.plus(left);
    }
    return own.compareTo(left) < 0 ? own : left;
  }

  /// What was decided goes to memory before the talk about it is cut.
  private void compact() {
    if (!Compaction.isDue(messages)) {
      return;
    }
    var done = deeds.done();
    if (noted < done.size()) {
      remember(
          assignment.agent().name(), String.join("; ", done.subList(noted, done.size())), cost);
      noted = done.size();
    }
    var shortened = Compaction.shortened(messages);
    messages.clear();
    messages.addAll(shortened);
  }

  private void remember(String agent, String decision, Money paid) {
    durable.call(
        Note.OP,
        new Note(
            "%s-note-%d".formatted(assignment.message(), chain.notes().incrementAndGet()),
            assignment.scope(),
            assignment.message(),
            agent,
            decision,
            paid));
  }

  private Completion ask() {
    var agent = assignment.agent();
    var instructions = Instructions.of(assignment, parts.team().playbooks(assignment.kind()));
    var prompt =
        new Prompt(
            instructions.text(),
            messages,
            tools,
            agent.ways().answer(),
            Prompt.Options.DEFAULTS.withMaxTokens(agent.limits().maxTokens()),
            instructions.stable());
    var reply =
        paidFor(
            new ModelCalls.Request(
                    agent.name(),
                    ladder.models(),
                    assignment.kind(),
                    assignment.scope(),
                    assignment.message(),
                    prompt)
                .withTags(assignment.tags())
                .withGroup(assignment.group()));
    usage = usage.plus(reply.completion().usage());
    cost = cost.plus(reply.cost());
    model = reply.completion().model();
    return reply.completion();
  }

  /// Who stops for want of money says how far the task came.
  private ModelCalls.Reply paidFor(ModelCalls.Request request) {
    try {
      return LaterCalls.reply(request, durable);
    } catch (Failure failure) {
      if (!failure.code().equals(Failure.BUDGET_EXCEEDED) || deeds.done().isEmpty()) {
        throw failure;
      }
      throw Failure.budget(
          "%s. What agent '%s' did so far: %s"
              .formatted(failure.text(), assignment.agent().name(), deeds.soFar()));
    }
  }

  /// Carries out what the model wants, side by side where it can be, and tells it in the order in
  /// which it was asked for.
  private void use(Completion completion) {
    var calls = completion.toolCalls();
    var outputs = new HashMap<Integer, ChatMessage>();
    var real = new ArrayList<Integer>();
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      if (repeats.isRepeat(call)) {
        outputs.put(i, told(call, refused(call), false));
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
    for (int i = 0; i < calls.size(); i++) {
      var call = calls.get(i);
      var output = outputs.get(i);
      messages.add(output == null ? handOn(call) : output);
    }
  }

  private String refused(ToolCall call) {
    try {
      return repeats.refuse(assignment.agent().name(), call);
    } catch (Failure circle) {
      throw blamed(circle);
    }
  }

  private boolean isDelegation(ToolCall call) {
    return Delegation.isOne(call) && tools.stream().anyMatch(t -> t.name().equals(call.tool()));
  }

  private ToolUse use(ToolCall call) {
    return new ToolUse(call, assignment.scope(), assignment.message(), assignment.zone());
  }

  /// Has another agent do a part, within what is left to spend, and keeps what it decided.
  private ChatMessage handOn(ToolCall call) {
    var part = Delegation.of(call);
    var delegates = assignment.agent().ways().delegates();
    if (!delegates.contains(part.agent())
        || !chain.mayHandTo(part.agent())
        || parts.team().find(part.agent()).isEmpty()) {
      return output(
          call,
          "There is nobody '%s' to hand this to; there are: %s"
              .formatted(part.agent(), String.join(", ", delegates)),
          false);
    }
    if (part.task().isEmpty()) {
      return output(call, "Say in `task` what is to be done", false);
    }
    var work = handedTo(parts.team().agent(part.agent()), part.task());
    try {
      var answer = work.toTheEnd();
      take(work);
      remember(part.agent(), answer.decision(), work.cost);
      deeds.rest(answer.sources());
      return output(call, answer.text(), true);
    } catch (Failure failure) {
      take(work);
      return output(call, "%s did not do it: %s".formatted(part.agent(), failure.text()), false);
    }
  }

  private Work handedTo(Agent agent, String task) {
    var agents = new ArrayList<>(chain.agents());
    agents.add(agent.name());
    var left =
        isCapped()
            ? new Money(cap().dollars().subtract(cost.dollars()).max(BigDecimal.ZERO))
            : Money.ZERO;
    return new Work(
        parts,
        new Assignment(
            agent,
            assignment.scope(),
            assignment.message(),
            assignment.kind(),
            task,
            assignment.at(),
            assignment.zone(),
            assignment.context(),
            List.of(),
            assignment.tags(),
            assignment.group()),
        durable,
        new Chain(agents, left, chain.notes()));
  }

  /// What another did is paid for, and was done, for this task.
  private void take(Work work) {
    usage = usage.plus(work.usage);
    cost = cost.plus(work.cost);
    deeds.take(work.assignment.agent().name(), work.deeds);
  }

  private ChatMessage output(ToolCall call, Result<ToolResult> outcome) {
    return switch (outcome) {
      case Result.Ok<ToolResult>(var result) -> {
        deeds.note(call, result, tools, assignment.at());
        var data = result.data().isEmpty() ? "" : "\n" + parts.codec().encode(result.data());
        yield output(call, result.text() + data, result.ok());
      }
      case Result.Failed<ToolResult>(var failure) -> output(call, failure.text(), false);
    };
  }

  private ChatMessage output(ToolCall call, String text, boolean ok) {
    repeats.note(call, text);
    ladder.reads(text);
    return told(call, text, ok);
  }

  private static ChatMessage told(ToolCall call, String text, boolean ok) {
    return new ChatMessage.ToolOutput(call.id(), call.tool(), text, ok);
  }

  /// Whether the answer has the form that it must have. If not, the model is told once more.
  private boolean isInShape(Completion completion, int step) {
    for (var shape : assignment.agent().ways().answer()) {
      var problems = StructuredAnswer.problems(completion.text(), shape, parts.codec());
      if (problems.isEmpty() || completion.stop() == Completion.Stop.REFUSED) {
        continue;
      }
      if (step + 1 >= assignment.agent().limits().steps() || reminded) {
        throw Failure.external(
            "%s did not answer in the form that agent '%s' must answer in: %s; try again, or ask for less in its `answer`"
                .formatted(
                    completion.model(), assignment.agent().name(), String.join("; ", problems)),
            null);
      }
      reminded = true;
      messages.add(completion.message());
      messages.add(new ChatMessage.User(StructuredAnswer.reminder(problems)));
      return false;
    }
    return true;
  }

  private Answer answer(Completion completion) {
    var text = text(completion);
    var decision = deeds.done().isEmpty() ? shortened(text) : String.join("; ", deeds.done());
    var isShaped = !assignment.agent().ways().answer().isEmpty();
    return new Answer(
        isShaped ? StructuredAnswer.json(text) : text,
        decision,
        deeds.subject(),
        deeds.sources(),
        completion.model(),
        usage,
        cost);
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

  private static ChatMessage said(Message message) {
    return switch (message.role()) {
      case USER -> new ChatMessage.User(message.text());
      case ASSISTANT, SYSTEM, TOOL ->
          new ChatMessage.Assistant(message.text(), List.of(), Map.of());
    };
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
