package dev.steward.app.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "steward",
    description = "A team of AI agents for a small business, run by the business itself.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  steward chat \"John prefers morning meetings between 9am and 11am\"",
      "  steward chat \"Set up a meeting with John about the website on Monday\"",
      "  steward chat                  talk, line by line",
      "  steward memories              what is remembered of you",
      "  steward calendar list         what is ahead",
      "  steward doctor                is everything well?",
      "",
      "Ends with 0 if it went well, 1 if it failed, 2 if the command was typed wrong,",
      "130 after Ctrl-C. Settings and all data: ~/.steward (see 'steward config')."
    })
final class Root implements Runnable {
  @Mixin private final Invocation invocation;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  Root(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Say what to do, such as: steward --data %s chat".formatted(invocation.data()));
  }
}
