package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Search;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "search",
    description =
        "Find what is known about something, best first: facts, and messages word by word.",
    footer = {
      "",
      "Examples:",
      "  steward memory search \"when does John like to meet\"",
      "  steward memory search --explain --limit 5 budget      what each score is made of",
      "  steward memory search --only facts --threshold 0.3 \"travel policy\"",
      "  steward memory search --now 2026-05-10 \"what was decided last week\""
    })
final class MemorySearchCommand extends OnMemory {
  @Parameters(arity = "1..*", paramLabel = "QUERY", description = "What it should be about.")
  private String[] query = {};

  @Mixin private Chosen chosen = new Chosen();

  @Option(names = "--limit", paramLabel = "N", description = "The most to show (default: 10).")
  private int limit = 10;

  @Option(
      names = "--threshold",
      paramLabel = "SCORE",
      description = "Leave out what scores less, from 0 to 1 (default: 0).")
  private double threshold;

  @Option(names = "--only", paramLabel = "WHAT", description = "Only facts, or only messages.")
  private @Nullable Only only;

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "The time that 'yesterday' in the query is counted from (default: now).")
  private String now = "";

  @Option(names = "--explain", description = "Show what each score is made of.")
  private boolean explain;

  enum Only {
    FACTS(Entry.Type.FACT),
    MESSAGES(Entry.Type.MESSAGE);

    private final Entry.Type type;

    Only(Entry.Type type) {
      this.type = type;
    }
  }

  MemorySearchCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw Failure.user("--threshold needs a number from 0 to 1, not " + threshold);
    }
    var selection = chosen.selection(principal(), invocation().user(), invocation().now());
    var search =
        new Search(
            only == null ? selection : selection.withTypes(only.type),
            String.join(" ", query),
            limit,
            threshold,
            now.isEmpty() ? invocation().now() : Times.moment(now, "--now", zone));
    var found = memory.search(principal(), search);
    if (isJson()) {
      output().json(found.stream().map(MemoryJson::of).toList());
    } else if (found.isEmpty()) {
      output().line("Nothing is known about that.");
    } else {
      found.forEach(each -> show(each, zone));
      if (explain) {
        output().line("");
        output().table(explained(found));
      }
    }
    return Cli.OK;
  }

  private void show(Recollection found, ZoneId zone) {
    var style = output().style();
    output().line("%s  %s".formatted(style.bold(number(found.score())), found.entry().text()));
    output().line(style.dim("       " + new MemoryLines(output(), zone).about(found.entry())));
    if (!found.quote().isEmpty() && !found.quote().equals(found.entry().text())) {
      output().line(style.dim("       “%s”".formatted(found.quote())));
    }
  }

  /// A row for each, with what every component adds to its score.
  private static List<List<String>> explained(List<Recollection> found) {
    var names = new TreeSet<String>();
    found.forEach(each -> names.addAll(each.components().keySet()));
    var rows = new ArrayList<List<String>>();
    var heading = new ArrayList<>(List.of("SCORE"));
    names.forEach(name -> heading.add(name.toUpperCase(Locale.ROOT)));
    heading.add("ID");
    rows.add(heading);
    for (var each : found) {
      var row = new ArrayList<>(List.of(number(each.score())));
      names.forEach(name ->
          row.add(each.components().containsKey(name) ? number(each.component(name)) : "–"));
      row.add(each.entry().id());
      rows.add(row);
    }
    return rows;
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.3f", score);
  }
}
