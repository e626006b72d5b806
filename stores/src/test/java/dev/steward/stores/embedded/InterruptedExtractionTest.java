package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore.Batch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterruptedExtractionTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  @RegisterExtension final FreshStores fresh = new FreshStores();

  private void write(Extraction extraction) {
    fresh.stores().facts().write(new Batch(List.of(), List.of(), List.of(), List.of(extraction)));
  }

  @Test
  void whatAnEarlierProcessLeftRunningIsDueAgain() {
    var pending = Extraction.pending("x1", "acme", List.of("m1"), "", Fact.Validity.OPEN, NOON);
    var running = pending.started(NOON);
    write(running);
    assertThat(fresh.stores().facts().due(NOON, 10)).isEmpty();

    assertThat(fresh.reopened().facts().due(NOON.minusSeconds(60), 10)).containsExactly(running);

    write(running.started(NOON.plusSeconds(1)));
    assertThat(fresh.stores().facts().due(NOON.plusSeconds(60), 10)).isEmpty();
  }
}
