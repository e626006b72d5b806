package dev.steward.app.crash;

import dev.steward.Steward;
import dev.steward.core.memory.Layer;
import dev.steward.core.run.Run;
import dev.steward.core.run.RunEvent;
import dev.steward.core.run.Step;
import dev.steward.core.turn.Turn;
import dev.steward.stores.JsonCodec;
import dev.steward.stores.embedded.EmbeddedStores;
import dev.steward.web.StewardServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/// A process that works on a data folder until it is done, or is killed, or halts itself in the
/// middle of an event.
///
/// Arguments: the folder, the file for its [Marks], one of [Work], what that needs, and where to
/// stop: `halt=MARK`, `hold=MARK` (stays alive and gets no further), `halt-at-news` (at the first
/// mark that no process before it has made), or nowhere if that is empty.
final class Child {
  /// What it does with the folder.
  enum Work {
    /// Opens it, waits until every unfinished turn is finished, and ends.
    CARRY_ON,
    /// The same; then hands in the story of the id that follows, and waits for it.
    TELL,
    /// Hands in stories without end, of several users and sessions of the round that follows.
    LOAD,
    /// Serves HTTP.
    SERVE
  }

  /// What it says first.
  static final String OPENING = "OPENING";

  /// What it says when a task was accepted: this word and the id.
  static final String ACCEPTED = "ACK";

  /// What it says when it holds at the mark that it was told to.
  static final String HELD = "HELD";

  private static final List<Story.Plot> PLOTS = List.of(Story.Plot.values());
  private static final int SUBMITTERS = 12;
  private static final int READERS = 2;
  private static final int USERS = 4;
  private static final int SESSIONS = 3;

  /// So that there is an end to what the last process has to carry on.
  private static final int MOST_UNFINISHED = 64;

  private static final long LOOK_EVERY_MILLIS = 10;
  private static final long READ_EVERY_NANOS = 2_000_000;

  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
  private final Path folder;
  private final Marks marks;
  private final Semaphore room = new Semaphore(MOST_UNFINISHED);

  private Child(Path folder, Path file, String stop) {
    this.folder = folder;
    this.marks = new Marks(file, trap(stop, file), () -> spring(stop));
  }

  public static void main(String[] arguments) throws InterruptedException {
    var child = new Child(Path.of(arguments[0]), Path.of(arguments[1]), arguments[4]);
    child.work(Work.valueOf(arguments[2]), arguments[3]);
  }

  private static Predicate<String> trap(String stop, Path file) {
    if (stop.equals("halt-at-news")) {
      var known = new HashSet<String>();
      Marks.files(Objects.requireNonNull(file.getParent()))
          .forEach(earlier -> known.addAll(Marks.read(earlier)));
      return mark -> !mark.startsWith(Marks.FOUND) && !known.contains(mark);
    }
    var mark = stop.substring(stop.indexOf('=') + 1);
    return mark::equals;
  }

  private void spring(String stop) {
    if (stop.startsWith("hold=")) {
      say(HELD);
      forever();
    }
    Runtime.getRuntime().halt(137);
  }

  private void work(Work work, String argument) throws InterruptedException {
    say(OPENING);
    var unfinished = unfinished();
    room.acquireUninterruptibly(Math.min(unfinished.size(), MOST_UNFINISHED));
    try (var steward = Premises.assembly(this::see).open(folder)) {
      switch (work) {
        case CARRY_ON -> await(steward, unfinished);
        case TELL -> {
          await(steward, unfinished);
          submit(steward, Story.of(argument));
          await(steward, Set.of(argument));
        }
        case LOAD -> load(steward, argument);
        case SERVE -> serve(steward);
      }
    }
  }

  /// The runs that are to be carried on; their finished steps, which may not be repeated, are
  /// marked.
  private Set<String> unfinished() {
    var ids = new HashSet<String>();
    try (var stores = EmbeddedStores.open(folder, new JsonCodec(), Clock.systemUTC())) {
      var journal = stores.journal();
      for (Run run : journal.unfinished()) {
        ids.add(run.id());
        journal.steps(run.tenant(), run.id()).stream()
            .filter(step -> step.status() == Step.Status.DONE)
            .forEach(step -> marks.note(Marks.FOUND + " " + step.key()));
      }
    }
    return ids;
  }

  private void see(RunEvent event) {
    marks.accept(event);
    if (event instanceof RunEvent.Settled) {
      room.release();
    }
  }

  private static void await(Steward steward, Set<String> turns) throws InterruptedException {
    var deadline = System.nanoTime() + ChildJvm.PATIENCE.toNanos();
    for (var turn : turns) {
      while (steward.turn(Premises.OWNER, turn).orElseThrow().status() == Turn.Status.RUNNING) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("the turn " + turn + " is not finished");
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  private void submit(Steward steward, Story story) {
    say(ACCEPTED + " " + steward.submit(Premises.OWNER, story.task()));
  }

  private void load(Steward steward, String round) {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < SUBMITTERS; i++) {
        var lane = i;
        executor.execute(() -> submitForever(steward, round, lane));
      }
      for (int i = 0; i < READERS; i++) {
        var user = user(round, i);
        executor.execute(() -> readForever(steward, user));
      }
    }
  }

  private static String user(String round, int lane) {
    return "r" + round + "u" + lane % USERS;
  }

  private void submitForever(Steward steward, String round, int lane) {
    for (int i = 0; ; i++) {
      room.acquireUninterruptibly();
      var plot = PLOTS.get(i % PLOTS.size());
      var session = "s" + lane % SESSIONS;
      submit(steward, new Story(plot, user(round, lane), session, i * SUBMITTERS + lane));
    }
  }

  private static void readForever(Steward steward, String user) {
    while (true) {
      steward.recall(Premises.OWNER, user, "the better offer", 10);
      steward.memories(Premises.OWNER, user, Layer.USER, "", 50);
      steward.turns(Premises.OWNER, user, "", 20);
      steward.events(Premises.OWNER, user, Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z"));
      LockSupport.parkNanos(READ_EVERY_NANOS);
    }
  }

  private void serve(Steward steward) {
    var options = StewardServer.Options.DEFAULTS.withPort(0).withTenant(Steward.TENANT);
    try (var server = new StewardServer(steward, options, Clock.systemUTC())) {
      say(server.uri().toString());
      forever();
    }
  }

  private static void forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// In one write, so that a line is there as a whole or not at all.
  private void say(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
