package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.Scope;
import dev.steward.core.model.Embedder;
import dev.steward.core.policy.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the organisation and its people know: remembers, recalls, forgets.
///
/// Every text passes through [Secrets] before it is written. What was written is found by the next
/// recall: by its words at once, by its meaning as soon as it is embedded, which happens in the
/// background.
public final class Memory implements AutoCloseable {
  private final FactStore store;
  private final Secrets secrets;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Options options;
  private final Indexing indexing;

  /// Sessions by tenant and user that nothing was written in yet.
  private final Map<List<String>, Session> opened = new ConcurrentHashMap<>();

  /// How to remember and recall.
  ///
  /// @param session how long a session lives after it was last touched
  /// @param denseWeight the share of nearness in meaning in a score; the rest is nearness in words
  /// @param denseFloor the cosine that unrelated texts have with this embedder: scored 0
  /// @param denseCeiling the cosine of texts that say the same: scored 1
  /// @param minScore what scores less is not recalled
  public record Options(
      Duration session,
      double denseWeight,
      double denseFloor,
      double denseCeiling,
      double minScore) {
    /// Fitted to e5-small-v2, whose unrelated sentences have cosines around 0.72.
    public static final Options DEFAULTS = new Options(Duration.ofHours(8), 0.6, 0.72, 0.95, 0.05);

    public Options withSession(Duration session) {
      return new Options(session, denseWeight, denseFloor, denseCeiling, minScore);
    }
  }

  /// A memory over these rows and these indexes, which may be one; they first catch up with the
  /// rows.
  public Memory(
      FactStore store,
      VectorIndex vectors,
      WordIndex words,
      Embedder embedder,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids,
      Options options) {
    this(
        store,
        Indexes.only(vectors, words),
        embedder,
        id -> Optional.empty(),
        secrets,
        clock,
        ids,
        options);
  }

  /// A memory over these rows and these indexes, whose words first catch up with the rows.
  ///
  /// @param embedder whose vectors are to be searched by
  /// @param known finds an embedder by its id: while there is no index of `embedder`'s vectors yet,
  ///   the one that there is goes on serving with its own; closed by the memory if it can be
  public Memory(
      FactStore store,
      Indexes indexes,
      Embedder embedder,
      Function<String, Optional<Embedder>> known,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids,
      Options options) {
    this.store = store;
    this.secrets = secrets;
    this.clock = clock;
    this.ids = ids;
    this.options = options;
    this.indexing = new Indexing(store, indexes, embedder, known, Indexing.Options.DEFAULTS);
  }

  /// Remembers one fact and returns it as it was written.
  ///
  /// @param source the id of the message it came from, or where else
  /// @param author who said it
  /// @param id of the fact, so that a repeat changes nothing; empty: a new one
  /// @throws Failure USER for an empty text and for the conversation layer, which ends with the
  ///   answer
  public Fact remember(
      Scope scope,
      Layer layer,
      Fact.Kind kind,
      String text,
      String source,
      String author,
      String id) {
    if (text.isBlank()) {
      throw Failure.user("There is nothing to remember: the text is empty; say what to remember");
    }
    var owner =
        switch (layer) {
          case CONVERSATION ->
              throw Failure.user(
                  "The conversation layer ends with the answer and can't be written to; use session,"
                      + " user or organisation");
          case SESSION -> {
            if (scope.session().isEmpty()) {
              throw Failure.user("A session fact needs a session; name one");
            }
            yield scope;
          }
          case USER -> new Scope(scope.tenant(), scope.user(), "");
          case ORGANISATION -> new Scope(scope.tenant(), "", "");
        };
    var fact =
        Fact.of(
            id.isEmpty() ? ids.get() : id,
            owner,
            layer,
            kind,
            "",
            text.strip(),
            source,
            author,
            clock.instant());
    var touched =
        layer == Layer.SESSION
            ? List.of(new Session(scope.session(), scope.tenant(), scope.user(), clock.instant()))
            : List.<Session>of();
    write(new FactStore.Batch(List.of(), List.of(Revision.added(fact)), touched, List.of()));
    return store.fact(scope.tenant(), fact.id()).orElse(fact);
  }

  /// Writes messages, facts and touched sessions, all or none.
  public void write(FactStore.Batch batch) {
    store.write(
        new FactStore.Batch(
            batch.messages().stream().map(this::masked).toList(),
            batch.revisions().stream().map(this::masked).toList(),
            batch.sessions(),
            batch.extractions()));
    batch
        .sessions()
        .forEach(touched ->
            opened.computeIfPresent(
                List.of(touched.tenant(), touched.user()),
                (whose, known) -> known.id().equals(touched.id()) ? null : known));
    indexing.catchUp();
  }

  /// What `scope` may know about `query`, best first.
  public List<Recollection> recall(Scope scope, String query, int limit) {
    if (query.isBlank() || limit <= 0) {
      return List.of();
    }
    var selection = Selection.recallable(scope, clock.instant()).withTypes(Entry.Type.FACT);
    var candidates = Math.max(50, 4 * limit);
    var dense = new HashMap<String, Double>();
    var lexical = new HashMap<String, Double>();
    try (var index = indexing.read()) {
      index
          .nearest(selection, query, candidates)
          .forEach(hit -> dense.put(hit.key().id(), denseScore(hit.score())));
      var matching = index.matching(selection, query, candidates);
      matching.forEach(
          hit -> lexical.put(hit.key().id(), hit.score() / matching.getFirst().score()));
    }
    var ranked = new ArrayList<>(union(dense, lexical));
    ranked.sort(
        Comparator.comparingDouble((String fact) -> score(fact, dense, lexical))
            .reversed()
            .thenComparing(Comparator.naturalOrder()));
    var found = new ArrayList<Recollection>();
    for (var id : ranked) {
      var score = score(id, dense, lexical);
      if (found.size() == limit || score < options.minScore) {
        break;
      }
      store
          .fact(scope.tenant(), id)
          .filter(selection::includes)
          .ifPresent(fact ->
              found.add(
                  new Recollection(
                      fact,
                      score,
                      Map.of(
                          "dense",
                          options.denseWeight * dense.getOrDefault(id, 0.0),
                          "lexical",
                          (1 - options.denseWeight) * lexical.getOrDefault(id, 0.0)),
                      quote(fact))));
    }
    return found;
  }

  /// The session's latest facts, newest first, unscored: what the talk was just about.
  public List<Recollection> latest(Scope scope, int limit) {
    return facts(scope, Layer.SESSION, "", limit).stream()
        .map(fact -> Recollection.unscored(fact, quote(fact)))
        .toList();
  }

  /// Deletes those of these facts that `scope` may see for good; says which were there. What the
  /// organisation knows is forgotten by whoever asks in its own scope only.
  public Set<String> forget(Scope scope, Set<String> facts) {
    var visible =
        Selection.recallable(scope, clock.instant())
            .withTypes(Entry.Type.FACT)
            .withStandings(Fact.Standing.values());
    var own =
        facts.stream()
            .filter(id ->
                store
                    .fact(scope.tenant(), id)
                    .filter(visible::includes)
                    .filter(fact -> fact.layer() != Layer.ORGANISATION || scope.user().isEmpty())
                    .isPresent())
            .map(id -> Entry.Key.fact(scope.tenant(), id))
            .collect(Collectors.toUnmodifiableSet());
    var gone = store.erase(scope.tenant(), own, scope.user(), clock.instant());
    indexing.catchUp();
    return gone.stream().map(stone -> stone.key().id()).collect(Collectors.toUnmodifiableSet());
  }

  /// The user's session touched last, unless it has expired by `at`; else a new one, the same for
  /// everybody who asks before it is first written.
  public Session session(String tenant, String user, Instant at) {
    return store
        .latestSession(tenant, user)
        .filter(session -> isAlive(session, at))
        .orElseGet(() ->
            opened.compute(
                List.of(tenant, user),
                (whose, known) ->
                    known != null && isAlive(known, at)
                        ? known
                        : new Session(ids.get(), tenant, user, at)));
  }

  /// The session of that id, if it was ever touched.
  public Optional<Session> session(String tenant, String user, String id) {
    return store.session(tenant, user, id);
  }

  /// Whether a session is still going on at `at`.
  public boolean isAlive(Session session, Instant at) {
    return session.touchedAt().plus(options.session).isAfter(at);
  }

  /// Deletes what was said in sessions that have expired by `at`; says how many facts went.
  public int expire(Instant at) {
    int gone = 0;
    for (var ended = expired(at); !ended.isEmpty(); ended = expired(at)) {
      gone += store.end(ended);
    }
    indexing.catchUp();
    return gone;
  }

  /// How many end in one go, so that other writers don't wait long.
  private List<Session> expired(Instant at) {
    return store.sessionsBefore(at.minus(options.session), 50);
  }

  /// A page of one layer, newest first, recorded before the fact `before` (empty: from the newest).
  public List<Fact> facts(Scope scope, Layer layer, String before, int limit) {
    return store.facts(Selection.ofLayer(scope, layer, clock.instant()), before, limit);
  }

  /// The session's latest messages, oldest first.
  public List<Message> history(Scope scope, int limit) {
    return store.messages(scope, limit).reversed();
  }

  public Optional<Message> message(String tenant, String id) {
    return store.message(tenant, id);
  }

  /// Blocks until everything written so far has its vector and is found by it, or until that failed
  /// and is to be tried again; for measurements and before a stop.
  public void settle() {
    indexing.settle();
  }

  /// How the index stands to the rows.
  public IndexState index() {
    return indexing.state();
  }

  /// Makes the index anew from the rows, beside the one that serves meanwhile; returns when the new
  /// one serves. It outlives the process: what was begun goes on when memory is opened again.
  ///
  /// @throws Failure what went wrong; it goes on in the background
  public void reindex(Consumer<Progress> progress) {
    indexing.anew(progress);
  }

  @Override
  public void close() {
    indexing.close();
  }

  private double denseScore(double cosine) {
    var scaled = (cosine - options.denseFloor) / (options.denseCeiling - options.denseFloor);
    return Math.clamp(scaled, 0.0, 1.0);
  }

  private double score(String fact, Map<String, Double> dense, Map<String, Double> lexical) {
    return options.denseWeight * dense.getOrDefault(fact, 0.0)
        + (1 - options.denseWeight) * lexical.getOrDefault(fact, 0.0);
  }

  private static Set<String> union(Map<String, Double> dense, Map<String, Double> lexical) {
    var union = new HashSet<>(dense.keySet());
    union.addAll(lexical.keySet());
    return union;
  }

  private String quote(Fact fact) {
    return store.message(fact.scope().tenant(), fact.source()).map(Message::text).orElse("");
  }

  private Message masked(Message message) {
    return message.withText(secrets.mask(message.text()).text());
  }

  private Revision masked(Revision revision) {
    var fact = revision.fact();
    return new Revision(
        fact.with(fact.claim().withText(secrets.mask(fact.text()).text())),
        revision.event(),
        revision.at(),
        revision.by());
  }
}
