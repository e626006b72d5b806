package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.Steward;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.batch.Batch;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.LedgerEntry;
import dev.steward.core.cost.Money;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process (kill -9) whose batch is at a provider, at the moments at which it could pay
/// twice.
class ProviderBatchKillTest {
  private static final int ITEMS = 40;
  private static final Instant LATEST = Instant.parse("2999-01-01T00:00:00Z");
  private static final Money HALF = Money.of("0.000075");

  @TempDir private Path folder;

  private final long began = System.currentTimeMillis();
  private final AtomicReference<ChildJvm> child = new AtomicReference<>();

  /// Until it has happened that the child was killed.
  private CountDownLatch killed = new CountDownLatch(1);

  @Test
  void aProviderIsPaidOnceHoweverOftenTheProcessDies() throws Exception {
    Files.createDirectories(folder.resolve("scratch"));
    try (var provider = new ClaudeBatches(new HastyClock(began))) {
      Files.createDirectories(folder.resolve("data"));
      Files.writeString(
          folder.resolve("data").resolve(SettingsFile.NAME),
          SettingsFile.defaults().replace("https://api.anthropic.com", provider.url()));

      provider.onTaken(this::kill);
      untilKilled();
      provider.onHalfTheResults(this::kill);
      untilKilled();
      provider.onAllResults(this::kill);
      untilKilled();
      try (var last = start()) {
        assertThat(last.exitCode()).as(last.complaints()).isZero();
      }

      assertThat(provider.sizes()).containsExactly(ITEMS);
      assertThat(provider.refused()).isEmpty();
    }
    check();
  }

  private ChildJvm start() {
    var started =
        new ChildJvm(
            folder.resolve("errors"),
            folder.resolve("scratch"),
            ProviderChild.class,
            List.of(
                folder.resolve("data").toString(), Long.toString(began), Integer.toString(ITEMS)));
    child.set(started);
    return started;
  }

  private void untilKilled() throws InterruptedException {
    killed = new CountDownLatch(1);
    try (var started = start()) {
      assertThat(killed.await(ChildJvm.PATIENCE.toSeconds(), TimeUnit.SECONDS))
          .as(started.complaints())
          .isTrue();
    }
  }

  private void kill() {
    child.get().kill();
    killed.countDown();
  }

  private void check() {
    try (var stores =
        EmbeddedStores.open(folder.resolve("data"), new JsonCodec(), new HastyClock(began))) {
      assertThat(stores.batches().find(Steward.TENANT, BatchChild.BATCH))
          .map(Batch::state)
          .contains(Batch.State.DONE);
      var items =
          stores
              .batches()
              .items(
                  Steward.TENANT,
                  BatchChild.BATCH,
                  EnumSet.allOf(Item.State.class),
                  0,
                  Integer.MAX_VALUE);
      assertThat(items)
          .hasSize(ITEMS)
          .allSatisfy(item -> {
            assertThat(item.state()).isEqualTo(Item.State.DONE);
            assertThat(item.result()).isEqualTo("Done");
            assertThat(item.cost()).isEqualTo(HALF);
          });
      assertThat(stores.ledger().entries(Steward.TENANT, "", Instant.EPOCH, LATEST))
          .hasSize(ITEMS)
          .allSatisfy(entry -> {
            assertThat(entry.cost()).isEqualTo(HALF);
            assertThat(entry.terms().batch()).isTrue();
            assertThat(entry.tags()).containsExactly("kill");
          })
          .extracting(LedgerEntry::turn)
          .doesNotHaveDuplicates();
      assertThat(stores.ledger().reserved()).isEmpty();
    }
  }
}
