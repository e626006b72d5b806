package dev.steward.app.cli;

import dev.steward.app.settings.Settings;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Examines what only a running Steward can: the rows, the index against them, whether models can
/// be reached, and whether they answer.
@FunctionalInterface
public interface Doctor {
  /// Hands over each finding as soon as there is one. Changes nothing, but for the booking of what
  /// models have cost that were asked.
  void examine(Request request, Consumer<Check> findings);

  /// What is to be examined.
  ///
  /// @param asksModels whether each model is asked something, which costs a little
  /// @param user in whose name that is booked
  record Request(Path data, Settings settings, boolean asksModels, String user) {}

  /// What was found out about one thing.
  ///
  /// @param name of what was looked at, such as `index`
  /// @param found in words
  /// @param advice what to do about it; empty if nothing
  /// @param figures what was measured, by name, for programs; empty if nothing was
  record Check(
      String name, Status status, String found, String advice, Map<String, Object> figures) {
    public Check {
      figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    }

    private Check(String name, Status status, String found, String advice) {
      this(name, status, found, advice, Map.of());
    }

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

    public Check withFigures(Map<String, Object> figures) {
      return new Check(name, status, found, advice, figures);
    }
  }
}
