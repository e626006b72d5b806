package dev.steward.core.routing.learned;

import dev.steward.core.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/// Makes a [Classifier] from examples. Every figure that it settles on (temperature, gate,
/// threshold) comes from examples that the head in question was not fitted to. The same examples
/// always make the same classifier.
public final class Learner {
  private static final int FOLDS = 3;
  private static final int LEAST_STRANGERS = 2 * FOLDS;

  /// So much of the errors that may be made among the accepted are allowed for among examples: what
  /// comes later is a little harder than they are.
  private static final double CAUTION = 0.6;

  /// What strangers count together, in shares of all examples.
  private static final double STRANGERS = 0.1;

  private static final double MASKED = 0.04;
  private static final int MASKED_EVERY = 5;

  private final Encoding encoding;
  private final Options options;
  private final Encoding.Progress progress;

  /// How to learn.
  ///
  /// @param penalty on large weights, times the number of examples
  /// @param accuracy of what is accepted, from 0 to 1
  /// @param strangers the largest share of texts of no kind that may be accepted, from 0 to 1
  /// @param groups the group of a kind: what is accepted counts as right if its group is
  public record Options(
      double penalty, double accuracy, double strangers, UnaryOperator<String> groups) {
    public static final Options DEFAULTS = new Options(0.07, 0.995, 0.03, UnaryOperator.identity());

    public Options withAccuracy(double accuracy) {
      return new Options(penalty, accuracy, strangers, groups);
    }

    public Options withStrangers(double strangers) {
      return new Options(penalty, accuracy, strangers, groups);
    }

    public Options withGroups(UnaryOperator<String> groups) {
      return new Options(penalty, accuracy, strangers, groups);
    }

    public Options withPenalty(double penalty) {
      return new Options(penalty, accuracy, strangers, groups);
    }
  }

  public Learner(Encoding encoding, Options options, Encoding.Progress progress) {
    this.encoding = encoding;
    this.options = options;
    this.progress = progress;
  }

  /// Learns from these examples.
  ///
  /// @throws Failure USER if they are of fewer than two kinds
  public Classifier learn(List<Labelled> examples) {
    var kinds = kinds(examples);
    var texts = examples.stream().map(Labelled::text).toList();
    var repair = encoding.repair(texts);
    var rows = encoding.rows(texts.stream().map(repair::apply).toList(), progress);
    return learn(examples, kinds, repair, rows);
  }

  private static List<String> kinds(List<Labelled> examples) {
    var kinds = new TreeSet<String>();
    int strangers = 0;
    for (var example : examples) {
      if (example.isOfNoKind()) {
        strangers++;
      } else {
        kinds.add(example.kind());
      }
    }
    if (kinds.size() < 2) {
      throw Failure.user(
          "There is nothing to tell apart: the examples are of %s; give some of two kinds at least"
              .formatted(
                  kinds.isEmpty() ? "no kind" : "the kind '" + kinds.getFirst() + "' alone"));
    }
    var classes = new ArrayList<>(kinds);
    if (strangers >= LEAST_STRANGERS) {
      classes.add("");
    }
    return classes;
  }

  private Classifier learn(
      List<Labelled> given, List<String> classes, Repair repair, float[][] rows) {
    var space = Space.of(rows, encoding.widths(), encoding.emphases());
    var set = Set.of(given, classes, rows, space, options.groups());
    var held = new Held(set);
    for (int fold = 0; fold < FOLDS; fold++) {
      held.take(set.fold(fold, false), fit(set, set.fold(fold, true), fold), set.fold(fold, true));
    }
    var temperature = Head.temperature(held.scores(), set.classes());
    var gate = held.gate(temperature, options);
    var head =
        fit(set, IntStream.range(0, set.size()).toArray(), FOLDS).withTemperature(temperature);
    return new Classifier(
        encoding,
        repair,
        space,
        classes,
        set.groups(),
        head,
        gate,
        set.examples(),
        set.directions());
  }

  /// The head of these members; of none, one that finds all classes equally likely.
  private Head fit(Set set, int[] members, int round) {
    if (members.length == 0) {
      return new Head(set.count(), new float[set.placed()[0].length * set.count()], 1);
    }
    var rows = new float[members.length][];
    var classes = new int[members.length];
    var shares = new float[members.length];
    for (int i = 0; i < members.length; i++) {
      rows[i] = set.placed()[members[i]];
      classes[i] = set.classes()[members[i]];
      shares[i] = 1;
    }
    var penalty = options.penalty() / members.length;
    return Head.fit(
        rows,
        classes,
        shares,
        set.count(),
        penalty,
        (step, value) -> progress.at("learning, round " + (round + 1), step, 0));
  }

  /// Examples as numbers.
  private static final class Set {
    private final List<Labelled> examples;
    private final float[][] placed;
    private final float[][] directions;
    private final int[] classes;
    private final int[] groups;
    private final int[] folds;
    private final int count;
    private final int kinds;

    /// @param kinds how many of the classes are kinds; one more may stand for no kind
    Set(
        List<Labelled> examples,
        float[][] placed,
        float[][] directions,
        int[] classes,
        int[] groups,
        int[] folds,
        int count,
        int kinds) {
      this.examples = examples;
      this.placed = placed;
      this.directions = directions;
      this.classes = classes;
      this.groups = groups;
      this.folds = folds;
      this.count = count;
      this.kinds = kinds;
    }

    List<Labelled> examples() {
      return examples;
    }

    float[][] placed() {
      return placed;
    }

    float[][] directions() {
      return directions;
    }

    int[] classes() {
      return classes;
    }

    int[] groups() {
      return groups;
    }

    int count() {
      return count;
    }

    int kinds() {
      return kinds;
    }

    static Set of(
        List<Labelled> given,
        List<String> classes,
        float[][] rows,
        Space space,
        UnaryOperator<String> groupOf) {
      var kept =
          IntStream.range(0, rows.length)
              .filter(i -> classes.contains(given.get(i).kind()))
              .toArray();
      var examples = Arrays.stream(kept).mapToObj(given::get).toList();
      var placed = Arrays.stream(kept).mapToObj(i -> space.place(rows[i])).toArray(float[][]::new);
      var directions = Arrays.stream(placed).map(Space::unit).toArray(float[][]::new);
      var of = examples.stream().mapToInt(example -> classes.indexOf(example.kind())).toArray();
      var groups = classes.stream().map(kind -> kind.isEmpty() ? "" : groupOf.apply(kind)).toList();
      int kinds = classes.getLast().isEmpty() ? classes.size() - 1 : classes.size();
      return new Set(
          examples,
          placed,
          directions,
          of,
          groups.stream().mapToInt(groups::indexOf).toArray(),
          folds(examples),
          classes.size(),
          kinds);
    }

    /// Each kind is spread evenly over the folds; the order of the examples plays no part.
    private static int[] folds(List<Labelled> examples) {
      var order =
          IntStream.range(0, examples.size())
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingInt(i -> scattered(examples.get(i).text()))
                      .thenComparing(i -> examples.get(i).text()))
              .toList();
      var next = new HashMap<String, Integer>();
      var folds = new int[examples.size()];
      for (var i : order) {
        folds[i] = (next.merge(examples.get(i).kind(), 1, Integer::sum) - 1) % FOLDS;
      }
      return folds;
    }

    private static int scattered(String text) {
      return text.hashCode() * 0x9E3779B9;
    }

    int size() {
      return examples.size();
    }

    /// The members of a fold, or all but them.
    int[] fold(int fold, boolean others) {
      return IntStream.range(0, size()).filter(i -> (folds[i] == fold) != others).toArray();
    }
  }

  /// What heads say of examples that they were not fitted to.
  private static final class Held {
    private final Set set;
    private final double[][] scores;
    private final Neighbours[] neighbours;

    Held(Set set) {
      this.set = set;
      this.scores = new double[set.size()][];
      this.neighbours = new Neighbours[set.size()];
    }

    void take(int[] members, Head head, int[] fitted) {
      var near =
          new Neighbours(
              Arrays.stream(fitted).mapToObj(i -> set.directions()[i]).toArray(float[][]::new),
              Arrays.stream(fitted).map(i -> set.classes()[i]).toArray(),
              set.count());
      for (var member : members) {
        scores[member] = head.scores(set.placed()[member]);
        neighbours[member] = near;
      }
    }

    double[][] scores() {
      return scores;
    }

    private Signs.Read read(int member, double temperature, boolean masked) {
      var cooled = Arrays.stream(scores[member]).map(score -> score / temperature).toArray();
      if (masked) {
        cooled[set.classes()[member]] = Double.NEGATIVE_INFINITY;
      }
      return Signs.of(
          cooled, set.kinds(), set.groups(), neighbours[member], set.directions()[member]);
    }

    /// A kind's examples also serve as strangers, read as if the kind did not exist.
    Gate gate(double temperature, Options options) {
      var reads =
          IntStream.range(0, set.size())
              .parallel()
              .mapToObj(member -> read(member, temperature, false))
              .toArray(Signs.Read[]::new);
      var masked =
          IntStream.range(0, set.size())
              .filter(
                  i -> i % MASKED_EVERY == 0 && set.classes()[i] < set.kinds() && set.kinds() > 2)
              .parallel()
              .mapToObj(member -> read(member, temperature, true))
              .toArray(Signs.Read[]::new);
      int all = reads.length + masked.length;
      long strangers = Arrays.stream(set.classes()).filter(one -> one >= set.kinds()).count();
      long known = reads.length - strangers;
      var signs = new double[all][];
      var reliable = new boolean[all];
      var shares = new float[all];
      for (int i = 0; i < all; i++) {
        var read = i < reads.length ? reads[i] : masked[i - reads.length];
        signs[i] = read.values();
        if (i >= reads.length) {
          shares[i] = (float) ((strangers == 0 ? STRANGERS : MASKED) * known / masked.length);
        } else {
          reliable[i] = isRight(i, read);
          shares[i] = set.classes()[i] < set.kinds() ? 1 : (float) (STRANGERS * known / strangers);
        }
      }
      var gate = Gate.fit(signs, reliable, shares);
      return gate.withThreshold(threshold(gate, reads, options));
    }

    private boolean isRight(int member, Signs.Read read) {
      int right = set.classes()[member];
      return right < set.kinds() && set.groups()[right] == set.groups()[read.best()];
    }

    /// The lowest confidence at which enough of the accepted is right, and few strangers are.
    private double threshold(Gate gate, Signs.Read[] reads, Options options) {
      var known = new ArrayList<Verdict>();
      var strangers = new ArrayList<Double>();
      for (int i = 0; i < reads.length; i++) {
        var taken = isNone(reads[i]) ? -1 : gate.confidence(reads[i].values());
        if (set.classes()[i] < set.kinds()) {
          known.add(new Verdict(taken, isRight(i, reads[i])));
        } else {
          strangers.add(taken);
        }
      }
      return Math.max(
          accurate(known, 1 - CAUTION * (1 - options.accuracy())),
          exclusive(strangers, options.strangers()));
    }

    private boolean isNone(Signs.Read read) {
      return set.count() > set.kinds()
          && read.probabilities()[set.kinds()] > read.probabilities()[read.best()];
    }

    private record Verdict(double confidence, boolean right) {}

    private static double accurate(List<Verdict> known, double accuracy) {
      known.sort(Comparator.comparingDouble(Verdict::confidence).reversed());
      double threshold = Math.nextUp(1.0);
      int right = 0;
      for (int i = 0; i < known.size() && known.get(i).confidence() >= 0; i++) {
        right += known.get(i).right() ? 1 : 0;
        if (right >= accuracy * (i + 1)) {
          threshold = known.get(i).confidence();
        }
      }
      return threshold;
    }

    private static double exclusive(List<Double> strangers, double share) {
      if (strangers.isEmpty()) {
        return 0;
      }
      strangers.sort(Comparator.reverseOrder());
      return Math.nextUp(strangers.get((int) Math.floor(strangers.size() * share)));
    }
  }
}
