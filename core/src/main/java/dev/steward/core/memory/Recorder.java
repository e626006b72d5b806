package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.model.Vector;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Takes messages in: masks them, and writes them together with what becomes of them.
final class Recorder {
  private final FactStore store;
  private final Owners owners;
  private final Owners additions = new Owners();
  private final Masking masking;
  private final Ladders ladders;
  private final OpenSessions sessions;
  private final Clock clock;
  private final Supplier<String> ids;

  Recorder(
      FactStore store,
      Owners owners,
      Masking masking,
      Ladders ladders,
      OpenSessions sessions,
      Clock clock,
      Supplier<String> ids) {
    this.store = store;
    this.owners = owners;
    this.masking = masking;
    this.ladders = ladders;
    this.sessions = sessions;
    this.clock = clock;
    this.ids = ids;
  }

  /// Writes an addition, unless it was written before.
  ///
  /// @throws Failure USER if nothing was said, or nobody is named that it is about
  Added add(Addition addition) {
    check(addition);
    var id = addition.id().isEmpty() ? ids.get() : addition.id();
    var messages = messages(addition, id);
    var masked = masking.kinds(addition.said().stream().map(Addition.Said::text).toList());
    var tenant = addition.scope().tenant();
    if (addition.id().isEmpty()) {
      return write(addition, id, messages, masked);
    }
    return additions.alone(
        List.of(tenant, id),
        () ->
            store.message(tenant, messages.getFirst().id()).isPresent()
                ? new Added(id, ids(messages), verbatim(addition, messages), masked)
                : write(addition, id, messages, masked));
  }

  /// Remembers a fact that somebody states, unless it was written before.
  ///
  /// @param scope in which it is stated
  Fact remember(Fact stated, Scope scope) {
    return owners.alone(
        stated.scope(),
        () -> {
          var tenant = stated.scope().tenant();
          var known = store.fact(tenant, stated.id());
          if (known.isPresent()) {
            return known.get();
          }
          var touched =
              stated.layer() == Layer.SESSION ? sessions.touched(scope) : List.<Session>of();
          var placed = placed(stated);
          store.write(new FactStore.Batch(List.of(), placed.revisions(), touched, List.of()));
          sessions.written(touched);
          ladders.written();
          return store.fact(tenant, placed.id()).orElse(stated);
        });
  }

  private record Stated(String id, List<Revision> revisions) {}

  /// Policies come from the configuration, which decides alone what they are.
  private Stated placed(Fact stated) {
    var gist = Gist.of(stated.text());
    var fact =
        stated.with(new Fact.Claim(gist.subject(), gist.predicate(), stated.text(), gist.names()));
    if (stated.kind() == Fact.Kind.POLICY) {
      return new Stated(fact.id(), List.of(Revision.added(fact)));
    }
    var ladder = ladders.ladder();
    var candidate = new Candidate(fact, clock.instant(), false, Vector.NONE);
    var placed = ladder.place(candidate).fact();
    var revisions = new ArrayList<>(ladder.revisions());
    if (fact.layer() == Layer.ORGANISATION) {
      revisions.add(
          new Revision(placed, Revision.Event.APPROVED, ladders.next(placed), fact.author()));
    }
    return new Stated(placed.id(), revisions);
  }

  private static void check(Addition addition) {
    if (addition.said().stream().allMatch(said -> said.text().isBlank())) {
      throw Failure.user(
          "There is nothing to remember: no message has a text; say what to remember");
    }
    var labels = addition.labels();
    if (addition.scope().user().isEmpty()
        && labels.agent().isEmpty()
        && labels.app().isEmpty()
        && labels.run().isEmpty()) {
      throw Failure.user(
          "It is not clear whose memory this is: name a user, an agent, an app or a run");
    }
  }

  private List<Message> messages(Addition addition, String id) {
    var messages = new ArrayList<Message>();
    for (var said : addition.said()) {
      if (!said.text().isBlank()) {
        messages.add(
            masking.message(
                new Message(
                    id + "-" + (messages.size() + 1),
                    addition.scope(),
                    said.role(),
                    speaker(said, addition),
                    said.channel(),
                    "",
                    said.trust(),
                    addition.labels(),
                    said.text(),
                    said.at())));
      }
    }
    return List.copyOf(messages);
  }

  private static String speaker(Addition.Said said, Addition addition) {
    if (!said.speaker().isEmpty()) {
      return said.speaker();
    }
    return switch (said.role()) {
      case USER -> addition.scope().user();
      case ASSISTANT -> addition.labels().agent().isEmpty() ? "agent" : addition.labels().agent();
      case SYSTEM -> "system";
      case TOOL -> "tool";
    };
  }

  private Added write(Addition addition, String id, List<Message> messages, List<String> masked) {
    return switch (addition.extraction()) {
      case NONE -> {
        store.write(batch(addition, messages, List.of(), List.of()));
        yield new Added(id, ids(messages), List.of(), masked);
      }
      case EXTRACT -> {
        var extraction =
            Extraction.pending(
                id,
                addition.scope().tenant(),
                ids(messages),
                masking.text(addition.instructions()),
                addition.expiresAt(),
                clock.instant());
        store.write(batch(addition, messages, List.of(), List.of(extraction)));
        yield new Added(id, ids(messages), List.of(), masked);
      }
      case VERBATIM -> {
        var facts = owners.alone(addition.scope(), () -> writeVerbatim(addition, id, messages));
        yield new Added(id, ids(messages), facts, masked);
      }
    };
  }

  private FactStore.Batch batch(
      Addition addition,
      List<Message> messages,
      List<Revision> revisions,
      List<Extraction> extractions) {
    var touched = sessions.touched(addition.scope());
    sessions.written(touched);
    return new FactStore.Batch(messages, revisions, touched, extractions);
  }

  private List<Fact> writeVerbatim(Addition addition, String id, List<Message> messages) {
    var at = new HashMap<String, Instant>();
    messages.forEach(message -> at.put(message.id(), message.at()));
    var ladder = ladders.ladder(at);
    var placed = new ArrayList<Ladder.Placed>();
    for (var message : messages) {
      if (message.role() != Message.Role.SYSTEM) {
        placed.add(ladder.place(candidate(message, addition)));
      }
    }
    var done = done(addition, id, messages, placed);
    store.write(batch(addition, messages, ladder.revisions(), List.of(done)));
    ladders.written();
    return placed.stream().map(one -> ladder.latest(one.fact())).toList();
  }

  /// An extraction that is over: whoever asks what became of an addition finds it.
  private Extraction done(
      Addition addition, String id, List<Message> messages, List<Ladder.Placed> placed) {
    var now = clock.instant();
    return Extraction.pending(
            id, addition.scope().tenant(), ids(messages), "", addition.expiresAt(), now)
        .started(now)
        .succeeded(
            now,
            placed.stream()
                .map(one -> new Extraction.Outcome(one.fact().id(), one.event()))
                .toList());
  }

  private Candidate candidate(Message message, Addition addition) {
    var gist = Gist.of(message.text());
    var fact =
        new Fact(
            factId(message),
            new Scope(message.scope().tenant(), message.scope().user(), ""),
            Layer.USER,
            Kinds.of(gist, message.trust()),
            new Fact.Claim(gist.subject(), gist.predicate(), message.text(), gist.names()),
            new Fact.Origin(
                List.of(Fact.Citation.whole(message.id())), message.speaker(), message.trust()),
            new Fact.Validity(
                message.at(), Fact.Validity.OPEN, clock.instant(), Fact.Validity.OPEN, ""),
            Fact.Care.USUAL.withExpiry(addition.expiresAt()),
            message.labels());
    return new Candidate(fact, message.at(), true, Vector.NONE);
  }

  /// What became of the messages of an addition that was written before.
  private List<Fact> verbatim(Addition addition, List<Message> messages) {
    return addition.extraction() != Addition.Mode.VERBATIM
        ? List.of()
        : messages.stream()
            .filter(message -> message.role() != Message.Role.SYSTEM)
            .flatMap(message ->
                store.citing(message.scope().tenant(), List.of(message.id())).stream().limit(1))
            .toList();
  }

  /// The same for the same message, so that a repeat is recognised.
  private static String factId(Message message) {
    return UUID.nameUUIDFromBytes(
            (message.scope().tenant() + "\n" + message.id()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static List<String> ids(List<Message> messages) {
    return messages.stream().map(Message::id).toList();
  }
}
