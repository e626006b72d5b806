package dev.steward.core.local;

import dev.steward.core.local.Roles.Role;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Who takes part in a meeting, as it is described.
final class MeetingPeople {
  private final Words words;
  private final int from;
  private final Roles roles;
  private final Reading first;
  private final List<String> people = new ArrayList<>();
  private final List<String> open = new ArrayList<>();

  /// Finds them, and marks their words.
  ///
  /// @param peopleAt where they are named without a preposition, or -1
  /// @param first the dates and times, names among them taken for such too
  MeetingPeople(Words words, int from, int peopleAt, Roles roles, Reading first) {
    this.words = words;
    this.from = from;
    this.roles = roles;
    this.first = first;
    find(new NameParser(words, first::covers), peopleAt);
  }

  List<String> names() {
    return List.copyOf(people);
  }

  /// Pronouns that leave open who is meant.
  List<String> open() {
    return List.copyOf(open);
  }

  private void find(NameParser names, int peopleAt) {
    if (peopleAt >= 0) {
      take(names.at(peopleAt), peopleAt);
    }
    for (int i = from; i < words.size(); i++) {
      if (!roles.isFree(i) || words.get(i).quoted()) {
        continue;
      }
      int at = -1;
      if (isWith(i)) {
        at = i + 1;
      } else if (words.is(i, "w") && words.is(i + 1, "/")) {
        at = i + 2;
      } else if (i > from
          && words.isIn(i - 1, Lexicon.MEETINGS)
          && Lexicon.FIRST_NAMES.contains(words.lower(i))
          && !first.covers(i)) {
        take(names.at(i), i);
      } else if (words.is(i, "between") && !first.covers(i)) {
        at = i + 1;
      } else if (words.is(i, "for") && !first.covers(i) && isName(i + 1)) {
        at = i + 1;
      } else if (words.is(i, "and")
          && words.is(i + 1, "me", "i", "myself")
          && !words.isIn(i + 2, Lexicon.FINITE)) {
        roles.mark(i, i + 2, Role.PEOPLE);
      } else if (isName(i) && words.isIn(i + 1, Lexicon.MEETINGS) && i > from - 1) {
        people.add(words.get(i).text().replaceFirst("['’]s$", ""));
        roles.mark(i, i + 1, Role.PEOPLE);
      }
      if (at > 0 && words.has(at)) {
        var found = names.at(at);
        if (found.to() > at) {
          take(found, i);
        }
      }
    }
  }

  private boolean isWith(int i) {
    if (words.is(i, "with")) {
      return true;
    }
    return words.mayBeIn(i, Set.of("with"))
        && i > from
        && words.isIn(i - 1, Lexicon.MEETINGS)
        && words.has(i + 1)
        && words.get(i + 1).isCapitalised();
  }

  private boolean isName(int i) {
    if (!words.has(i) || first.covers(i) || words.get(i).quoted() || !words.get(i).isLetters()) {
      return false;
    }
    var lower = words.lower(i).replaceFirst("'s$", "");
    boolean beside =
        words.is(i - 1, "for")
            && words.is(i + 1, "and")
            && Lexicon.FIRST_NAMES.contains(words.lower(i + 2));
    return Lexicon.FIRST_NAMES.contains(lower)
        || beside
        || (words.get(i).isCapitalised()
            && !Lexicon.VOCABULARY.contains(lower)
            && words.lower(i).length() > 2
            && (words.lower(i).endsWith("'s") || words.is(i - 1, "for")));
  }

  private void take(NameParser.Found found, int start) {
    for (var name : found.names()) {
      if (!people.contains(name)) {
        people.add(name);
      }
    }
    open.addAll(found.open());
    roles.mark(start, found.to(), Role.PEOPLE);
  }
}
