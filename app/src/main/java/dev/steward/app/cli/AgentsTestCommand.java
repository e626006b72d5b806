package dev.steward.app.cli;

import dev.steward.app.settings.Example;
import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.memory.Target;
import dev.steward.core.turn.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "test",
    description = {
      "Have an agent do its examples, and check what it comes to.",
      "",
      "Examples stand under 'examples' of the agent in steward.yaml or agents/NAME.md. They are real"
          + " tasks of the user 'agent-test', whose memory is forgotten afterwards; what they cost"
          + " is in the ledger. Ends with 1 if one does not come out as it must."
    },
    footer = {
      "",
      "Examples:",
      "  steward agents test outreach_qa",
      "  steward agents test ops_engine --json"
    })
final class AgentsTestCommand implements Callable<Integer> {
  private static final String USER = "agent-test";

  private final Invocation invocation;

  @Parameters(paramLabel = "NAME", description = "The agent.")
  private String name = "";

  @Option(names = "--json", description = "Print results as JSON.")
  private boolean json;

  AgentsTestCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  /// How an example came out.
  ///
  /// @param wrong what is not as it must be; none if nothing is
  record Outcome(String task, boolean passed, List<String> wrong, String result, Money cost) {}

  @Override
  public Integer call() {
    var settings = invocation.settings();
    settings.team().agent(name);
    var examples = settings.examples().getOrDefault(name, List.of());
    if (examples.isEmpty()) {
      throw Failure.user(
          "Agent '%s' has no examples; write some under its 'examples' (a task, and what the answer contains)"
              .formatted(name));
    }
    var outcomes = new ArrayList<Outcome>();
    try (var desk = invocation.desk(settings)) {
      try {
        for (var example : examples) {
          outcomes.add(outcome(desk, example, outcomes.size()));
        }
      } finally {
        desk.memory().forget(invocation.principal(), new Target.User(USER), false, USER);
      }
    }
    if (json) {
      invocation.output().json(outcomes);
    } else {
      show(outcomes);
    }
    return outcomes.stream().allMatch(Outcome::passed) ? Cli.OK : Cli.FAILED;
  }

  private Outcome outcome(Desk desk, Example example, int number) {
    // A session of its own, so that no example knows of another.
    var session = "%s-%d-%d".formatted(USER, invocation.now().toEpochMilli(), number);
    var task =
        Desk.Task.of(USER, example.task()).withAgent(name).withSession(session).withChannel("cli");
    var turn = desk.process(invocation.principal(), task, event -> {});
    var wrong = wrong(desk, example, turn);
    return new Outcome(example.task(), wrong.isEmpty(), wrong, turn.result(), turn.cost());
  }

  private List<String> wrong(Desk desk, Example example, Turn turn) {
    var wrong = new ArrayList<String>();
    if (turn.status() != Turn.Status.DONE) {
      wrong.add("it is " + turn.status().name().toLowerCase(Locale.ROOT));
    }
    var answer = turn.result().toLowerCase(Locale.ROOT);
    example.contains().stream()
        .filter(text -> !answer.contains(text.toLowerCase(Locale.ROOT)))
        .forEach(text -> wrong.add("'%s' is not in the answer".formatted(text)));
    example.lacks().stream()
        .filter(text -> answer.contains(text.toLowerCase(Locale.ROOT)))
        .forEach(text -> wrong.add("'%s' is in the answer".formatted(text)));
    if (!example.kind().isEmpty() && !example.kind().equals(turn.kind())) {
      wrong.add("its kind is '%s' and not '%s'".formatted(turn.kind(), example.kind()));
    }
    var used = used(desk, turn);
    example.tools().stream()
        .filter(tool -> used.stream().noneMatch(input -> names(input, tool)))
        .forEach(tool -> wrong.add("the tool '%s' was not used".formatted(tool)));
    return wrong;
  }

  /// The inputs of the steps that used a tool.
  private List<String> used(Desk desk, Turn turn) {
    return desk.run(invocation.principal(), turn.id()).stream()
        .flatMap(view -> view.steps().stream())
        .filter(step -> step.op().equals("tool"))
        .map(step -> step.input())
        .toList();
  }

  private static boolean names(String input, String tool) {
    return Pattern.compile("\"tool\"\\s*:\\s*\"%s\"".formatted(Pattern.quote(tool)))
        .matcher(input)
        .find();
  }

  private void show(List<Outcome> outcomes) {
    var output = invocation.output();
    var style = output.style();
    for (var outcome : outcomes) {
      output.line(
          "%s  %s"
              .formatted(
                  outcome.passed() ? style.green("ok    ") : style.red("FAILED"),
                  outcome.task().strip().replaceAll("\\s+", " ")));
      outcome.wrong().forEach(what -> output.line("        " + what));
    }
    var passed = outcomes.stream().filter(Outcome::passed).count();
    var cost = outcomes.stream().map(Outcome::cost).reduce(Money.ZERO, Money::plus);
    output.line("%d of %d as they must be, cost %s".formatted(passed, outcomes.size(), cost));
  }
}
