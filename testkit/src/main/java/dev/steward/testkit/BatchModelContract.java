package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.core.Failure;
import dev.steward.core.cost.Terms;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.BatchModel.Found;
import dev.steward.core.model.BatchModel.Outcome;
import dev.steward.core.model.BatchModel.Progress;
import dev.steward.core.model.BatchModel.Request;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [BatchModel] promises.
public interface BatchModelContract {
  /// When batches are handed in, by the provider's clock.
  Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

  /// A provider that has taken nothing yet.
  BatchPeer peer();

  private static Prompt prompt(String text) {
    return new Prompt(
        "Be brief.",
        List.of(new ChatMessage.User(text)),
        List.of(),
        List.of(),
        Prompt.Options.DEFAULTS);
  }

  private static List<Request> requests(String key, String... texts) {
    var requests = new ArrayList<Request>();
    for (var text : texts) {
      requests.add(new Request(key + "-" + requests.size(), prompt(text)));
    }
    return requests;
  }

  /// What the requests came to, by their ids.
  private static Map<String, Outcome> read(BatchModel model, String id, List<Request> requests) {
    var prompts = new HashMap<String, Prompt>();
    requests.forEach(request -> prompts.put(request.id(), request.prompt()));
    var outcomes = new HashMap<String, Outcome>();
    model.read(
        id,
        request -> Optional.ofNullable(prompts.get(request)),
        result -> outcomes.put(result.id(), result.outcome()));
    return outcomes;
  }

  private static Completion answer(Map<String, Outcome> outcomes, String id) {
    if (outcomes.get(id) instanceof Outcome.Answered(var completion)) {
      return completion;
    }
    throw new AssertionError("%s was not answered, but %s".formatted(id, outcomes));
  }

  private static Failure failure(Runnable call) {
    return catchThrowableOfType(Failure.class, call::run);
  }

  @Test
  default void everyRequestGetsItsOwnAnswerInWhateverOrder() {
    var peer = peer();
    var requests = requests("p1", "one", "two żółć 🌻", "three");
    var id = peer.model().submit("p1", requests);
    assertThat(peer.model().look(id)).isEqualTo(new Progress(Progress.State.WORKING, 0, 3, ""));

    peer.end();

    assertThat(peer.model().look(id)).isEqualTo(new Progress(Progress.State.ENDED, 3, 3, ""));
    var outcomes = read(peer.model(), id, requests);
    assertThat(outcomes).hasSize(3);
    assertThat(answer(outcomes, "p1-0").text()).isEqualTo("You said: one");
    assertThat(answer(outcomes, "p1-1").text()).isEqualTo("You said: two żółć 🌻");
    assertThat(answer(outcomes, "p1-2").text()).isEqualTo("You said: three");
    assertThat(answer(outcomes, "p1-2").stop()).isEqualTo(Completion.Stop.END);
  }

  @Test
  default void anAnswerSaysWhatItUsedAndThatItCameInABatch() {
    var peer = peer();
    var requests = requests("p1", "one");
    var id = peer.model().submit("p1", requests);
    peer.end();

    var answer = answer(read(peer.model(), id, requests), "p1-0");
    assertThat(answer.usage()).isEqualTo(peer.usage());
    assertThat(answer.terms()).isEqualTo(Terms.BATCH);
    assertThat(answer.rawUsage()).isNotEmpty();
    assertThat(answer.model()).isEqualTo(peer.model().name());
  }

  @Test
  default void whatWasNotAnsweredSaysWhyAndIsNotPaid() {
    var peer = peer();
    var requests = requests("p1", "one", "please expire", "please fail");
    var id = peer.model().submit("p1", requests);
    peer.end();

    var outcomes = read(peer.model(), id, requests);
    assertThat(answer(outcomes, "p1-0").text()).isEqualTo("You said: one");
    assertThat(outcomes.get("p1-1"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class, outcome -> assertThat(outcome.code()).contains("expired"));
    assertThat(outcomes.get("p1-2"))
        .isInstanceOfSatisfying(
            Outcome.Unanswered.class,
            outcome -> assertThat(outcome.code()).isEqualTo("invalid_request_error"));
  }

  @Test
  default void anAnswerThatCanNotBeReadIsPaidForAllTheSame() {
    var peer = peer();
    var requests = requests("p1", "please garble", "one");
    var id = peer.model().submit("p1", requests);
    peer.end();

    var outcomes = read(peer.model(), id, requests);
    assertThat(answer(outcomes, "p1-1").text()).isEqualTo("You said: one");
    assertThat(outcomes.get("p1-0"))
        .isInstanceOfSatisfying(
            Outcome.Useless.class,
            outcome ->
                assertThat(outcome.failure().getCause())
                    .isInstanceOfSatisfying(
                        Unfinished.class,
                        known -> {
                          assertThat(known.known()).isEqualTo(Unfinished.Known.ALL);
                          assertThat(known.usage()).isEqualTo(peer.usage());
                          assertThat(known.terms()).isEqualTo(Terms.BATCH);
                        }));
  }

  @Test
  default void aBatchThatWasTakenThoughNobodyHeardIsFound() {
    var peer = peer();
    var model = peer.model();
    var known = model.submit("p0", requests("p0", "one", "two"));
    peer.dies();
    assertThat(failure(() -> model.submit("p1", requests("p1", "one", "two"))))
        .hasCauseInstanceOf(Unfinished.class);
    assertThat(peer.batches()).isEqualTo(2);

    assertThat(model.find("p1", 2, NOW, Set.of(known))).isNotInstanceOf(Found.Absent.class);
    peer.end();
    assertThat(model.find("p1", 2, NOW, Set.of(known)))
        .isInstanceOfSatisfying(
            Found.Taken.class,
            taken -> assertThat(read(model, taken.id(), requests("p1", "one", "two"))).hasSize(2));
    assertThat(model.find("p1", 2, NOW, Set.of())).isInstanceOf(Found.Taken.class);
  }

  @Test
  default void aBatchThatWasNotTakenIsAbsent() {
    var peer = peer();
    var model = peer.model();
    assertThat(model.find("p1", 2, NOW, Set.of())).isInstanceOf(Found.Absent.class);

    model.submit("p0", requests("p0", "one", "two"));
    model.submit("p10", requests("p10", "one"));
    peer.end();

    assertThat(model.find("p1", 2, NOW, Set.of())).isInstanceOf(Found.Absent.class);
  }

  @Test
  default void whatIsRefusedWasNotTaken() {
    var peer = peer();
    peer.refuses(400, 0);
    var refused = failure(() -> peer.model().submit("p1", requests("p1", "one")));
    assertThat(refused.isRetryable()).isFalse();
    assertThat(refused.getCause() instanceof Unfinished).isFalse();

    peer.refuses(429, 7);
    var later = failure(() -> peer.model().submit("p1", requests("p1", "one")));
    assertThat(later.isRetryable()).isTrue();
    assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(7));
    assertThat(later.getCause() instanceof Unfinished).isFalse();
    assertThat(peer.batches()).isZero();
  }

  @Test
  default void troubleWhileOneLooksPasses() {
    var peer = peer();
    var id = peer.model().submit("p1", requests("p1", "one"));
    peer.refuses(429, 9);
    assertThat(failure(() -> peer.model().look(id)).retryAfter()).isEqualTo(Duration.ofSeconds(9));
    peer.refuses(500, 0);
    assertThat(failure(() -> peer.model().look(id)).isRetryable()).isTrue();
    peer.refuses(401, 0);
    assertThat(failure(() -> peer.model().look(id)).isRetryable()).isFalse();
    assertThat(peer.model().look(id).state()).isEqualTo(Progress.State.WORKING);
  }

  @Test
  default void whatTheProviderHasForgottenIsLost() {
    var peer = peer();
    var id = peer.model().submit("p1", requests("p1", "one"));
    peer.forgets();
    assertThat(peer.model().look(id).state()).isEqualTo(Progress.State.LOST);
  }

  @Test
  default void resultsThatBreakOffCanBeReadAgain() {
    var peer = peer();
    var requests = requests("p1", "one", "two", "three");
    var id = peer.model().submit("p1", requests);
    peer.end();
    peer.breaksResults();

    assertThatThrownBy(() -> read(peer.model(), id, requests))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.isRetryable()).isTrue());
    assertThat(read(peer.model(), id, requests)).hasSize(3);
  }

  @Test
  default void aLineThatCanNotBeReadHidesNoOther() {
    var peer = peer();
    var requests = requests("p1", "one", "two");
    var id = peer.model().submit("p1", requests);
    peer.garblesALine();
    peer.end();

    assertThat(read(peer.model(), id, requests)).containsOnlyKeys("p1-0", "p1-1");
  }

  @Test
  default void whatIsNotKnownIsPassedOver() {
    var peer = peer();
    var requests = requests("p1", "one", "two");
    var id = peer.model().submit("p1", requests);
    peer.end();

    assertThat(read(peer.model(), id, requests.subList(1, 2))).containsOnlyKeys("p1-1");
  }

  @Test
  default void whatWasCancelledEndsWithoutAnswers() {
    var peer = peer();
    var requests = requests("p1", "one", "two");
    var id = peer.model().submit("p1", requests);
    peer.model().cancel(id);
    assertThat(peer.model().look(id).state()).isEqualTo(Progress.State.WORKING);
    peer.end();

    assertThat(peer.model().look(id).state()).isEqualTo(Progress.State.ENDED);
    assertThat(read(peer.model(), id, requests).values())
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Unanswered.class));
  }

  @Test
  default void aRequestTakesNoMoreBytesThanItSays() {
    var peer = peer();
    var requests = requests("p1", "one", "two żółć 🌻");
    peer.model().submit("p1", requests);

    var said = requests.stream().mapToLong(peer.model()::bytes).sum();
    var asked =
        peer.asked().stream().mapToLong(body -> body.getBytes(StandardCharsets.UTF_8).length).sum();
    assertThat(said).isBetween(asked, asked + 400);
    assertThat(peer.model().limits().requests()).isGreaterThan(1_000);
    assertThat(peer.model().limits().bytes()).isGreaterThan(1_000_000);
    assertThat(peer.model().limits().window()).isEqualTo(Duration.ofHours(24));
  }
}
