package dev.steward.stores.chroma;

import dev.steward.stores.chroma.ChromaDatabase.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What we know of a database since we looked at it.
final class Known {
  private final Map<String, Collection> collections;
  private volatile Position position;
  private volatile long applied;
  private volatile boolean told;

  Known(Position position, Map<String, Collection> collections) {
    this.position = position;
    this.applied = position.seq();
    this.collections = new ConcurrentHashMap<>(collections);
  }

  /// Where we stand as the server has it.
  Position position() {
    return position;
  }

  void isAt(Position position) {
    this.position = position;
  }

  /// Whether those who apply changes were told how far it is.
  boolean isTold() {
    return told;
  }

  void told() {
    told = true;
  }

  /// The last change that is in every collection, although the server may not have it in writing.
  long applied() {
    return applied;
  }

  void applied(long seq) {
    applied = seq;
  }

  Optional<Collection> collection(String name) {
    return Optional.ofNullable(collections.get(name));
  }

  void made(Collection collection) {
    collections.put(collection.name(), collection);
  }

  /// Those of a tenant, whose collection's name begins all their names.
  List<Collection> ofTenant(String tenant) {
    return collections.values().stream().filter(one -> one.name().startsWith(tenant)).toList();
  }

  /// Those that hold entries.
  List<Collection> all() {
    return collections.values().stream()
        .filter(one -> !one.name().equals(Position.COLLECTION))
        .toList();
  }
}
