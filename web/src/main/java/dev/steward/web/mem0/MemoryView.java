package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Recollection;
import dev.steward.web.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/// Memories as Mem0's clients see them.
final class MemoryView {
  private MemoryView() {}

  /// A memory of the platform's API.
  static ObjectNode platform(Fact fact, Instant updatedAt) {
    var view = common(fact, updatedAt);
    name(view, "app_id", fact.labels().app());
    name(view, "session_id", fact.labels().run());
    view.set("categories", Json.tree(categories(fact)));
    view.put("immutable", isImmutable(fact));
    view.putNull("structured_attributes");
    name(view, "replaced_by", fact.validity().supersededBy());
    view.put("synthesized", false);
    view.put("timestamp", fact.validity().validFrom().toString());
    view.put("lifecycle_state", word(fact.care().standing()));
    name(view, "attributed_to", fact.author());
    return view;
  }

  /// A memory of the self-hosted server's API.
  static ObjectNode server(Fact fact, Instant updatedAt) {
    var view = common(fact, updatedAt);
    for (var missing : List.of("user_id", "agent_id", "run_id", "expiration_date")) {
      if (view.get(missing).isNull()) {
        view.remove(missing);
      }
    }
    if (!fact.labels().app().isEmpty()) {
      view.put("app_id", fact.labels().app());
    }
    if (!fact.author().isEmpty()) {
      view.put("actor_id", fact.author());
    }
    return view;
  }

  private static ObjectNode common(Fact fact, Instant updatedAt) {
    var view = Json.object().put("id", fact.id()).put("memory", fact.text());
    name(view, "user_id", fact.scope().user());
    name(view, "agent_id", fact.labels().agent());
    name(view, "run_id", fact.labels().run());
    view.put("hash", hash(fact.text()));
    view.set("metadata", Json.tree(Reserved.without(fact.labels().metadata())));
    view.put("created_at", fact.recordedAt().toString());
    view.put("updated_at", updatedAt.toString());
    name(view, "expiration_date", lastDay(fact.care().expiresAt()));
    return view;
  }

  /// A memory that was found, with its score and what that is made of.
  static ObjectNode scored(ObjectNode view, Recollection found) {
    view.put("score", found.score());
    var breakdown = view.putObject("score_breakdown");
    breakdown.put("semantic", found.component("meaning") + found.component("around"));
    breakdown.put("bm25", found.component("words"));
    breakdown.put("entity", found.component("speaker"));
    return view;
  }

  /// A name, or null for none.
  static void name(ObjectNode view, String field, String name) {
    if (name.isEmpty()) {
      view.putNull(field);
    } else {
      view.put(field, name);
    }
  }

  static List<String> categories(Fact fact) {
    return fact.labels().metadata().get(Reserved.CATEGORIES) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }

  static boolean isImmutable(Fact fact) {
    return Boolean.TRUE.equals(fact.labels().metadata().get(Reserved.IMMUTABLE));
  }

  /// The moment from which something that holds on `day` for the last time no longer does.
  static Instant after(LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// The last day on which something holds that ends at `end`; empty if it has no end.
  static String lastDay(Instant end) {
    return end.equals(Fact.Validity.OPEN)
        ? ""
        : end.minus(Duration.ofNanos(1)).atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String hash(String text) {
    try {
      var digest = MessageDigest.getInstance("MD5");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }
}
