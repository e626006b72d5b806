package dev.steward.core.local;

import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Words;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises that a meeting shall be cancelled.
final class CancelGrammar {
  private static final String ONE_CANCELLED =
      "I cancel one meeting at a time, to be safe. Which one? “What is on my calendar?” lists them.";

  private static final Set<String> ALL = Set.of("all", "everything", "both", "every", "each");

  private final Words words;
  private final ZonedDateTime now;

  CancelGrammar(Words words, ZonedDateTime now) {
    this.words = words;
    this.now = now;
  }

  /// What of `cancel`, `call off` and the like stands first, as the position after it, else -1.
  private int cancelVerb() {
    if (words.isIn(0, Lexicon.CANCEL) || words.is(0, "cancelling", "canceling")) {
      return 1;
    }
    for (var phrase :
        List.of("call off", "get rid of", "take off", "cross out", "blow off", "calling off")) {
      int after = words.after(0, phrase);
      if (after > 0) {
        return after;
      }
    }
    if (words.mayBeIn(0, Set.of("cancel"))) {
      return 1;
    }
    // "call the meeting off", "take the demo off my calendar"
    return (words.is(0, "call") && words.is(words.size() - 1, "off"))
            || (words.is(0, "take") && words.anywhere(2, words.size(), Set.of("off")))
        ? 1
        : -1;
  }

  @Nullable Intent cancel() {
    int from = cancelVerb();
    if (from < 0) {
      return null;
    }
    var body = words.slice(from, words.size());
    if (body.size() == 0) {
      return new Unclear("What shall I cancel? Say for example “cancel my meeting with John”.");
    }
    boolean mild = !words.is(0, "cancel", "cancelling", "canceling", "call");
    if (body.is(body.size() - 1, "calendar", "diary", "agenda", "schedule", "day", "week")
        && body.is(0, "my", "the", "our", "all", "entire", "whole")
        && body.size() <= 3) {
      return new Unclear(ONE_CANCELLED);
    }
    var phrase = Targets.phrase(body, now);
    boolean pronoun = Targets.isPronoun(body);
    boolean named = !phrase.noun().isEmpty() || Targets.plural(body);
    if (mild && !pronoun && !named && !(phrase.when().hasClock() && phrase.residue().isEmpty())) {
      return null;
    }
    if (pronoun && words.is(0, "drop", "clear", "scratch")) {
      return new Unclear("Do you want the meeting cancelled? Then say “cancel it”.");
    }
    if (Targets.plural(body)
        || (body.anywhere(0, body.size(), ALL) && !isSeries(body, phrase))
        || (body.is(0, "calendar", "my") && body.is(body.size() - 1, "calendar") && !named)) {
      return new Unclear(ONE_CANCELLED);
    }
    var trouble = Targets.trouble(phrase, "cancel");
    if (trouble != null) {
      return trouble;
    }
    if (!pronoun && !named && phrase.people().isEmpty() && phrase.when().isEmpty()) {
      return new Unclear("I can cancel meetings only. Which meeting do you mean?");
    }
    return new Intent.Cancel(Targets.target(body, phrase, pronoun));
  }

  private boolean isSeries(Words body, MeetingPhrase phrase) {
    return (body.is(0, "the", "my", "our", "all")
            && body.anywhere(0, body.size(), Set.of("series", "recurring")))
        || phrase.when().hasRecurrence()
        || (body.is(0, "all") && body.is(1, "of") && body.is(2, "it"));
  }
}
