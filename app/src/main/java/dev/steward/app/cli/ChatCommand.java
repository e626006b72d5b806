package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "chat",
    description = {
      "Give Steward a task, or talk to it.",
      "",
      "With TEXT, the task is done and the answer printed. Without, you talk line by line; what is"
          + " piped in is one task.",
      "",
      "Ctrl-C cancels the task that is being done; a second one leaves."
    },
    footer = {
      "",
      "Examples:",
      "  steward chat \"What did I schedule with John?\"",
      "  steward chat --user ana \"Move it to Tuesday 10:00\"",
      "  steward chat --agent outreach_qa < letter.txt",
      "  steward chat --tag client-a \"Draft an offer\"      and then: steward costs --by tag",
      "  steward chat --json \"What do you know about John?\" | jq .result"
    })
final class ChatCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "The task, in your own words.")
  private String[] text = {};

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "Who shall do it (default: Steward decides).")
  private String agent = "";

  @Option(
      names = "--session",
      paramLabel = "ID",
      description = "Which session it belongs to (default: your latest).")
  private String session = "";

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description = "Book what it costs under this, too; may be given several times.")
  private List<String> tags = List.of();

  @Option(names = "--json", description = "Print the whole turn as JSON.")
  private boolean json;

  ChatCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var given = String.join(" ", text);
    if (text.length == 0 && !invocation.surroundings().inputIsTerminal()) {
      given = piped();
    } else if (text.length == 0) {
      return talk();
    }
    if (given.isBlank()) {
      throw Failure.user("There is no task; say one, such as: steward chat \"What is on today?\"");
    }
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      return turns(desk).take(task(given.strip()));
    }
  }

  private int talk() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings);
        var lines = TypedLines.open(invocation)) {
      return new Talk(invocation, lines).with(turns(desk), this::task);
    }
  }

  private Turns turns(Desk desk) {
    return new Turns(desk, invocation, json);
  }

  private Desk.Task task(String given) {
    return Desk.Task.of(invocation.user(), given)
        .withChannel("cli")
        .withSession(session)
        .withAgent(agent)
        .withTags(tags);
  }

  private String piped() {
    try {
      return new String(invocation.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("could not read the standard input", unreadable);
    }
  }
}
