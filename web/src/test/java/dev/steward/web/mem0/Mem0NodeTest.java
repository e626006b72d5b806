package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.web.StewardServer.ApiKey;
import java.util.List;
import java.util.Map;
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
    var environment =
        Map.of(
            "STEWARD_URL",
            premises.server.uri().toString(),
            "STEWARD_KEY",
            key,
            "STEWARD_KEY_IS_CHECKED",
            isChecked ? "yes" : "");
    return JSON.readTree(NodeScript.run(List.of("src/test/peers/mem0.mjs"), environment));
  }
}
