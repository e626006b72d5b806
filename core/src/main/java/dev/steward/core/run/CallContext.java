package dev.steward.core.run;

import java.time.Instant;

/// What a handler may know of the step it carries out.
public interface CallContext {
  /// The step's key, `run/number`: the same whenever the step is tried again, after a crash too.
  String key();

  /// When this attempt began.
  Instant now();

  /// Shows a piece of text to whoever follows the run. Not kept.
  void stream(String text);
}
