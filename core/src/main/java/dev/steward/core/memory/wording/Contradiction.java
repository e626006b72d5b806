package dev.steward.core.memory.wording;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whether what was said later can't hold together with what was said before, so that it takes its
/// place.
public final class Contradiction {
  /// From here on it surely does.
  public static final double SURE = 0.9;

  /// From here on it does if nothing else does more.
  public static final double LIKELY = 0.5;

  private static final double NONE = 0;
  private static final double MOST = 0.6;
  private static final double HALF = 0.5;
  private static final double MOSTLY = 0.75;
  private static final int MOST_GONE = 6;
  private static final int MOST_TOLD = 4;

  private Contradiction() {}

  /// How surely `newer` takes the place of `older`, from 0 to 1.
  public static double strength(Gist older, Gist newer) {
    if (Likeness.isSame(older, newer)) {
      return NONE;
    }
    // "Payroll" at the beginning of one is "payroll" within the other.
    return parted(older.with(newer.commonWords()), newer.with(older.commonWords()));
  }

  private static double parted(Gist older, Gist newer) {
    if (!older.isPlain()) {
      return NONE;
    }
    var strength = newer.isPlain() ? whole(older, newer) : NONE;
    for (var part : newer.parts()) {
      if (strength < SURE && part.isPlain()) {
        strength = Math.max(strength, whole(older, part));
      }
    }
    return strength;
  }

  private static double whole(Gist older, Gist newer) {
    if (isOtherHolder(older, newer) || isOtherThing(older, newer)) {
      return NONE;
    }
    var strength = byReplacement(older, newer);
    strength = Math.max(strength, byDenial(older, newer));
    strength = Math.max(strength, byValue(older, newer));
    strength = Math.max(strength, byComplement(older, newer));
    return strength;
  }

  /// Ana's and Bob's: what is said of one doesn't touch the other.
  private static boolean isOtherHolder(Gist older, Gist newer) {
    var one = people(older.holders());
    var other = people(newer.holders());
    if (one.isEmpty() || other.isEmpty() || !disjoint(one, other)) {
      return false;
    }
    // "Maria replaces John", "Maria is our accountant": the name is what changed.
    return disjoint(one, newer.gone()) && !isTurned(older, newer);
  }

  /// Room 12 and room 14, the price for students and for partners.
  private static boolean isOtherThing(Gist older, Gist newer) {
    return (!older.numbered().isEmpty()
            && !newer.numbered().isEmpty()
            && disjoint(older.numbered(), newer.numbered()))
        || (!older.purposes().isEmpty()
            && !newer.purposes().isEmpty()
            && disjoint(older.purposes(), newer.purposes())
            && disjoint(older.purposes(), newer.topic())
            && disjoint(newer.purposes(), older.topic())
            && disjoint(older.purposes(), newer.gone()));
  }

  /// Names and the speaker; `we` may be anybody.
  private static Set<String> people(Set<String> holders) {
    var people = new HashSet<>(holders);
    people.remove("we");
    return people;
  }

  /// It names what is no more, and the older one says just that.
  private static double byReplacement(Gist older, Gist newer) {
    if (newer.gone().isEmpty()) {
      return NONE;
    }
    var held = everything(older);
    var gone = new HashSet<>(newer.gone());
    gone.removeAll(newer.holders());
    long hits = gone.stream().filter(held::contains).count();
    if (hits == 0 || older.isNegated() || gone.size() > MOST_GONE) {
      return NONE;
    }
    var share = (double) hits / gone.size();
    var isNamed =
        gone.stream().anyMatch(each -> older.valueNames().contains(each) || isValueOf(older, each));
    var kin = kinship(older, newer);
    if (share >= MOST || (isNamed && share >= HALF)) {
      return kin > 0 || isNamed || gone.size() > 1 ? 1 : LIKELY + 0.2;
    }
    return share >= HALF && kin > 0 ? LIKELY + 0.3 : NONE;
  }

  private static boolean isValueOf(Gist gist, String value) {
    return gist.values().values().stream().anyMatch(values -> values.contains(value));
  }

  private static Set<String> everything(Gist gist) {
    var everything = new HashSet<>(gist.keys());
    gist.values().values().forEach(everything::addAll);
    return everything;
  }

  /// How much both have in common of whom and what they are about.
  private static double kinship(Gist older, Gist newer) {
    var shared = shared(older.holders(), newer.holders());
    var matter = shared(subjectMatter(older), subjectMatter(newer));
    return shared + matter;
  }

  private static long shared(Set<String> one, Set<String> other) {
    return one.stream().filter(other::contains).count();
  }

  private static Set<String> subjectMatter(Gist gist) {
    var matter = new HashSet<>(gist.topic());
    matter.addAll(gist.complement());
    if (matter.size() > 1) {
      matter.removeAll(Lexis.UNITS);
    }
    return matter;
  }

  /// The same words, once with and once without a denial.
  private static double byDenial(Gist older, Gist newer) {
    if (older.isNegated() == newer.isNegated()) {
      return NONE;
    }
    var one = told(older);
    var other = told(newer);
    var shared = shared(one, other);
    var all = one.size() + other.size() - shared;
    var sameHolders = older.holders().equals(newer.holders());
    return sameHolders && shared > 0 && shared >= MOSTLY * all && valuesAgree(older, newer)
        ? 1
        : NONE;
  }

  /// All that is told, but whose it is.
  private static Set<String> told(Gist gist) {
    var told = subjectMatter(gist);
    told.addAll(gist.valueNames());
    return told;
  }

  private static boolean valuesAgree(Gist older, Gist newer) {
    return older.values().equals(newer.values())
        || older.values().isEmpty()
        || newer.values().isEmpty();
  }

  /// Another number, day or address for the same thing.
  private static double byValue(Gist older, Gist newer) {
    if (older.isNegated() != newer.isNegated() && !newer.tellsChange()) {
      return NONE;
    }
    int families = 0;
    int differing = 0;
    for (var kinds : families()) {
      var one = values(older, kinds);
      var other = values(newer, kinds);
      if (!one.isEmpty() && !other.isEmpty()) {
        families++;
        differing += one.equals(other) || one.containsAll(other) ? 0 : 1;
      }
    }
    if (families == 0 || differing == 0 || !mayChange(older) || !mayChange(newer)) {
      return NONE;
    }
    if (newer.tellsChange()) {
      return topicStrength(older, newer);
    }
    return differing == 1 && isState(older) && isState(newer) && agreesOtherwise(older, newer)
        ? topicStrength(older, newer)
        : NONE;
  }

  private static List<List<Token.Kind>> families() {
    return List.of(
        List.of(Token.Kind.NUMBER, Token.Kind.MONEY, Token.Kind.PERCENT),
        List.of(Token.Kind.DATE, Token.Kind.TIME),
        List.of(Token.Kind.EMAIL),
        List.of(Token.Kind.URL),
        List.of(Token.Kind.PHONE));
  }

  private static Set<String> values(Gist gist, List<Token.Kind> kinds) {
    var values = new HashSet<String>();
    for (var kind : kinds) {
      for (var value : gist.values().getOrDefault(kind, Set.of())) {
        values.add(kind == Token.Kind.MONEY ? value.replaceFirst("^[A-Z?]+", "") : value);
      }
    }
    return values;
  }

  /// Statements of what is, not of what happened once. What happened once (`we sold 10 chairs`) is
  /// no state that ends, unless it made one (`we raised the limit to 700`).
  private static boolean mayChange(Gist gist) {
    return !gist.shape().isPast() || gist.shape().isTurn();
  }

  private static boolean isState(Gist gist) {
    return gist.shape().hasVerb() && !gist.shape().isPast();
  }

  private static boolean agreesOtherwise(Gist older, Gist newer) {
    return older.valueNames().equals(newer.valueNames());
  }

  /// Whether both are about the same thing: what one is about and the other isn't must lie on one
  /// side only, as `the limit` is `the budget limit` but the travel budget isn't the wage budget.
  private static double topicStrength(Gist older, Gist newer) {
    var one = subjectMatter(older);
    var other = subjectMatter(newer);
    var shared = shared(one, other);
    var left = one.size() - shared;
    var right = other.size() - shared;
    var sameHolder = shared(older.holders(), newer.holders()) > 0;
    var strangers =
        !people(older.holders()).isEmpty()
            && people(newer.holders()).isEmpty()
            && !newer.holders().contains("we");
    if (shared == 0) {
      return sameHolder && (one.isEmpty() || other.isEmpty()) && newer.tellsChange()
          ? LIKELY + 0.1
          : NONE;
    }
    if (strangers && !newer.tellsChange()) {
      return NONE;
    }
    if (left > 0 && right > 0) {
      var topics = shared(older.topic(), newer.topic());
      var isSameTopic =
          topics > 0
              && (topics == older.topic().size() || topics == newer.topic().size())
              && (newer.tellsChange() || left + right <= 2);
      return isSameTopic && newer.tellsChange() ? SURE : NONE;
    }
    return strangers ? LIKELY + 0.2 : 1;
  }

  /// Another complement for the same thing, where there can be but one.
  private static double byComplement(Gist older, Gist newer) {
    if (older.isNegated() || newer.isNegated()) {
      return NONE;
    }
    var strength = NONE;
    for (var one : readings(older)) {
      for (var other : readings(newer)) {
        strength = Math.max(strength, byComplement(older, newer, one, other));
      }
    }
    return strength;
  }

  /// A statement as something that is said of something.
  ///
  /// @param isNamed whether nothing but names is said of it
  private record Reading(
      Set<String> holders,
      Set<String> topic,
      Set<String> told,
      boolean isTurned,
      boolean isNamed) {}

  /// `Maria is our accountant` may tell who Maria is, or who our accountant is.
  private static List<Reading> readings(Gist gist) {
    var readings = new ArrayList<Reading>();
    var told = new HashSet<>(gist.complement());
    told.addAll(gist.valueNames());
    readings.add(
        new Reading(gist.holders(), gist.topic(), told, false, gist.complement().isEmpty()));
    if (people(gist.holders()).size() == 1
        && (gist.topic().isEmpty() || gist.shape().isTellingVerb())
        && isRoleOfSomebody(gist)) {
      var role = new HashSet<>(gist.complement());
      role.addAll(gist.topic());
      role.addAll(gist.valueNames());
      readings.add(new Reading(Set.of(), role, people(gist.holders()), true, true));
    }
    return readings;
  }

  private static boolean isRoleOfSomebody(Gist gist) {
    var tokens = gist.tokens();
    var isExclusive =
        gist.shape().isCopula() || gist.topic().stream().anyMatch(Lexis.EXCLUSIVE::contains);
    for (int i = 1; i < tokens.size(); i++) {
      var token = tokens.get(i);
      var isAppointed =
          Lexis.isRole(token.canon())
              && tokens.get(i - 1).is("to", "became", "appointed", "elected");
      var isOfSomebody =
          isExclusive && token.is("our", "my", "the", "'s", "as", "responsible", "charge");
      if ((isAppointed || isOfSomebody) && !gist.complement().isEmpty() && followsVerb(gist, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean followsVerb(Gist gist, int i) {
    return !gist.shape().isTopic(i) || Lexis.CHANGE.contains(gist.tokens().get(i - 1).canon());
  }

  private static boolean isTurned(Gist older, Gist newer) {
    var one = readings(older);
    var other = readings(newer);
    return (one.getLast().isTurned() && other.getLast().isTurned())
        || (one.getLast().isTurned() && !disjoint(one.getLast().topic(), other.getFirst().topic()))
        || (other.getLast().isTurned()
            && !disjoint(other.getLast().topic(), one.getFirst().topic()));
  }

  private static double byComplement(Gist older, Gist newer, Reading one, Reading other) {
    if (one.told().isEmpty() || other.told().isEmpty() || one.told().equals(other.told())) {
      return NONE;
    }
    if (one.told().size() > MOST_TOLD || other.told().size() > MOST_TOLD) {
      return NONE;
    }
    if (one.told().containsAll(other.told()) || other.told().containsAll(one.told())) {
      return NONE;
    }
    var sameHolder =
        !disjoint(one.holders(), other.holders())
            || (people(one.holders()).isEmpty() && people(other.holders()).isEmpty());
    if (!sameHolder || isAboutAnother(older, newer)) {
      return NONE;
    }
    if (one.isTurned() || other.isTurned()) {
      return one.isNamed() && other.isNamed() ? byHolderOfRole(newer, one, other) : NONE;
    }
    var left = new HashSet<>(one.topic());
    left.removeAll(other.topic());
    var right = new HashSet<>(other.topic());
    right.removeAll(one.topic());
    if (!left.isEmpty() && !right.isEmpty()) {
      return NONE;
    }
    var topics = one.topic().size() - left.size();
    var oneClass = classes(one.told());
    var otherClass = classes(other.told());
    if (!oneClass.isEmpty() && !otherClass.isEmpty()) {
      oneClass.retainAll(otherClass);
      var isSameKind =
          !oneClass.isEmpty()
              && (topics > 0 || !disjoint(one.holders(), other.holders()))
              && (newer.tellsChange() || isOfSameTime(older, newer));
      return isSameKind && (newer.tellsChange() || isSingle(oneClass) || isAttribute(one.topic()))
          ? 1
          : NONE;
    }
    return newer.tellsChange()
        ? byChange(older, newer, one, other, topics)
        : byStatement(older, newer, one, other, topics);
  }

  /// Whether it names what is no more, and the older one says nothing of that.
  private static boolean isAboutAnother(Gist older, Gist newer) {
    return !newer.gone().isEmpty() && disjoint(everything(older), newer.gone());
  }

  /// Another person in the same role.
  private static double byHolderOfRole(Gist newer, Reading one, Reading other) {
    var left = new HashSet<>(one.topic());
    left.removeAll(other.topic());
    var right = new HashSet<>(other.topic());
    right.removeAll(one.topic());
    var shared = one.topic().size() - left.size();
    return shared > 0
            && (left.isEmpty() || right.isEmpty())
            && (isAttribute(one.topic())
                || classes(one.topic()).contains("role")
                || newer.tellsChange())
        ? 1
        : NONE;
  }

  private static double byChange(Gist older, Gist newer, Reading one, Reading other, int topics) {
    var sameRelation = older.shape().relation().equals(newer.shape().relation());
    var onlyChanges = other.topic().isEmpty() && newer.shape().isTurn();
    if (topics == 0) {
      // Nothing but whose it is ties them: `Ana switched to coffee`, `Ana pays with Visa now`.
      var sameDeed =
          sameRelation && !older.shape().isCopula() && !older.shape().relation().isEmpty();
      return (onlyChanges || sameDeed) && !disjoint(one.holders(), other.holders()) ? LIKELY : NONE;
    }
    var otherRelation = !sameRelation && older.shape().isCopula() && newer.shape().isCopula();
    if (otherRelation) {
      return NONE;
    }
    if (isAttribute(one.topic()) || isOneAtATime(older)) {
      return 1;
    }
    if (one.topic().stream().anyMatch(Lexis.MANIFOLD::contains)) {
      return !disjoint(one.told(), other.told()) ? SURE : NONE;
    }
    if (one.topic().contains("like") || one.topic().contains("hate")) {
      return !disjoint(one.told(), other.told()) ? SURE : LIKELY;
    }
    return sameRelation || !disjoint(one.told(), other.told()) ? SURE : LIKELY;
  }

  private static double byStatement(
      Gist older, Gist newer, Reading one, Reading other, int topics) {
    var sameRelation = older.shape().relation().equals(newer.shape().relation());
    var isNamed = !older.valueNames().isEmpty() && !newer.valueNames().isEmpty();
    var isStated =
        (older.shape().isCopula() || older.shape().isColon())
            && (newer.shape().isCopula() || newer.shape().isColon());
    if (topics == 0) {
      return NONE;
    }
    var isShort = one.told().size() <= 2 && other.told().size() <= 2;
    if (isAttribute(one.topic()) && isStated && sameRelation && isShort) {
      return SURE;
    }
    return isNamed && isOneAtATime(older) && isOneAtATime(newer) && !older.shape().isPast()
        ? SURE
        : NONE;
  }

  /// Somebody lives, and mostly works, at one place.
  private static boolean isOneAtATime(Gist gist) {
    return gist.topic().contains("home") || gist.topic().contains("employer");
  }

  private static boolean isAttribute(Set<String> topic) {
    return topic.stream().anyMatch(Contradiction::isAttribute);
  }

  private static boolean isAttribute(String stem) {
    return Lexis.ATTRIBUTES.contains(stem) || Lexis.ATTRIBUTES.contains(stem + "e");
  }

  /// Closed on Sundays and open on Mondays go together.
  private static boolean isOfSameTime(Gist older, Gist newer) {
    return older
        .values()
        .getOrDefault(Token.Kind.DATE, Set.of())
        .equals(newer.values().getOrDefault(Token.Kind.DATE, Set.of()));
  }

  private static boolean isSingle(Set<String> classes) {
    return classes.contains("diet") || classes.contains("marital") || classes.contains("progress");
  }

  private static Set<String> classes(Set<String> words) {
    var classes = new HashSet<String>();
    for (var word : words) {
      var of = Lexis.classOf(word);
      if (!of.isEmpty()) {
        classes.add(of);
      }
    }
    return classes;
  }

  private static boolean disjoint(Set<String> one, Set<String> other) {
    return one.stream().noneMatch(other::contains);
  }
}
