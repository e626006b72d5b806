package dev.steward.core.routing.learned;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Tells the kind of a text by examples. Immutable; safe for use by many threads; the same text
/// always gets the same judgement.
public final class Classifier {
  private static final int SHOWN = 5;

  private final Encoding encoding;
  private final Repair repair;
  private final Space space;
  private final List<String> kinds;
  private final int[] groups;
  private final Head head;
  private final Gate gate;
  private final List<Labelled> examples;
  private final Neighbours neighbours;

  /// @param kinds the head's classes, that for no kind (if there is one) last, named by nothing
  /// @param groups the group of each class
  /// @param directions of the examples, of unit length
  Classifier(
      Encoding encoding,
      Repair repair,
      Space space,
      List<String> kinds,
      int[] groups,
      Head head,
      Gate gate,
      List<Labelled> examples,
      float[][] directions) {
    this.encoding = encoding;
    this.repair = repair;
    this.space = space;
    this.kinds = List.copyOf(kinds);
    this.groups = groups;
    this.head = head;
    this.gate = gate;
    this.examples = List.copyOf(examples);
    this.neighbours =
        new Neighbours(
            directions,
            examples.stream().mapToInt(example -> this.kinds.indexOf(example.kind())).toArray(),
            this.kinds.size());
  }

  /// The kinds that it tells apart, in the order of the alphabet.
  public List<String> kinds() {
    return kinds.subList(0, count());
  }

  public Encoding encoding() {
    return encoding;
  }

  /// What it learned from.
  public List<Labelled> examples() {
    return examples;
  }

  Space space() {
    return space;
  }

  List<String> classes() {
    return kinds;
  }

  int[] groups() {
    return groups;
  }

  Head head() {
    return head;
  }

  Gate gate() {
    return gate;
  }

  /// Of the examples, of unit length.
  float[][] directions() {
    return neighbours.directions();
  }

  private int count() {
    return kinds.getLast().isEmpty() ? kinds.size() - 1 : kinds.size();
  }

  /// What the examples say of a text.
  public Judgement judge(String text) {
    return judge(encoding.row(repair.apply(text)));
  }

  /// What the examples say of many texts, in their order; some of them are read at the same time.
  public List<Judgement> judge(List<String> texts, Encoding.Progress progress) {
    var rows = encoding.rows(texts.stream().map(repair::apply).toList(), progress);
    return Arrays.stream(rows).map(this::judge).toList();
  }

  /// Where a text lies: two that say the same lie in nearly the same direction.
  float[] direction(String text) {
    return Space.unit(space.place(encoding.row(repair.apply(text))));
  }

  private Judgement judge(float[] row) {
    var placed = space.place(row);
    var read = Signs.of(head.scores(placed), count(), groups, neighbours, Space.unit(placed));
    var chances = new ArrayList<Judgement.Chance>();
    IntStream.range(0, kinds.size())
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -read.probabilities()[i]))
        .limit(SHOWN)
        .forEach(i -> chances.add(new Judgement.Chance(kinds.get(i), read.probabilities()[i])));
    var confidence = gate.confidence(read.values());
    var none =
        kinds.size() > count() && read.probabilities()[count()] > read.probabilities()[read.best()];
    return new Judgement(
        none ? "" : kinds.get(read.best()),
        !none && confidence >= gate.threshold(),
        confidence,
        chances,
        read.nearest().stream().limit(SHOWN).map(this::shown).toList());
  }

  private Judgement.Example shown(Neighbours.Near near) {
    var example = examples.get(near.index());
    return new Judgement.Example(example.text(), example.kind(), near.similarity());
  }
}
