package dev.steward.app.cli;

import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Filter;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "as-of",
    description = {
      "Show what was believed to hold at a time, whatever became of it since.",
      "",
      "A day means its end in your time zone: what was learned on it counts."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory as-of 2026-05-03",
      "  steward memory as-of 2026-05-03 budget limit            with these words",
      "  steward memory as-of '2026-05-03 10:00' --subject John",
      "  steward memory as-of 2026-05-03 --known 2026-11-01      what we know of that day now"
    })
final class MemoryAsOfCommand extends OnMemory {
  @Parameters(index = "0", paramLabel = "TIME", description = "Such as 2026-05-03.")
  private String time = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "WORD",
      description = "Only facts with all of these words.")
  private String[] words = {};

  @Option(
      names = "--known",
      paramLabel = "TIME",
      description = "As it was known then (default: at the same time).")
  private String known = "";

  @Mixin private Chosen chosen = new Chosen();

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 50).")
  private int limit = 50;

  @Option(names = "--before", paramLabel = "ID", description = "Those older than this one.")
  private String before = "";

  MemoryAsOfCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var held = Times.moment(time, "TIME", zone);
    var believed = known.isEmpty() ? held : Times.moment(known, "--known", zone);
    var selection = chosen.selection(principal(), invocation().user(), held);
    var filters = new ArrayList<Filter>();
    filters.add(selection.filter());
    Arrays.stream(words)
        .flatMap(given -> Arrays.stream(given.strip().split("\\s+")))
        .filter(word -> !word.isEmpty())
        .forEach(word -> filters.add(new Filter.Contains("text", word, true)));
    var facts =
        memory.asOf(
            principal(),
            selection.withFilter(new Filter.And(filters)),
            held,
            believed,
            before,
            limit);
    if (isJson()) {
      output().json(facts.stream().map(MemoryJson::of).toList());
      return Cli.OK;
    }
    if (facts.isEmpty()) {
      output().line("Nothing of that kind was believed then.");
    }
    new MemoryLines(output(), zone).show(facts);
    if (facts.size() == limit) {
      output()
          .line(output().style().dim("There may be more: add --before " + facts.getLast().id()));
    }
    return Cli.OK;
  }
}
