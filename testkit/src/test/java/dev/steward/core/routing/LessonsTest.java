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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LessonsTest {
  private static final List<String> PEOPLE =
      List.of("ana", "bob", "carla", "dimitri", "eva", "faruk", "gina", "hugo", "ida", "jonas");

  private final InMemoryRouteLog log = new InMemoryRouteLog();
  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final Map<String, byte[]> shelf = new HashMap<>();
  private final AtomicInteger read = new AtomicInteger();
  private final CountingIds ids = new CountingIds("c");

  private Lessons lessons() {
    var encoding = new Encoding(List.of(new HashingEmbedder()), Concepts.shipped());
    return new Lessons(
        () -> encoding,
        () -> {
          read.incrementAndGet();
          return examples();
        },
        Learner.Options.DEFAULTS.withAccuracy(0.9),
        log,
        new Lessons.Shelf() {
          @Override
          public Optional<byte[]> read(String name) {
            return Optional.ofNullable(shelf.get(name));
          }

          @Override
          public void write(String name, byte[] bytes) {
            shelf.put(name, bytes);
          }

          @Override
          public void clear() {
            shelf.clear();
          }
        },
        clock,
        ids,
        Duration.ofMinutes(1));
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
