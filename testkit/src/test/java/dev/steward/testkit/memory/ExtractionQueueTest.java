package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Addition.Mode;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Extractor;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.RuleExtractor;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.Writing;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ExtractionQueueTest {
  private static final Extractor RULES = new RuleExtractor(scope -> ZoneOffset.UTC);

  /// An extractor whose calls wait until they are let through.
  private static final class Gated implements Extractor {
    private final Semaphore gate = new Semaphore(0);
    private final Semaphore begun = new Semaphore(0);
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    @Override
    public List<Draft> extract(Request request) {
      requests.add(request);
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      begun.release();
      try {
        if (!gate.tryAcquire(30, TimeUnit.SECONDS)) {
          throw new AssertionError("nobody let the call through");
        }
        return RULES.extract(request);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Failure.passing("interrupted", e, Duration.ZERO);
      } finally {
        inside.decrementAndGet();
      }
    }

    void awaitCalls(int calls) throws InterruptedException {
      assertThat(begun.tryAcquire(calls, 30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void addingDoesNotWaitForTheExtraction() throws Exception {
    var gated = new Gated();
    try (var desk = new Desk(gated)) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
      gated.awaitCalls(1);

      assertThat(desk.facts()).isEmpty();
      assertThat(desk.memory.statistics("acme").messages()).isEqualTo(1);
      gated.gate.release();
      desk.memory.settle();
      assertThat(desk.facts()).containsExactly("John prefers mornings");
    }
  }

  @Test
  void asManyCallsRunAtOnceAsAreAllowedAndWhatWaitsOfAThreadGoesTogether() throws Exception {
    var gated = new Gated();
    var limits = Writing.Limits.DEFAULTS.withParallel(2);
    var writing = Writing.byRules(ZoneOffset.UTC).withExtractor(gated).withLimits(limits);
    try (var desk = new Desk(writing)) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "Fact one is red"));
      gated.awaitCalls(1);
      desk.memory.add(desk.addition("a2", Mode.EXTRACT, "Fact two is red"));
      gated.awaitCalls(1);
      for (int i = 3; i <= 10; i++) {
        desk.memory.add(desk.addition("a" + i, Mode.EXTRACT, "Fact number " + i + " is red"));
      }
      gated.gate.release();
      gated.awaitCalls(1);

      assertThat(gated.requests).hasSize(3);
      assertThat(gated.requests.getLast().messages()).hasSize(8);
      assertThat(gated.most).hasValue(2);
      gated.gate.release(10);
      desk.memory.settle();
      assertThat(desk.memory.statistics("acme").extractions())
          .containsOnly(entry(Extraction.State.SUCCEEDED, 10L));
      assertThat(desk.memory.extraction("acme", "a7").orElseThrow().outcomes()).hasSize(1);
    }
  }

  @Test
  void messagesOfDifferentUsersNeverGoTogether() throws Exception {
    var gated = new Gated();
    var limits = Writing.Limits.DEFAULTS.withParallel(1);
    var writing = Writing.byRules(ZoneOffset.UTC).withExtractor(gated).withLimits(limits);
    try (var desk = new Desk(writing)) {
      for (var user : List.of("ana", "bob", "ana", "bob", "carol")) {
        desk.memory.add(of(user, desk));
      }
      gated.gate.release(100);
      desk.memory.settle();

      assertThat(gated.requests)
          .allSatisfy(request ->
              assertThat(request.messages())
                  .extracting(message -> message.scope().user())
                  .containsOnly(request.scope().user()));
    }
  }

  private static Addition of(String user, Desk desk) {
    return new Addition(
        "",
        new Scope("acme", user, ""),
        Labels.NONE,
        List.of(desk.said("John prefers mornings", Trust.OWNER)),
        Mode.EXTRACT,
        "",
        Fact.Validity.OPEN);
  }

  @Test
  void sixteenAtOnceAreAsFastAsTheExtractorAlone() throws Exception {
    var gated = new Gated();
    try (var desk = new Desk(gated)) {
      for (int i = 0; i < 16; i++) {
        desk.memory.add(of("user" + i, desk));
      }
      // All sixteen are called before the first has answered.
      gated.awaitCalls(16);
      gated.gate.release(16);
      desk.memory.settle();

      assertThat(gated.requests).hasSize(16);
      assertThat(desk.memory.statistics("acme").standings().get(Fact.Standing.ACTIVE))
          .isEqualTo(16);
    }
  }

  @Test
  void oneThatFailsIsTriedAloneAndDoesNotSpoilTheOthers() {
    Extractor poisoned =
        request -> {
          if (request.messages().stream().anyMatch(message -> message.text().contains("poison"))) {
            throw Failure.external("m gave no JSON", null);
          }
          return RULES.extract(request);
        };
    var limits = Writing.Limits.DEFAULTS.withParallel(1);
    var writing = Writing.byRules(ZoneOffset.UTC).withExtractor(poisoned).withLimits(limits);
    try (var desk = new Desk(writing)) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "The poison is red"));
      desk.memory.add(desk.addition("a2", Mode.EXTRACT, "John prefers mornings"));
      for (int i = 0; i < 6; i++) {
        desk.memory.settle();
        desk.clock.advance(Duration.ofHours(1));
      }

      assertThat(desk.facts()).containsExactly("John prefers mornings");
      assertThat(desk.memory.extractions("acme", Set.of(Extraction.State.PARKED), "", 9))
          .extracting(Extraction::id)
          .containsExactly("a1");
    }
  }

  @Test
  void theDistanceBetweenAttemptsDoubles() {
    Extractor broken =
        request -> {
          throw Failure.external("m gave no JSON", null);
        };
    try (var desk = new Desk(broken)) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
      var pauses = new ArrayList<Duration>();
      for (int i = 0; i < 3; i++) {
        desk.memory.settle();
        var dueAt = desk.memory.extraction("acme", "a1").orElseThrow().dueAt();
        pauses.add(Duration.between(desk.clock.instant(), dueAt));
        desk.clock.set(dueAt);
      }

      assertThat(pauses)
          .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8));
    }
  }

  @Test
  void aBugInAnExtractorIsShownAndParkedToo() {
    Extractor buggy =
        request -> {
          throw new IllegalStateException("secret text");
        };
    try (var desk = new Desk(buggy)) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
      for (int i = 0; i < 5; i++) {
        desk.memory.settle();
        desk.clock.advance(Duration.ofHours(1));
      }

      var parked = desk.memory.extraction("acme", "a1").orElseThrow();
      assertThat(parked.state()).isEqualTo(Extraction.State.PARKED);
      assertThat(parked.error()).contains("IllegalStateException").doesNotContain("secret");
    }
  }

  @Test
  void whatWasBegunBeforeAStopIsCarriedOutAfterTheNextStart() throws Exception {
    var gated = new Gated();
    var desk = new Desk(gated);
    desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
    gated.awaitCalls(1);
    desk.close();
    assertThat(desk.store.extraction("acme", "a1").orElseThrow().state())
        .isEqualTo(Extraction.State.PENDING);

    try (var again = new Desk(Writing.byRules(ZoneOffset.UTC), desk.store)) {
      again.clock.set(desk.clock.instant());
      again.memory.settle();

      assertThat(again.facts()).containsExactly("John prefers mornings");
    }
  }

  @Test
  void whatIsForgottenWhileItIsExtractedDoesNotComeBack() throws Exception {
    var gated = new Gated();
    try (var desk = new Desk(gated)) {
      var added = desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
      gated.awaitCalls(1);
      desk.memory.forget("acme", new Target.Ids(Set.copyOf(added.messages())), false, "ana");
      gated.gate.release();
      desk.memory.settle();

      assertThat(desk.facts(Fact.Standing.values())).isEmpty();
      assertThat(desk.memory.extraction("acme", "a1")).isEmpty();
    }
  }

  @Test
  void onlyAParkedExtractionIsTriedAgainByHand() {
    try (var desk = new Desk()) {
      desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
      desk.memory.settle();

      assertThatThrownBy(() -> desk.memory.retry("acme", "a1")).hasMessageContaining("not parked");
      assertThatThrownBy(() -> desk.memory.retry("zeta", "a1"))
          .hasMessageContaining("no extraction");
    }
  }
}
