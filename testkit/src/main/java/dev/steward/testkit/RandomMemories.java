package dev.steward.testkit;

import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.Comparison;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/// Entries and selections of every sort, from few values, so that they meet often.
final class RandomMemories {
  private static final List<String> NAMES = List.of("ana", "bob", "a", "", "Ana", "1", "true");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "ab",
          "abc",
          "b",
          "red tea",
          "Red Tea",
          "true",
          "7",
          "7.0",
          "70",
          "ß",
          "\uffee",
          "𝔘",
          "é",
          "*",
          "?",
          "2026-11-23T12:00:00Z",
          "long ".repeat(2_000),
          "long ".repeat(2_000) + "x");
  private static final List<Number> NUMBERS =
      List.of(0L, 7L, 7.0, -7L, 70L, 0.5, -0.5, 1e300, -1e-300, 9007199254740993L, 0.1, 123L, 12.5);
  private static final List<String> FIELDS =
      List.of(
          "user_id",
          "agent_id",
          "app_id",
          "run_id",
          "session",
          "layer",
          "kind",
          "subject",
          "author",
          "source",
          "speaker",
          "role",
          "channel",
          "pinned",
          "superseded_by",
          "type",
          "id",
          "text",
          "created_at",
          "expires_at",
          "nonsense",
          "metadata.k",
          "metadata.n",
          "metadata.a",
          "metadata.a.b",
          "metadata.a.b.c",
          "metadata.tags",
          "metadata.other",
          "metadata.");
  private static final List<Instant> TIMES =
      List.of(
          Memories.NOON,
          Memories.NOON.plusNanos(1),
          Memories.NOON.minusSeconds(60),
          Memories.NOON.plusSeconds(60),
          Instant.EPOCH,
          Instant.parse("1066-10-14T09:00:00Z"),
          Instant.parse("2400-01-01T00:00:00Z"));

  private final Random random;

  RandomMemories(long seed) {
    this.random = new Random(seed);
  }

  <T> T one(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  boolean chance(int ofHundred) {
    return random.nextInt(100) < ofHundred;
  }

  Fact fact(String id) {
    var layer = one(List.of(Layer.USER, Layer.USER, Layer.SESSION, Layer.ORGANISATION));
    var user = one(List.of("ana", "bob", "Ana"));
    var tenant = one(List.of("acme", "acme", "zeta"));
    var scope =
        switch (layer) {
          case ORGANISATION -> new Scope(tenant, "", "");
          case USER -> new Scope(tenant, user, "");
          case SESSION, CONVERSATION -> new Scope(tenant, user, one(List.of("s1", "s2")));
        };
    var kind = one(List.of(Fact.Kind.values()));
    var fact =
        Fact.of(id, scope, layer, kind, one(TEXTS), one(TEXTS), one(NAMES), one(NAMES), one(TIMES))
            .with(labels());
    return fact.with(
            new Fact.Care(
                chance(70) ? Standing.ACTIVE : one(List.of(Standing.values())),
                1,
                chance(20),
                chance(70) ? Validity.OPEN : one(TIMES),
                Validity.OPEN))
        .with(
            new Validity(
                fact.recordedAt(),
                chance(70) ? Validity.OPEN : one(TIMES),
                fact.recordedAt(),
                Validity.OPEN,
                one(NAMES)));
  }

  Message message(String id) {
    return new Message(
        id,
        new Scope(
            one(List.of("acme", "acme", "zeta")),
            one(List.of("ana", "bob", "Ana")),
            one(List.of("s1", "s2"))),
        one(List.of(Message.Role.values())),
        one(NAMES),
        one(NAMES),
        "t1",
        Trust.OWNER,
        labels(),
        one(TEXTS),
        one(TIMES));
  }

  private Labels labels() {
    return new Labels(one(NAMES), one(NAMES), one(NAMES), data(2));
  }

  private Map<String, Object> data(int depth) {
    var data = new LinkedHashMap<String, Object>();
    for (int i = random.nextInt(4); i > 0; i--) {
      data.put(one(List.of("k", "n", "a", "b", "c", "a.b", "tags", "")), value(depth));
    }
    return data;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 6 : 3)) {
      case 0 -> one(TEXTS);
      case 1 -> one(NUMBERS);
      case 2 -> random.nextBoolean();
      case 3, 4 -> data(depth - 1);
      default -> {
        var list = new ArrayList<Object>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(depth - 1));
        }
        yield list;
      }
    };
  }

  Selection selection() {
    var scope =
        new Scope(
            one(List.of("acme", "acme", "acme", "zeta", "nobody")),
            one(List.of("ana", "bob", "Ana", "")),
            one(List.of("s1", "s2", "")));
    return new Selection(
        scope,
        chance(60) ? Selection.Reach.TENANT : Selection.Reach.OWN,
        chance(70) ? Set.of(Entry.Type.values()) : Set.of(one(List.of(Entry.Type.values()))),
        chance(60) ? Set.of(Standing.ACTIVE) : Set.of(Standing.values()),
        chance(90) ? one(TIMES) : one(List.of(Instant.MIN, Instant.MAX, Validity.OPEN)),
        filter(3));
  }

  private Filter filter(int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 6)) {
      case 0 -> new Filter.Present(one(FIELDS));
      case 1, 2 -> new Filter.Eq(one(FIELDS), wanted());
      case 3 -> new Filter.In(one(FIELDS), some(this::wanted));
      case 4 -> new Filter.Compare(one(FIELDS), one(List.of(Comparison.values())), wanted());
      case 5 -> new Filter.Contains(one(FIELDS), part(), random.nextBoolean());
      case 6, 7 -> new Filter.Not(filter(depth - 1));
      case 8 -> new Filter.And(some(() -> filter(depth - 1)));
      default -> new Filter.Or(some(() -> filter(depth - 1)));
    };
  }

  private String part() {
    return one(List.of("", "a", "B", "tea", "7", "7.0", "e", "2026-11", "true", "ong x", "{", ","));
  }

  private Object wanted() {
    return switch (random.nextInt(6)) {
      case 0 -> one(NAMES);
      case 1 -> one(NUMBERS);
      case 2 -> random.nextBoolean();
      case 3 -> one(TIMES).toString();
      case 4 ->
          one(List.of("fact", "message", "user", "organisation", "session", "s1", "f7", "m7"));
      default -> one(TEXTS);
    };
  }

  private <T> List<T> some(Supplier<T> each) {
    var list = new ArrayList<T>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(each.get());
    }
    return list;
  }
}
