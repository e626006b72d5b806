package dev.steward.app.settings;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/// Parses YAML as far as settings need it: one document of plain values. What could be used to
/// exhaust memory or stack (aliases, depth) is refused before anything is built from it.
final class Yaml {
  private static final int DEEPEST = 32;

  private final LoadSettings settings;
  private final Mistakes mistakes;

  Yaml(String file, Mistakes mistakes) {
    this.settings = LoadSettings.builder().setLabel(file).build();
    this.mistakes = mistakes;
  }

  /// The document's root; empty if there is none, or if something is wrong with it, which is then
  /// among the mistakes.
  Optional<Node> parse(String text) {
    try {
      return isPlain(text) ? new Compose(settings).composeString(text) : Optional.empty();
    } catch (MarkedYamlEngineException malformed) {
      add(malformed.getProblemMark(), explained(malformed));
    } catch (YamlEngineException malformed) {
      mistakes.add(0, 0, "", "this is not YAML: " + malformed.getMessage());
    }
    return Optional.empty();
  }

  private boolean isPlain(String text) {
    int depth = 0;
    int documents = 0;
    for (var event : new Parse(settings).parseString(text)) {
      if (event instanceof AliasEvent) {
        return refuse(event, "aliases (*name) are not understood here; write the value out");
      }
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      if (documents > 1) {
        return refuse(event, "there is a second document; settings are one document");
      }
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      if (depth > DEEPEST) {
        return refuse(event, "this is nested too deeply; settings are a few levels deep");
      }
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
    }
    return true;
  }

  private boolean refuse(Event event, String why) {
    add(event.getStartMark(), why);
    return false;
  }

  private void add(Optional<Mark> mark, String text) {
    mistakes.add(
        mark.map(m -> m.getLine() + 1).orElse(0),
        mark.map(m -> m.getColumn() + 1).orElse(0),
        "",
        text);
  }

  private static String explained(MarkedYamlEngineException malformed) {
    var problem = String.valueOf(malformed.getProblem());
    if (problem.contains("TAB")) {
      return "a tab is used to indent; use spaces";
    }
    var context = malformed.getContext();
    return "this is not YAML: " + (context == null ? "" : context + ", ") + problem;
  }
}
