package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.memory.wording.MemoryBlocks;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// Turns what was found in messages into facts, and writes them together with the end of the
/// extractions that asked for it.
final class Harvest {
  private static final int KNOWN = 24;

  private final FactStore store;
  private final Owners owners;
  private final Masking masking;
  private final Ladders ladders;
  private final Neighbours neighbours;
  private final Embedder embedder;
  private final Clock clock;

  Harvest(
      FactStore store,
      Owners owners,
      Masking masking,
      Ladders ladders,
      Neighbours neighbours,
      Embedder embedder,
      Clock clock) {
    this.store = store;
    this.owners = owners;
    this.masking = masking;
    this.ladders = ladders;
    this.neighbours = neighbours;
    this.embedder = embedder;
    this.clock = clock;
  }

  /// Those of these messages that may be extracted, without what was put into them from memory.
  List<Message> extractable(String tenant, List<String> messages) {
    return messages.stream()
        .flatMap(id -> store.message(tenant, id).stream())
        .filter(message -> message.role() != Message.Role.SYSTEM)
        .map(message -> message.withText(MemoryBlocks.without(message.text())))
        .filter(message -> !message.text().isBlank())
        .toList();
  }

  /// What is known that these messages may repeat or change.
  List<Fact> known(List<Message> messages) {
    var known = new LinkedHashMap<String, Fact>();
    for (var message : messages.reversed()) {
      var probe = fact("", message, Fact.Kind.FACT, claim(message.text()));
      for (var fact : neighbours.of(probe, Vector.NONE, Set.of())) {
        if (known.size() < KNOWN) {
          known.putIfAbsent(fact.id(), fact);
        }
      }
    }
    return List.copyOf(known.values());
  }

  private static Fact.Claim claim(String text) {
    return new Fact.Claim("", "", text, Set.of());
  }

  /// Writes what came of a batch of extractions of one user.
  ///
  /// @param begun the extractions, as they were begun
  /// @param messages what was extracted from
  void bring(List<Extraction> begun, List<Message> messages, List<Extractor.Draft> drafts) {
    var scope =
        messages.isEmpty()
            ? new Scope(begun.getFirst().tenant(), "", "")
            : messages.getFirst().scope();
    var vectors = new HashMap<String, Vector>();
    drafts.forEach(
        draft -> vectors.computeIfAbsent(masking.text(draft.claim().text()), this::vector));
    owners.alone(
        scope,
        () -> {
          write(begun, messages, drafts, vectors);
          return true;
        });
  }

  /// Without a vector a fact's neighbours are found by their words.
  private Vector vector(String text) {
    try {
      return embedder.passage(text);
    } catch (Failure failure) {
      return Vector.NONE;
    }
  }

  private void write(
      List<Extraction> begun,
      List<Message> messages,
      List<Extractor.Draft> drafts,
      Map<String, Vector> vectors) {
    var byId = new LinkedHashMap<String, Message>();
    for (var message : messages) {
      // What was forgotten meanwhile must not come back as a fact.
      if (store.message(message.scope().tenant(), message.id()).isPresent()) {
        byId.put(message.id(), message);
      }
    }
    var ladder = ladders.ladder();
    var outcomes = new HashMap<String, List<Extraction.Outcome>>();
    var inOrder = drafts.stream().sorted(Comparator.comparing(draft -> said(draft, byId))).toList();
    int number = 0;
    for (var draft : inOrder) {
      var cited =
          draft.citations().stream()
              .filter(citation -> byId.containsKey(citation.source()))
              .toList();
      if (cited.isEmpty()) {
        continue;
      }
      var extraction = of(begun, cited.getFirst().source());
      var candidate = candidate(draft, cited, byId, extraction, ++number, vectors);
      var placed = ladder.place(candidate);
      outcomes
          .computeIfAbsent(extraction.id(), id -> new ArrayList<>())
          .add(new Extraction.Outcome(placed.fact().id(), placed.event()));
    }
    var ended = new ArrayList<Extraction>();
    for (var extraction : begun) {
      if (store.extraction(extraction.tenant(), extraction.id()).isPresent()) {
        ended.add(
            extraction.succeeded(
                clock.instant(), outcomes.getOrDefault(extraction.id(), List.of())));
      }
    }
    store.write(new FactStore.Batch(List.of(), ladder.revisions(), List.of(), ended));
    if (!ladder.revisions().isEmpty()) {
      ladders.written();
    }
  }

  private static Instant said(Extractor.Draft draft, Map<String, Message> messages) {
    return draft.citations().stream()
        .flatMap(citation -> Stream.ofNullable(messages.get(citation.source())))
        .map(Message::at)
        .max(Comparator.naturalOrder())
        .orElse(Instant.MIN);
  }

  private static Extraction of(List<Extraction> begun, String message) {
    return begun.stream()
        .filter(extraction -> extraction.messages().contains(message))
        .findFirst()
        .orElse(begun.getFirst());
  }

  private Candidate candidate(
      Extractor.Draft draft,
      List<Fact.Citation> cited,
      Map<String, Message> messages,
      Extraction extraction,
      int number,
      Map<String, Vector> vectors) {
    var sources = new LinkedHashSet<String>();
    cited.forEach(citation -> sources.add(citation.source()));
    var rests = sources.stream().flatMap(id -> Stream.ofNullable(messages.get(id))).toList();
    var trust = rests.stream().map(Message::trust).max(Comparator.naturalOrder()).orElseThrow();
    var said = rests.stream().map(Message::at).max(Comparator.naturalOrder()).orElseThrow();
    var text = masking.text(draft.claim().text());
    var gist = Gist.of(text);
    var claim =
        new Fact.Claim(
            draft.claim().subject().isEmpty() ? gist.subject() : draft.claim().subject(),
            draft.claim().subject().isEmpty() ? gist.predicate() : draft.claim().predicate(),
            text,
            draft.claim().entities().isEmpty() ? gist.names() : draft.claim().entities());
    var first = rests.getFirst();
    var fact =
        fact(factId(extraction, number), first, draft.kind(), claim)
            .with(
                new Fact.Origin(
                    cited,
                    Summaries.isOne(extraction) ? Consolidation.NAME : draft.author(),
                    trust))
            .with(
                new Fact.Validity(
                    draft.validFrom(), draft.validTo(), clock.instant(), Fact.Validity.OPEN, ""))
            .with(Fact.Care.USUAL.withExpiry(extraction.expiresAt()));
    return new Candidate(
        fact,
        gist,
        said,
        draft.repeats(),
        draft.supersedes(),
        false,
        vectors.getOrDefault(text, Vector.NONE));
  }

  private Fact fact(String id, Message message, Fact.Kind kind, Fact.Claim claim) {
    return new Fact(
        id,
        new Scope(message.scope().tenant(), message.scope().user(), ""),
        Layer.USER,
        kind,
        claim,
        new Fact.Origin(
            List.of(Fact.Citation.whole(message.id())), message.speaker(), message.trust()),
        Fact.Validity.from(clock.instant()),
        Fact.Care.USUAL,
        message.labels());
  }

  /// The same for the same extraction, so that an attempt which is made twice writes once.
  private static String factId(Extraction extraction, int number) {
    return UUID.nameUUIDFromBytes(
            "%s\n%s\n%d\n%d"
                .formatted(extraction.tenant(), extraction.id(), extraction.attempts(), number)
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
