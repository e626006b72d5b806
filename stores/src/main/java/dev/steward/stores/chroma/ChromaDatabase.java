package dev.steward.stores.chroma;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.model.Vector;
import dev.steward.stores.chroma.ChromaHttp.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One database of a Chroma server, made when something is first put there. Everything may be done
/// twice. Each call throws a [Failure] of the kind EXTERNAL if it could not be done.
final class ChromaDatabase {
  private static final String TENANT = "/tenants/default_tenant/databases";
  private static final int PAGE = 500;
  private static final int AT_ONCE = 250;

  private final ChromaHttp http;
  private final String name;

  /// A collection that there is.
  ///
  /// @param id what the server calls it; another one after it was deleted and made again
  record Collection(String name, String id, JsonNode metadata) {}

  /// What is kept of one entry.
  ///
  /// @param metadata null takes a key away: the server keeps what it isn't told of
  record Item(String id, Vector vector, Map<String, @Nullable Object> metadata) {}

  /// An entry that was found.
  ///
  /// @param distance 1 less the cosine
  record Near(String id, double distance, String thread, long place) {}

  ChromaDatabase(ChromaHttp http, String name) {
    this.http = http;
    this.name = name;
  }

  private String collectionsPath() {
    return "%s/%s/collections".formatted(TENANT, name);
  }

  private String path(Collection collection, String operation) {
    return "%s/%s/%s".formatted(collectionsPath(), collection.id(), operation);
  }

  /// Sees to it that there is such a database.
  void create() {
    var reply = http.post(TENANT, Map.of("name", name));
    if (!reply.isOk() && reply.status() != 409) {
      throw http.refused("make a database", reply);
    }
  }

  /// The names of the databases of the server that begin so.
  static List<String> databases(ChromaHttp http, String beginning) {
    var found = new ArrayList<String>();
    for (int offset = 0; ; offset += PAGE) {
      var reply = http.get("%s?limit=%d&offset=%d".formatted(TENANT, PAGE, offset));
      if (!reply.isOk()) {
        throw http.refused("list its databases", reply);
      }
      for (var database : reply.body()) {
        found.add(database.path("name").asText());
      }
      if (reply.body().size() < PAGE) {
        return found.stream().filter(name -> name.startsWith(beginning)).toList();
      }
    }
  }

  /// Deletes the database and everything in it.
  void delete() {
    collections().values().forEach(this::delete);
    var reply = http.delete("%s/%s".formatted(TENANT, name));
    if (!reply.isOk() && !reply.isMissing()) {
      throw http.refused("delete a database", reply);
    }
  }

  /// All collections by name; none if there is no such database.
  Map<String, Collection> collections() {
    var found = new HashMap<String, Collection>();
    for (int offset = 0; ; offset += PAGE) {
      var reply = http.get("%s?limit=%d&offset=%d".formatted(collectionsPath(), PAGE, offset));
      if (reply.isMissing()) {
        return found;
      }
      var page = usable("list its collections", reply);
      if (!page.isArray()) {
        throw http.malformed("list its collections");
      }
      for (var one : page) {
        var collection = collection(one);
        found.put(collection.name(), collection);
      }
      if (page.size() < PAGE) {
        return found;
      }
    }
  }

  private Collection collection(JsonNode node) {
    var id = node.path("id").asText("");
    var called = node.path("name").asText("");
    if (id.isEmpty() || called.isEmpty()) {
      throw http.malformed("tell of a collection");
    }
    return new Collection(called, id, node.path("metadata"));
  }

  /// The collection of that name as the server has it now.
  Collection collection(String called) {
    return collection(
        usable("tell of a collection", http.get("%s/%s".formatted(collectionsPath(), called))));
  }

  /// Makes a collection, if there is none of that name; what there is keeps its metadata.
  Collection create(String called, Map<String, Object> metadata) {
    return collection(
        usable(
            "make a collection",
            http.post(
                collectionsPath(),
                Map.of(
                    "name",
                    called,
                    "get_or_create",
                    true,
                    "metadata",
                    metadata,
                    "configuration",
                    Map.of("hnsw", Map.of("space", "cosine"))))));
  }

  void describe(Collection collection, Map<String, Object> metadata) {
    usable(
        "describe a collection",
        http.put(
            "%s/%s".formatted(collectionsPath(), collection.id()),
            Map.of("new_metadata", metadata)));
  }

  void delete(Collection collection) {
    var reply = http.delete("%s/%s".formatted(collectionsPath(), collection.name()));
    if (!reply.isOk() && !reply.isMissing()) {
      throw http.refused("delete a collection", reply);
    }
  }

  long count(Collection collection) {
    var count = usable("count", http.get(path(collection, "count")));
    if (!count.isIntegralNumber()) {
      throw http.malformed("count");
    }
    return count.asLong();
  }

  /// Adds these or puts them in the place of those of the same ids.
  void put(Collection collection, List<Item> items) {
    for (int from = 0; from < items.size(); from += AT_ONCE) {
      putSome(collection, items.subList(from, Math.min(items.size(), from + AT_ONCE)));
    }
  }

  private void putSome(Collection collection, List<Item> items) {
    var body = new LinkedHashMap<String, Object>();
    body.put("ids", items.stream().map(Item::id).toList());
    body.put("embeddings", items.stream().map(item -> item.vector().toArray()).toList());
    body.put("metadatas", items.stream().map(Item::metadata).toList());
    var reply = http.post(path(collection, "upsert"), body);
    // Whatever stands before the server may take less at once than we send.
    if (reply.status() == 413 && items.size() > 1) {
      int half = items.size() / 2;
      putSome(collection, items.subList(0, half));
      putSome(collection, items.subList(half, items.size()));
    } else {
      usable("take vectors", reply);
    }
  }

  /// Those of the ids that are there, with the keys of their metadata.
  Map<String, Set<String>> keys(Collection collection, List<String> ids) {
    var found = new HashMap<String, Set<String>>();
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      var some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
      var answer =
          usable(
              "look up entries",
              http.post(
                  path(collection, "get"), Map.of("ids", some, "include", List.of("metadatas"))));
      var there = answer.path("ids");
      var metadata = answer.path("metadatas");
      if (!there.isArray() || !metadata.isArray() || there.size() != metadata.size()) {
        throw http.malformed("look up entries");
      }
      for (int i = 0; i < there.size(); i++) {
        var keys = new HashSet<String>();
        metadata.get(i).fieldNames().forEachRemaining(keys::add);
        found.put(there.get(i).asText(), keys);
      }
    }
    return found;
  }

  /// Takes these away, as far as they are there.
  void remove(Collection collection, List<String> ids) {
    for (int from = 0; from < ids.size(); from += AT_ONCE) {
      usable(
          "delete entries",
          http.post(
              path(collection, "delete"),
              Map.of("ids", ids.subList(from, Math.min(ids.size(), from + AT_ONCE)))));
    }
  }

  /// Those nearest to a vector, nearest first.
  List<Near> nearest(Collection collection, float[] vector, int limit, Where where) {
    var body = new LinkedHashMap<String, Object>();
    body.put("query_embeddings", List.of(vector));
    body.put("n_results", limit);
    body.put("include", List.of("metadatas", "distances"));
    if (!(where instanceof Where.Everything)) {
      body.put("where", where.json());
    }
    var answer = usable("search", http.post(path(collection, "query"), body));
    var ids = answer.path("ids").path(0);
    var distances = answer.path("distances").path(0);
    var metadata = answer.path("metadatas").path(0);
    if (!ids.isArray() || distances.size() != ids.size() || metadata.size() != ids.size()) {
      throw http.malformed("search");
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> near(ids.get(i), distances.get(i).asDouble(Double.NaN), metadata.get(i)))
        .toList();
  }

  private Near near(JsonNode id, double distance, JsonNode metadata) {
    var thread = metadata.path(ChromaFields.THREAD).asText("");
    if (id.asText().length() < 2 || Double.isNaN(distance) || thread.isEmpty()) {
      throw http.malformed("search");
    }
    return new Near(
        id.asText(), distance, ChromaIds.text(thread), metadata.path(ChromaFields.PLACE).asLong());
  }

  /// How many a search finds at all, which are fewer than there are where vectors are lost.
  long findable(Collection collection, float[] vector, long count) {
    var answer =
        usable(
            "search",
            http.post(
                path(collection, "query"),
                Map.of(
                    "query_embeddings",
                    List.of(vector),
                    "n_results",
                    count,
                    "include",
                    List.of())));
    return answer.path("ids").path(0).size();
  }

  /// Whether more entries meet a condition than so many.
  boolean areMore(Collection collection, Where where, int than) {
    var body = page(where, than, 1);
    body.put("include", List.of());
    return !usable("look up entries", http.post(path(collection, "get"), body))
        .path("ids")
        .isEmpty();
  }

  /// Every entry that meets a condition, in no order, with its distance from a vector as we reckon
  /// it ourselves. Where many alike lie close together, the server's searches miss some.
  List<Near> all(Collection collection, float[] vector, Where where) {
    var found = new ArrayList<Near>();
    while (true) {
      var body = page(where, found.size(), AT_ONCE);
      body.put("include", List.of("metadatas", "embeddings"));
      var answer = usable("look up entries", http.post(path(collection, "get"), body));
      var ids = answer.path("ids");
      var vectors = answer.path("embeddings");
      var metadata = answer.path("metadatas");
      if (!ids.isArray() || vectors.size() != ids.size() || metadata.size() != ids.size()) {
        throw http.malformed("look up entries");
      }
      for (int i = 0; i < ids.size(); i++) {
        found.add(near(ids.get(i), distance(vector, vectors.get(i)), metadata.get(i)));
      }
      if (ids.size() < AT_ONCE) {
        return found;
      }
    }
  }

  private static Map<String, Object> page(Where where, int offset, int limit) {
    var body = new LinkedHashMap<String, Object>();
    body.put("offset", offset);
    body.put("limit", limit);
    if (!(where instanceof Where.Everything)) {
      body.put("where", where.json());
    }
    return body;
  }

  private double distance(float[] vector, JsonNode other) {
    if (other.size() != vector.length) {
      throw http.malformed("look up entries");
    }
    double dot = 0;
    double square = 0;
    for (int i = 0; i < vector.length; i++) {
      double component = other.get(i).asDouble();
      dot += vector[i] * component;
      square += component * component;
    }
    return 1 - dot / Math.sqrt(square);
  }

  private JsonNode usable(String what, Reply reply) {
    if (!reply.isOk()) {
      throw http.refused(what, reply);
    }
    return reply.body();
  }

  String address() {
    return http.address();
  }
}
