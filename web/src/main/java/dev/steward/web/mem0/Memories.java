package dev.steward.web.mem0;

import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Erasure;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Revision;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Target;
import dev.steward.web.Refusal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;

/// What Mem0 calls memories, as somebody may see them: the facts that users, agents, apps and runs
/// have of their own.
///
/// @param principal who asks
record Memories(MemoryDesk desk, Clock clock, Principal principal) {
  /// Who changes a memory with a key that speaks for everybody.
  private static final String CLIENT = "mem0 client";

  private static final int PAGE = 500;

  /// How many memories a condition on a late field may leave.
  private static final int MOST_LATE = 10_000;

  private static final Filter OF_SOMEBODY = new Filter.Eq("layer", "user");

  /// Before the end of every lifetime.
  private static final Instant EVER = Instant.EPOCH;

  /// Which memories are meant.
  ///
  /// @param expired also those whose time is over
  /// @param superseded also those that others took the place of
  record Wanted(Filter filter, boolean expired, boolean superseded) {
    static Wanted of(Filter filter) {
      return new Wanted(filter, false, false);
    }

    Wanted and(Filter more) {
      return new Wanted(Filter.all(filter, more), expired, superseded);
    }
  }

  /// The memories of these that hold.
  List<Recollection> search(Wanted wanted, String text, int limit, double threshold, Instant at) {
    return desk.search(principal, new Search(selection(wanted), text, limit, threshold, at));
  }

  /// Some of these, newest first, after the first `skipped`.
  List<Fact> list(Wanted wanted, long skipped, int limit) {
    var found = new ArrayList<Fact>();
    long toSkip = skipped;
    var selection = selection(wanted);
    var before = "";
    while (found.size() < limit) {
      int size = (int) Math.min(PAGE, toSkip + limit - found.size());
      var page = desk.list(principal, selection, before, size);
      int skip = (int) Math.min(toSkip, page.size());
      toSkip -= skip;
      found.addAll(page.subList(skip, page.size()));
      if (page.size() < size) {
        break;
      }
      before = page.getLast().id();
    }
    return List.copyOf(found);
  }

  long count(Wanted wanted) {
    return desk.count(principal, selection(wanted));
  }

  /// Every memory that is selected, newest first.
  void each(Selection selection, Consumer<Fact> consumer) {
    var before = "";
    while (true) {
      var page = desk.list(principal, selection, before, PAGE);
      page.forEach(consumer);
      if (page.size() < PAGE) {
        return;
      }
      before = page.getLast().id();
    }
  }

  Selection selection(Wanted wanted) {
    var standings =
        wanted.superseded()
            ? Set.of(Fact.Standing.ACTIVE, Fact.Standing.SUPERSEDED)
            : Set.of(Fact.Standing.ACTIVE);
    var selection =
        new Selection(
            new Scope(principal.tenant(), "", ""),
            Selection.Reach.TENANT,
            Set.of(Entry.Type.FACT),
            standings,
            wanted.expired() ? EVER : clock.instant(),
            Filter.all());
    var filter = Filter.all(OF_SOMEBODY, own(), wanted.filter());
    return LateFields.areIn(filter)
        ? selection.withFilter(found(selection, filter))
        : selection.withFilter(filter);
  }

  /// Everything that meets a filter, be it a fact of whatever standing or a message.
  Selection whatever(Filter filter) {
    return new Selection(
        new Scope(principal.tenant(), "", ""),
        Selection.Reach.TENANT,
        Set.of(Entry.Type.values()),
        Set.of(Fact.Standing.values()),
        EVER,
        Filter.all(own(), filter));
  }

  /// What a key of some users is limited to.
  private Filter own() {
    return principal.users().isEmpty()
        ? Filter.all()
        : new Filter.In("user_id", List.copyOf(new TreeSet<>(principal.users())));
  }

  /// The memories that meet a filter on late fields, by their ids.
  private Filter found(Selection selection, Filter filter) {
    var late = new LateFields(this::updatedAt);
    var ids = new ArrayList<Object>();
    each(
        selection.withFilter(LateFields.without(filter)),
        fact -> {
          if (late.test(filter, fact)) {
            ids.add(fact.id());
          }
        });
    if (ids.size() > MOST_LATE) {
      throw Conditions.wrong(
          "updated_at and timestamp leave more than %d memories; narrow the filters"
              .formatted(MOST_LATE));
    }
    return Filter.all(own(), new Filter.In("id", ids));
  }

  /// The memory of that id.
  ///
  /// @throws Refusal 404 if there is none, 400 if there can be none
  Fact memory(String id) {
    return find(id)
        .orElseThrow(() ->
            isId(id)
                ? new Refusal(404, "not_found", "", "Memory not found!")
                : new Refusal(400, "invalid_id", "", "memory_id should be a valid UUID"));
  }

  Optional<Fact> find(String id) {
    return desk.fact(principal, id).filter(fact -> fact.layer() == Layer.USER);
  }

  private static boolean isId(String id) {
    try {
      return UUID.fromString(id).toString().equalsIgnoreCase(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// What happened to a memory and to those that it took the place of, oldest first.
  List<Revision> history(Fact fact) {
    return desk.history(principal, fact.id());
  }

  /// When a memory was last changed.
  Instant updatedAt(Fact fact) {
    return history(fact).stream()
        .filter(revision -> revision.fact().id().equals(fact.id()))
        .map(Revision::at)
        .max(Instant::compareTo)
        .orElse(fact.recordedAt());
  }

  /// The older memories that one took the place of, directly or through others.
  List<Fact> replacedBy(Fact fact) {
    return history(fact).stream()
        .map(Revision::fact)
        .filter(older -> !older.id().equals(fact.id()))
        .map(Fact::id)
        .distinct()
        .flatMap(older -> find(older).stream())
        .toList();
  }

  Erasure forget(Set<String> ids) {
    return desk.forget(principal, new Target.Ids(ids), false, by(""));
  }

  /// Forgets everything that meets a filter: memories of every standing, and what was said.
  Erasure forget(Filter filter) {
    var all = new Search(whatever(filter), "", Integer.MAX_VALUE, 0, clock.instant());
    return desk.forget(principal, new Target.Found(all), false, by(""));
  }

  /// In whose name something is changed.
  ///
  /// @param user whose it is, or empty
  String by(String user) {
    if (principal.users().isEmpty()) {
      return CLIENT;
    }
    return principal.users().contains(user) ? user : new TreeSet<>(principal.users()).first();
  }
}
