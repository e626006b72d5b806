package dev.steward.stores.embedded;

import dev.steward.stores.JsonCodec;
import dev.steward.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Stores in an empty folder, opened for each test.
final class FreshStores implements BeforeEachCallback, AfterEachCallback {
  private @Nullable EmbeddedStores stores;

  EmbeddedStores stores() {
    if (stores == null) {
      throw new IllegalStateException("no test is under way");
    }
    return stores;
  }

  /// Closes the stores and opens them again.
  EmbeddedStores reopened() {
    var folder = stores().folder();
    stores().close();
    stores = open(folder);
    return stores;
  }

  static EmbeddedStores open(Path folder) {
    return EmbeddedStores.open(folder, new JsonCodec(), ManualClock.at("2026-11-23T09:00:00Z"));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    stores = open(Files.createTempDirectory("steward"));
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    stores().close();
    try (var files = Files.walk(stores().folder())) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
