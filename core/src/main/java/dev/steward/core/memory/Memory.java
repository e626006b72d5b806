package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Exported;
import dev.steward.core.MemoryDesk.Progress;
import dev.steward.core.Scope;
import dev.steward.core.memory.reading.Recaller;
import dev.steward.core.memory.reading.Weights;
import dev.steward.core.memory.wording.InstructionLike;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Reranker;
import dev.steward.core.policy.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// What the organisation and its people know: keeps what is said, finds facts in it, recalls,
/// corrects, forgets.
///
/// Every text passes through [Secrets] before it is written and again when it leaves. What was
/// written is found by the next recall: by its words at once, by its meaning as soon as it is
/// embedded, which happens in the background, as does the extraction of facts.
public final class Memory implements AutoCloseable {
  private final FactStore store;
  private final Clock clock;
  private final Supplier<String> ids;
  private final Masking masking;
  private final Indexing indexing;
  private final Reranker reranker;
  private final OpenSessions sessions;
  private final Options options;
  private final Owners owners = new Owners();
  private final Ladders ladders;
  private final Recorder recorder;
  private final ExtractionQueue queue;
  private final Revising revising;
  private final Forgetting forgetting;
  private final Archive archive;
  private final Auditor auditor;
  private final Consolidation consolidation;

  /// How to remember and recall.
  ///
  /// @param session how long a session lives after it was last touched
  /// @param weights what each signal adds to a score; their cosines are fitted to the embedder
  /// @param minScore what scores less is not recalled
  /// @param reranker reads again what a search has found; [Reranker#NONE] for none
  public record Options(Duration session, Weights weights, double minScore, Reranker reranker) {
    public static final Options DEFAULTS =
        new Options(Duration.ofHours(8), Weights.E5, 0.05, Reranker.NONE);

    public Options withSession(Duration session) {
      return new Options(session, weights, minScore, reranker);
    }

    public Options withWeights(Weights weights) {
      return new Options(session, weights, minScore, reranker);
    }

    public Options withReranker(Reranker reranker) {
      return new Options(session, weights, minScore, reranker);
    }
  }

  /// A memory over these rows and these indexes, which may be one; they first catch up with the
  /// rows. Facts are found in messages by rules.
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
        vectors,
        words,
        embedder,
        secrets,
        clock,
        ids,
        options,
        Writing.byRules(clock.getZone()));
  }

  /// A memory over these rows and these indexes, which may be one; their words first catch up with
  /// the rows, and what waits to be extracted is begun.
  public Memory(
      FactStore store,
      VectorIndex vectors,
      WordIndex words,
      Embedder embedder,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids,
      Options options,
      Writing writing) {
    this(
        store,
        Indexes.only(vectors, words),
        KnownEmbedders.only(embedder),
        secrets,
        clock,
        ids,
        options,
        writing);
  }

  /// A memory over these rows and the edition of the index that serves; its words first catch up
  /// with the rows, and what waits to be extracted is begun.
  public Memory(
      FactStore store,
      Indexes indexes,
      KnownEmbedders embedders,
      Secrets secrets,
      Clock clock,
      Supplier<String> ids,
      Options options,
      Writing writing) {
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.options = options;
    this.masking = new Masking(secrets);
    this.reranker =
        options.reranker().equals(Reranker.NONE)
            ? Reranker.NONE
            : new GuardedReranker(options.reranker(), masking);
    this.indexing = new Indexing(store, indexes, embedders, Indexing.Options.DEFAULTS);
    this.sessions =
        new OpenSessions(
            store,
            clock,
            ids,
            options.session(),
            new Summaries(store, clock, !writing.summariser().equals(Extractor.NONE)));
    var moments = new Moments(clock);
    var neighbours = new Neighbours(store, indexing, indexing);
    this.ladders = new Ladders(store, neighbours, moments, indexing::catchUp);
    this.recorder = new Recorder(store, owners, masking, ladders, sessions, clock, ids);
    var harvest =
        new Harvest(store, owners, masking, ladders, neighbours, indexing.embedder(), clock);
    this.queue =
        new ExtractionQueue(
            store, writing.extractor(), writing.summariser(), harvest, clock, writing.limits());
    this.revising =
        new Revising(store, owners, masking, ladders, neighbours, moments, ids, writing.limits());
    this.forgetting =
        new Forgetting(store, indexing, owners, ladders, moments, writing.runs(), this::found);
    this.archive = new Archive(store, masking, ladders);
    this.consolidation =
        new Consolidation(store, owners, ladders, neighbours, moments, writing.limits());
    this.auditor = new Auditor(store, neighbours, masking, writing.limits());
  }

  /// Keeps messages. When it returns, they are durable and can be found; facts follow.
  ///
  /// @throws Failure USER if nothing was said, or nobody is named that it is about
  public Added add(Addition addition) {
    var added = recorder.add(addition);
    indexing.catchUp();
    if (addition.extraction() == Addition.Mode.EXTRACT) {
      queue.wake();
    }
    return new Added(
        added.id(),
        added.messages(),
        added.facts().stream().map(masking::fact).toList(),
        added.masked());
  }

  /// Remembers one fact and returns it as it is kept: what says the same already is confirmed, what
  /// it contradicts is superseded.
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
    var remembered =
        recorder.remember(
            Fact.of(
                id.isEmpty() ? ids.get() : id,
                Owners.of(scope, layer),
                layer,
                kind,
                "",
                masking.text(text.strip()),
                source,
                author,
                clock.instant()),
            scope);
    indexing.catchUp();
    return masking.fact(remembered);
  }

  /// Writes messages, facts, touched sessions and extractions, all or none, as they are.
  public void write(FactStore.Batch batch) {
    store.write(masking.batch(batch));
    sessions.written(batch.sessions());
    indexing.catchUp();
    if (!batch.extractions().isEmpty()) {
      queue.wake();
    }
  }

  /// What is selected and known about the text of `search`, best first.
  public List<Recollection> search(Search search) {
    return found(search).stream().map(masking::recollection).toList();
  }

  private List<Recollection> found(Search search) {
    try (var index = indexing.read()) {
      return new Recaller(
              store,
              index,
              index,
              index.embedder(),
              options.weights().fittedTo(index.embedder().similarity()),
              options.minScore(),
              reranker)
          .recall(search);
    }
  }

  /// The facts that `scope` may know about `query`, best first.
  public List<Recollection> recall(Scope scope, String query, int limit) {
    var now = clock.instant();
    var selection = Selection.recallable(scope, now).withTypes(Entry.Type.FACT);
    return search(new Search(selection, query, limit, 0, now));
  }

  /// What was said that is about `query`, word for word, best first: not the same question itself,
  /// and nothing from outside that reads like an instruction.
  public List<Recollection> recallMessages(Scope scope, String query, int limit) {
    var now = clock.instant();
    var selection = Selection.recallable(scope, now).withTypes(Entry.Type.MESSAGE);
    var question = Canonical.of(query);
    return search(new Search(selection, query, limit, 0, now)).stream()
        .filter(found -> !Canonical.of(found.entry().text()).equals(question))
        .filter(found -> !(found.entry() instanceof Message message && isInstruction(message)))
        .toList();
  }

  private static boolean isInstruction(Message message) {
    return !message.trust().isPerson() && !InstructionLike.reason(message.text()).isEmpty();
  }

  /// What the user and the organisation have pinned, newest first, unscored.
  public List<Recollection> pinned(Scope scope, int limit) {
    var pinned =
        Selection.recallable(scope, clock.instant())
            .withTypes(Entry.Type.FACT)
            .withFilter(new Filter.Eq("pinned", "true"));
    return list(pinned, "", limit).stream().map(fact -> Recollection.unscored(fact, "")).toList();
  }

  /// The session's latest facts, newest first, unscored: what the talk was just about.
  public List<Recollection> latest(Scope scope, int limit) {
    return facts(scope, Layer.SESSION, "", limit).stream()
        .map(fact -> Recollection.unscored(fact, masking.text(Recaller.quote(store, fact))))
        .toList();
  }

  public Optional<Fact> fact(String tenant, String id) {
    return store.fact(tenant, id).map(masking::fact);
  }

  public Optional<Message> message(String tenant, String id) {
    return store.message(tenant, id).map(masking::message);
  }

  /// The selected facts, newest first, recorded before the fact `before` (empty: from the newest).
  public List<Fact> list(Selection selection, String before, int limit) {
    return store.facts(selection, before, limit).stream().map(masking::fact).toList();
  }

  /// How many facts are selected.
  public long count(Selection selection) {
    return store.count(selection);
  }

  /// A page of one layer, newest first, recorded before the fact `before` (empty: from the newest).
  public List<Fact> facts(Scope scope, Layer layer, String before, int limit) {
    return list(Selection.ofLayer(scope, layer, clock.instant()), before, limit);
  }

  /// What happened to a fact and to those that it took the place of, oldest first.
  ///
  /// @throws Failure USER if there is no such fact
  public List<Revision> history(String tenant, String fact) {
    return revising.history(tenant, fact).stream().map(masking::revision).toList();
  }

  /// The selected facts as they were believed at `believed` to hold at `held`, newest first.
  public List<Fact> asOf(
      Selection selection, Instant held, Instant believed, String before, int limit) {
    return store.asOf(selection, held, believed, before, limit).stream()
        .map(masking::fact)
        .toList();
  }

  /// Changes a fact by hand; how it was stays in its history.
  ///
  /// @throws Failure USER if there is no such fact, or the new text is empty
  public Fact edit(String tenant, String fact, Edit edit, String by) {
    return masking.fact(revising.edit(tenant, fact, edit, by));
  }

  /// Carries out what a person decides about a fact.
  ///
  /// @throws Failure USER if there is no such fact, or the decision doesn't fit its standing
  public Fact decide(String tenant, String fact, Decision decision, String by) {
    return masking.fact(revising.decide(tenant, fact, decision, by));
  }

  /// Proposes that everybody in the organisation should know a user's fact; returns the proposal,
  /// which waits to be approved.
  ///
  /// @throws Failure USER if there is no such fact, or it is not one that holds
  public Fact propose(String tenant, String fact, String by) {
    return masking.fact(revising.propose(tenant, fact, by));
  }

  /// Forgets for good, or says what would be forgotten.
  public Erasure forget(String tenant, Target target, boolean dryRun, String by) {
    var erasure = forgetting.forget(tenant, target, dryRun, by);
    if (!dryRun) {
      queue.wake();
      indexing.purge();
    }
    return new Erasure(
        erasure.dryRun(),
        erasure.facts().stream().map(masking::entry).toList(),
        erasure.messages().stream().map(masking::entry).toList(),
        erasure.runs(),
        erasure.kept());
  }

  /// Forgets those of these facts that `scope` may see, with what they came from; says which were
  /// there. What the organisation knows is forgotten by whoever asks in its own scope only.
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
            .collect(Collectors.toUnmodifiableSet());
    if (!own.isEmpty()) {
      forgetting.forget(scope.tenant(), new Target.Ids(own), false, scope.user());
      indexing.purge();
    }
    return own;
  }

  /// What was forgotten, newest first.
  public List<Tombstone> tombstones(String tenant, int limit) {
    return store.tombstones(tenant, limit);
  }

  public Optional<Extraction> extraction(String tenant, String id) {
    return store.extraction(tenant, id);
  }

  public List<Extraction> extractions(
      String tenant, Set<Extraction.State> states, String before, int limit) {
    return store.extractions(tenant, states, before, limit);
  }

  /// Tries a parked extraction again.
  ///
  /// @throws Failure USER if there is no such extraction, or it is not parked
  public Extraction retry(String tenant, String extraction) {
    return queue.retry(tenant, extraction);
  }

  /// What somebody should look at; changes nothing.
  public Audit audit(String tenant) {
    return auditor.audit(tenant, clock.instant());
  }

  /// Tidies up what can be done by rules: merges what says the same, proposes to everybody what
  /// many say, lists what is stale. Meant to be called about once a day.
  public Consolidated consolidate(String tenant) {
    var consolidated = consolidation.consolidate(tenant);
    return new Consolidated(
        consolidated.merged().stream().map(masking::fact).toList(),
        consolidated.proposed().stream().map(masking::fact).toList(),
        consolidated.stale().stream().map(masking::fact).toList());
  }

  public Statistics statistics(String tenant) {
    var now = clock.instant();
    var all =
        Selection.recallable(new Scope(tenant, "", ""), now)
            .withReach(Selection.Reach.TENANT)
            .withTypes(Entry.Type.FACT);
    var layers = new EnumMap<Layer, Long>(Layer.class);
    for (var layer : Layer.values()) {
      layers.put(
          layer,
          store.count(
              all.withFilter(new Filter.Eq("layer", layer.name().toLowerCase(Locale.ROOT)))));
    }
    var standings = new EnumMap<Fact.Standing, Long>(Fact.Standing.class);
    for (var standing : Fact.Standing.values()) {
      standings.put(standing, store.count(all.withStandings(standing)));
    }
    var index = indexing.state();
    return new Statistics(
        store.countMessages(tenant),
        layers,
        standings,
        store.countExtractions(tenant),
        store.countUnembedded(index.embedder()),
        index);
  }

  /// Everything that is selected, in an order in which it can be taken over again: messages, then
  /// facts with their history.
  public void export(Selection selection, Consumer<Exported> each) {
    archive.export(selection, each);
  }

  /// Takes over what was exported, as the tenant's. What is there already stays as it is.
  ///
  /// @return how many entries were new
  public int takeOver(String tenant, List<Exported> entries) {
    return archive.takeOver(tenant, entries);
  }

  /// The user's session touched last, unless it has expired by `at`; else a new one, the same for
  /// everybody who asks before it is first written.
  public Session session(String tenant, String user, Instant at) {
    return sessions.current(tenant, user, at);
  }

  /// The session of that id, if it was ever touched.
  public Optional<Session> session(String tenant, String user, String id) {
    return store.session(tenant, user, id);
  }

  /// Whether a session is still going on at `at`.
  public boolean isAlive(Session session, Instant at) {
    return sessions.isAlive(session, at);
  }

  /// Deletes what was said in sessions that have expired by `at`; says how many facts went.
  public int expire(Instant at) {
    int gone = sessions.expire(at);
    indexing.catchUp();
    queue.wake();
    return gone;
  }

  /// The session's latest messages, oldest first.
  public List<Message> history(Scope scope, int limit) {
    return store.messages(scope, limit).reversed().stream().map(masking::message).toList();
  }

  /// Blocks until what is due is extracted and everything written so far has its vector and is
  /// found by it, or until that failed and is to be tried again; for measurements and before a
  /// stop.
  public void settle() {
    queue.settle();
    indexing.settle();
  }

  /// How the index stands to the rows.
  public IndexState index() {
    return indexing.state();
  }

  /// Makes the index anew from the rows, beside the one that serves meanwhile; returns when the new
  /// one serves. What was begun goes on when memory is opened again.
  ///
  /// @throws Failure what went wrong; it goes on in the background
  public void reindex(Consumer<Progress> progress) {
    indexing.anew(progress);
  }

  @Override
  public void close() {
    queue.close();
    indexing.close();
  }
}
