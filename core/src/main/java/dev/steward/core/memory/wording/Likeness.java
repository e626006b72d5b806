package dev.steward.core.memory.wording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether two texts say the same, though not in the same words. Numbers, dates, names and denials
/// must agree; what is left must agree but for small words.
public final class Likeness {
  private static final double MOST_WORDS = 0.8;
  private static final double HALF = 0.5;

  private Likeness() {}

  /// Whether both surely say the same.
  public static boolean isSame(Gist one, Gist other) {
    if (!mayBeSame(one, other)) {
      return false;
    }
    var first = matter(one);
    var second = matter(other);
    var shared = new HashSet<>(first);
    shared.retainAll(second);
    var all = new HashSet<>(first);
    all.addAll(second);
    // A word on either side that the other lacks is another thing: tea and coffee.
    var isExchanged = shared.size() < first.size() && shared.size() < second.size();
    return !all.isEmpty()
        && !isExchanged
        && shared.size() >= MOST_WORDS * all.size()
        && order(one).equals(order(other));
  }

  /// Whether nothing in their values, names and denials tells them apart, so that somebody who
  /// knows better may say that they are the same.
  public static boolean mayBeSame(Gist one, Gist other) {
    return one.isNegated() == other.isNegated()
        && one.values().equals(other.values())
        && other.keys().containsAll(one.lowerNames())
        && one.keys().containsAll(other.lowerNames())
        && one.gone().equals(other.gone())
        && one.holders().contains("i") == other.holders().contains("i")
        && (shares(one, other) || one.keys().isEmpty());
  }

  /// Whether both name or are about something that is the same.
  public static boolean haveInCommon(Gist one, Gist other) {
    return one.keys().stream().anyMatch(other.keys()::contains)
        || one.holders().stream().anyMatch(other.holders()::contains);
  }

  private static boolean shares(Gist one, Gist other) {
    var shared = new HashSet<>(one.keys());
    shared.retainAll(other.keys());
    return shared.size() >= HALF * Math.min(one.keys().size(), other.keys().size());
  }

  private static Set<String> matter(Gist gist) {
    var matter = new HashSet<>(gist.keys());
    gist.values()
        .forEach((kind, values) -> values.forEach(value -> matter.add(kind + "=" + value)));
    return matter;
  }

  /// Names and verbs in their order: Ana reports to Bob, and not Bob to Ana.
  private static List<String> order(Gist gist) {
    var order = new ArrayList<String>();
    for (int i = 0; i < gist.tokens().size(); i++) {
      if (Names.isName(gist.tokens(), i)) {
        order.add(gist.tokens().get(i).canon());
      }
    }
    return order;
  }
}
