package dev.steward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the docs say is so.
class DocsTest {
  private static final Path ROOT = Path.of("..");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"JavaApiExample", "EmbeddedMemoryExample"})
  void theExamplesOfTheJavaApiAreCompiledCode(String name) throws IOException {
    var source = Files.readString(Path.of("src/test/java/dev/steward/%s.java".formatted(name)));
    var example =
        source
            .substring(
                source.indexOf("// example begins\n") + "// example begins\n".length(),
                source.indexOf("    // example ends"))
            .stripTrailing() // else the empty last line counts as not indented
            .stripIndent();
    assertThat(Files.readString(ROOT.resolve("docs/guides/java-api.md")))
        .contains("```java\n" + example + "\n```");
  }

  @Test
  void theExampleOfTheJavaApiRuns() {
    assertThat(JavaApiExample.day(folder))
        .contains("Booked")
        .contains("John prefers meetings between 9am and 11am");
  }

  @Test
  void theExampleOfTheMemoryAloneRunsAndIsShort() throws IOException {
    assertThat(EmbeddedMemoryExample.recalled(folder))
        .isNotEmpty()
        .first()
        .satisfies(found -> assertThat(found.entry().text()).contains("between 9am and 11am"));
    var source = Files.readString(Path.of("src/test/java/dev/steward/EmbeddedMemoryExample.java"));
    assertThat(
            source
                .substring(source.indexOf("// example begins"), source.indexOf("// example ends"))
                .lines())
        .hasSizeLessThan(10);
  }

  @Test
  void everyLinkOfTheReadmeLeadsSomewhere() throws IOException {
    assertThat(links("README.md"))
        .isNotEmpty()
        .allSatisfy(link -> assertThat(ROOT.resolve(link)).exists());
  }

  private static List<String> links(String file) throws IOException {
    return Pattern.compile("]\\(([^)#:]+)\\)")
        .matcher(Files.readString(ROOT.resolve(file)))
        .results()
        .map((MatchResult match) -> match.group(1))
        .toList();
  }
}
