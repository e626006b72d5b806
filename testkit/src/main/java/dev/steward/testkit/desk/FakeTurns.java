package dev.steward.testkit.desk;

import dev.steward.core.Desk;
import dev.steward.core.Failure;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.Usage;
import dev.steward.core.run.Run;
import dev.steward.core.turn.Turn;
import dev.steward.core.turn.TurnEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The turns of a [FakeDesk]: each is played on a thread of its own.
final class FakeTurns implements AutoCloseable {
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Live> turns = new LinkedHashMap<>();
  private int watchers;

  FakeTurns(Clock clock) {
    this.clock = clock;
  }

  /// One turn and what happened in it so far.
  final class Live {
    private final List<TurnEvent> log = new ArrayList<>();
    private Turn turn;
    private @Nullable Failure failure;
    private volatile boolean cancelled;
    private final Thread player;

    private Live(Turn turn, Play play) {
      this.turn = turn;
      player = Thread.ofVirtual().unstarted(() -> play(play));
    }

    String id() {
      return turn().id();
    }

    Turn turn() {
      return locked(() -> turn);
    }

    Desk.RunView run() {
      return locked(() -> FakeRuns.view(turn, log));
    }

    Run resume(boolean happened) {
      if (turn().status() != Turn.Status.WAITING) {
        throw Failure.user("The run '%s' does not wait for anybody".formatted(id()));
      }
      end(Play.done(turn(), happened ? "It happened" : "Done now"));
      return run().run();
    }

    private void play(Play play) {
      var start = turn();
      try {
        end(play.play(start, this::add));
      } catch (Failure e) {
        breakOff(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        if (cancelled) {
          end(Play.cancelled(start));
        }
      }
    }

    private void cancel() {
      if (turn().status() == Turn.Status.RUNNING) {
        cancelled = true;
        player.interrupt();
      } else if (turn().status() == Turn.Status.WAITING) {
        end(Play.cancelled(turn()));
      }
    }

    private void breakOff(Failure why) {
      locked(() -> {
        failure = why;
        changed.signalAll();
        return why;
      });
    }

    private void end(Turn ended) {
      locked(() -> {
        turn = ended;
        add(new TurnEvent.Finished(ended));
        return ended;
      });
    }

    private void add(TurnEvent event) {
      locked(() -> {
        log.add(event);
        changed.signalAll();
        return event;
      });
    }

    /// The index of the next event, or of the last one if it is over.
    private int now() {
      return locked(() ->
          !log.isEmpty() && log.getLast() instanceof TurnEvent.Finished
              ? log.size() - 1
              : log.size());
    }

    private TurnEvent await(int index) throws InterruptedException {
      lock.lockInterruptibly();
      try {
        while (log.size() <= index) {
          if (failure != null) {
            throw failure;
          }
          changed.await();
        }
        return log.get(index);
      } finally {
        lock.unlock();
      }
    }
  }

  /// Starts a turn, or finds the one that has the task's id.
  Live start(String tenant, Desk.Task task, Play play) {
    return locked(() -> {
      var id = task.id().isEmpty() ? "t" + (turns.size() + 1) : task.id();
      var known = turns.get(tenant + "/" + id);
      if (known != null) {
        if (!known.turn.user().equals(task.user())) {
          throw Failure.user("The id '%s' is taken; choose another".formatted(id));
        }
        return known;
      }
      var live = new Live(begun(id, tenant, task), play);
      turns.put(tenant + "/" + id, live);
      live.player.start();
      return live;
    });
  }

  Optional<Live> find(String tenant, String id) {
    return locked(() -> Optional.ofNullable(turns.get(tenant + "/" + id)));
  }

  /// A tenant's turns, newest first.
  Stream<Live> all(String tenant) {
    return locked(() ->
        List.copyOf(turns.values()).reversed().stream()
            .filter(live -> live.turn.tenant().equals(tenant)));
  }

  /// Cancels a turn and returns it as it is when its play has heeded that.
  Turn cancel(Live live) {
    live.cancel();
    return watch(live, true, event -> {});
  }

  int watchers() {
    return locked(() -> watchers);
  }

  void awaitWatchers(int count, Duration patience) {
    lock.lock();
    try {
      for (long left = patience.toNanos(); watchers != count; left = changed.awaitNanos(left)) {
        if (left <= 0) {
          throw new AssertionError("There are %d watchers, not %d".formatted(watchers, count));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the watchers", e);
    } finally {
      lock.unlock();
    }
  }

  private void countWatchers(int more) {
    locked(() -> {
      watchers += more;
      changed.signalAll();
      return watchers;
    });
  }

  /// Hands out a turn's events, the last one being `Finished`.
  ///
  /// @param fromNow without those that are over
  Turn watch(Live live, boolean fromNow, Consumer<TurnEvent> events) {
    countWatchers(1);
    try {
      for (int i = fromNow ? live.now() : 0; ; i++) {
        var event = live.await(i);
        events.accept(event);
        if (event instanceof TurnEvent.Finished(var turn)) {
          return turn;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.passing("Waiting for a turn was interrupted", e, Duration.ZERO);
    } finally {
      countWatchers(-1);
    }
  }

  @Override
  public void close() {
    locked(() -> List.copyOf(turns.values())).forEach(live -> live.player.interrupt());
  }

  private Turn begun(String id, String tenant, Desk.Task task) {
    return new Turn(
        id,
        tenant,
        task.user(),
        task.session().isEmpty() ? "s-" + task.user() : task.session(),
        Turn.Status.RUNNING,
        task.text(),
        "",
        "",
        "",
        "",
        "",
        Usage.NONE,
        Money.ZERO,
        List.of(),
        List.of(),
        clock.instant(),
        clock.instant());
  }

  private <T> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
