package dev.steward.core.tier;

import dev.steward.core.document.Documents;
import dev.steward.core.run.Codec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What became of the tasks that models did, kind by kind: the latest 200 of each model and kind,
/// so that a model that has changed is soon seen anew. What it has taken is durable; an outcome
/// with an id that is there already changes nothing. Tenants are apart.
public final class Outcomes {
  static final int KEPT = 200;

  private static final String DOCUMENT = "tier-outcome";

  private final Documents documents;
  private final Codec codec;
  private final Map<String, Map<Series, Window>> tenants = new ConcurrentHashMap<>();

  /// What became of one task.
  ///
  /// @param id the same when it is told again after a crash
  /// @param model that did it
  /// @param passed whether what it came to stood up to its check
  public record Outcome(String id, String kind, String model, boolean passed, Instant at) {}

  /// How often the tasks of a kind that a model did stood up.
  public record Tally(String kind, String model, int passed, int failed) {
    int total() {
      return passed + failed;
    }
  }

  private record Series(String kind, String model) {}

  /// @param number of the outcome in its series, from 0
  private record Kept(long number, Outcome outcome) {}

  /// The latest outcomes of a series. Guards memory alone; what it hands out is written elsewhere.
  private static final class Window {
    private final @Nullable Outcome[] slots = new Outcome[KEPT];
    private long next;

    synchronized void load(Kept kept) {
      slots[slot(kept.number())] = kept.outcome();
      next = Math.max(next, kept.number() + 1);
    }

    /// A number for a new outcome; -1 if it is known.
    synchronized long number(String id) {
      for (var outcome : slots) {
        if (outcome != null && outcome.id().equals(id)) {
          return -1;
        }
      }
      return next++;
    }

    synchronized Tally tally(Series series) {
      int passed = 0;
      int failed = 0;
      for (var outcome : slots) {
        if (outcome != null) {
          passed += outcome.passed() ? 1 : 0;
          failed += outcome.passed() ? 0 : 1;
        }
      }
      return new Tally(series.kind(), series.model(), passed, failed);
    }
  }

  private static int slot(long number) {
    return (int) (number % KEPT);
  }

  public Outcomes(Documents documents, Codec codec) {
    this.documents = documents;
    this.codec = codec;
  }

  /// Keeps an outcome; when it returns, it is durable and counts.
  public void add(String tenant, Outcome outcome) {
    var series = new Series(outcome.kind(), outcome.model());
    var window = series(tenant).computeIfAbsent(series, _ -> new Window());
    var number = window.number(outcome.id());
    if (number < 0) {
      return;
    }
    var kept = new Kept(number, outcome);
    documents.write(
        tenant,
        DOCUMENT,
        "%s/%s/%d".formatted(series.kind(), series.model(), slot(number)),
        codec.encode(kept));
    window.load(kept);
  }

  /// How a model did tasks of a kind.
  public Tally tally(String tenant, String kind, String model) {
    var series = new Series(kind, model);
    var window = series(tenant).get(series);
    return window == null ? new Tally(kind, model, 0, 0) : window.tally(series);
  }

  /// All that are known, by kind and model.
  public List<Tally> tallies(String tenant) {
    var tallies = new ArrayList<Tally>();
    series(tenant).forEach((series, window) -> tallies.add(window.tally(series)));
    tallies.sort(Comparator.comparing(Tally::kind).thenComparing(Tally::model));
    return tallies;
  }

  private Map<Series, Window> series(String tenant) {
    var known = tenants.get(tenant);
    if (known != null) {
      return known;
    }
    var read = new ConcurrentHashMap<Series, Window>();
    for (var text : documents.all(tenant, DOCUMENT).values()) {
      var kept = codec.decode(text, Kept.class);
      var series = new Series(kept.outcome().kind(), kept.outcome().model());
      read.computeIfAbsent(series, _ -> new Window()).load(kept);
    }
    // Whoever comes first counts: nobody adds before it is there.
    var first = tenants.putIfAbsent(tenant, read);
    return first == null ? read : first;
  }
}
