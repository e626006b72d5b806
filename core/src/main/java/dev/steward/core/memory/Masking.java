package dev.steward.core.memory;

import dev.steward.core.policy.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Masks secrets in whatever enters memory or leaves it.
final class Masking {
  private final Secrets secrets;

  Masking(Secrets secrets) {
    this.secrets = secrets;
  }

  String text(String text) {
    return secrets.mask(text).text();
  }

  /// The kinds of secrets in a text, in words.
  List<String> kinds(String text) {
    return secrets.mask(text).kinds();
  }

  Message message(Message message) {
    var masked = message.withText(text(message.text()));
    return message.labels().metadata().isEmpty() ? masked : masked.with(labels(message.labels()));
  }

  Fact fact(Fact fact) {
    var claim = fact.claim();
    var masked =
        fact.with(
            new Fact.Claim(
                text(claim.subject()),
                claim.predicate(),
                text(claim.text()),
                claim.entities().stream().map(this::text).collect(Collectors.toSet())));
    return fact.labels().metadata().isEmpty() ? masked : masked.with(labels(fact.labels()));
  }

  Revision revision(Revision revision) {
    return new Revision(fact(revision.fact()), revision.event(), revision.at(), revision.by());
  }

  Entry entry(Entry entry) {
    return switch (entry) {
      case Message message -> message(message);
      case Fact fact -> fact(fact);
    };
  }

  Recollection recollection(Recollection found) {
    return new Recollection(
        entry(found.entry()), found.score(), found.components(), text(found.quote()));
  }

  FactStore.Batch batch(FactStore.Batch batch) {
    return new FactStore.Batch(
        batch.messages().stream().map(this::message).toList(),
        batch.revisions().stream().map(this::revision).toList(),
        batch.sessions(),
        batch.extractions());
  }

  Labels labels(Labels labels) {
    return labels.withMetadata(map(labels.metadata()));
  }

  @SuppressWarnings("NullAway") // nulls are data, too
  private <K> Map<K, Object> map(Map<K, ?> map) {
    var masked = new LinkedHashMap<K, @Nullable Object>();
    map.forEach((key, value) -> masked.put(key, value(value)));
    return masked;
  }

  private @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case Map<?, ?> map -> map(map);
      case List<?> list -> {
        var masked = new ArrayList<@Nullable Object>();
        list.forEach(within -> masked.add(value(within)));
        yield masked;
      }
      case null, default -> value;
    };
  }

  /// What kinds of secrets were masked in any of these texts, each once.
  List<String> kinds(List<String> texts) {
    var kinds = new LinkedHashSet<String>();
    texts.forEach(text -> kinds.addAll(kinds(text)));
    return List.copyOf(kinds);
  }
}
