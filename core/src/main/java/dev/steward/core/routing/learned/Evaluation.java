package dev.steward.core.routing.learned;

import dev.steward.core.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/// How well a classifier does on texts that it did not learn from.
public final class Evaluation {
  private static final int BINS = 15;

  /// So many texts are judged one after the other, each timed; the rest are read several at a time.
  private static final int TIMED = 2_000;

  private static final int WARM_UP = 50;

  private final Classifier classifier;
  private final LongSupplier nanoTime;
  private final Encoding.Progress progress;

  /// Evaluates this classifier.
  ///
  /// @param nanoTime a clock as [System#nanoTime]
  public Evaluation(Classifier classifier, LongSupplier nanoTime, Encoding.Progress progress) {
    this.classifier = classifier;
    this.nanoTime = nanoTime;
    this.progress = progress;
  }

  /// What came out. Shares are from 0 to 1.
  ///
  /// @param known texts of a kind
  /// @param strangers texts of no kind
  /// @param unheardOf how many texts are of kinds that the classifier did not learn; they count as
  ///   wrong
  /// @param accuracy of the likeliest kind, whether accepted or not
  /// @param groupAccuracy the same, right if its group is
  /// @param calibrationError by how much probabilities are off, in the mean over 15 bins
  /// @param coverage the share of the known that is accepted
  /// @param acceptedAccuracy of the kind, among the accepted
  /// @param acceptedGroupAccuracy of the group, among the accepted
  /// @param strangersAccepted the share of them; empty without any
  /// @param median in milliseconds, of reading and judging one text
  /// @param slow the time in milliseconds that one in twenty texts takes longer than
  public record Figures(
      int known,
      int strangers,
      int unheardOf,
      double accuracy,
      double groupAccuracy,
      double calibrationError,
      double coverage,
      double acceptedAccuracy,
      double acceptedGroupAccuracy,
      OptionalDouble strangersAccepted,
      double median,
      double slow) {}

  /// Judges these texts.
  ///
  /// @param groups the group of a kind
  /// @throws Failure USER if none of them is of a kind
  public Figures of(List<Labelled> test, UnaryOperator<String> groups) {
    if (test.stream().allMatch(Labelled::isOfNoKind)) {
      throw Failure.user("There is nothing to measure: no text of the test part has a kind");
    }
    test.stream().limit(WARM_UP).forEach(one -> classifier.judge(one.text()));
    int timed = Math.min(TIMED, test.size());
    var times = new long[timed];
    var judgements = new ArrayList<Judgement>();
    for (int i = 0; i < timed; i++) {
      var began = nanoTime.getAsLong();
      judgements.add(classifier.judge(test.get(i).text()));
      times[i] = nanoTime.getAsLong() - began;
      if (i % 100 == 99) {
        progress.at("judging", i + 1, test.size());
      }
    }
    var rest = test.subList(timed, test.size()).stream().map(Labelled::text).toList();
    judgements.addAll(classifier.judge(rest, progress));
    Arrays.sort(times);
    return count(test, judgements, groups, times);
  }

  private Figures count(
      List<Labelled> test, List<Judgement> judgements, UnaryOperator<String> groups, long[] times) {
    var tally = new Tally();
    for (int i = 0; i < judgements.size(); i++) {
      tally.add(test.get(i), judgements.get(i), groups, classifier.kinds());
    }
    return tally.figures(millis(times, 0.5), millis(times, 0.95));
  }

  private static double millis(long[] sorted, double share) {
    var at = Math.min(sorted.length - 1, (int) Math.ceil(share * sorted.length) - 1);
    return sorted[Math.max(0, at)] / (double) TimeUnit.MILLISECONDS.toNanos(1);
  }

  private static final class Tally {
    private final double[] promised = new double[BINS];
    private final int[] kept = new int[BINS];
    private int known;
    private int strangers;
    private int unheardOf;
    private int right;
    private int rightGroup;
    private int accepted;
    private int acceptedRight;
    private int acceptedRightGroup;
    private int strangersAccepted;

    void add(Labelled one, Judgement judgement, UnaryOperator<String> groups, List<String> kinds) {
      if (one.isOfNoKind()) {
        strangers++;
        strangersAccepted += judgement.accepted() ? 1 : 0;
        return;
      }
      known++;
      unheardOf += kinds.contains(one.kind()) ? 0 : 1;
      var chance =
          judgement.probabilities().stream()
              .filter(c -> !c.kind().isEmpty())
              .findFirst()
              .orElseThrow();
      boolean isRight = chance.kind().equals(one.kind());
      boolean isRightGroup = groups.apply(chance.kind()).equals(groups.apply(one.kind()));
      right += isRight ? 1 : 0;
      rightGroup += isRightGroup ? 1 : 0;
      if (judgement.accepted()) {
        accepted++;
        acceptedRight += isRight ? 1 : 0;
        acceptedRightGroup += isRightGroup ? 1 : 0;
      }
      int bin = Math.min(BINS - 1, (int) (chance.probability() * BINS));
      promised[bin] += chance.probability();
      kept[bin] += isRight ? 1 : 0;
    }

    Figures figures(double median, double slow) {
      double off = 0;
      for (int i = 0; i < BINS; i++) {
        off += Math.abs(promised[i] - kept[i]);
      }
      return new Figures(
          known,
          strangers,
          unheardOf,
          share(right, known),
          share(rightGroup, known),
          off / known,
          share(accepted, known),
          accepted == 0 ? 1 : share(acceptedRight, accepted),
          accepted == 0 ? 1 : share(acceptedRightGroup, accepted),
          strangers == 0
              ? OptionalDouble.empty()
              : OptionalDouble.of(share(strangersAccepted, strangers)),
          median,
          slow);
    }

    private static double share(int part, int of) {
      return part / (double) of;
    }
  }
}
