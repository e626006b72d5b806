package dev.steward.bench.locomo;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The share of the evidence found among the first 5 and the first 10, averaged over questions.
final class Recall {
  private static final int CATEGORIES = 5;

  private final double[] at5 = new double[CATEGORIES + 1];
  private final double[] at10 = new double[CATEGORIES + 1];
  private final int[] questions = new int[CATEGORIES + 1];

  /// Adds a question.
  ///
  /// @param ranked the turns that each thing found stands for, best first
  void add(Question question, List<? extends Set<Integer>> ranked) {
    for (int category : new int[] {0, question.category()}) {
      questions[category]++;
      at5[category] += found(question, ranked, 5);
      at10[category] += found(question, ranked, 10);
    }
  }

  private static double found(Question question, List<? extends Set<Integer>> ranked, int first) {
    return (double)
            ranked.stream()
                .limit(first)
                .flatMap(Set::stream)
                .filter(question.evidence()::contains)
                .distinct()
                .count()
        / question.evidence().size();
  }

  static String header(String first, List<Conversation> conversations) {
    var counts =
        conversations.stream()
            .flatMap(conversation -> conversation.questions().stream())
            .collect(Collectors.groupingBy(Question::category, Collectors.counting()));
    return "| %s | n | all @5 | all @10 | %s |%n|---|---|---|---|---|---|---|---|---|"
        .formatted(
            first,
            IntStream.rangeClosed(1, CATEGORIES)
                .mapToObj(c -> "cat %d @5/@10 (n %d)".formatted(c, counts.getOrDefault(c, 0L)))
                .collect(Collectors.joining(" | ")));
  }

  String row(String name) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %.3f | %.3f | %s |",
        name,
        questions[0],
        at5[0] / questions[0],
        at10[0] / questions[0],
        IntStream.rangeClosed(1, CATEGORIES)
            .mapToObj(c ->
                questions[c] == 0
                    ? "–"
                    : String.format(
                        Locale.ROOT, "%.2f/%.2f", at5[c] / questions[c], at10[c] / questions[c]))
            .collect(Collectors.joining(" | ")));
  }
}
