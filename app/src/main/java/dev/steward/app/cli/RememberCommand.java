package dev.steward.app.cli;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.web.MemoryJson;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "remember",
    description = "Remember something, word by word, without any agent.",
    footer = {
      "",
      "Examples:",
      "  steward remember \"John's number is on the card in the top drawer\"",
      "  steward remember --kind preference \"No meetings on Friday afternoon\"",
      "  steward remember --layer org \"Invoices are paid within 30 days\""
    })
final class RememberCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(arity = "1..*", paramLabel = "TEXT", description = "What to remember.")
  private String[] text = {};

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "user (yours, the default), org (everybody's) or session (some hours).",
      converter = LayerWord.class)
  private Layer layer = Layer.USER;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "fact (the default), decision, preference or policy.")
  private Fact.Kind kind = Fact.Kind.FACT;

  @Option(names = "--json", description = "Print the fact as JSON.")
  private boolean json;

  RememberCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      var given = String.join(" ", text);
      var fact = desk.remember(invocation.principal(), invocation.user(), layer, kind, given);
      if (json) {
        invocation.output().json(MemoryJson.of(fact));
      } else {
        invocation.output().line("Remembered %s: %s".formatted(whose(fact), fact.text()));
        invocation.output().line(invocation.output().style().dim(fact.id()));
      }
    }
    return Cli.OK;
  }

  private static String whose(Fact fact) {
    return switch (fact.layer()) {
      case ORGANISATION -> "for everybody";
      case USER -> "for " + fact.scope().user();
      case SESSION, CONVERSATION -> "for this session of " + fact.scope().user();
    };
  }
}
