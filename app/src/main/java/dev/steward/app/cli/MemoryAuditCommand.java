package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Audit;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.EnumMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "audit",
    description = {
      "Say what somebody should look at: exact and near duplicates, what came back from a recall as"
          + " if it were news, secrets, stale facts, what cites something that is gone, what could"
          + " not be extracted."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory audit",
      "  steward memory audit --json | jq '.findings[] | select(.kind == \"secret\")'",
      "",
      "Ends with 1 if there is a finding."
    })
final class MemoryAuditCommand extends OnMemory {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "The most to show of each kind (default: 20).")
  private int limit = 20;

  MemoryAuditCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var audit = memory.audit(principal());
    if (isJson()) {
      output().json(MemoryJson.of(audit));
    } else {
      show(audit);
    }
    return audit.findings().isEmpty() ? Cli.OK : Cli.FAILED;
  }

  private void show(Audit audit) {
    var style = output().style();
    output()
        .line(
            "%,d facts and %,d messages were looked at."
                .formatted(audit.facts(), audit.messages()));
    var kinds = new EnumMap<Audit.Kind, Integer>(Audit.Kind.class);
    for (var finding : audit.findings()) {
      var count = kinds.merge(finding.kind(), 1, Integer::sum);
      if (count == 1) {
        output().line(style.bold(heading(finding.kind())));
      }
      if (count <= limit) {
        output()
            .line(
                "  %s%s"
                    .formatted(
                        finding.detail(),
                        finding.facts().isEmpty()
                            ? ""
                            : style.dim("  " + String.join(", ", finding.facts()))));
      }
    }
    kinds.forEach((kind, count) -> {
      if (count > limit) {
        output().line(style.dim("%s: %,d more".formatted(heading(kind), count - limit)));
      }
    });
    if (kinds.isEmpty()) {
      output().line("There is nothing to put right.");
    }
  }

  private static String heading(Audit.Kind kind) {
    return switch (kind) {
      case EXACT_DUPLICATE -> "The same, word for word";
      case NEAR_DUPLICATE -> "Nearly the same";
      case RECALL_LOOP -> "Recalled and said again as if it were news";
      case SECRET -> "Secrets";
      case STALE -> "To be reviewed";
      case ORPHAN -> "Citing what is gone";
      case PARKED -> "Not extracted";
    };
  }
}
