package dev.steward.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "memory",
    description = {
      "Look into memory and put it right: what was said, the facts that came of it, what took their"
          + " place, what is held back.",
      "",
      "'steward remember', 'recall' and 'memories' are the short forms for every day."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  steward memory add \"The budget limit is now 700 dollars\"",
      "  steward memory search --explain \"what is the budget\"",
      "  steward memory list --kind preference",
      "  steward memory history f42          how it came to be, and what it replaced",
      "  steward memory as-of 2026-05-03     what was believed on that day",
      "  steward memory forget --subject John --dry-run",
      "  steward memory export backup.jsonl",
      "  steward memory import mem0.json",
      "  steward memory audit"
    })
final class MemoryCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Say what, such as list, search, add, show or forget");
  }
}
