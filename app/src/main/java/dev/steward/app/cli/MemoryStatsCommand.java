package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.IndexState;
import dev.steward.core.memory.Statistics;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;

@Command(
    name = "stats",
    description = "Say how much there is, and what is still to be done.",
    footer = {"", "Examples:", "  steward memory stats", "  steward memory stats --json"})
final class MemoryStatsCommand extends OnMemory {
  MemoryStatsCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var statistics = memory.statistics(principal());
    if (isJson()) {
      output().json(MemoryJson.of(statistics));
    } else {
      show(statistics);
    }
    return Cli.OK;
  }

  private void show(Statistics statistics) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("WHAT", "COUNT"));
    rows.add(row("messages", statistics.messages()));
    add(rows, "facts of the layer ", statistics.facts());
    add(rows, "facts ", statistics.standings());
    add(rows, "extractions ", statistics.extractions());
    rows.add(row("without a vector yet", statistics.unembedded()));
    output().table(rows);
    output().line(output().style().dim("Embedder: " + statistics.embedder()));
    show(statistics.index());
  }

  private void show(IndexState index) {
    if (index.behind() > 0) {
      output()
          .line(
              "The index lacks %,d changes; they follow by themselves.".formatted(index.behind()));
    }
    var making = index.making();
    if (!making.embedder().isEmpty()) {
      output()
          .line(
              "A new index is being made with %s: %,d of %,d changes."
                  .formatted(making.embedder(), making.done(), making.of()));
    }
    if (!index.trouble().isEmpty()) {
      output().line(output().style().yellow(index.trouble()));
    }
  }

  private static <E extends Enum<E>> void add(
      List<List<String>> rows, String what, Map<E, Long> counts) {
    new TreeMap<>(counts).forEach((key, count) -> rows.add(row(what + Chosen.word(key), count)));
  }

  private static List<String> row(String what, long count) {
    return List.of(what, "%,d".formatted(count));
  }
}
