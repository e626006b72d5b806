package dev.steward.web;

import dev.steward.core.Desk;
import dev.steward.core.Principal;
import dev.steward.testkit.desk.DeskContract;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

class RemoteDeskContractTest implements DeskContract {
  private final Fixture fixture = new Fixture();
  private final Map<Principal, Desk> desks = new HashMap<>();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Override
  public Desk desk(Principal principal) {
    return desks.computeIfAbsent(principal, fixture::remote);
  }
}
