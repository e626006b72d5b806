package dev.steward;

import dev.steward.core.memory.Recollection;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.stores.embedded.EmbeddedMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// The second example of `docs/guides/java-api.md`, which [DocsTest] holds to be this.
final class EmbeddedMemoryExample {
  private EmbeddedMemoryExample() {}

  static List<Recollection> recalled(Path folder) {
    // example begins
    try (var embedder = new OnnxEmbedder(OnnxModel.E5_SMALL_V2);
        var memory = EmbeddedMemory.open(folder, embedder, Clock.systemUTC())) {
      memory.add("ana", "John prefers meetings between 9am and 11am");
      memory.settle(); // Waits for the facts; without, they follow a moment later.
      return memory.search("ana", "When does John like to meet?", 3);
    }
    // example ends
  }
}
