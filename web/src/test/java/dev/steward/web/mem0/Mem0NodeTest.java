package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.web.StewardServer.ApiKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Mem0's own JavaScript client finds in Steward what it looks for, with every method it has.
class Mem0NodeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY = "m0-key-of-the-owner-0123456789";

  @Test
  void everyCallWorksWithTheOwnersKey() throws Exception {
    try (var premises = new Premises(new ApiKey("owner's", KEY, List.of()))) {
      assertThatAllWork(run(premises, KEY, true));
    }
  }

  @Test
  void onLoopbackEveryKeyIsTheOwners() throws Exception {
    try (var premises = new Premises()) {
      assertThatAllWork(run(premises, "m0-whatever", false));
    }
  }

  private static void assertThatAllWork(JsonNode seen) {
    var has = seen.path("has").valueStream().map(JsonNode::asText).toList();
    var works = seen.path("works").valueStream().map(JsonNode::asText).toList();
    System.out.printf(
        "Mem0's npm client: %d calls it has, %d calls that work%n", has.size(), works.size());
    assertThat(seen.path("failed").toPrettyString()).isEqualTo("{ }");
    assertThat(works).containsExactlyInAnyOrderElementsOf(has);
    assertThat(has).hasSizeGreaterThanOrEqualTo(29);
  }

  private static JsonNode run(Premises premises, String key, boolean isChecked) throws Exception {
    var peers = Path.of("target", "peers").toAbsolutePath();
    if (!Files.isDirectory(peers.resolve("node_modules/mem0ai"))) {
      fail("The npm package mem0ai is missing from " + peers + "; run ./check, which installs it");
    }
    var builder = new ProcessBuilder("node", "src/test/peers/mem0.mjs");
    builder.environment().put("PEERS", peers.toString());
    builder.environment().put("MEM0_TELEMETRY", "false");
    builder.environment().put("STEWARD_URL", premises.server.uri().toString());
    builder.environment().put("STEWARD_KEY", key);
    builder.environment().put("STEWARD_KEY_IS_CHECKED", isChecked ? "yes" : "");
    var errors = Files.createTempFile("mem0", ".err");
    var process = builder.redirectError(errors.toFile()).start();
    try {
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return JSON.readTree(output);
    } finally {
      process.destroyForcibly();
      Files.delete(errors);
    }
  }
}
