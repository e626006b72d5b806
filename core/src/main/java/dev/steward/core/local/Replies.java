package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import java.util.List;

/// Answers that are shaped alike wherever they are given.
final class Replies {
  private Replies() {}

  /// Nothing is done before the person answers.
  static Answer asked(String question) {
    var first =
        question.indexOf('\n') < 0 ? question : question.substring(0, question.indexOf('\n'));
    return Answer.local(question, "Nothing was done; asked: " + first, "", List.of());
  }

  /// `Ana, Bob and Carol`.
  static String joined(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }
}
