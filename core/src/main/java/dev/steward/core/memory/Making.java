package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Progress;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a new edition of the index on a thread of its own, beside the one that serves, and lets it
/// serve when it has everything.
final class Making {
  private static final Logger LOG = LoggerFactory.getLogger(Making.class);

  /// After so long progress is told again.
  private static final Duration BEAT = Duration.ofMillis(250);

  private final FactStore store;
  private final Editions editions;
  private final Embedding embedding;
  private final Attempts attempts;
  private final Runnable whenServing;
  private final Rounds rounds = new Rounds("memory index in the making", this::round, this::rest);

  private final ReentrantLock lock = new ReentrantLock();
  private boolean anewAsked;
  private long failures;
  private @Nullable RuntimeException failure;

  /// @param whenServing is told when a new edition serves
  Making(FactStore store, Editions editions, Attempts attempts, Runnable whenServing) {
    this.store = store;
    this.editions = editions;
    this.embedding = new Embedding(store);
    this.attempts = attempts;
    this.whenServing = whenServing;
  }

  Rounds rounds() {
    return rounds;
  }

  /// Begins an edition, unless one is being made already, and returns when it serves.
  ///
  /// @throws Failure what went wrong; it goes on nevertheless
  void anew(Consumer<Progress> progress) {
    var before = editions.serving().edition().number();
    long failuresBefore;
    lock.lock();
    try {
      anewAsked = true;
      failuresBefore = failures;
      attempts.succeeded();
    } finally {
      lock.unlock();
    }
    rounds.ask();
    while (editions.serving().edition().number() == before) {
      editions.making().map(this::progress).ifPresent(progress);
      awaitRound();
      throwFailure(failuresBefore);
    }
    var done = store.lastChange();
    progress.accept(new Progress(done, done));
  }

  private void awaitRound() {
    try {
      rounds.ask();
      rounds.awaitAnswer(BEAT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing(
          "Waiting for the new index was interrupted; it is made in the background",
          e,
          Duration.ZERO);
    }
    if (rounds.isEnding()) {
      throw Failure.passing(
          "Memory was closed before its new index was made; that goes on when it is opened",
          null,
          Duration.ZERO);
    }
  }

  private void throwFailure(long failuresBefore) {
    lock.lock();
    try {
      if (failures > failuresBefore && failure != null) {
        throw failure;
      }
    } finally {
      lock.unlock();
    }
  }

  IndexState.Making state() {
    return editions
        .making()
        .map(edition -> {
          var progress = progress(edition);
          return new IndexState.Making(edition.embedder().id(), progress.done(), progress.of());
        })
        .orElse(IndexState.Making.NONE);
  }

  /// Each vector that is missing will be a change too.
  private Progress progress(OpenEdition edition) {
    return new Progress(
        edition.applied(), store.lastChange() + store.countUnembedded(edition.embedder().id()));
  }

  /// What the latest attempt failed of; empty if it didn't.
  String trouble() {
    return attempts.trouble();
  }

  private void round() {
    if (attempts.rest() > 0) {
      return;
    }
    try {
      if (wasAskedAnew()) {
        editions.begin();
      }
      goOn();
      attempts.succeeded();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private boolean wasAskedAnew() {
    lock.lock();
    try {
      var asked = anewAsked;
      anewAsked = false;
      return asked;
    } finally {
      lock.unlock();
    }
  }

  private void failed(RuntimeException e) {
    var isFirst = attempts.failed(e);
    lock.lock();
    try {
      failures++;
      failure = e;
    } finally {
      lock.unlock();
    }
    if (isFirst) {
      LOG.warn("A new index of memory can't be made now; the old one serves, it is tried again", e);
    }
  }

  private void goOn() {
    var making = editions.making();
    if (making.isPresent()) {
      if (!goOnWith(making.get()) || rounds.isEnding()) {
        return;
      }
      editions.serveMade();
      whenServing.run();
    }
    editions.deleteFormer();
  }

  /// True if it has everything.
  private boolean goOnWith(OpenEdition edition) {
    var embedded = embedding.embedSome(edition.embedder());
    edition.follow();
    if (!edition.trouble().isEmpty()) {
      throw Failure.passing(edition.trouble(), null, Duration.ZERO);
    }
    return !embedded && edition.isLevel();
  }

  private long rest() {
    return editions.making().isPresent() || !attempts.trouble().isEmpty()
        ? attempts.rest()
        : Rounds.FOREVER;
  }
}
