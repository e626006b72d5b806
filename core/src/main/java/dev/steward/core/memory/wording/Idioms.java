package dev.steward.core.memory.wording;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/// Finds phrases whose words don't mean what they mean alone, such as `these days`.
final class Idioms {
  /// Those that tell of a change.
  private static final List<List<String>> CHANGES =
      phrases(
          "these days; at the moment; at present; as of now; from now on; going forward; any more;"
              + " any longer; no more; went up; went down; gone up; gone down; goes up; go up; gone"
              + " off; gone over; put up; put down; this time; make that; make it; right now; as of"
              + " today; from today; by now; effective immediately; effective today; starting today;"
              + " got rid of; in the end; after all; on second thought; from here on; until further"
              + " notice; not any more; change of plan; change of plans; plans changed; scratch that;"
              + " stepped down; steps down; stepping down; taken over; took over; takes over; passed"
              + " on; gave up; given up; gives up; went with; gone with; in"
              + " favour of; in favor of; in charge now; brought forward; put back; put off; let go;"
              + " cut off; cut down; cut back; phased out; rolled out; set to; settled on; came up to");

  private static final List<List<String>> FILLERS =
      phrases(
          "for now; by the way; of course; in fact; as you know; at all; at least; a bit; a lot; so"
              + " far; for example; for the record; for your information; to be clear; just to let"
              + " you know; let you know; good news; bad news; in case");

  private Idioms() {}

  private static List<List<String>> phrases(String list) {
    return Arrays.stream(list.split(";", -1))
        .map(phrase -> List.of(phrase.strip().split(" ", -1)))
        .toList();
  }

  /// The positions of the words that belong to one.
  static BitSet in(List<Token> tokens) {
    var found = new BitSet();
    mark(tokens, CHANGES, found);
    mark(tokens, FILLERS, found);
    return found;
  }

  static boolean tellChange(List<Token> tokens) {
    var found = new BitSet();
    mark(tokens, CHANGES, found);
    return !found.isEmpty();
  }

  private static void mark(List<Token> tokens, List<List<String>> phrases, BitSet found) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      for (var phrase : phrases) {
        if (stands(tokens, i, phrase)) {
          found.set(i, i + phrase.size());
        }
      }
    }
  }

  private static boolean stands(List<Token> tokens, int at, List<String> phrase) {
    if (at + phrase.size() > tokens.size()) {
      return false;
    }
    for (int i = 0; i < phrase.size(); i++) {
      if (!tokens.get(at + i).canon().equals(phrase.get(i))) {
        return false;
      }
    }
    return true;
  }
}
