package dev.steward.app.cli;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.Router;
import dev.steward.core.tier.Tier;
import dev.steward.core.turn.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "route",
    description = {
      "Show where a task would go, and why; or say what it really is.",
      "",
      "Nothing is done, and no model is asked. A correction counts at once for texts that are nearly"
          + " the same; 'steward route learn' learns from all of them."
    },
    synopsisSubcommandLabel = "[COMMAND]",
    footer = {
      "",
      "Examples:",
      "  steward route \"draft a reply to the angry customer\"",
      "  steward route --turn t42                        where a task went, and to which model",
      "  steward route tiers                             which models agents would choose",
      "  steward route --correct invoice \"bill the Hendersons\"",
      "  steward route --correct invoice --turn t42",
      "  steward route learn                             learn from the corrections",
      "  steward route rollback                          and back to what was before",
      "  steward route eval --train a.csv --test b.csv   how well it would do on other texts"
    })
final class RouteCommand implements Callable<Integer> {
  private final Invocation invocation;

  @Parameters(paramLabel = "TEXT", arity = "0..*", description = "A task in words.")
  private List<String> words = List.of();

  @Option(names = "--turn", paramLabel = "ID", description = "A task that was done, by its id.")
  private String turn = "";

  @Option(
      names = "--correct",
      paramLabel = "KIND",
      description = "Say that it is of this kind; 'other' if it is of none.")
  private String kind = "";

  @Option(names = "--json", description = "Print it as JSON, in the shapes of the HTTP API.")
  private boolean json;

  RouteCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public Integer call() {
    var text = String.join(" ", words).strip();
    if (text.isEmpty() && turn.isEmpty()) {
      throw Failure.user(
          "Say which task is meant: steward route \"a task in words\", or --turn with its id");
    }
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      if (!kind.isEmpty()) {
        var correction =
            desk.routes().correct(invocation.principal(), invocation.user(), turn, text, kind);
        print(correction, "Noted: this is %s.".formatted(correction.kind()));
        return Cli.OK;
      }
      var parts =
          text.isEmpty()
              ? desk.routes().routed(invocation.principal(), turn)
              : desk.routes().explain(invocation.principal(), invocation.user(), text);
      if (parts.isEmpty()) {
        throw Failure.user("There is no task '%s' that was given to an agent".formatted(turn));
      }
      if (text.isEmpty()) {
        past(desk, parts);
      } else {
        yetToCome(desk, parts);
      }
    }
    return Cli.OK;
  }

  /// Which models would be given these tasks, if their agents have a choice.
  private void yetToCome(Desk desk, List<Router.Part> parts) {
    Function<Router.Part, List<Tier>> tiers =
        part ->
            desk.routes().tiers(invocation.principal(), part.route().agent(), part.route().kind());
    if (json) {
      invocation.output().json(parts.stream().map(part -> shape(part, tiers.apply(part))).toList());
    } else {
      parts.forEach(part -> show(part, tiers.apply(part)));
    }
  }

  /// Which models were chosen in a turn: for its parts, and for what was handed on to other agents.
  private void past(Desk desk, List<Router.Part> parts) {
    var left = new ArrayList<>(desk.routes().chosen(invocation.principal(), turn));
    var chosen = parts.stream().map(part -> firstOf(part, left)).toList();
    var model = desk.turn(invocation.principal(), turn).map(Turn::model).orElse("");
    if (json) {
      var shapes = new ArrayList<Map<String, Object>>();
      for (int i = 0; i < parts.size(); i++) {
        var shape = shape(parts.get(i), chosen.get(i));
        shape.put("model", model);
        shape.put("handed_on", i == parts.size() - 1 ? left : List.of());
        shapes.add(shape);
      }
      invocation.output().json(shapes);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      show(parts.get(i), chosen.get(i));
    }
    left.forEach(tier ->
        invocation
            .output()
            .line(
                "  handed on to %s (%s): %s: %s"
                    .formatted(tier.agent(), tier.kind(), named(tier.model()), tier.reason())));
    if (!model.isEmpty()) {
      invocation.output().line("  answered by " + model);
    }
  }

  /// The choice that was made for a part: the first of its agent and kind, which is taken out.
  private static List<Tier> firstOf(Router.Part part, List<Tier> left) {
    var route = part.route();
    for (var tier : left) {
      if (tier.agent().equals(route.agent()) && tier.kind().equals(route.kind())) {
        left.remove(tier);
        return List.of(tier);
      }
    }
    return List.of();
  }

  private void print(Object value, String sentence) {
    if (json) {
      invocation.output().json(value);
    } else {
      invocation.output().line(sentence);
    }
  }

  private static Map<String, Object> shape(Router.Part part, List<Tier> tiers) {
    var route = part.route();
    var shape = new LinkedHashMap<String, Object>();
    shape.put("text", part.text());
    shape.put("task_type", route.type());
    shape.put("kind", route.kind());
    shape.put("agent", route.agent());
    shape.put("reason", route.reason());
    shape.put("confidence", route.confidence());
    shape.put("probabilities", route.probabilities());
    shape.put("nearest", route.nearest());
    tiers.forEach(tier -> shape.put("tier", tier));
    return shape;
  }

  private void show(Router.Part part, List<Tier> tiers) {
    var output = invocation.output();
    var route = part.route();
    output.line(output.style().bold(part.text()));
    output.line("  %s, for %s: %s".formatted(route.kind(), route.agent(), route.reason()));
    for (var tier : tiers) {
      output.line("  model    %s: %s".formatted(named(tier.model()), tier.reason()));
      tier.next().ifPresent(next -> output.line("  then     %s, if a check fails".formatted(next)));
    }
    if (!route.probabilities().isEmpty()) {
      output.line("  likely   " + likely(route));
    }
    route
        .nearest()
        .forEach(near ->
            output.line(
                "  like     %s  %s: %s"
                    .formatted(
                        number("%.2f", near.similarity()),
                        near.kind().isEmpty() ? "none" : near.kind(),
                        near.text())));
  }

  private static String named(String model) {
    return model.isEmpty() ? "none" : model;
  }

  private static String likely(Route route) {
    return route.probabilities().stream()
        .map(chance ->
            "%s %s"
                .formatted(
                    chance.kind().isEmpty() ? "none" : chance.kind(),
                    number("%.0f %%", chance.probability() * 100)))
        .collect(Collectors.joining(", "));
  }

  private static String number(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
