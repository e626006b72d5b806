package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.Steward;
import dev.steward.app.cli.Doctor;
import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Scope;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Revision;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
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
        .examine(new Doctor.Request(folder, settings, false, "ana"), checks::add);
    return checks;
  }

  @Test
  void anEmbedderThatShipsIsNoFinding() {
    assertThat(examine("all-minilm-l6-v2", Map.of()))
        .extracting(Check::name)
        .containsExactly("rows", "index", "memory");
  }

  @Test
  void whatMemoryHasStillToDoIsTold() {
    var parked =
        Extraction.pending(
                "x", Steward.TENANT, List.of("m1"), "", Fact.Validity.OPEN, Instant.EPOCH)
            .started(Instant.EPOCH)
            .parked(Instant.EPOCH, "the model's answer can't be used");
    var fact =
        Fact.of(
            "f1",
            new Scope(Steward.TENANT, "ana", ""),
            Layer.USER,
            Fact.Kind.FACT,
            "",
            "The lamp is old",
            "",
            "ana",
            Instant.EPOCH);
    try (var stores = EmbeddedStores.open(folder, new JsonCodec(), Clock.systemUTC())) {
      stores
          .facts()
          .write(
              new FactStore.Batch(
                  List.of(), List.of(Revision.added(fact)), List.of(), List.of(parked)));
    }

    assertThat(examine("e5-small-v2", Map.of()))
        .filteredOn(check -> check.name().equals("memory"))
        .singleElement()
        .satisfies(check -> {
          assertThat(check.status()).isEqualTo(Check.Status.NOTE);
          assertThat(check.found())
              .isEqualTo("1 entries without a vector yet, 0 extractions to be done, 1 parked");
          assertThat(check.advice()).contains("extractions retry");
        });
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

  @Test
  void aRerankersServerAndKeyAreLookedFor() throws IOException {
    String memory;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      memory =
          "e5-small-v2\n  reranker: { base_url: 'http://localhost:%d/v1', model: judge, key_env: JUDGE_KEY }"
              .formatted(server.getLocalPort());

      assertThat(examine(memory, Map.of("JUDGE_KEY", "sk-judge")))
          .contains(Check.ok("reranker judge", "localhost can be reached"));
    }
    assertThat(examine(memory, Map.of()))
        .contains(
            Check.problem(
                "reranker judge",
                "JUDGE_KEY is not set",
                "set it, or take 'reranker' out of 'memory' in steward.yaml"));
  }
}
