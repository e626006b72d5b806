package dev.steward.core.local;

import dev.steward.core.local.Intent.Remember;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.text.Words;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises what shall be kept: `remember that …`, `note: …`.
final class RememberGrammar {
  private static final List<String> REMEMBER =
      Lexicon.phrases(
          "remember for the future that; remember for later that;"
              + " remember from now on that; remember the following; remember this;"
              + " remember that; remember; please note that; take note that; take a note that;"
              + " take note of; take a note; make a note that; make a note of; make a note;"
              + " make note that; make note of; note down that; note down; note that;"
              + " note for later; note to self; note; write down that; write down;"
              + " jot down that; jot down; keep in mind that; keep in mind; bear in mind that;"
              + " bear in mind; keep in memory that; keep note that; keep a note that;"
              + " save that; save the fact that; save this; save the following; store that;"
              + " store the fact that; store this; record that; log that; memorise that;"
              + " memorize that; memorise; memorize; don't forget that; do not forget that;"
              + " dont forget that; never forget that; don't forget to; do not forget to;"
              + " don't forget; do not forget; dont forget; never forget; for the record;"
              + " for your information; for future reference; fyi; you should know that;"
              + " just so you know; be aware that; know that; add a note that;"
              + " add to memory that; learn that; add a note; add the fact that;"
              + " the fact is that; i want you to know that; let it be known that; heads up;"
              + " add to my notes that; add to your memory that; update your memory that");
  private static final List<String> SHARED =
      Lexicon.phrases(
          "for everyone; for everybody; for all of us; for the whole team; for the team;"
              + " for the whole organisation; for the whole organization; for the organisation;"
              + " for the organization; for the company; for the whole company; company - wide;"
              + " organisation - wide; organization - wide");

  private final Words words;
  private final Frame frame;

  RememberGrammar(Frame frame) {
    this.words = frame.words();
    this.frame = frame;
  }

  /// `remember that …`, `note: …`.
  @Nullable Intent remember() {
    int at = words.afterAny(0, REMEMBER);
    boolean lenient = at < 0 && words.mayBeIn(0, Set.of("remember")) && words.is(1, "that");
    if (lenient) {
      at = 2;
    }
    if (at < 0 || frame.question() || frame.mood() == Frame.Mood.DOUBT) {
      return at > 0
              && frame.question()
              && frame.mood() == Frame.Mood.PLAIN
              && words.is(0, "remember", "note")
          ? new Intent.Ask(words.text(), words.between(at, words.size()), true)
          : null;
    }
    if (words.is(0, "note") && !words.lower(0).equals("note") && words.readings(0) > 2) {
      return null;
    }
    if (words.is(0, "note")
        && at == 1
        && !words.get(Math.min(1, words.size() - 1)).isMark()
        && words.size() > 1
        && !words.is(1, "the", "my", "our")) {
      return null;
    }
    if (words.is(0, "learn", "know") && frame.mood() == Frame.Mood.PLAIN && !words.is(1, "that")) {
      return null;
    }
    boolean organisation = false;
    for (var shared : SHARED) {
      int next = words.after(at, shared);
      if (next > 0) {
        organisation = true;
        at = next;
        break;
      }
    }
    while (words.has(at)
        && ((words.get(at).isMark() && !words.is(at, "$", "€", "£", "\"", "“", "#", "@", "'"))
            || (words.is(at, "that")
                && !words.get(at).quoted()
                && (words.is(at - 1, ":", ",") || organisation)))) {
      at++;
    }
    if (!words.has(at)) {
      return new Unclear(
          "What shall I remember? Say for example “remember that John prefers mornings”.");
    }
    if (words.size() == at + 1 && words.is(at, "it", "that", "this", "me")) {
      return new Unclear("What shall I remember? Please say it in one sentence.");
    }
    if (words.is(at, "he", "she", "they", "him", "her") && words.size() > at + 1) {
      return new Unclear(
          "Who is “%s”? Please say it again with the name, so that I remember it rightly."
              .formatted(words.get(at).text()));
    }
    if (words.size() == at + 1
        && (words.is(0, "don't", "do", "never", "dont") || words.get(at).isCapitalised())) {
      return new Unclear("What shall I remember about %s?".formatted(words.get(at).text()));
    }
    if (Clauses.second(words, at, true) > 0) {
      return new Unclear(Clauses.ONE_AT_A_TIME);
    }
    return remembered(words.slice(at, words.size()), organisation, true);
  }

  static Intent remembered(Words said, boolean organisation, boolean asked) {
    var text = said.between(0, said.size());
    int colon = said.is(1, ":") ? 2 : -1;
    boolean layer =
        organisation
            || (said.is(0, "company", "organisation", "organization", "team")
                && said.is(1, "policy", "rule"))
            || (said.is(0, "our")
                && said.is(1, "company", "organisation", "organization")
                && said.is(2, "policy", "rule"))
            || (said.is(0, "policy") && colon > 0);
    return new Remember(capital(text), kind(said), layer ? Layer.ORGANISATION : Layer.USER, asked);
  }

  static String capital(String text) {
    int first = text.offsetByCodePoints(0, 1);
    // a brand such as "iPhone" or an address keeps its small letter
    boolean word =
        text.length() > first
            && Character.isLowerCase(text.codePointAt(0))
            && !text.substring(0, Math.min(text.length(), 12)).matches("^\\S*[@./A-Z].*");
    return word
        ? text.substring(0, first).toUpperCase(java.util.Locale.ROOT) + text.substring(first)
        : text;
  }

  static Fact.Kind kind(Words said) {
    boolean decided =
        said.is(0, "decision")
            || (said.is(0, "we", "i", "they", "it") && said.anywhere(0, 6, Lexicon.DECISION))
            || said.anywhere(0, Math.min(6, said.size()), Set.of("decided", "agreed", "decision"));
    if (decided) {
      return Fact.Kind.DECISION;
    }
    boolean standing =
        said.after(0, "from now on") > 0
            || said.after(0, "going forward") > 0
            || said.after(0, "in future") > 0
            || said.after(0, "in the future") > 0
            || said.is(0, "always", "never")
            || (said.is(1, "always", "never") && said.is(0, "i", "we", "please"));
    return said.anywhere(0, said.size(), Lexicon.PREFERENCE) || standing
        ? Fact.Kind.PREFERENCE
        : Fact.Kind.FACT;
  }
}
