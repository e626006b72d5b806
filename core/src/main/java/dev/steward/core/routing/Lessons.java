package dev.steward.core.routing;

import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Beside;
import dev.steward.core.routing.learned.Classifier;
import dev.steward.core.routing.learned.Encoding;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.routing.learned.Labelled;
import dev.steward.core.routing.learned.Learner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of kinds of tasks: the examples that ship, and what people corrected since.
///
/// A correction counts at once for texts that are nearly the same. It is learned from when there
/// are some, and what was learned replaces what served before only if it does no worse on
/// corrections held back from it.
public final class Lessons implements KindReader {
  private static final Logger LOG = LoggerFactory.getLogger(Lessons.class);

  /// So alike are two texts that what was said of one holds for the other.
  private static final double NEARLY_THE_SAME = 0.85;

  private static final int SHOWN = 5;
  private static final String OTHER = "other";
  private static final int FEWEST = 4;
  private static final int HELD_BACK = 4;

  private final Supplier<List<Labelled>> shipped;
  private final RouteLog log;
  private final CleanShelf shelf;
  private final Classifiers classifiers;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Duration patience;
  private final Map<String, FutureTask<Beside>> serving = new ConcurrentHashMap<>();

  /// What came of learning.
  ///
  /// @param replaced whether what was learned serves now
  /// @param corrections how many there are
  /// @param heldBack how many of them it was tried on
  /// @param before how many of those the classifier that served got right
  /// @param after how many the new one did
  /// @param said in words for people
  public record Lesson(
      boolean replaced, int corrections, int heldBack, int before, int after, String said) {
    private Lesson with(boolean replaced, String said) {
      return new Lesson(replaced, corrections, heldBack, before, after, said);
    }
  }

  /// Lessons of these examples.
  ///
  /// @param encoding made when it is needed first
  /// @param shipped the examples that ship, read when they are needed first
  /// @param patience how long a text waits for the examples to be learned, the first time
  public Lessons(
      Supplier<Encoding> encoding,
      Supplier<List<Labelled>> shipped,
      Learner.Options options,
      RouteLog log,
      ClassifierShelf shelf,
      Clock clock,
      Supplier<String> ids,
      Duration patience) {
    this.shipped = shipped;
    this.log = log;
    this.shelf = new CleanShelf(shelf);
    this.classifiers = new Classifiers(encoding, options, this.shelf);
    this.clock = clock;
    this.ids = ids;
    this.patience = patience;
  }

  @Override
  public Optional<Judgement> read(String tenant, String text) {
    return awaited(tenant).map(serves -> judged(serves, text));
  }

  private static Judgement judged(Beside serves, String text) {
    var judgement = serves.classifier().judge(text);
    var corrected = serves.nearest(text, SHOWN);
    if (corrected.isEmpty()) {
      return judgement;
    }
    var nearest = new ArrayList<>(corrected);
    nearest.addAll(judgement.nearest());
    nearest.sort((a, b) -> Double.compare(b.similarity(), a.similarity()));
    var shown = nearest.subList(0, Math.min(judgement.nearest().size(), nearest.size()));
    var best = corrected.getFirst();
    return best.similarity() >= NEARLY_THE_SAME
        ? new Judgement(
            best.kind(),
            !best.kind().isEmpty(),
            Math.max(judgement.confidence(), best.similarity()),
            judgement.probabilities(),
            shown)
        : new Judgement(
            judgement.kind(),
            judgement.accepted(),
            judgement.confidence(),
            judgement.probabilities(),
            shown);
  }

  private Optional<Beside> awaited(String tenant) {
    var task = serving.computeIfAbsent(tenant, this::begin);
    try {
      return Optional.of(task.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for the kinds of tasks to be learned was interrupted", e);
    } catch (ExecutionException e) {
      LOG.warn(
          "The examples of kinds of tasks could not be learned: {}", String.valueOf(e.getCause()));
      return Optional.empty();
    }
  }

  private FutureTask<Beside> begin(String tenant) {
    var task = new FutureTask<>(() -> load(tenant));
    Thread.ofPlatform().daemon().name("learn-kinds").start(task);
    return task;
  }

  private Beside load(String tenant) {
    var forgettings = shelf.forgettings();
    var corrections = log.corrections(tenant);
    int learned = Math.min(learned(tenant), corrections.size());
    return new Beside(
        classifiers.of(forgettings, examples(corrections.subList(0, learned))),
        labelled(corrections));
  }

  private int learned(String tenant) {
    var servings = log.servings(tenant);
    return servings.isEmpty() ? 0 : servings.getLast().learned();
  }

  private static List<Labelled> labelled(List<Correction> corrections) {
    return corrections.stream()
        .map(correction ->
            new Labelled(correction.text(), isOther(correction) ? "" : correction.kind()))
        .toList();
  }

  /// Who says that a task is something else says that it is of no kind.
  private static boolean isOther(Correction correction) {
    return correction.kind().equals(OTHER);
  }

  private List<Labelled> examples(List<Correction> corrections) {
    var examples = new ArrayList<>(shipped.get());
    examples.addAll(labelled(corrections));
    return examples;
  }

  /// Keeps a correction; from now on it counts for texts that are nearly the same.
  public void correct(Correction correction) {
    log.add(correction);
    serving.computeIfPresent(correction.tenant(), (tenant, task) -> begin(tenant));
  }

  /// Forgets these of the corrections, and whatever was learned from them; says how many.
  ///
  /// @param dryRun only counts them
  public int forget(String tenant, Predicate<Correction> which, boolean dryRun) {
    var ids =
        log.corrections(tenant).stream()
            .filter(which)
            .map(Correction::id)
            .collect(Collectors.toSet());
    if (!dryRun && !ids.isEmpty()) {
      // A classifier quotes what it learned from.
      shelf.forget(() -> log.forget(tenant, ids));
      serving.computeIfPresent(tenant, (_, _) -> begin(tenant));
    }
    return ids.size();
  }

  /// Learns from all corrections there are, and replaces what serves if that does no worse.
  public Lesson learn(String tenant) {
    var forgettings = shelf.forgettings();
    var corrections = log.corrections(tenant);
    int learned = Math.min(learned(tenant), corrections.size());
    int fresh = corrections.size() - learned;
    if (fresh < FEWEST) {
      return new Lesson(
          false,
          corrections.size(),
          0,
          0,
          0,
          "%d corrections are new; it is learned from when there are %d. Until then each counts for texts that are nearly the same"
              .formatted(fresh, FEWEST));
    }
    var heldBack =
        IntStream.range(0, corrections.size())
            .filter(
                i -> i >= corrections.size() - fresh && (corrections.size() - i) % HELD_BACK == 0)
            .mapToObj(corrections::get)
            .toList();
    var taught = corrections.stream().filter(one -> !heldBack.contains(one)).toList();
    var served = classifiers.of(forgettings, examples(corrections.subList(0, learned)));
    var before = right(served, heldBack);
    var after = right(classifiers.of(forgettings, examples(taught)), heldBack);
    var tried = new Lesson(false, corrections.size(), heldBack.size(), before, after, "");
    if (after < before) {
      return tried.with(
          false,
          "What was learned got %d of %d corrections right that were held back from it, and what serves %d: it goes on serving"
              .formatted(after, heldBack.size(), before));
    }
    classifiers.of(forgettings, examples(corrections));
    var said =
        "Learned from %d corrections: of %d held back, %d were right before and %d after"
            .formatted(corrections.size(), heldBack.size(), before, after);
    return shelf.since(forgettings, () -> serve(tenant, corrections.size(), said)).isPresent()
        ? tried.with(true, said)
        : tried.with(
            false,
            "Something was forgotten while it was learned, so what was learned is dropped, and what serves goes on serving; learn again");
  }

  private static int right(Classifier classifier, List<Correction> corrections) {
    return (int)
        corrections.stream()
            .filter(one -> {
              var kind = isOther(one) ? "" : one.kind();
              return classifier.judge(one.text()).kind().equals(kind);
            })
            .count();
  }

  /// Lets the classifier serve again that served before the one that serves.
  ///
  /// @throws Failure USER if there is none
  public RouteLog.Serving rollBack(String tenant) {
    var forgettings = shelf.forgettings();
    var servings = log.servings(tenant);
    int now = learned(tenant);
    if (servings.isEmpty() || now == 0) {
      throw Failure.user(
          "There is nothing to go back to: the examples that ship serve, and no corrections were learned from");
    }
    int before = 0;
    for (var earlier : servings) {
      before = earlier.learned() < now ? Math.max(before, earlier.learned()) : before;
    }
    var learned = before;
    var said =
        learned == 0
            ? "Gone back to the examples that ship"
            : "Gone back to what was learned from the first %d corrections".formatted(learned);
    return shelf
        .since(forgettings, () -> serve(tenant, learned, said))
        .orElseThrow(() ->
            Failure.user(
                "Routing did not go back, for something was forgotten at that moment; ask again"));
  }

  private RouteLog.Serving serve(String tenant, int learned, String reason) {
    var serves = new RouteLog.Serving(ids.get(), learned, reason, clock.instant());
    log.add(tenant, serves);
    // In one step, so that a forgetting replaces it too.
    serving.compute(tenant, (_, _) -> begin(tenant));
    return serves;
  }

  /// The kinds of these examples, without those that are no longer there.
  public static List<Labelled> only(List<Labelled> examples, List<String> kinds) {
    UnaryOperator<String> known = kind -> kinds.contains(kind) ? kind : "";
    return examples.stream()
        .map(example -> new Labelled(example.text(), known.apply(example.kind())))
        .toList();
  }
}
