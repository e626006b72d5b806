package dev.steward.core.agent;

import dev.steward.core.Failure;
import dev.steward.core.memory.Message;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Result;
import dev.steward.core.text.Cut;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One task, or a part of one, on its way through a model and its tools.
final class Work {
  private static final int LONGEST_DECISION = 300;

  private final ModelWorker.Parts parts;
  private final Assignment assignment;
  private final Durable durable;
  private final List<ChatMessage> messages = new ArrayList<>();
  private final Deeds deeds = new Deeds();
  private final Spending spending;
  private final ChosenModels models;
  private final Workbench bench;
  private final Notes notes;
  private int noted;
  private boolean reminded;
  private String model = "";

  private Work(ModelWorker.Parts parts, Assignment assignment, Durable durable, Chain chain) {
    this.parts = parts;
    this.assignment = assignment;
    this.durable = durable;
    this.spending = new Spending(assignment.agent(), chain.left());
    this.models = ChosenModels.of(assignment, durable, parts);
    var colleagues = new Colleagues(parts, assignment, durable, chain, spending, deeds);
    this.bench = new Workbench(parts, assignment, durable, colleagues, deeds, models);
    this.notes = new Notes(assignment, durable, chain);
    assignment.history().stream().map(Work::said).forEach(messages::add);
    messages.add(new ChatMessage.User(assignment.text()));
  }

  /// The work on a task.
  static Work of(ModelWorker.Parts parts, Assignment assignment, Durable durable) {
    return of(parts, assignment, durable, Chain.of(assignment.agent()));
  }

  /// The work on a task, or a part of one, at the end of a chain.
  static Work of(ModelWorker.Parts parts, Assignment assignment, Durable durable, Chain chain) {
    return new Work(parts, assignment, durable, chain);
  }

  /// The name of the agent whose work it is.
  String agent() {
    return assignment.agent().name();
  }

  Spending spending() {
    return spending;
  }

  Deeds deeds() {
    return deeds;
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
      spending.check(deeds);
      compact();
      var completion = ask();
      if (!completion.toolCalls().isEmpty()) {
        messages.add(completion.message());
        messages.addAll(bench.use(completion.toolCalls(), this::blamed));
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
    return models.problems(model, text, faults, deeds.tried());
  }

  /// Has a stronger model go on, if there is one and a call is left; it is told the reason.
  private boolean goesOn(Completion completion, List<String> problems, int step) {
    if (step + 1 >= assignment.agent().limits().steps() || !models.climb(model)) {
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

  /// What was decided goes to memory before the talk about it is cut.
  private void compact() {
    if (!Compaction.isDue(messages)) {
      return;
    }
    var done = deeds.done();
    if (noted < done.size()) {
      notes.keep(agent(), String.join("; ", done.subList(noted, done.size())), spending.cost());
      noted = done.size();
    }
    var shortened = Compaction.shortened(messages);
    messages.clear();
    messages.addAll(shortened);
  }

  private Completion ask() {
    var agent = assignment.agent();
    var instructions = Instructions.of(assignment, parts.team().playbooks(assignment.kind()));
    var prompt =
        new Prompt(
            instructions.text(),
            messages,
            bench.tools(),
            agent.ways().answer(),
            Prompt.Options.DEFAULTS.withMaxTokens(agent.limits().maxTokens()),
            instructions.stable());
    var reply =
        paidFor(
            new ModelCalls.Request(
                    agent.name(),
                    models.models(),
                    assignment.kind(),
                    assignment.scope(),
                    assignment.message(),
                    prompt)
                .withTags(assignment.tags())
                .withGroup(assignment.group()));
    spending.add(reply.completion().usage(), reply.cost());
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
        spending.usage(),
        spending.cost());
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
    return line.length() <= LONGEST_DECISION ? line : Cut.to(line, LONGEST_DECISION) + "…";
  }
}
