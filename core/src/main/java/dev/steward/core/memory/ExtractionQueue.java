package dev.steward.core.memory;

import dev.steward.core.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries out the extractions that wait: several at once, those of one thread together if they
/// wait together, each until it has succeeded or is parked.
final class ExtractionQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractionQueue.class);

  /// How many that are not begun are looked at in one go.
  private static final int LOOKED_AT = 256;

  private static final int MOST_CHARACTERS = 24_000;
  private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10);
  private static final Duration AFTER_TROUBLE = Duration.ofSeconds(5);

  private final FactStore store;
  private final Extractor extractor;
  private final Extractor summariser;
  private final Harvest harvest;
  private final Clock clock;
  private final Writing.Limits limits;
  private final Thread dispatcher;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Set<Key>, Thread> running = new LinkedHashMap<>();
  private final Set<Thread> asking = new HashSet<>();
  private boolean awake = true;
  private boolean idle;
  private boolean closed;

  /// Of what waits; the dispatcher's alone.
  private Map<Key, Size> sizes = Map.of();

  private record Key(String tenant, String id) {
    static Key of(Extraction extraction) {
      return new Key(extraction.tenant(), extraction.id());
    }
  }

  /// Extractions that are carried out by one call of the extractor, and how much that is.
  private record Lot(List<Extraction> extractions, int messages, int characters) {
    Lot with(Extraction extraction, Size size) {
      var all = new ArrayList<>(extractions);
      all.add(extraction);
      return new Lot(all, messages + size.messages(), characters + size.characters());
    }
  }

  /// How much there is to extract from, and in which conversation it was said.
  private record Size(Conversation conversation, int messages, int characters) {}

  /// What extractions have in common that may be carried out together.
  private record Conversation(
      String tenant, String user, String session, Labels filed, String more) {
    static final Conversation NONE = new Conversation("", "", "", Labels.NONE, "");
  }

  ExtractionQueue(
      FactStore store,
      Extractor extractor,
      Extractor summariser,
      Harvest harvest,
      Clock clock,
      Writing.Limits limits) {
    this.store = store;
    this.extractor = extractor;
    this.summariser = summariser;
    this.harvest = harvest;
    this.clock = clock;
    this.limits = limits;
    this.dispatcher = Thread.ofVirtual().name("extraction").start(this::dispatchForever);
  }

  /// Tells that something may be due.
  void wake() {
    lock.lock();
    try {
      awake = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Blocks until nothing is due and nothing runs.
  void settle() {
    lock.lock();
    try {
      awake = true;
      idle = false;
      changed.signalAll();
      while (!closed && (awake || !idle || !running.isEmpty())) {
        changed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for facts to be extracted was interrupted", e);
    } finally {
      lock.unlock();
    }
  }

  /// Tries a parked extraction again.
  ///
  /// @throws Failure USER if there is no such extraction, or it is not parked
  Extraction retry(String tenant, String id) {
    var extraction =
        store
            .extraction(tenant, id)
            .orElseThrow(() ->
                Failure.user(
                    "There is no extraction %s; see `steward memory stats`".formatted(id)));
    if (extraction.state() != Extraction.State.PARKED) {
      throw Failure.user(
          "The extraction %s is not parked, so there is nothing to try again".formatted(id));
    }
    var again = extraction.afresh(clock.instant());
    write(List.of(again));
    wake();
    return again;
  }

  private void dispatchForever() {
    var pause = Duration.ZERO;
    while (await(pause)) {
      try {
        pause = dispatch();
      } catch (RuntimeException e) {
        LOG.warn("What waits to be extracted could not be read; it is tried again", e);
        pause = AFTER_TROUBLE;
      }
    }
  }

  /// Waits until something may be due; false if it is over.
  private boolean await(Duration pause) {
    lock.lock();
    try {
      var left = pause.toNanos();
      while (!awake && !closed && left > 0) {
        idle = true;
        changed.signalAll();
        left = changed.awaitNanos(left);
      }
      awake = false;
      idle = false;
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  /// Begins what is due, as far as there is room; says when to look again.
  private Duration dispatch() {
    var taken = taken();
    int room = limits.parallel() - lots();
    if (room <= 0) {
      return LONGEST_SLEEP;
    }
    var now = clock.instant();
    var waiting =
        store.due(Fact.Validity.OPEN, LOOKED_AT + taken.size()).stream()
            .filter(extraction -> !taken.contains(Key.of(extraction)))
            .toList();
    var due = waiting.stream().filter(extraction -> !extraction.dueAt().isAfter(now)).toList();
    lots(due).stream().limit(room).forEach(this::begin);
    return waiting.stream()
        .map(Extraction::dueAt)
        .filter(at -> at.isAfter(now))
        .min(Comparator.naturalOrder())
        .map(at -> Duration.between(now, at))
        .filter(until -> until.compareTo(LONGEST_SLEEP) < 0)
        .orElse(LONGEST_SLEEP);
  }

  private Set<Key> taken() {
    lock.lock();
    try {
      var taken = new HashSet<Key>();
      running.keySet().forEach(taken::addAll);
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private int lots() {
    lock.lock();
    try {
      return running.size();
    } finally {
      lock.unlock();
    }
  }

  /// What waits of one thread goes together; what has failed before goes alone, so that it can't
  /// spoil the others.
  private List<Lot> lots(List<Extraction> due) {
    measure(due);
    var threads = new LinkedHashMap<Object, List<Lot>>();
    for (var extraction : due) {
      var key = Key.of(extraction);
      var size = sizes.getOrDefault(key, new Size(Conversation.NONE, 0, 0));
      var isAlone =
          extraction.attempts() > 0 || size.messages() == 0 || Summaries.isOne(extraction);
      var lots =
          threads.computeIfAbsent(isAlone ? key : size.conversation(), thread -> new ArrayList<>());
      if (!lots.isEmpty() && fits(lots.getLast(), size)) {
        lots.add(lots.removeLast().with(extraction, size));
      } else {
        lots.add(new Lot(List.of(), 0, 0).with(extraction, size));
      }
    }
    return threads.values().stream().flatMap(List::stream).toList();
  }

  /// Looks once at what each is to be extracted from, however long it waits for its turn.
  private void measure(List<Extraction> due) {
    var measured = new HashMap<Key, Size>();
    for (var extraction : due) {
      var key = Key.of(extraction);
      var known = sizes.get(key);
      measured.put(key, known == null ? size(extraction) : known);
    }
    sizes = measured;
  }

  private Size size(Extraction extraction) {
    var messages = messages(extraction);
    return messages.isEmpty()
        ? new Size(Conversation.NONE, 0, 0)
        : new Size(
            conversation(extraction, messages.getFirst()),
            messages.size(),
            messages.stream().mapToInt(message -> message.text().length()).sum());
  }

  private List<Message> messages(Extraction extraction) {
    return harvest.extractable(extraction.tenant(), extraction.messages());
  }

  private static Conversation conversation(Extraction extraction, Message first) {
    return new Conversation(
        extraction.tenant(),
        first.scope().user(),
        first.scope().session(),
        first.labels().withMetadata(Map.of()),
        extraction.instructions());
  }

  private boolean fits(Lot lot, Size size) {
    return lot.messages() + size.messages() <= limits.batch()
        && lot.characters() + size.characters() <= MOST_CHARACTERS;
  }

  private void begin(Lot lot) {
    var keys = lot.extractions().stream().map(Key::of).collect(Collectors.toUnmodifiableSet());
    var thread = Thread.ofVirtual().name("extracting").unstarted(() -> carryOut(lot, keys));
    lock.lock();
    try {
      if (closed) {
        return;
      }
      running.put(keys, thread);
    } finally {
      lock.unlock();
    }
    thread.start();
  }

  private void carryOut(Lot lot, Set<Key> keys) {
    try {
      carryOut(lot);
    } catch (RuntimeException e) {
      LOG.warn("The state of an extraction could not be written; it is begun again", e);
      pauseAfterTrouble();
    } finally {
      lock.lock();
      try {
        running.remove(keys);
        awake = true;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  private void carryOut(Lot lot) {
    var begun =
        lot.extractions().stream().map(extraction -> extraction.started(clock.instant())).toList();
    // That it was begun is written while the extractor works: it is slower.
    var noted = Thread.ofVirtual().name("noting").start(() -> note(begun));
    try {
      var messages =
          lot.extractions().stream().flatMap(extraction -> messages(extraction).stream()).toList();
      var drafts = messages.isEmpty() ? List.<Extractor.Draft>of() : drafts(begun, messages);
      join(noted);
      harvest.bring(begun, messages, drafts);
    } catch (Failure failure) {
      join(noted);
      failed(lot.extractions(), begun, failure);
    } catch (RuntimeException e) {
      join(noted);
      LOG.warn("An extraction failed; it is tried again", e);
      failed(
          lot.extractions(),
          begun,
          Failure.internal(
              "Extracting facts failed unexpectedly (%s); see the log"
                  .formatted(e.getClass().getSimpleName()),
              e));
    }
  }

  private List<Extractor.Draft> drafts(List<Extraction> begun, List<Message> messages) {
    var request =
        new Extractor.Request(
            key(begun),
            messages.getFirst().scope(),
            messages,
            harvest.known(messages),
            begun.getFirst().instructions());
    asks(true);
    try {
      return extractor(begun).extract(request);
    } finally {
      asks(false);
    }
  }

  /// Only who asks an extractor is interrupted by the end: that may take minutes, all else is short
  /// and better finished.
  private void asks(boolean begins) {
    lock.lock();
    try {
      if (begins) {
        asking.add(Thread.currentThread());
        if (closed) {
          Thread.currentThread().interrupt();
        }
      } else {
        asking.remove(Thread.currentThread());
        var _ = Thread.interrupted();
      }
    } finally {
      lock.unlock();
    }
  }

  private void note(List<Extraction> begun) {
    try {
      write(begun);
    } catch (RuntimeException e) {
      LOG.warn("That an extraction was begun could not be written", e);
    }
  }

  private Extractor extractor(List<Extraction> begun) {
    return Summaries.isOne(begun.getFirst()) ? summariser : extractor;
  }

  private static String key(List<Extraction> begun) {
    return begun.stream()
        .map(extraction -> extraction.id() + "/" + extraction.attempts())
        .collect(Collectors.joining("+", "extraction/", ""));
  }

  private void failed(List<Extraction> waiting, List<Extraction> begun, Failure failure) {
    if (isClosed()) {
      // An attempt that was interrupted by the end doesn't count.
      write(waiting);
      return;
    }
    var now = clock.instant();
    write(begun.stream().map(extraction -> after(extraction, failure, now)).toList());
  }

  private Extraction after(Extraction extraction, Failure failure, Instant now) {
    var mayPass = failure.isRetryable() || failure.kind() == Failure.Kind.LIMIT;
    var isOver =
        mayPass
            ? now.isAfter(extraction.createdAt().plus(limits.patience()))
            : extraction.attempts() >= limits.attempts();
    return isOver
        ? extraction.parked(now, failure.text())
        : extraction.again(now.plus(pause(extraction, failure)), failure.text());
  }

  private Duration pause(Extraction extraction, Failure failure) {
    var doubled = Math.min(extraction.attempts() - 1, 20);
    var backoff = limits.backoff().multipliedBy(1L << doubled);
    var pause = backoff.compareTo(limits.longestPause()) > 0 ? limits.longestPause() : backoff;
    return pause.compareTo(failure.retryAfter()) > 0 ? pause : failure.retryAfter();
  }

  /// What was forgotten meanwhile is not written again.
  private void write(List<Extraction> extractions) {
    var there =
        extractions.stream()
            .filter(
                extraction -> store.extraction(extraction.tenant(), extraction.id()).isPresent())
            .toList();
    if (!there.isEmpty()) {
      store.write(new FactStore.Batch(List.of(), List.of(), List.of(), there));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pauseAfterTrouble() {
    lock.lock();
    try {
      for (var left = AFTER_TROUBLE.toNanos(); left > 0 && !closed; ) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /// Ends what runs; after the next start it is begun again.
  @Override
  public void close() {
    List<Thread> threads;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      threads = List.copyOf(running.values());
      asking.forEach(Thread::interrupt);
    } finally {
      lock.unlock();
    }
    try {
      dispatcher.join();
      for (var thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
