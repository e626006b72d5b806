package dev.steward.web.mem0;

import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Audit;
import dev.steward.core.memory.Decision;
import dev.steward.core.memory.Edit;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Statistics;
import dev.steward.core.memory.Target;
import dev.steward.core.memory.Tombstone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// A memory with no door.
record OpenDesk(Memory memory) implements MemoryDesk {
  @Override
  public Added add(Principal principal, Addition addition) {
    return memory.add(addition);
  }

  @Override
  public List<Recollection> search(Principal principal, Search search) {
    return memory.search(search);
  }

  @Override
  public Optional<Fact> fact(Principal principal, String id) {
    return memory.fact(principal.tenant(), id);
  }

  @Override
  public Optional<Message> message(Principal principal, String id) {
    return memory.message(principal.tenant(), id);
  }

  @Override
  public List<Fact> list(Principal principal, Selection selection, String before, int limit) {
    return memory.list(selection, before, limit);
  }

  @Override
  public long count(Principal principal, Selection selection) {
    return memory.count(selection);
  }

  @Override
  public List<Revision> history(Principal principal, String fact) {
    return memory.history(principal.tenant(), fact);
  }

  @Override
  public List<Fact> asOf(
      Principal principal,
      Selection selection,
      Instant held,
      Instant believed,
      String before,
      int limit) {
    return memory.asOf(selection, held, believed, before, limit);
  }

  @Override
  public Fact edit(Principal principal, String fact, Edit edit, String by) {
    return memory.edit(principal.tenant(), fact, edit, by);
  }

  @Override
  public Fact decide(Principal principal, String fact, Decision decision, String by) {
    return memory.decide(principal.tenant(), fact, decision, by);
  }

  @Override
  public Fact propose(Principal principal, String fact, String by) {
    return memory.propose(principal.tenant(), fact, by);
  }

  @Override
  public Erasure forget(Principal principal, Target target, boolean dryRun, String by) {
    return memory.forget(principal.tenant(), target, dryRun, by);
  }

  @Override
  public List<Tombstone> tombstones(Principal principal, int limit) {
    return memory.tombstones(principal.tenant(), limit);
  }

  @Override
  public Optional<Extraction> extraction(Principal principal, String id) {
    return memory.extraction(principal.tenant(), id);
  }

  @Override
  public List<Extraction> extractions(
      Principal principal, Set<Extraction.State> states, String before, int limit) {
    return memory.extractions(principal.tenant(), states, before, limit);
  }

  @Override
  public Extraction retry(Principal principal, String extraction) {
    return memory.retry(principal.tenant(), extraction);
  }

  @Override
  public Audit audit(Principal principal) {
    return memory.audit(principal.tenant());
  }

  @Override
  public Statistics statistics(Principal principal) {
    return memory.statistics(principal.tenant());
  }

  @Override
  public void reindex(Principal principal, Consumer<Progress> progress) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void export(Principal principal, Selection selection, Consumer<Exported> each) {
    memory.export(selection, each);
  }

  @Override
  public int takeOver(Principal principal, List<Exported> entries) {
    return memory.takeOver(principal.tenant(), entries);
  }
}
