package dev.steward.core.local;

import dev.steward.core.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/// Reads who is named: `John and Mary Smith`, `the design team`, `ana@example.com`.
final class NameParser {
  private static final Set<String> STOPS =
      Lexicon.set(
          "about regarding concerning re on at for in to from by with this that these"
              + " every each who which when please asap instead because as via over after"
              + " before between around during it is are was has have had if unless since so"
              + " but or then not until till per weekly daily monthly next last tomorrow today"
              + " sometime somewhen also too again of discuss starting using through without"
              + " prefer prefers and first thanks any anything scheduled planned booked coming"
              + " can will would could should off back forward up out into once twice early"
              + " late later earlier");
  private static final Set<String> SELF = Set.of("me", "myself", "us", "you", "i", "ourselves");
  private static final Set<String> UNKNOWN =
      Lexicon.set(
          "him her them he she they someone somebody everyone everybody anyone whoever"
              + " both all people");
  private static final Set<String> GROUP =
      Lexicon.set("the my our your his their a an some another");
  private static final Set<String> TITLES =
      Lexicon.set("dr mr mrs ms prof sir doctor professor herr frau");
  private static final Set<String> PARTICLES =
      Lexicon.set("van von de der da di la le bin ibn del ter den zu");

  private final Words words;
  private final IntPredicate when;

  /// A parser of these words.
  ///
  /// @param when the positions that read as dates or times
  NameParser(Words words, IntPredicate when) {
    this.words = words;
    this.when = when;
  }

  /// Names and the position after them.
  ///
  /// @param open pronouns among them, which don't say who
  record Found(List<String> names, List<String> open, int to) {
    boolean isEmpty() {
      return names.isEmpty() && open.isEmpty();
    }
  }

  /// The names that begin at `i`; none leaves the position where it was.
  Found at(int i) {
    var names = new ArrayList<String>();
    var open = new ArrayList<String>();
    int at = i;
    int to = i;
    boolean self = false;
    while (words.has(at)) {
      int end = one(at);
      if (end <= at) {
        break;
      }
      var name = words.between(at, end);
      if (SELF.contains(name.toLowerCase(Locale.ROOT))) {
        self = true;
      } else if ((end == at + 1 && name.length() > 4 && words.isIn(at, UNKNOWN))
          || UNKNOWN.contains(name.toLowerCase(Locale.ROOT))
          || name.toLowerCase(Locale.ROOT).startsWith("both of")) {
        open.add(name);
      } else {
        names.add(tidy(name));
      }
      to = end;
      at = end;
      boolean comma = words.is(at, ",");
      if (comma) {
        at++;
      }
      if (words.is(at, "and", "&", "+", "plus", "/")) {
        at++;
        at = words.is(at, "also", "with", "maybe") ? at + 1 : at;
        comma = false;
      } else if (words.after(at, "as well as") > 0) {
        at = words.after(at, "as well as");
        comma = false;
      } else if (!comma) {
        break;
      }
      if (startsAction(at) || (comma && !words.has(at))) {
        break;
      }
      if (comma
          && words.has(at)
          && !words.get(at).isCapitalised()
          && !Lexicon.FIRST_NAMES.contains(words.lower(at))) {
        break;
      }
    }
    return self && names.isEmpty() && open.isEmpty()
        ? new Found(List.of(), List.of(), to)
        : new Found(List.copyOf(names), List.copyOf(open), to);
  }

  private boolean startsAction(int i) {
    return words.has(i)
        && !words.get(i).isCapitalised()
        && (words.isIn(i, Lexicon.CANCEL)
            || words.isIn(i, Lexicon.MOVE)
            || words.isIn(i, Lexicon.SCHEDULE)
            || words.isIn(i, Lexicon.MODEL)
            || words.is(
                i, "set", "put", "add", "remember", "forget", "remind", "tell", "send", "make"));
  }

  /// The end of one name, or `i`.
  private int one(int i) {
    var first = words.get(i);
    if (first.kind() == dev.steward.core.text.Word.Kind.ADDRESS) {
      return i + 1;
    }
    if (!first.isLetters() || first.quoted()) {
      return i;
    }
    if (first.lower().length() > 4 && words.isIn(i, UNKNOWN) && !first.isCapitalised()) {
      return i + 1;
    }
    if (SELF.contains(first.lower()) || UNKNOWN.contains(first.lower())) {
      if (first.lower().equals("both") && words.is(i + 1, "of") && words.is(i + 2, "them")) {
        return i + 3;
      }
      if (first.lower().equals("her") && word(i + 1) && !stops(i + 1)) {
        return group(i); // her boss
      }
      return first.lower().equals("all") && word(i + 1) && !stops(i + 1) ? group(i) : i + 1;
    }
    if (GROUP.contains(first.lower())) {
      return group(i);
    }
    if (TITLES.contains(first.lower())) {
      int at = words.is(i + 1, ".") ? i + 2 : i + 1;
      return word(at) && !stops(at) ? name(at) : i;
    }
    if (stops(i)
        && !(first.isCapitalised() && first.lower().equals("will"))
        && !(first.isCapitalised() && !isPlainWhen(i))) {
      return i;
    }
    boolean word =
        Lexicon.MEETINGS.contains(first.lower())
            || (Lexicon.VOCABULARY.contains(first.lower())
                && !Lexicon.FIRST_NAMES.contains(first.lower()));
    if (!first.isCapitalised() && word) {
      return i;
    }
    return name(i);
  }

  private int name(int i) {
    boolean capitalised = words.get(i).isCapitalised();
    if (possessive(i)) {
      return word(i + 1) && !stops(i + 1) && !words.isIn(i + 1, Lexicon.MEETINGS)
          ? group(i)
          : i + 1;
    }
    int to = i + 1;
    while (word(to) && to < i + 5) {
      boolean capital = words.get(to).isCapitalised();
      if (PARTICLES.contains(words.lower(to))
          && words.has(to + 1)
          && words.get(to + 1).isCapitalised()) {
        to += 2;
        continue;
      }
      if (when.test(to)
          || stops(to)
          || capitalised != capital
          || Lexicon.MEETINGS.contains(words.lower(to))) {
        break;
      }
      if (!capital && (to > i + 1 || Lexicon.VOCABULARY.contains(words.lower(to)))) {
        break;
      }
      to++;
      if (possessive(to - 1)) {
        return word(to) && !stops(to) ? group(to) : to;
      }
    }
    if (words.is(to, "-") && !words.isApart(to) && !words.isApart(to + 1) && word(to + 1)) {
      to += 2; // Anna-Lena
    }
    if (words.is(to, "from", "of", "at")
        && words.has(to + 1)
        && words.get(to + 1).isCapitalised()
        && !when.test(to + 1)
        && !when.test(to)) {
      int end = to + 2;
      while (word(end) && words.get(end).isCapitalised() && !when.test(end)) {
        end++;
      }
      return end;
    }
    return to;
  }

  private int group(int i) {
    int to = i + 1;
    while (word(to)
        && to < i + 6
        && !when.test(to)
        && (!stops(to) || (words.is(to, "of") && to > i + 1))
        && !Lexicon.MEETINGS.contains(words.lower(to))) {
      to++;
      if (words.is(to - 1, "of") && words.is(to, "the", "our", "my")) {
        to++;
      }
    }
    return to > i + 1 ? to : i;
  }

  private boolean word(int i) {
    return words.has(i) && words.get(i).isLetters() && !words.get(i).quoted();
  }

  private boolean possessive(int i) {
    return words.lower(i).endsWith("'s");
  }

  private boolean stops(int i) {
    return STOPS.contains(words.lower(i))
        || words.is(i, "about", "regarding", "tomorrow", "please", "because", "instead", "with")
        || when.test(i);
  }

  private boolean isPlainWhen(int i) {
    return (when.test(i) && Lexicon.VOCABULARY.contains(words.lower(i)))
        || STOPS.contains(words.lower(i));
  }

  /// `a client` as `client`, `john` as `John`.
  private static String tidy(String name) {
    var bare = name.replaceFirst("(?i)^(a|an|some|all)\\s+", "");
    if (bare.contains("@") || bare.isEmpty()) {
      return bare;
    }
    bare = bare.replaceFirst("'s$|’s$", "");
    boolean group =
        (!bare.equals(name) && !Character.isUpperCase(bare.codePointAt(0)))
            || bare.matches("(?i)(my|the|our|your|his|her|their) .*");
    if (group) {
      return bare;
    }
    var parts = new ArrayList<String>();
    for (var part : bare.split(" ", -1)) {
      boolean particle =
          PARTICLES.contains(part) || part.equals("from") || part.equals("of") || part.equals("at");
      parts.add(
          particle || part.isEmpty()
              ? part
              : part.substring(0, part.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                  + part.substring(part.offsetByCodePoints(0, 1)));
    }
    return String.join(" ", parts);
  }
}
