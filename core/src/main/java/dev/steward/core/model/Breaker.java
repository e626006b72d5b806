package dev.steward.core.model;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leaves a model alone for a while that fails more often than not, or that asks for it. After the
/// while one call is let through: if it is answered, everything is as before; if not, the next
/// while is twice as long.
final class Breaker {
  private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

  /// How many of the latest calls are looked at, and how old they may be.
  private static final int LOOKED_AT = 20;

  private static final Duration FRESH = Duration.ofMinutes(1);

  /// Fewer say nothing.
  private static final int LEAST = 5;

  private static final Duration FIRST_REST = Duration.ofSeconds(15);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final String name;
  private final Clock clock;
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private Duration nextRest = FIRST_REST;
  private Instant until = Instant.EPOCH;

  /// A call that began before the latest change says nothing of what is after it.
  private long changes;

  private boolean isOpen;
  private boolean isProbed;

  private record Outcome(Instant at, boolean failed) {}

  /// Leave to make a call; how it went must be told once.
  record Permit(long change) {}

  /// @param name of the model, for the log
  Breaker(String name, Clock clock) {
    this.name = name;
    this.clock = clock;
  }

  /// Leave to make a call, if there is any now.
  synchronized Optional<Permit> enter() {
    if (!isOpen) {
      return Optional.of(new Permit(changes));
    }
    if (isProbed || clock.instant().isBefore(until)) {
      return Optional.empty();
    }
    isProbed = true;
    return Optional.of(new Permit(changes));
  }

  /// How long the model is left alone yet; zero if a call may be let through.
  synchronized Duration rest() {
    var rest = Duration.between(clock.instant(), until);
    return isOpen && rest.isPositive() ? rest : Duration.ZERO;
  }

  /// The model has answered, if only to refuse.
  synchronized void answered(Permit permit) {
    if (permit.change == changes) {
      if (isOpen) {
        close();
      } else {
        note(false);
      }
    }
  }

  /// The model has failed.
  ///
  /// @param wanted how long it is certain to fail; zero if that is not known
  synchronized void failed(Permit permit, Duration wanted) {
    if (permit.change != changes) {
      return;
    }
    note(true);
    var failed = outcomes.stream().filter(Outcome::failed).count();
    if (wanted.isPositive()
        || isOpen
        || (outcomes.size() >= LEAST && 2 * failed >= outcomes.size())) {
      open(wanted);
    }
  }

  /// The call came to nothing for reasons of our own.
  synchronized void gaveUp(Permit permit) {
    if (permit.change == changes) {
      isProbed = false;
    }
  }

  private void note(boolean failed) {
    var now = clock.instant();
    outcomes.add(new Outcome(now, failed));
    while (outcomes.size() > LOOKED_AT || outcomes.getFirst().at.isBefore(now.minus(FRESH))) {
      outcomes.removeFirst();
    }
  }

  private void open(Duration wanted) {
    var rest = wanted.compareTo(nextRest) > 0 ? wanted : nextRest;
    var doubled = nextRest.multipliedBy(2);
    nextRest = doubled.compareTo(LONGEST_REST) < 0 ? doubled : LONGEST_REST;
    until = clock.instant().plus(rest);
    change(true);
    LOG.warn("The model {} is left alone for {} s", name, rest.toSeconds());
  }

  private void close() {
    nextRest = FIRST_REST;
    outcomes.clear();
    change(false);
    LOG.info("The model {} answers again", name);
  }

  private void change(boolean open) {
    isOpen = open;
    isProbed = false;
    changes++;
  }
}
