package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Fact;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Decides something about facts; what, stands in the command's name.
@Command
final class MemoryDecideCommand extends OnMemory {
  private final Decision decision;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Of a fact; may be several.")
  private List<String> ids = List.of();

  private MemoryDecideCommand(Invocation invocation, Decision decision) {
    super(invocation);
    this.decision = decision;
  }

  /// The command for a decision.
  static CommandLine of(Invocation invocation, String name, Decision decision) {
    var line = new CommandLine(new MemoryDecideCommand(invocation, decision));
    line.setCommandName(name);
    line.getCommandSpec()
        .usageMessage()
        .description(description(decision))
        .footer("", "Examples:", "  steward memory %s f42".formatted(name));
    return line;
  }

  private static String description(Decision decision) {
    return switch (decision) {
      case PIN -> "Always place a fact before an agent, and never offer it for review.";
      case UNPIN -> "Treat a pinned fact like any other again.";
      case APPROVE -> "Let everybody in the organisation know a proposed fact.";
      case QUARANTINE -> "Hold a fact back until it is released.";
      case RESTORE -> "Recall a fact again: after a quarantine, or after another took its place.";
      case KEEP -> "Say that a fact still holds: its next review is put off.";
    };
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var facts = new ArrayList<Fact>();
    for (var id : ids) {
      facts.add(memory.decide(principal(), id, decision, invocation().surroundings().user()));
    }
    if (isJson()) {
      output().json(facts.stream().map(MemoryJson::of).toList());
    } else {
      new MemoryLines(output(), zone).show(facts);
    }
    return Cli.OK;
  }
}
