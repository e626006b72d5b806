package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Memory behind a door: each principal sees and changes what it may, and nothing else.
public final class GuardedMemory implements MemoryDesk {
  private static final int PAGE = 200;

  private final Memory memory;

  public GuardedMemory(Memory memory) {
    this.memory = memory;
  }

  @Override
  public Added add(Principal principal, Addition addition) {
    var clearance = new Clearance(principal);
    var scope = addition.scope();
    checkTenant(principal, scope.tenant());
    if (!principal.maySpeakFor(scope.user())) {
      throw Failure.user("This key may not speak for the user '%s'".formatted(scope.user()));
    }
    var said =
        addition.said().stream()
            .map(each ->
                new Addition.Said(
                    each.role(),
                    each.speaker(),
                    clearance.atMostOwn(each.trust()),
                    each.channel(),
                    each.text(),
                    each.at()))
            .toList();
    return memory.add(
        new Addition(
            addition.id(),
            scope,
            addition.labels(),
            said,
            addition.extraction(),
            addition.instructions(),
            addition.expiresAt()));
  }

  @Override
  public List<Recollection> search(Principal principal, Search search) {
    var clearance = new Clearance(principal);
    return clearance
        .admit(search.selection())
        .map(selection -> memory.search(in(search, selection)))
        .orElse(List.of())
        .stream()
        .filter(found -> clearance.maySee(found.entry()))
        .map(found -> quotable(clearance, found))
        .toList();
  }

  private static Search in(Search search, Selection selection) {
    return new Search(
        selection, search.text(), search.limit(), search.threshold(), search.reference());
  }

  /// Everybody may know an organisation's fact, but not the words of another user that it rests on.
  private Recollection quotable(Clearance clearance, Recollection found) {
    if (clearance.isOwner() || found.quote().isEmpty()) {
      return found;
    }
    var mayQuote = message(clearance.principal(), found.fact().source()).isPresent();
    return mayQuote
        ? found
        : new Recollection(found.entry(), found.score(), found.components(), "");
  }

  @Override
  public Optional<Fact> fact(Principal principal, String id) {
    return memory.fact(principal.tenant(), id).filter(new Clearance(principal)::maySee);
  }

  @Override
  public Optional<Message> message(Principal principal, String id) {
    return memory.message(principal.tenant(), id).filter(new Clearance(principal)::maySee);
  }

  @Override
  public List<Fact> list(Principal principal, Selection selection, String before, int limit) {
    return new Clearance(principal)
        .admit(selection)
        .map(admitted -> memory.list(admitted, checkedPlace(principal, before), limit))
        .orElse(List.of());
  }

  @Override
  public long count(Principal principal, Selection selection) {
    return new Clearance(principal)
        .admit(selection)
        .map(admitted -> memory.count(admitted))
        .orElse(0L);
  }

  @Override
  public List<Revision> history(Principal principal, String fact) {
    var clearance = new Clearance(principal);
    return memory.history(principal.tenant(), seen(principal, fact).id()).stream()
        .filter(revision -> clearance.maySee(revision.fact()))
        .toList();
  }

  @Override
  public List<Fact> asOf(
      Principal principal,
      Selection selection,
      Instant held,
      Instant believed,
      String before,
      int limit) {
    var clearance = new Clearance(principal);
    return clearance
        .admit(selection)
        .map(admitted ->
            memory.asOf(admitted, held, believed, checkedPlace(principal, before), limit))
        .orElse(List.of())
        .stream()
        .filter(clearance::maySee)
        .toList();
  }

  @Override
  public Fact edit(Principal principal, String fact, Edit edit, String by) {
    return memory.edit(principal.tenant(), changed(principal, fact, by).id(), edit, by);
  }

  @Override
  public Fact decide(Principal principal, String fact, Decision decision, String by) {
    var id = changed(principal, fact, by).id();
    if (decision == Decision.APPROVE) {
      new Clearance(principal).checkOwner("Approving");
    }
    return memory.decide(principal.tenant(), id, decision, by);
  }

  @Override
  public Fact propose(Principal principal, String fact, String by) {
    new Clearance(principal).checkActor(by);
    return memory.propose(principal.tenant(), seen(principal, fact).id(), by);
  }

  @Override
  public Erasure forget(Principal principal, Target target, boolean dryRun, String by) {
    var clearance = new Clearance(principal);
    var tenant = principal.tenant();
    if (target instanceof Target.Found(var search)) {
      return clearance
          .admit(search.selection())
          .map(selection -> new Target.Found(in(search, selection)))
          .map(found -> forgetOwn(clearance, found, dryRun, by))
          .orElse(new Erasure(dryRun, List.of(), List.of(), 0, List.of()));
    }
    return clearance.isOwner()
        ? memory.forget(tenant, target, dryRun, by)
        : forgetOwn(clearance, target, dryRun, by);
  }

  /// Forgets of a target what is the principal's to forget.
  private Erasure forgetOwn(Clearance clearance, Target target, boolean dryRun, String by) {
    var tenant = clearance.principal().tenant();
    if (clearance.isOwner()) {
      return memory.forget(tenant, target, dryRun, by);
    }
    clearance.checkActor(by);
    var planned = memory.forget(tenant, target, true, by);
    if (entries(planned).allMatch(clearance::mayChange)) {
      return dryRun ? planned : memory.forget(tenant, target, false, by);
    }
    var own =
        new Target.Ids(
            entries(planned)
                .filter(clearance::mayChange)
                .map(Entry::id)
                .collect(Collectors.toUnmodifiableSet()));
    if (!entries(memory.forget(tenant, own, true, by)).allMatch(clearance::mayChange)) {
      throw Failure.user(
          "Something that everybody knows rests on what would be forgotten, and this key speaks for"
              + " some users only; use the owner's key");
    }
    return memory.forget(tenant, own, dryRun, by);
  }

  private static Stream<Entry> entries(Erasure erasure) {
    return Stream.concat(erasure.facts().stream(), erasure.messages().stream());
  }

  @Override
  public List<Tombstone> tombstones(Principal principal, int limit) {
    new Clearance(principal).checkOwner("What was forgotten");
    return memory.tombstones(principal.tenant(), limit);
  }

  @Override
  public Optional<Extraction> extraction(Principal principal, String id) {
    return memory
        .extraction(principal.tenant(), id)
        .filter(extraction -> isSeen(principal, extraction));
  }

  @Override
  public List<Extraction> extractions(
      Principal principal, Set<Extraction.State> states, String before, int limit) {
    var seen = new ArrayList<Extraction>();
    var last = before;
    while (true) {
      var page = memory.extractions(principal.tenant(), states, last, PAGE);
      for (var extraction : page) {
        if (seen.size() == limit) {
          return List.copyOf(seen);
        }
        if (isSeen(principal, extraction)) {
          seen.add(extraction);
        }
      }
      if (page.size() < PAGE) {
        return List.copyOf(seen);
      }
      last = page.getLast().id();
    }
  }

  /// An extraction is of one user's messages.
  private boolean isSeen(Principal principal, Extraction extraction) {
    return principal.users().isEmpty()
        || extraction.messages().stream()
            .allMatch(message -> message(principal, message).isPresent());
  }

  @Override
  public Extraction retry(Principal principal, String extraction) {
    var known =
        extraction(principal, extraction).orElseThrow(() -> absent("extraction", extraction));
    return memory.retry(principal.tenant(), known.id());
  }

  @Override
  public Audit audit(Principal principal) {
    new Clearance(principal).checkOwner("An audit");
    return memory.audit(principal.tenant());
  }

  @Override
  public Statistics statistics(Principal principal) {
    new Clearance(principal).checkOwner("How much there is");
    return memory.statistics(principal.tenant());
  }

  @Override
  public void reindex(Principal principal, Consumer<Progress> progress) {
    new Clearance(principal).checkOwner("Building the index anew");
    memory.reindex(progress);
  }

  @Override
  public void export(Principal principal, Selection selection, Consumer<Exported> each) {
    var clearance = new Clearance(principal);
    clearance
        .admit(selection)
        .ifPresent(admitted ->
            memory.export(
                admitted,
                exported -> {
                  if (entries(exported).allMatch(clearance::maySee)) {
                    each.accept(exported);
                  }
                }));
  }

  @Override
  public int takeOver(Principal principal, List<Exported> entries) {
    var clearance = new Clearance(principal);
    for (var exported : entries) {
      entries(exported)
          .forEach(entry -> {
            checkTenant(principal, entry.scope().tenant());
            if (!clearance.mayChange(entry)) {
              throw Failure.user(
                  "This key may not write '%s', which is not of a user that it speaks for"
                      .formatted(entry.id()));
            }
          });
    }
    return memory.takeOver(
        principal.tenant(), entries.stream().map(each -> trusted(clearance, each)).toList());
  }

  private static Exported trusted(Clearance clearance, Exported exported) {
    return switch (exported) {
      case Exported.OfMessage(var message) ->
          new Exported.OfMessage(message.with(clearance.atMostOwn(message.trust())));
      case Exported.OfFact(var history) ->
          new Exported.OfFact(
              history.stream()
                  .map(revision -> {
                    var fact = revision.fact();
                    var origin = fact.origin();
                    return new Revision(
                        fact.with(
                            new Fact.Origin(
                                origin.citations(),
                                origin.author(),
                                clearance.atMostOwn(origin.trust()))),
                        revision.event(),
                        revision.at(),
                        revision.by());
                  })
                  .toList());
    };
  }

  private static Stream<Entry> entries(Exported exported) {
    return switch (exported) {
      case Exported.OfMessage(var message) -> Stream.of(message);
      case Exported.OfFact(var history) -> history.stream().map(Revision::fact);
    };
  }

  private Fact seen(Principal principal, String id) {
    return fact(principal, id).orElseThrow(() -> absent("fact", id));
  }

  private Fact changed(Principal principal, String id, String by) {
    var clearance = new Clearance(principal);
    clearance.checkActor(by);
    var fact = seen(principal, id);
    if (!clearance.mayChange(fact)) {
      clearance.checkOwner("A fact of the organisation");
    }
    return fact;
  }

  /// A fact to go on from, which must not tell whether somebody else has it.
  private String checkedPlace(Principal principal, String before) {
    return before.isEmpty() ? "" : seen(principal, before).id();
  }

  private static void checkTenant(Principal principal, String tenant) {
    if (!tenant.equals(principal.tenant())) {
      throw Failure.user(
          "What is written belongs to the tenant '%s', for which this key doesn't speak"
              .formatted(tenant));
    }
  }

  private static Failure absent(String what, String id) {
    return Failure.user("There is no %s '%s'".formatted(what, id));
  }
}
