package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.routing.Correction;
import dev.steward.core.routing.RouteLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// What every [RouteLog] promises.
public interface RouteLogContract {
  Instant NOON = Instant.parse("2026-11-23T12:00:00.123456789Z");

  /// The log under test: empty when a test begins, and the same one throughout it.
  RouteLog routeLog();

  private static Correction correction(String tenant, String id, String text) {
    return new Correction(id, tenant, "ana", "t1", text, "translate", NOON);
  }

  @Test
  default void correctionsComeAsTheyWereOldestFirst() {
    var first = correction("acme", "z", "Put this into French");
    var second = correction("acme", "a", "🙂 \u202Eright to left\n\"quoted\"");

    routeLog().add(first);
    routeLog().add(second);

    assertThat(routeLog().corrections("acme")).containsExactly(first, second);
  }

  @Test
  default void addingTheSameAgainChangesNothing() {
    var first = correction("acme", "c1", "Put this into French");

    routeLog().add(first);
    routeLog().add(correction("acme", "c1", "Something else"));

    assertThat(routeLog().corrections("acme")).containsExactly(first);
  }

  @Test
  default void servingsComeAsTheyWereOldestFirst() {
    var first = new RouteLog.Serving("s2", 4, "Learned from 4 corrections", NOON);
    var second = new RouteLog.Serving("s1", 0, "Gone back", NOON.plusSeconds(1));

    routeLog().add("acme", first);
    routeLog().add("acme", second);
    routeLog().add("acme", new RouteLog.Serving("s1", 9, "Again", NOON));

    assertThat(routeLog().servings("acme")).containsExactly(first, second);
  }

  @Test
  default void whatIsForgottenIsGoneAndCountsNoMore() {
    for (int i = 1; i <= 4; i++) {
      routeLog().add(correction("acme", "c" + i, "text " + i));
    }
    routeLog().add("acme", new RouteLog.Serving("s1", 2, "Learned from 2 corrections", NOON));
    routeLog().add("acme", new RouteLog.Serving("s2", 4, "Learned from 4 corrections", NOON));

    routeLog().forget("acme", Set.of("c2", "c3", "never there"));

    assertThat(routeLog().corrections("acme"))
        .extracting(Correction::id)
        .containsExactly("c1", "c4");
    assertThat(routeLog().servings("acme"))
        .extracting(RouteLog.Serving::learned)
        .containsExactly(1, 2);
  }

  @Test
  default void anotherTenantsCorrectionIsNotForgotten() {
    routeLog().add(correction("acme", "c1", "acme's"));

    routeLog().forget("other", Set.of("c1"));

    assertThat(routeLog().corrections("acme")).hasSize(1);
  }

  @Test
  default void tenantsAreApart() {
    routeLog().add(correction("acme", "c1", "acme's"));
    routeLog().add("acme", new RouteLog.Serving("s1", 1, "acme's", NOON));

    assertThat(routeLog().corrections("other")).isEmpty();
    assertThat(routeLog().servings("other")).isEmpty();
  }

  @Test
  default void nothingIsLostThatManyAddAtOnce() {
    var log = routeLog();
    var ids = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 64; i++) {
        var id = "c" + i;
        ids.add(id);
        threads.execute(() -> log.add(correction("acme", id, "text of " + id)));
      }
    }

    assertThat(log.corrections("acme"))
        .extracting(Correction::id)
        .containsExactlyInAnyOrderElementsOf(ids);
  }
}
