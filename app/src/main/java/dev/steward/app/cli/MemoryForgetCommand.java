package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Target;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "forget",
    description = {
      "Forget for good: facts, messages, their history, the index. Only that something was there is"
          + " kept, with a hash.",
      "",
      "First shows what would go and asks. Nothing brings it back."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory forget --id f42",
      "  steward memory forget --subject John --dry-run     only look",
      "  steward memory forget --source m17                 a message and all that rests on it",
      "  steward memory forget --query \"alarm code\"         what a search finds",
      "  steward memory forget --user ana --yes             everything of ana, without asking"
    })
final class MemoryForgetCommand extends OnMemory {
  private static final int MOST_FOUND = 1_000;
  private static final int SHOWN = 20;

  @Option(
      names = "--id",
      paramLabel = "ID",
      split = ",",
      description = "A fact or a message; several with commas.")
  private List<String> ids = List.of();

  @Option(names = "--subject", paramLabel = "SUBJECT", description = "All facts about it.")
  private String subject = "";

  @Option(
      names = "--source",
      paramLabel = "SOURCE",
      description = "A message, an address or a page, and what rests on it alone.")
  private String source = "";

  @Option(names = "--query", paramLabel = "TEXT", description = "What a search finds.")
  private String query = "";

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "With --query: what scores at least this, from 0 to 1 (default: 0.5).")
  private double threshold = 0.5;

  @Option(names = "--dry-run", description = "Only show what would be forgotten.")
  private boolean dryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask.")
  private boolean yes;

  MemoryForgetCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var target = target();
    var by = invocation().surroundings().user();
    var planned = memory.forget(principal(), target, true, by);
    if (dryRun || isNothing(planned)) {
      show(planned, zone);
      return Cli.OK;
    }
    if (!yes) {
      if (!isJson()) {
        show(planned, zone);
      }
      if (!isConfirmed()) {
        output().note("Nothing was forgotten.");
        return Cli.FAILED;
      }
    }
    show(memory.forget(principal(), target, false, by), zone);
    return Cli.OK;
  }

  private Target target() {
    var targets = new ArrayList<Target>();
    if (!ids.isEmpty()) {
      targets.add(new Target.Ids(Set.copyOf(ids)));
    }
    if (!subject.isEmpty()) {
      targets.add(new Target.Subject(subject));
    }
    if (!source.isEmpty()) {
      targets.add(new Target.Source(source));
    }
    if (!query.isEmpty()) {
      var selection = new Chosen().selection(principal(), invocation().user(), invocation().now());
      targets.add(
          new Target.Found(
              new Search(selection, query, MOST_FOUND, threshold, invocation().now())));
    }
    if (targets.isEmpty() && !invocation().namedUser().isEmpty()) {
      return new Target.User(invocation().namedUser());
    }
    if (targets.size() != 1) {
      throw Failure.user(
          "Say one thing that is to be forgotten: --id, --subject, --source or --query; --user"
              + " alone means everything of that user");
    }
    return targets.getFirst();
  }

  private boolean isConfirmed() {
    return Question.isAffirmed(
        invocation(), "Forget this for good?", "add --yes, or --dry-run to only look");
  }

  private static boolean isNothing(Erasure erasure) {
    return erasure.facts().isEmpty() && erasure.messages().isEmpty() && erasure.runs() == 0;
  }

  private void show(Erasure erasure, ZoneId zone) {
    if (isJson()) {
      output().json(MemoryJson.of(erasure));
      return;
    }
    if (isNothing(erasure)) {
      output().line("There is nothing to forget.");
      return;
    }
    if (erasure.dryRun()) {
      entries(erasure.facts(), zone);
      entries(erasure.messages(), zone);
    }
    output()
        .line(
            "%s: %,d facts, %,d messages, %,d records of turns."
                .formatted(
                    erasure.dryRun() ? "Would be forgotten" : "Forgotten",
                    erasure.facts().size(),
                    erasure.messages().size(),
                    erasure.runs()));
    if (!erasure.kept().isEmpty()) {
      output()
          .line(
              output()
                  .style()
                  .dim(
                      "Kept, for they rest on other messages too: "
                          + String.join(", ", erasure.kept())));
    }
  }

  private void entries(List<Entry> entries, ZoneId zone) {
    var lines = new MemoryLines(output(), zone);
    entries.stream().limit(SHOWN).forEach(lines::show);
    if (entries.size() > SHOWN) {
      output().line(output().style().dim("… and %,d more".formatted(entries.size() - SHOWN)));
    }
  }
}
