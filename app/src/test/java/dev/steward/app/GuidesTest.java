package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.MemorySettings;
import dev.steward.app.settings.Settings;
import dev.steward.app.settings.SettingsFile;
import dev.steward.app.settings.TelemetrySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What the guides show is what Steward understands.
class GuidesTest {
  /// Sections that replace what is there, rather than being put below it.
  private static final List<String> REPLACED = List.of("server", "memory", "prices");

  private static final Pattern SETTINGS = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void settingsOfTheGuideAreUnderstood() throws IOException {
    var text = SettingsFile.defaults();
    var memories = new ArrayList<MemorySettings>();
    for (var shown : shown()) {
      text = merged(text, shown);
      if (shown.startsWith("memory:")) {
        memories.add(parsed(merged(SettingsFile.defaults(), shown)).memory());
      }
    }
    var settings = parsed(text);

    assertThat(settings.model("qwen")).map(Settings.Model::id).contains("qwen3");
    assertThat(settings.model("house-model"))
        .map(model -> model.capabilities().thoughtField())
        .contains("reasoning");
    assertThat(settings.team().owner("answer_review").name()).isEqualTo("reviewer");
    assertThat(settings.tiers().allowed("letters", "write_terms").orElseThrow().trusted())
        .isEqualTo("claude-haiku-5-5");
    assertThat(settings.zoneOf("ana")).hasToString("America/New_York");
    assertThat(settings.server().apiKeys()).hasSize(1);
    assertThat(settings.telemetry())
        .isEqualTo(new TelemetrySettings(true, "http://localhost:4318", "steward", false));
    assertThat(memories)
        .extracting(MemorySettings::embedder)
        .anySatisfy(embedder ->
            assertThat(embedder)
                .isInstanceOfSatisfying(
                    MemorySettings.Embedder.Remote.class,
                    remote -> assertThat(remote.keyEnv()).isEqualTo("EMBEDDINGS_KEY")));
    assertThat(memories)
        .extracting(MemorySettings::store)
        .contains(new MemorySettings.Store.Chroma(URI.create("http://localhost:8000")));
    assertThat(memories)
        .extracting(MemorySettings::reranker)
        .hasAtLeastOneElementOfType(MemorySettings.Reranker.Remote.class);
  }

  private static Settings parsed(String text) {
    return SettingsFile.parse(text, "configuration.md", ZoneOffset.UTC);
  }

  private static List<String> shown() throws IOException {
    var guide = Files.readString(Path.of("../docs/guides/configuration.md"));
    var shown = SETTINGS.matcher(guide).results().map(match -> match.group(1)).toList();
    assertThat(shown).hasSize(15);
    return shown;
  }

  /// Puts each section's lines below the same section's heading, as a reader would.
  private static String merged(String text, String shown) {
    var merged = text;
    for (var section :
        Pattern.compile("(?m)^(\\w+):\n((?: .*\n)+)").matcher(shown).results().toList()) {
      merged = withSection(merged, section);
    }
    return merged;
  }

  private static String withSection(String text, MatchResult section) {
    var heading = section.group(1) + ":\n";
    if (REPLACED.contains(section.group(1)) && text.contains("\n" + heading)) {
      return text.replaceFirst("(?m)^" + heading + "(?:[ #].*\n|\n)*", heading + section.group(2));
    }
    return text.contains("\n" + heading)
        ? text.replace("\n" + heading, "\n" + heading + section.group(2))
        : text + "\n" + heading + section.group(2);
  }
}
