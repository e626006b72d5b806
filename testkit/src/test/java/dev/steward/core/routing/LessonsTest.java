package dev.steward.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Concepts;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.routing.learned.Labelled;
import dev.steward.core.routing.learned.Learner;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryRouteLog;
import dev.steward.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private static final List<String> PEOPLE =
      List.of("ana", "bob", "carla", "dimitri", "eva", "faruk", "gina", "hugo", "ida", "jonas");

  private final InMemoryRouteLog log = new InMemoryRouteLog();
  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final Map<String, byte[]> shelf = new ConcurrentHashMap<>();
  private final AtomicInteger read = new AtomicInteger();
  private final CountingIds ids = new CountingIds("c");

  /// Is told of what happens to the shelf and the log, at the moment at which it does.
  private Runnable beforeWriting = () -> {};

  private Runnable clearing = () -> {};
  private Runnable forgetting = () -> {};
  private Runnable reading = () -> {};

  /// Whether the process of the lessons opened last was killed: it writes nothing any more, though
  /// threads of it still run here.
  private AtomicBoolean killed = new AtomicBoolean();

  private Lessons lessons() {
    killed = new AtomicBoolean();
    var encoding = new Encoding(List.of(new HashingEmbedder()), Concepts.shipped());
    return new Lessons(
        () -> encoding,
        () -> {
          read.incrementAndGet();
          reading.run();
          return examples();
        },
        Learner.Options.DEFAULTS.withAccuracy(0.9),
        new WatchedLog(),
        new WatchedShelf(killed),
        clock,
        ids,
        Duration.ofMinutes(1));
  }

  private final class WatchedShelf implements ClassifierShelf {
    private final AtomicBoolean killed;

    private WatchedShelf(AtomicBoolean killed) {
      this.killed = killed;
    }

    @Override
    public Optional<byte[]> read(String name) {
      return Optional.ofNullable(shelf.get(name));
    }

    @Override
    public void write(String name, byte[] bytes) {
      beforeWriting.run();
      if (killed.get()) {
        throw new AssertionError("killed");
      }
      shelf.put(name, bytes);
    }

    @Override
    public void clear() {
      clearing.run();
      shelf.clear();
      clearing.run();
    }
  }

  private final class WatchedLog implements RouteLog {
    @Override
    public void add(Correction correction) {
      log.add(correction);
    }

    @Override
    public List<Correction> corrections(String tenant) {
      return log.corrections(tenant);
    }

    @Override
    public void forget(String tenant, Set<String> corrections) {
      forgetting.run();
      log.forget(tenant, corrections);
      forgetting.run();
    }

    @Override
    public void add(String tenant, Serving serving) {
      log.add(tenant, serving);
    }

    @Override
    public List<Serving> servings(String tenant) {
      return log.servings(tenant);
    }
  }

  private static List<Labelled> examples() {
    var examples = new ArrayList<Labelled>();
    for (var person : PEOPLE) {
      examples.add(new Labelled("write a letter to " + person, "draft"));
      examples.add(new Labelled("compose an e-mail for " + person, "draft"));
      examples.add(new Labelled("cancel the meeting with " + person, "cancel"));
      examples.add(new Labelled("call off " + person + " tomorrow", "cancel"));
      examples.add(new Labelled("the moon shines on " + person, ""));
    }
    return examples;
  }

  private Correction correction(String text, String kind) {
    return new Correction(ids.get(), "acme", "ana", "", text, kind, clock.instant());
  }

  private static Judgement judged(Lessons lessons, String text) {
    return lessons.read("acme", text).orElseThrow();
  }

  @Test
  void knowsTheExamplesThatShip() {
    assertThat(judged(lessons(), "cancel the meeting with karim").kind()).isEqualTo("cancel");
  }

  @Test
  void aCorrectionCountsAtOnceForNearlyTheSame() {
    var lessons = lessons();
    judged(lessons, "cancel the meeting with karim");
    lessons.correct(correction("cancel the newsletter of karim", "draft"));

    var corrected = judged(lessons, "cancel the newsletter of karim please");

    assertThat(corrected.kind()).isEqualTo("draft");
    assertThat(corrected.accepted()).isTrue();
    assertThat(corrected.nearest().getFirst().text()).isEqualTo("cancel the newsletter of karim");
    assertThat(judged(lessons, "cancel the meeting with eva").kind()).isEqualTo("cancel");
  }

  @Test
  void theLaterOfTwoCorrectionsCounts() {
    var lessons = lessons();
    lessons.correct(correction("file the thing", "draft"));
    lessons.correct(correction("file the thing", "cancel"));

    assertThat(judged(lessons, "file the thing").kind()).isEqualTo("cancel");
  }

  @Test
  void whatIsOfNoKindIsNotAccepted() {
    var lessons = lessons();
    lessons.correct(correction("cancel culture is a topic of karim", "other"));

    assertThat(judged(lessons, "cancel culture is a topic of karim").accepted()).isFalse();
  }

  @Test
  void correctionsOfOneTenantAreNotAnothers() {
    var lessons = lessons();
    lessons.correct(correction("file the thing", "draft"));

    assertThat(lessons.read("other", "file the thing").orElseThrow().nearest())
        .extracting(Judgement.Example::text)
        .doesNotContain("file the thing");
  }

  @Test
  void doesNotLearnFromAFew() {
    var lessons = lessons();
    lessons.correct(correction("file the thing", "draft"));

    var lesson = lessons.learn("acme");

    assertThat(lesson.replaced()).isFalse();
    assertThat(lesson.said()).contains("1 corrections are new");
    assertThat(log.servings("acme")).isEmpty();
  }

  @Test
  void whatWasLearnedServesAfterATrialAndCanBeTakenBack() {
    var lessons = lessons();
    for (var person : PEOPLE) {
      lessons.correct(correction("water the ficus of " + person, "garden"));
    }

    var lesson = lessons.learn("acme");

    assertThat(lesson.replaced()).isTrue();
    assertThat(lesson.heldBack()).isEqualTo(2);
    assertThat(lesson.before()).isZero();
    assertThat(lesson.after()).isEqualTo(2);
    assertThat(log.servings("acme")).extracting(RouteLog.Serving::learned).containsExactly(10);
    assertThat(judged(lessons, "water the ficus of somebody").probabilities())
        .extracting(Judgement.Chance::kind)
        .contains("garden");

    assertThat(lessons.rollBack("acme").learned()).isZero();
    assertThat(judged(lessons, "water the ficus of somebody").probabilities())
        .extracting(Judgement.Chance::kind)
        .doesNotContain("garden");
  }

  @Test
  void whatIsForgottenStandsNowhere() {
    var lessons = lessons();
    for (var person : PEOPLE) {
      lessons.correct(correction("water the ficus of " + person, "garden"));
    }
    lessons.learn("acme");

    var would = lessons.forget("acme", one -> one.text().contains("eva"), true);
    assertThat(log.corrections("acme")).hasSize(10);
    var did = lessons.forget("acme", one -> one.text().contains("eva"), false);

    assertThat(would).isEqualTo(1);
    assertThat(did).isEqualTo(1);
    assertThat(log.corrections("acme"))
        .extracting(Correction::text)
        .doesNotContain("water the ficus of eva");
    assertThat(judged(lessons, "water the ficus of eva").nearest())
        .extracting(Judgement.Example::text)
        .allMatch(text -> text.startsWith("water the ficus of "))
        .doesNotContain("water the ficus of eva");
    assertThat(shelf.values())
        .noneMatch(
            bytes -> new String(bytes, StandardCharsets.UTF_8).contains("water the ficus of eva"));
  }

  private static final String EVA = "water the ficus of eva";

  private boolean isQuoted() {
    return shelf.values().stream()
        .anyMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains(EVA));
  }

  private void correctForAll(Lessons lessons) {
    for (var person : PEOPLE) {
      lessons.correct(correction("water the ficus of " + person, "garden"));
    }
  }

  private static int forgetEva(Lessons lessons) {
    return lessons.forget("acme", one -> one.text().equals(EVA), false);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Test
  void whoWasLearningWhenSomethingWasForgottenKeepsNothing() throws Exception {
    var lessons = lessons();
    correctForAll(lessons);
    var learning = new CountDownLatch(1);
    var forgotten = new CountDownLatch(1);
    reading =
        () -> {
          learning.countDown();
          await(forgotten);
        };
    var learner = new FutureTask<>(() -> lessons.learn("acme"));
    Thread.ofPlatform().start(learner);
    await(learning);

    assertThat(forgetEva(lessons)).isEqualTo(1);
    forgotten.countDown();
    var lesson = learner.get(1, TimeUnit.MINUTES);

    assertThat(lesson.replaced()).isFalse();
    assertThat(lesson.said()).contains("learn again");
    assertThat(log.servings("acme")).isEmpty();
    assertThat(isQuoted()).isFalse();
    assertThat(lessons.learn("acme").replaced()).isTrue();
  }

  @Test
  void whatIsBeingWrittenWhenItIsForgottenDoesNotStay() throws Exception {
    var lessons = lessons();
    correctForAll(lessons);
    var writing = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    beforeWriting =
        () -> {
          writing.countDown();
          await(goOn);
        };
    var learner = new FutureTask<>(() -> lessons.learn("acme"));
    Thread.ofPlatform().start(learner);
    await(writing);
    var forgetter = new FutureTask<>(() -> forgetEva(lessons));
    var thread = Thread.ofPlatform().start(forgetter);
    // Either it waits for what is being written, or it overtakes it.
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TERMINATED) {
      Thread.onSpinWait();
    }
    goOn.countDown();

    assertThat(forgetter.get(1, TimeUnit.MINUTES)).isEqualTo(1);
    learner.get(1, TimeUnit.MINUTES);
    assertThat(isQuoted()).isFalse();
  }

  @Test
  void whereverAForgettingIsKilledNothingQuotesWhatIsGone() {
    // Before and after the shelf is cleared, before and after the rows go.
    for (int last = 1; last <= 4; last++) {
      clearing = () -> {};
      forgetting = () -> {};
      var lessons = lessons();
      correctForAll(lessons);
      assertThat(lessons.learn("acme").said()).contains("Learned from");
      var left = new AtomicInteger(last);
      Runnable mayDie =
          () -> {
            if (left.decrementAndGet() <= 0) {
              killed.set(true);
              throw new AssertionError("killed");
            }
          };
      clearing = mayDie;
      forgetting = mayDie;

      assertThatThrownBy(() -> forgetEva(lessons)).hasMessage("killed");

      var isThere = log.corrections("acme").stream().anyMatch(one -> one.text().equals(EVA));
      assertThat(isThere || !isQuoted()).as("killed at %d", last).isTrue();

      clearing = () -> {};
      forgetting = () -> {};
      var next = lessons();
      judged(next, "water the ficus of somebody");
      forgetEva(next);
      assertThat(isQuoted()).as("asked again after %d", last).isFalse();
      next.forget("acme", one -> true, false);
    }
  }

  @Test
  void whatDoesWorseDoesNotServe() {
    var lessons = lessons();
    for (int i = 0; i < 40; i++) {
      // Every fourth is held back: those are right as they are, and all the others mislead.
      var misleads = (40 - i) % 4 != 0;
      lessons.correct(
          correction(
              "cancel the meeting with %s %d".formatted(PEOPLE.get(i % 10), i),
              misleads ? "draft" : "cancel"));
    }

    var lesson = lessons.learn("acme");

    assertThat(lesson.replaced()).isFalse();
    assertThat(lesson.heldBack()).isEqualTo(10);
    assertThat(lesson.after()).isLessThan(lesson.before());
    assertThat(log.servings("acme")).isEmpty();
  }

  @Test
  void thereMayBeNothingToGoBackTo() {
    assertThatThrownBy(() -> lessons().rollBack("acme"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing to go back to");
  }

  @Test
  void whatWasLearnedIsNotLearnedAgain() {
    var before = judged(lessons(), "write to karim");
    assertThat(shelf).hasSize(1);

    assertThat(judged(lessons(), "write to karim")).isEqualTo(before);
    assertThat(shelf).hasSize(1);
  }

  @Test
  void whatLiesDamagedIsLearnedAnew() {
    var before = judged(lessons(), "write to karim");
    shelf.replaceAll((name, bytes) -> {
      var damaged = bytes.clone();
      damaged[damaged.length / 2] ^= 1;
      return damaged;
    });

    assertThat(judged(lessons(), "write to karim")).isEqualTo(before);
  }

  @Test
  void readsNoExamplesBeforeTheyAreNeeded() {
    lessons();

    assertThat(read).hasValue(0);
  }

  @Test
  void kindsThatAreNoLongerThereAreNone() {
    assertThat(Lessons.only(List.of(new Labelled("a", "x"), new Labelled("b", "y")), List.of("x")))
        .containsExactly(new Labelled("a", "x"), new Labelled("b", ""));
  }
}
