package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The guide to Mem0's clients says what the server does.
class Mem0GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "mem0.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `((?:GET|POST|PUT|PATCH|DELETE) /\\S+)` \\|");
  private static final Pattern SCRIPT = Pattern.compile("(?s)```js\n(.*?)```");

  private final String guide = Files.readString(GUIDE);

  Mem0GuideTest() throws Exception {}

  @Test
  void everyRouteIsInTheGuideAndNoOther() {
    try (var premises = new Premises()) {
      var told = ROW.matcher(guide).results().map(row -> row.group(1)).toList();
      var answered =
          premises.routes().stream()
              .filter(route -> !isMissing(String.join("/", route.path())))
              .map(route -> route.method() + " " + String.join("/", route.path()))
              .toList();
      assertThat(told).containsExactlyInAnyOrderElementsOf(answered);
    }
  }

  /// Whether the guide counts the path among those that are answered with 501.
  private boolean isMissing(String path) {
    var missing = guide.substring(guide.indexOf("Answered with 501"));
    return missing.contains("`" + path.replaceFirst("/\\{id}$", "") + "`");
  }

  @Test
  void theExampleFindsWhatItAdds() throws Exception {
    try (var premises = new Premises()) {
      var script = SCRIPT.matcher(guide).results().map(found -> found.group(1)).toList();
      assertThat(script).hasSize(1);
      var lines =
          script
              .getFirst()
              .replace("http://127.0.0.1:8080", premises.server.uri().toString())
              .replace(
                  "import MemoryClient from \"mem0ai\";",
                  "const {MemoryClient} = require(\"mem0ai\");");
      var run = "(async () => {\n%s\n})()".formatted(lines);
      assertThat(NodeScript.run(List.of("-e", run), premises).strip())
          .isEqualTo("I prefer tea over coffee.");
    }
  }
}
