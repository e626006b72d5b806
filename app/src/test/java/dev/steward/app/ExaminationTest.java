package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
  @TempDir private Path folder;

  private List<Check> examine(String embedder, Map<String, String> environment) {
    var settings =
        SettingsFile.parse(
            SettingsFile.defaults()
                .replace("  embedder: e5-small-v2\n", "  embedder: " + embedder + "\n"),
            "steward.yaml",
            ZoneOffset.UTC);
    var checks = new ArrayList<Check>();
    new Examination(Assembly.ofProcess().withEnvironment(environment))
        .examine(folder, settings, checks::add);
    return checks;
  }

  @Test
  void anEmbedderThatShipsIsNoFinding() {
    assertThat(examine("all-minilm-l6-v2", Map.of()))
        .extracting(Check::name)
        .containsExactly("rows", "index");
  }

  @Test
  void theKeyOfAnEmbedderIsMissed() {
    assertThat(examine("{ provider: openai, model: text-embedding-3-small }", Map.of()))
        .contains(
            Check.problem(
                "embedder text-embedding-3-small",
                "OPENAI_API_KEY is not set",
                "set it, or choose another embedder under 'memory' in steward.yaml"));
  }

  @Test
  void anEmbeddersServerIsLookedFor() throws IOException {
    String block;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      block =
          "{ provider: openai, base_url: 'http://localhost:%d/v1', model: bge-m3, key_env: TEA_KEY }"
              .formatted(server.getLocalPort());

      assertThat(examine(block, Map.of("TEA_KEY", "sk-tea")))
          .contains(Check.ok("embedder bge-m3", "localhost can be reached"));
    }
    assertThat(examine(block, Map.of("TEA_KEY", "sk-tea")))
        .filteredOn(check -> check.name().equals("embedder bge-m3"))
        .extracting(Check::status)
        .containsExactly(Check.Status.PROBLEM);
  }
}
