package dev.steward.core.model;

import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import org.jspecify.annotations.Nullable;

/// That the provider had begun to work when a call failed, so that it may charge for it: the cause
/// of the failure that tells what went wrong.
public final class Unfinished extends Exception {
  private static final long serialVersionUID = 1;

  /// What is known of the use.
  public enum Known {
    NOTHING,

    /// What was read, and no more.
    PROMPT,

    /// Everything: the report came before the end that did not come.
    ALL
  }

  private final transient Known known;
  private final transient Usage usage;
  private final transient Terms terms;
  private final String rawUsage;

  /// What the provider had reported by then.
  ///
  /// @param rawUsage its report verbatim; empty if there was none
  public Unfinished(
      Known known, Usage usage, Terms terms, String rawUsage, @Nullable Throwable cause) {
    super("the answer did not come to its end", cause);
    this.known = known;
    this.usage = usage;
    this.terms = terms;
    this.rawUsage = rawUsage;
  }

  /// Nothing was reported.
  public Unfinished(@Nullable Throwable cause) {
    this(Known.NOTHING, Usage.NONE, Terms.STANDARD, "", cause);
  }

  public Known known() {
    return known;
  }

  public Usage usage() {
    return usage;
  }

  public Terms terms() {
    return terms;
  }

  public String rawUsage() {
    return rawUsage;
  }
}
