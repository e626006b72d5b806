package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.web.MemoryJson;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "memories",
    description = "Show everything that is remembered of a user, layer by layer, newest first.",
    footer = {
      "",
      "Examples:",
      "  steward memories",
      "  steward memories --user ana --layer user --limit 50",
      "  steward memories --layer user --before f42     the next page"
    })
final class MemoriesCommand implements Callable<Integer> {
  private static final List<Layer> LAYERS = List.of(Layer.SESSION, Layer.USER, Layer.ORGANISATION);

  private final Invocation invocation;

  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "Only session, user or org (default: all three).",
      converter = LayerWord.class)
  private @Nullable Layer layer;

  @Option(names = "--limit", paramLabel = "N", description = "The most per layer (default: 20).")
  private int limit = 20;

  @Option(names = "--before", paramLabel = "ID", description = "Those older than this one.")
  private String before = "";

  @Option(names = "--json", description = "Print a list for each layer as JSON.")
  private boolean json;

  MemoriesCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var settings = invocation.settings();
    var pages = new LinkedHashMap<Layer, List<Fact>>();
    try (var desk = invocation.desk(settings)) {
      for (var shown : layer == null ? LAYERS : List.of(layer)) {
        pages.put(shown, page(desk, shown));
      }
    }
    if (json) {
      var named = new LinkedHashMap<String, List<Map<String, Object>>>();
      pages.forEach(
          (shown, page) -> named.put(name(shown), page.stream().map(MemoryJson::of).toList()));
      invocation.output().json(named);
    } else {
      pages.forEach((shown, page) -> show(shown, page, invocation.zone(settings)));
    }
    return Cli.OK;
  }

  private List<Fact> page(Desk desk, Layer shown) {
    return desk.memories(invocation.principal(), invocation.user(), shown, before, limit);
  }

  private void show(Layer shown, List<Fact> page, ZoneId zone) {
    var output = invocation.output();
    output.line(output.style().bold(heading(shown)));
    if (page.isEmpty()) {
      output.line(output.style().dim("  nothing"));
    }
    for (var fact : page) {
      output.line("  " + fact.text());
      output.line(
          output
              .style()
              .dim(
                  "    %s · %s · %s"
                      .formatted(fact.id(), kind(fact), Times.minute(fact.recordedAt(), zone))));
    }
    if (page.size() == limit) {
      output.line(
          output
              .style()
              .dim(
                  "  There may be more: steward memories --user %s --layer %s --before %s"
                      .formatted(invocation.user(), name(shown), page.getLast().id())));
    }
  }

  private String heading(Layer shown) {
    return switch (shown) {
      case ORGANISATION -> "Everybody's (org)";
      case USER -> invocation.user() + "'s (user)";
      case SESSION, CONVERSATION -> invocation.user() + "'s session (session)";
    };
  }

  private static String name(Layer layer) {
    return layer == Layer.ORGANISATION ? "org" : layer.name().toLowerCase(Locale.ROOT);
  }

  private static String kind(Fact fact) {
    return fact.kind().name().toLowerCase(Locale.ROOT);
  }
}
