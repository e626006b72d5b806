package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.web.BatchJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Show batches, newest first.")
final class BatchListCommand extends OnBatches {
  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 20).")
  private int limit = 20;

  @Option(
      names = "--before",
      paramLabel = "ID",
      description = "Those that started before this one.")
  private String before = "";

  BatchListCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(BatchDesk batches, ZoneId zone) {
    var views = batches.list(principal(), invocation().namedUser(), before, limit);
    if (isJson()) {
      output().json(views.stream().map(BatchJson::of).toList());
      return Cli.OK;
    }
    if (views.isEmpty()) {
      output().line("There are no batches.");
      return Cli.OK;
    }
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("BATCH", "STATUS", "STARTED", "USER", "AGENT", ""));
    for (var view : views) {
      var batch = view.batch();
      rows.add(
          List.of(
              batch.id(),
              state(view),
              Times.minute(batch.startedAt(), zone),
              batch.user(),
              batch.agent(),
              counts(view)));
    }
    output().table(rows);
    return Cli.OK;
  }
}
