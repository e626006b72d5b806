package dev.steward.telemetry;

import dev.steward.core.Failure;
import java.util.Locale;

/// What kinds of errors are called: a failure's code (`budget_exceeded`, `account`, `left_alone`)
/// or kind (`user`, `limit`, `external`, `internal`), else the exception's class. Never its text.
final class Errors {
  /// A tool that said no.
  static final String REFUSED = "refused";

  /// A run or a step that failed.
  static final String FAILED = "failed";

  private Errors() {}

  static String of(RuntimeException why) {
    if (why instanceof Failure failure) {
      return failure.code().isEmpty()
          ? failure.kind().name().toLowerCase(Locale.ROOT)
          : failure.code();
    }
    return why.getClass().getName();
  }
}
