package dev.steward.app.cli;

import dev.steward.core.routing.learned.Encoding.Progress;
import dev.steward.core.routing.learned.Evaluation;
import java.nio.file.Path;

/// Trains the router's classifier on some texts and tries it on others.
@FunctionalInterface
public interface RouterTrial {
  /// Learns from one file and measures on the other.
  ///
  /// @throws dev.steward.core.Failure USER, naming the file and the row, if one can't be read
  Result run(Request request, Progress progress);

  /// What to learn from and what to measure on.
  ///
  /// @param domains the group of each category; an empty path: none
  /// @param accuracy that is aimed at among the accepted, from 0 to 1; 0: the usual one
  record Request(Path train, Path test, Path domains, double accuracy) {}

  /// What came out.
  ///
  /// @param examples how many texts were learned from
  /// @param kinds how many categories there are
  /// @param accuracy that was aimed at among the accepted
  /// @param grouped whether there are domains
  /// @param seconds of learning
  record Result(
      int examples,
      int kinds,
      double accuracy,
      boolean grouped,
      double seconds,
      Evaluation.Figures figures) {}
}
