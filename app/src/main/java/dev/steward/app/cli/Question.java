package dev.steward.app.cli;

import dev.steward.core.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/// Something that a person at the terminal must say yes to.
final class Question {
  private Question() {}

  /// Whether they say yes.
  ///
  /// @param otherwise what to do where nobody is there to be asked, such as `add --yes`
  /// @throws Failure USER if nobody is
  static boolean isAffirmed(Invocation invocation, String question, String otherwise) {
    if (!invocation.surroundings().inputIsTerminal()) {
      throw Failure.user("Nobody is there to say yes: " + otherwise);
    }
    invocation.output().piece(question + " [y/N] ");
    try {
      var typed =
          new BufferedReader(
                  new InputStreamReader(invocation.surroundings().in(), StandardCharsets.UTF_8))
              .readLine();
      return typed != null && Set.of("y", "yes").contains(typed.strip().toLowerCase(Locale.ROOT));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("could not read the standard input", unreadable);
    }
  }
}
