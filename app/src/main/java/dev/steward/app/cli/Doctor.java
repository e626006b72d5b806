package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Examines what only a running Steward can: the rows, the index against them, whether models
/// answer.
@FunctionalInterface
public interface Doctor {
  /// Hands over each finding as soon as there is one. Changes nothing.
  void examine(Path data, Settings settings, Consumer<Check> findings);

  /// What was found out about one thing.
  ///
  /// @param name of what was looked at, such as `index`
  /// @param found in words
  /// @param advice what to do about it; empty if nothing
  record Check(String name, Status status, String found, String advice) {
    public enum Status {
      /// As it should be.
      OK,
      /// It works, but less than it could.
      NOTE,
      /// It does not work until something is done.
      PROBLEM
    }

    public static Check ok(String name, String found) {
      return new Check(name, Status.OK, found, "");
    }

    public static Check note(String name, String found, String advice) {
      return new Check(name, Status.NOTE, found, advice);
    }

    public static Check problem(String name, String found, String advice) {
      return new Check(name, Status.PROBLEM, found, advice);
    }
  }
}
