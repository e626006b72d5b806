package dev.steward.testkit.desk;

import dev.steward.core.Desk;
import dev.steward.core.Principal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;

class FakeDeskTest implements DeskContract {
  private final FakeDesk desk =
      new FakeDesk(Clock.fixed(Instant.parse("2026-11-02T09:00:00Z"), ZoneOffset.UTC));

  @AfterEach
  void close() {
    desk.close();
  }

  @Override
  public Desk desk(Principal principal) {
    return desk;
  }
}
