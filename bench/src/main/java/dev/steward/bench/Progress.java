package dev.steward.bench;

import java.util.Locale;

/// Says on standard error what is going on and how far it is, but not too often.
public final class Progress {
  private static final long PAUSE = 2_000_000_000L;

  private final String what;
  private final long begun = System.nanoTime();
  private long all;
  private long said = begun - PAUSE;

  /// Progress of `what`, which takes `all` steps.
  public Progress(String what, long all) {
    this.what = what;
    this.all = all;
  }

  /// So many steps are done.
  public synchronized void done(long steps) {
    var now = System.nanoTime();
    if (now - said >= PAUSE || steps >= all) {
      said = now;
      System.err.printf(
          Locale.ROOT, "%s: %,d of %,d after %.0f s%n", what, steps, all, (now - begun) / 1e9);
    }
  }

  /// So many of so many steps are done; how many it takes turned out meanwhile.
  public synchronized void done(long steps, long all) {
    this.all = all;
    done(steps);
  }

  /// Something without steps begins.
  public static void say(String what) {
    System.err.println(what);
  }
}
