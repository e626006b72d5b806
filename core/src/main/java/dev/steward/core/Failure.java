package dev.steward.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The one exception of Steward. Its message names what was tried, on what, and what to do next; it
/// never holds a secret or the text of a message.
public final class Failure extends RuntimeException {

  /// Who can do something about it.
  public enum Kind {
    /// The person who asked: say it to them.
    USER,
    /// A quota or a budget is used up; trying again now is useless.
    LIMIT,
    /// The other side failed or refused.
    EXTERNAL,
    /// A bug, or a machine in trouble (disk full, damaged file).
    INTERNAL
  }

  /// The code of a failure for want of money that a budget leaves.
  public static final String BUDGET_EXCEEDED = "budget_exceeded";

  /// The code of a refusal that concerns the account with a provider: no key, no right, no money.
  public static final String ACCOUNT = "account";

  /// The code of a failure to call what is left alone for a while.
  public static final String LEFT_ALONE = "left_alone";

  private final Kind kind;
  private final String code;
  private final boolean retryable;
  private final Duration retryAfter;

  private Failure(
      Kind kind,
      String code,
      String message,
      @Nullable Throwable cause,
      boolean retryable,
      Duration retryAfter) {
    super(message, cause);
    this.kind = kind;
    this.code = code;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  public static Failure user(String message) {
    return new Failure(Kind.USER, "", message, null, false, Duration.ZERO);
  }

  public static Failure limit(String message) {
    return new Failure(Kind.LIMIT, "", message, null, false, Duration.ZERO);
  }

  /// A budget leaves too little: which one, how much is left and when it begins anew stand in
  /// `message`.
  public static Failure budget(String message) {
    return new Failure(Kind.LIMIT, BUDGET_EXCEEDED, message, null, false, Duration.ZERO);
  }

  /// Their side failed for good: trying the same again gives the same.
  public static Failure external(String message, @Nullable Throwable cause) {
    return new Failure(Kind.EXTERNAL, "", message, cause, false, Duration.ZERO);
  }

  /// Their side refused for the account's sake: nobody but its owner can do something about it.
  public static Failure account(String message) {
    return new Failure(Kind.EXTERNAL, ACCOUNT, message, null, false, Duration.ZERO);
  }

  /// It was not tried, for it would have failed, or would have been too much at once.
  ///
  /// @param wait until it may be tried
  public static Failure leftAlone(String message, Duration wait) {
    return new Failure(Kind.EXTERNAL, LEFT_ALONE, message, null, true, wait);
  }

  /// Their side failed, and the same call may succeed after `retryAfter` (zero: whenever you like).
  public static Failure passing(String message, @Nullable Throwable cause, Duration retryAfter) {
    return new Failure(Kind.EXTERNAL, "", message, cause, true, retryAfter);
  }

  public static Failure internal(String message, @Nullable Throwable cause) {
    return new Failure(Kind.INTERNAL, "", message, cause, false, Duration.ZERO);
  }

  /// A failure as it was before it was written down, without its cause.
  public static Failure of(Kind kind, String message) {
    return of(kind, "", message);
  }

  /// The same with its code.
  public static Failure of(Kind kind, String code, String message) {
    return new Failure(kind, code, message, null, false, Duration.ZERO);
  }

  /// The same failure for another cause.
  public Failure withCause(Throwable cause) {
    return new Failure(kind, code, text(), cause, retryable, retryAfter);
  }

  public Kind kind() {
    return kind;
  }

  /// What went wrong, for programs, such as [#BUDGET_EXCEEDED]; empty where the kind says enough.
  public String code() {
    return code;
  }

  /// Whether the same call may succeed later without anybody doing anything.
  public boolean isRetryable() {
    return retryable;
  }

  /// How long the other side asked to be left alone; zero if it did not say.
  public Duration retryAfter() {
    return retryAfter;
  }

  /// The message, which is never absent.
  public String text() {
    return String.valueOf(getMessage());
  }
}
