package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.web.Json;
import dev.steward.web.Refusal;
import dev.steward.web.mem0.Memories.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The users, agents, apps and runs that have memories.
final class Entities {
  private final Map<Key, Entity> found = new HashMap<>();
  private final TreeSet<String> categories = new TreeSet<>();

  /// What memories can be filed under.
  enum Type {
    USER,
    AGENT,
    APP,
    RUN;

    /// The type of that name.
    ///
    /// @throws Refusal 400 if there is none
    static Type of(String name) {
      for (var type : values()) {
        if (type.word().equals(name)) {
          return type;
        }
      }
      throw Refusal.invalidField(
          "entity_type",
          "Invalid entity type '%s'; there are: user, agent, app, run"
              .formatted(Conditions.shown(name)));
    }

    String word() {
      return MemoryView.word(this);
    }

    /// The field of memories that names one.
    String field() {
      return word() + "_id";
    }

    private String nameIn(Fact fact) {
      return switch (this) {
        case USER -> fact.scope().user();
        case AGENT -> fact.labels().agent();
        case APP -> fact.labels().app();
        case RUN -> fact.labels().run();
      };
    }
  }

  private record Key(Type type, String name) {}

  /// One of them.
  ///
  /// @param first when its first memory was recorded
  /// @param last when its last one was
  record Entity(Type type, String name, long memories, Instant first, Instant last) {
    private Entity plus(Entity other) {
      return new Entity(
          type,
          name,
          memories + other.memories,
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }

    ObjectNode view() {
      return Json.object()
          .put("id", name)
          .put("name", name)
          .put("type", type.word())
          .put("owner", "owner")
          .put("total_memories", memories)
          .put("created_at", first.toString())
          .put("updated_at", last.toString());
    }
  }

  /// Looks through the memories that somebody may see.
  static Entities in(Memories memories) {
    return in(memories, Filter.all());
  }

  /// Looks through those that meet a filter.
  static Entities in(Memories memories, Filter filter) {
    var entities = new Entities();
    memories.each(memories.selection(Wanted.of(filter)), entities::see);
    return entities;
  }

  private void see(Fact fact) {
    for (var type : Type.values()) {
      var name = type.nameIn(fact);
      if (!name.isEmpty()) {
        found.merge(
            new Key(type, name),
            new Entity(type, name, 1, fact.recordedAt(), fact.recordedAt()),
            Entity::plus);
      }
    }
    categories.addAll(MemoryView.categories(fact));
  }

  /// All of them, the one first that had a memory last.
  List<Entity> all() {
    var all = new ArrayList<>(found.values());
    all.sort(
        Comparator.comparing(Entity::last)
            .reversed()
            .thenComparing(Entity::type)
            .thenComparing(Entity::name));
    return all;
  }

  List<Entity> all(Type type) {
    return all().stream().filter(entity -> entity.type() == type).toList();
  }

  Optional<Entity> find(Type type, String name) {
    return Optional.ofNullable(found.get(new Key(type, name)));
  }

  List<String> categories() {
    return List.copyOf(categories);
  }
}
