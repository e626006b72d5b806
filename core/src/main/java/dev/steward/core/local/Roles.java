package dev.steward.core.local;

import dev.steward.core.text.Words;
import java.util.Arrays;
import java.util.List;

/// What each word does in the description of a meeting.
final class Roles {
  private static final List<String> NOUN_PHRASES =
      Lexicon.phrases(
          "conference call; phone call; video call; zoom call; zoom meeting; teams call;"
              + " one - on - one; one on one; 1 : 1; 1 - 1; 1 on 1; catch - up; catch up;"
              + " stand - up; stand up; check - in; check in; kick - off; kick off;"
              + " get - together; get together; follow - up; follow up; call back;"
              + " team building; happy hour; face to face; q & a; all hands; all - hands;"
              + " off - site; focus time; deep work");

  /// What a word does.
  enum Role {
    NONE,
    PEOPLE,
    WHEN,
    TOPIC,
    NOUN,
    MODIFIER,
    PLACE,
    FILLER
  }

  private final Words words;
  private final Role[] roles;

  Roles(Words words) {
    this.words = words;
    this.roles = new Role[words.size()];
    Arrays.fill(roles, Role.NONE);
  }

  void mark(int start, int end, Role role) {
    for (int i = start; i < Math.min(end, roles.length); i++) {
      roles[i] = role;
    }
  }

  boolean is(int i, Role role) {
    return i >= 0 && i < roles.length && roles[i] == role;
  }

  /// Whether nothing is known yet of what the word does.
  boolean isFree(int i) {
    return is(i, Role.NONE);
  }

  /// The position after a kind of meeting of several words, else -1.
  int nounPhrase(int i) {
    return words.afterAny(i, NOUN_PHRASES);
  }
}
