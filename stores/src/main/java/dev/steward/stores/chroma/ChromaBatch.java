package dev.steward.stores.chroma;

import dev.steward.core.memory.ChangeFeed.Change;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.model.Vector;
import dev.steward.stores.chroma.ChromaDatabase.Collection;
import dev.steward.stores.chroma.ChromaDatabase.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Changes sorted by where they go. An entry that has no vector, or none that can be compared, is
/// not to be there.
final class ChromaBatch {
  private final ChromaNames names;
  private final ChromaFields fields;
  private final int dimensions;

  /// Each entry's last change.
  private final Map<Entry.Key, Change> changes = new LinkedHashMap<>();

  ChromaBatch(ChromaNames names, int dimensions, List<Change> changes) {
    this.names = names;
    this.fields = new ChromaFields(names);
    this.dimensions = dimensions;
    changes.forEach(change -> this.changes.put(change.key(), change));
  }

  /// The collections that must be there.
  Set<String> homes() {
    var homes = new TreeSet<String>();
    for (var change : changes.values()) {
      if (change instanceof Change.Put put && isComparable(put.vector())) {
        homes.add(home(put));
      }
    }
    return homes;
  }

  Set<String> tenants() {
    var tenants = new TreeSet<String>();
    changes.keySet().forEach(key -> tenants.add(names.tenant(key.tenant())));
    return tenants;
  }

  private String home(Change.Put put) {
    return names.user(put.key().tenant(), owner(put.entry()));
  }

  private static String owner(Entry entry) {
    return entry instanceof Fact fact && fact.layer() == Layer.ORGANISATION
        ? ""
        : entry.scope().user();
  }

  private boolean isComparable(Vector vector) {
    if (vector.dimensions() != dimensions) {
      return false;
    }
    var square = vector.dot(vector);
    return Double.isFinite(square) && square > 0;
  }

  /// The ids of entries that may be in a collection or are to be there.
  List<String> idsIn(Collection collection) {
    var ids = new ArrayList<String>();
    for (var change : changes.values()) {
      var tenant = names.tenant(change.key().tenant());
      if (collection.name().startsWith(tenant) && mayBeIn(collection, tenant, change)) {
        ids.add(ChromaIds.id(change.key()));
      }
    }
    return ids;
  }

  /// What is everybody's may have been one user's before, and the other way round; one user's is
  /// never another's.
  private boolean mayBeIn(Collection collection, String tenant, Change change) {
    return switch (change) {
      case Change.Gone _ -> true;
      case Change.Put put ->
          owner(put.entry()).isEmpty()
              || collection.name().equals(tenant)
              || collection.name().equals(home(put));
    };
  }

  /// What is to be in a collection.
  ///
  /// @param there the keys of metadata of what is there already
  List<Item> itemsOf(Collection collection, Map<String, Set<String>> there) {
    var items = new ArrayList<Item>();
    for (var change : changes.values()) {
      if (change instanceof Change.Put put && belongsIn(collection, put)) {
        var id = ChromaIds.id(put.key());
        var metadata = new HashMap<String, @Nullable Object>();
        there.getOrDefault(id, Set.of()).forEach(key -> metadata.put(key, null));
        metadata.putAll(fields.of(put));
        items.add(new Item(id, put.vector(), metadata));
      }
    }
    return items;
  }

  private boolean belongsIn(Collection collection, Change.Put put) {
    return isComparable(put.vector()) && home(put).equals(collection.name());
  }

  /// What is in a collection and is not to be there.
  List<String> strayIn(Collection collection, Set<String> there) {
    var stray = new ArrayList<String>();
    for (var change : changes.values()) {
      var id = ChromaIds.id(change.key());
      var stays = change instanceof Change.Put put && belongsIn(collection, put);
      if (there.contains(id)
          && !stays
          && collection.name().startsWith(names.tenant(change.key().tenant()))) {
        stray.add(id);
      }
    }
    return stray;
  }
}
