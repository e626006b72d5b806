package dev.steward.core.memory;

import dev.steward.core.Failure;
import dev.steward.core.model.Vector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the facts of one owner that may say the same as another, or the opposite: those that share
/// words with it, lie near it, or are about the same subject.
final class Neighbours {
  private static final Logger LOG = LoggerFactory.getLogger(Neighbours.class);
  private static final int BY_WORDS = 24;
  private static final int BY_MEANING = 12;
  private static final int BY_SUBJECT = 50;

  private final FactStore store;
  private final ByMeaning vectors;
  private final ByWords words;

  Neighbours(FactStore store, ByMeaning vectors, ByWords words) {
    this.store = store;
    this.vectors = vectors;
    this.words = words;
  }

  /// Active facts of exactly the owner, layer and labels of `fact`, the likeliest first.
  ///
  /// @param vector of its text, or none
  /// @param also ids to look at too
  List<Fact> of(Fact fact, Vector vector, Set<String> also) {
    var tenant = fact.scope().tenant();
    var selection = selection(fact);
    var ids = new LinkedHashSet<>(also);
    words.matching(selection, fact.text(), BY_WORDS).forEach(hit -> ids.add(hit.key().id()));
    near(selection, vector).forEach(hit -> ids.add(hit.key().id()));
    var found = new ArrayList<Fact>();
    var facts = store.facts(tenant, ids);
    ids.stream()
        .map(facts::get)
        .filter(other -> other != null && isActive(other) && isFiledAs(other, fact))
        .forEach(found::add);
    about(fact).stream().filter(other -> !ids.contains(other.id())).forEach(found::add);
    return found;
  }

  /// Active facts of exactly the owner, layer and labels of `fact`, about the same subject.
  List<Fact> about(Fact fact) {
    return store.about(fact.scope(), fact.layer(), fact.subject(), BY_SUBJECT).stream()
        .filter(other -> isFiledAs(other, fact))
        .toList();
  }

  /// None if the index that finds by meaning can't be reached: then the words have to do.
  private List<EntryIndex.Hit> near(Selection selection, Vector vector) {
    try {
      return vector.isNone() ? List.of() : vectors.nearest(selection, vector, BY_MEANING);
    } catch (Failure e) {
      if (e.kind() != Failure.Kind.EXTERNAL) {
        throw e;
      }
      LOG.warn("Facts that say the same could be looked for by words only: {}", e.text());
      return List.of();
    }
  }

  /// Facts of the same owner and layer in the same words, oldest first, whatever their standing.
  List<Fact> same(Fact fact) {
    return store.same(fact.scope(), fact.layer(), Canonical.of(fact.text())).stream()
        .filter(other -> isFiledAs(other, fact))
        .sorted(Comparator.comparing(Fact::recordedAt))
        .toList();
  }

  static boolean isFiledAs(Fact one, Fact other) {
    return one.scope().equals(other.scope())
        && one.layer() == other.layer()
        && one.labels().agent().equals(other.labels().agent())
        && one.labels().app().equals(other.labels().app())
        && one.labels().run().equals(other.labels().run());
  }

  static boolean isActive(Fact fact) {
    return fact.care().standing() == Fact.Standing.ACTIVE;
  }

  private static Selection selection(Fact fact) {
    return Selection.recallable(fact.scope(), Instant.EPOCH)
        .withReach(fact.scope().user().isEmpty() ? Selection.Reach.TENANT : Selection.Reach.OWN)
        .withTypes(Entry.Type.FACT)
        .withFilter(
            Filter.all(
                new Filter.Eq("layer", fact.layer().name().toLowerCase(Locale.ROOT)),
                new Filter.Eq("user_id", fact.scope().user())));
  }
}
