package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.batch.Item;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show how far a batch is, and what failed in it.",
    footer = {
      "",
      "Examples:",
      "  steward batch show b42",
      "  steward runs show b42.17                 item 17 step by step"
    })
final class BatchShowCommand extends OnBatches {
  private static final int SHOWN = 20;

  @Parameters(paramLabel = "ID", description = "The batch.")
  private String id = "";

  BatchShowCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    var view = known(batches, id);
    show(view);
    if (!isJson() && view.tally().failed() > 0) {
      var failed = batches.items(principal(), id, EnumSet.of(Item.State.FAILED), 0, SHOWN);
      var rows = new ArrayList<List<String>>();
      rows.add(List.of("FAILED", "RUN", "WHY"));
      failed.forEach(item ->
          rows.add(
              List.of(Integer.toString(item.row()), item.run(), item.result().replace('\n', ' '))));
      output().table(rows);
      if (view.tally().failed() > SHOWN) {
        output()
            .line(
                output()
                    .style()
                    .dim("All of them: steward batch results %s --status failed".formatted(id)));
      }
    }
    return Cli.OK;
  }
}
