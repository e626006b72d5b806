package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.testkit.HashingEmbedder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final List<String> PEOPLE =
      List.of("ana", "bob", "carla", "dimitri", "eva", "faruk", "gina", "hugo", "ida", "jonas");

  private final Encoding encoding =
      new Encoding(List.of(new HashingEmbedder()), Concepts.shipped());

  private static List<Labelled> examples() {
    var examples = new ArrayList<Labelled>();
    for (var person : PEOPLE) {
      examples.add(new Labelled("write a letter to " + person, "draft"));
      examples.add(new Labelled("compose an e-mail for " + person + " please", "draft"));
      examples.add(new Labelled("cancel the meeting with " + person, "cancel"));
      examples.add(new Labelled("call off " + person + " tomorrow", "cancel"));
      examples.add(new Labelled("what is 3 percent of the bill of " + person, "calculate"));
      examples.add(new Labelled("calculate the margin for " + person, "calculate"));
      examples.add(new Labelled(person + " sings a song about the moon", ""));
      examples.add(new Labelled("the planets of " + person + " are blue", ""));
    }
    return examples;
  }

  private Classifier learned(List<Labelled> examples) {
    return new Learner(encoding, Learner.Options.DEFAULTS, Encoding.Progress.SILENT)
        .learn(examples);
  }

  @Test
  void tellsKindsApart() {
    var classifier = learned(examples());

    assertThat(classifier.kinds()).containsExactly("calculate", "cancel", "draft");
    assertThat(classifier.judge("write an e-mail to karim").kind()).isEqualTo("draft");
    assertThat(classifier.judge("cancel the meeting with karim").kind()).isEqualTo("cancel");
    assertThat(classifier.judge("calculate the margin of karim").kind()).isEqualTo("calculate");
  }

  @Test
  void acceptsWhatIsLikeItsExamplesAndNothingElse() {
    var classifier = learned(examples());

    assertThat(classifier.judge("cancel the meeting with karim").accepted()).isTrue();
    assertThat(classifier.judge("karim sings a song about the moon").accepted()).isFalse();
    assertThat(classifier.judge("karim sings a song about the moon").kind()).isEmpty();
  }

  @Test
  void saysHowLikelyEachKindIsAndWhatIsNearest() {
    var judgement = learned(examples()).judge("cancel the meeting with ana");

    assertThat(judgement.probabilities())
        .extracting(Judgement.Chance::probability)
        .isSortedAccordingTo(Collections.reverseOrder())
        .allMatch(probability -> probability >= 0 && probability <= 1);
    assertThat(judgement.nearest().getFirst().text()).isEqualTo("cancel the meeting with ana");
    assertThat(judgement.nearest().getFirst().similarity()).isGreaterThan(0.999);
    assertThat(judgement.nearest()).hasSize(5);
  }

  @Test
  void theSameExamplesMakeTheSameJudgements() {
    var once = learned(examples());
    var again = learned(examples());

    for (var text : List.of("write to eva", "tomorrow", "", "🙂", "cancel 3 percent")) {
      assertThat(once.judge(text)).isEqualTo(again.judge(text));
    }
  }

  @Test
  void judgesManyTextsAsItDoesEach() {
    var classifier = learned(examples());
    var texts = new ArrayList<>(examples().stream().map(Labelled::text).toList());
    Collections.shuffle(texts, new Random(3));

    assertThat(classifier.judge(texts, Encoding.Progress.SILENT))
        .isEqualTo(texts.stream().map(classifier::judge).toList());
  }

  @Test
  void aMisspeltWordChangesNothing() {
    var classifier = learned(examples());

    assertThat(classifier.judge("cancle the metting with ana"))
        .isEqualTo(classifier.judge("cancel the meeting with ana"));
  }

  @Test
  void doesWithoutTextsOfNoKind() {
    var known = examples().stream().filter(example -> !example.isOfNoKind()).toList();

    assertThat(learned(known).judge("cancel the meeting with karim").accepted()).isTrue();
  }

  @Test
  void doesWithAFewExamples() {
    var few = List.of(new Labelled("write a letter", "draft"), new Labelled("cancel it", "cancel"));

    assertThat(learned(few).judge("write a letter").probabilities()).hasSize(2);
  }

  @Test
  void refusesToTellOneKindApart() {
    var one = List.of(new Labelled("write a letter", "draft"), new Labelled("moon", ""));

    assertThatThrownBy(() -> learned(one))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("the kind 'draft' alone");
    assertThatThrownBy(() -> learned(List.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("of no kind");
  }

  @Test
  void countsWhatIsRightAcceptedAndUnheardOf() {
    var time = new AtomicLong();
    var evaluation =
        new Evaluation(
            learned(examples()), () -> time.addAndGet(2_000_000), Encoding.Progress.SILENT);
    var test =
        List.of(
            new Labelled("cancel the meeting with karim", "cancel"),
            new Labelled("write a letter to karim", "draft"),
            new Labelled("write a letter to lena", "poem"),
            new Labelled("lena sings a song about the moon", ""));

    var figures = evaluation.of(test, kind -> kind.equals("poem") ? "draft" : kind);

    assertThat(figures.known()).isEqualTo(3);
    assertThat(figures.strangers()).isEqualTo(1);
    assertThat(figures.unheardOf()).isEqualTo(1);
    assertThat(figures.accuracy()).isEqualTo(2 / 3.0);
    assertThat(figures.groupAccuracy()).isEqualTo(1);
    assertThat(figures.coverage()).isEqualTo(1);
    assertThat(figures.acceptedAccuracy()).isEqualTo(2 / 3.0);
    assertThat(figures.acceptedGroupAccuracy()).isEqualTo(1);
    assertThat(figures.strangersAccepted()).hasValue(0);
    assertThat(figures.median()).isEqualTo(2);
    assertThat(figures.slow()).isEqualTo(2);
  }

  @Test
  void refusesToMeasureOnNothing() {
    var evaluation = new Evaluation(learned(examples()), () -> 0, Encoding.Progress.SILENT);

    assertThatThrownBy(() -> evaluation.of(List.of(), UnaryOperator.identity()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nothing to measure");
  }
}
