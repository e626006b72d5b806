package dev.steward.core.memory.wording;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// Finds what a text says is no more: `from Paris` in `moved from Paris to Berlin`, `Slack` in
/// `Teams instead of Slack`, all of it in `no longer drinks coffee`.
final class Replaced {
  private static final int LONGEST = 7;
  private static final Set<String> STOPS =
      Lexis.set(
          ", . ; : ! ? - ( ) and but so because since as anymore any-more now instead starting"
              + " effective while we i he she they it it's we're she's he's i'm they're");
  private static final Set<String> ENDS = Lexis.set("to for with by in from at on");
  private static final Set<String> MOVES =
      Lexis.set(
          "moved move moves moving changed change changes changing switched switch switching went"
              + " goes going raised raise lowered increased increase decreased reduced reduce cut"
              + " bumped bump dropped migrated migrate migrating transitioned transferred transfer"
              + " relocated relocating renamed shifted shift pushed postponed rescheduled extended"
              + " upgraded downgraded promoted updated adjusted revised converted up down grew rose"
              + " fell climbed jumped takes took taking taken over inherited rebranded amended turned"
              + " upped hiked slashed trimmed delayed brought handed passed reassigned redirected"
              + " corrected moved-on swapped trading traded rolled shrank doubled halved");
  private static final Set<String> JOURNEYS =
      Lexis.set(
          "travelled traveled walked sailed commuted cycled shipped delivered hiked posted mailed"
              + " translated delayed landed departed");
  private static final Set<String> PREFERRING = Lexis.set("prefer prefers preferred preferring");
  private static final Set<String> GIVEN_UP =
      Lexis.set(
          "ditched dropped abandoned retired scrapped quit left stopped leaving dumped sold cancelled"
              + " canceled discontinued ended terminated deprecated axed shelved fired closed lost"
              + " quitting stopping dropping ditching replaced replaces replacing swapped traded"
              + " succeeds succeeded succeeding supersedes superseded superseding overrides"
              + " overrode abolished withdrew revoked removed forget scratch ignore disregard scrap"
              + " binned killed sunset outgrew stop avoid avoiding finished");
  private static final Set<String> OVER =
      Lexis.set(
          "dead gone history over obsolete outdated out off cancelled canceled closed discontinued"
              + " void invalid wrong abolished retired replaced superseded old-news finished moot"
              + " deprecated ended scrapped past");

  private final List<Token> tokens;
  private final BitSet found = new BitSet();

  private Replaced(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// The positions of the tokens that tell what is no more.
  static BitSet in(List<Token> tokens) {
    var replaced = new Replaced(tokens);
    for (int i = 0; i < tokens.size(); i++) {
      replaced.at(i);
    }
    return replaced.found;
  }

  private void at(int i) {
    if (is(i, "from") && !is(i + 1, "now") && (hasBefore(i, MOVES) || isTurnedInto(i))) {
      span(i + 1, true);
    } else if (is(i, "instead", "place", "lieu") && is(i + 1, "of")) {
      span(i + 2, true);
    } else if (is(i, "to", "over") && i > 1 && hasBefore(i, PREFERRING) && !is(i + 1, "be")) {
      span(i + 1, true);
    } else if (is(i, "rather") && is(i + 1, "than")) {
      span(i + 2, true);
    } else if (is(i, "no") && is(i + 1, "longer")) {
      span(i + 2, false);
    } else if (is(i, "used") && is(i + 1, "to")) {
      span(i + 2, false);
    } else if (is(i, "formerly", "previously") && !is(i + 1, ",")) {
      span(i + 1, true);
    } else if (is(i, "old", "former", "previous", "prior") && isWord(i + 1)) {
      oldOne(i);
    } else if (is(i, ",", "and", "-", "(") && is(i + 1, "not") && !is(i + 2, "yet", "only")) {
      span(i + 2, true);
    } else if (isNegation(i)
        && hasAfter(i, 12, "anymore", "longer", "more")
        && !is(i + 1, "longer")) {
      span(i + 1, false);
    } else if (isNegation(i) && hasAfter(i, 10, "but")) {
      span(i + 1, false);
    } else if ((is(i, "gave", "given", "giving", "gives") && is(i + 1, "up"))
        || (is(i, "gone", "went", "going") && is(i + 1, "off"))
        || (is(i, "fed", "had") && is(i + 1, "up", "enough"))
        || (is(i, "tired", "bored", "rid") && is(i + 1, "of"))) {
      span(is(i + 2, "with", "of", "on") ? i + 3 : i + 2, true);
    } else if (is(
            i, "stepped", "steps", "resigned", "retired", "resigns", "retires", "left", "quits")
        && i > 0
        && isName(i - 1)
        && (is(i + 1, "down", "and", "as", ",", ".", "so") || i + 1 == tokens.size())) {
      found.set(i - 1);
    } else if (is(i, "handed", "passed", "ceded", "handing", "hands")
        && i > 0
        && isName(i - 1)
        && hasAfter(i, 10, "to")) {
      found.set(i - 1);
    } else if (is(i, "renamed", "rebranded") && isPassive(i)) {
      before(i);
    } else if (GIVEN_UP.contains(canon(i)) && !isPassive(i)) {
      givenUp(i);
    } else if (is(i, "moved", "moving", "move") && is(i + 1, "away", "on", "off")) {
      span(is(i + 2, "from", "of") ? i + 3 : i + 2, true);
    } else if (is(i, "over", "taking") && is(i + 1, "from")) {
      span(i + 2, true);
    } else if (isOver(i)) {
      before(i);
    } else if (is(i, "was", "were")
        && !is(i + 1, "moved", "changed", "raised")
        && (hasAfter(i, 8, "now") || hasAfter(i, 8, "before", "previously", "until"))) {
      span(i + 1, true);
    }
  }

  /// `ported from Python to Rust`, but not `flew from Paris to Berlin`.
  private boolean isTurnedInto(int i) {
    var before = canon(i - 1);
    var to = hasAfter(i, 6, "to", "into");
    return to
        && before.endsWith("ed")
        && before.length() > 4
        && !JOURNEYS.contains(before)
        && !isValue(i + 1);
  }

  private boolean isName(int i) {
    return i >= 0 && i < tokens.size() && Names.isName(tokens, i);
  }

  private void oldOne(int i) {
    // "the old limit, 500" or "old address was Oak Street"
    int at = i + 1;
    while (isWord(at) && !Lexis.FUNCTION.contains(canon(at)) && at < i + 4) {
      at++;
    }
    if (is(at, "was", "of", ",", "(", ":")) {
      int value = is(at, ",") && !isValue(at + 1) ? -1 : at + 1;
      if (value > 0) {
        span(value, true);
      }
    }
  }

  private void givenUp(int i) {
    int at = i + 1;
    while (is(
        at, "using", "the", "our", "my", "about", "with", "going", "at", "working", "living",
        "what", "her", "his", "their", "that", "a", "an")) {
      at++;
    }
    if (at < tokens.size() && !STOPS.contains(canon(at)) && !ENDS.contains(canon(at))) {
      span(at, true);
    }
  }

  /// `Slack was replaced by Teams`, `the meeting is cancelled`.
  private boolean isOver(int i) {
    return OVER.contains(canon(i)) && isPassive(i);
  }

  private boolean isPassive(int i) {
    int at = i - 1;
    while (is(at, "now", "been", "being", "officially", "already", "just", "finally", "getting")) {
      at--;
    }
    return is(at, "is", "are", "was", "were", "be", "has", "have", "got", "it's", "gets", "been")
        && !(is(at, "has", "have") && at == i - 1);
  }

  private void before(int i) {
    int to = i - 1;
    while (to >= 0
        && is(
            to,
            "now",
            "been",
            "being",
            "officially",
            "already",
            "just",
            "finally",
            "is",
            "are",
            "was",
            "were",
            "be",
            "has",
            "have",
            "got",
            "getting",
            "gets")) {
      to--;
    }
    int from = to;
    while (from > 0
        && to - from < LONGEST
        && !is(from - 1, ".", ";", ",", "!", "?", "and", "but")) {
      from--;
    }
    if (to >= 0) {
      found.set(Math.max(0, from), to + 1);
    }
  }

  private void span(int from, boolean shortly) {
    int at = from;
    while (at < tokens.size() && at - from < LONGEST) {
      var canon = canon(at);
      var isEnd =
          (at > from
                  && (STOPS.contains(canon)
                      || (shortly && ENDS.contains(canon) && !is(at, "in", "on"))))
              || (at == from
                  && STOPS.contains(canon)
                  && !is(at, "we", "i", "he", "she", "they", "it"));
      if (isEnd || (shortly && at > from && is(at, "in", "on") && isValueOrName(at - 1))) {
        break;
      }
      found.set(at);
      at++;
    }
  }

  private boolean isValueOrName(int i) {
    return isValue(i) || (i >= 0 && i < tokens.size() && tokens.get(i).isCapitalised());
  }

  private boolean isValue(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).kind().isValue();
  }

  private boolean isNegation(int i) {
    return i < tokens.size() && tokens.get(i).isWord() && Lexis.NEGATIONS.contains(canon(i));
  }

  private boolean hasBefore(int i, Set<String> words) {
    for (int at = i - 1; at >= 0 && at >= i - 12; at--) {
      if (words.contains(canon(at))) {
        return true;
      }
      if (is(at, ".", ";", "!", "?")) {
        return false;
      }
    }
    return false;
  }

  private boolean hasAfter(int i, int within, String... words) {
    for (int at = i + 1; at < tokens.size() && at <= i + within; at++) {
      if (is(at, words)) {
        return true;
      }
      if (is(at, ".", "!", "?")) {
        return false;
      }
    }
    return false;
  }

  private boolean isWord(int i) {
    return i >= 0 && i < tokens.size() && tokens.get(i).isWord();
  }

  private String canon(int i) {
    return i >= 0 && i < tokens.size() ? tokens.get(i).canon() : "";
  }

  private boolean is(int i, String... words) {
    return i >= 0 && i < tokens.size() && tokens.get(i).is(words);
  }
}
