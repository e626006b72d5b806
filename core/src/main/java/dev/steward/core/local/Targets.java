package dev.steward.core.local;

import dev.steward.core.local.Intent.Target;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words that tell which meeting is meant.
final class Targets {
  private static final Set<String> SERIES =
      Set.of("series", "recurring", "whole", "entire", "weekly", "every", "all");

  private Targets() {}

  static boolean plural(Words body) {
    return body.anywhere(0, body.size(), Lexicon.MEETINGS_PLURAL);
  }

  /// Whether it begins with `it` or the like, which stands for a meeting.
  static boolean isPronoun(Words body) {
    if (!body.is(0, "it", "that", "this", "them")) {
      return false;
    }
    return !body.has(1)
        || !body.get(1).isLetters()
        || (!body.isIn(1, Lexicon.MEETINGS) && !body.isIn(1, Lexicon.CALENDAR));
  }

  /// What keeps a meeting from being told; null if nothing does.
  static @Nullable Intent trouble(MeetingPhrase phrase, String verb) {
    if (!phrase.open().isEmpty()) {
      return new Unclear(
          "Who is meant by “%s”? Please name them.".formatted(phrase.open().getFirst()));
    }
    if (!phrase.residue().isEmpty()) {
      return new Unclear(
          "I did not understand “%s”, so I have done nothing. Which meeting shall I %s? Say for example “%s my meeting with John”."
              .formatted(phrase.residue(), verb, verb));
    }
    return null;
  }

  static Target target(Words body, MeetingPhrase phrase, boolean pronoun) {
    boolean next = false;
    for (int i = 0; i < body.size(); i++) {
      next |= body.is(i, "next", "upcoming") && !phrase.when().covers(i);
    }
    return new Target(
        pronoun,
        phrase.people(),
        phrase.noun(),
        phrase.topic(),
        phrase.when(),
        next,
        phrase.says(SERIES)
            && (phrase.when().hasRecurrence()
                || phrase.says(Set.of("series", "recurring", "whole", "entire", "all"))));
  }

  /// A meeting that may be named by its person alone: `reschedule John to Friday`.
  static MeetingPhrase phrase(Words body, ZonedDateTime now) {
    boolean name =
        body.has(0)
            && (body.get(0).isCapitalised() || Lexicon.FIRST_NAMES.contains(body.lower(0)))
            && !Lexicon.VOCABULARY.contains(body.lower(0))
            && !body.isIn(1, Lexicon.MEETINGS);
    return name ? MeetingPhrase.withPeopleAt(body, 0, 0, now) : MeetingPhrase.of(body, 0, now);
  }

  /// Words of a stretch that should say only when.
  static String leftover(Words words, Reading when) {
    var left = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      boolean filler =
          (words.get(i).isMark() && !words.get(i).text().matches("[/+$€%\"“']"))
              || Lexicon.COURTESY.contains(words.lower(i))
              || words.is(i, "please", "instead", "thanks", "works", "work", "better")
              || words.is(
                  i,
                  "to",
                  "on",
                  "at",
                  "for",
                  "in",
                  "the",
                  "if",
                  "possible",
                  "and",
                  "it",
                  "me",
                  "us",
                  "a",
                  "of",
                  "my",
                  "with",
                  "that",
                  "time",
                  "same",
                  "long",
                  "new",
                  "same",
                  "would",
                  "be",
                  "works",
                  "fine",
                  "better",
                  "around",
                  "day",
                  "until",
                  "till",
                  "into",
                  "onto",
                  "from",
                  "you",
                  "can",
                  "also",
                  "i",
                  "said",
                  "mean",
                  "meant");
      if (!when.covers(i) && !filler) {
        left.append(' ').append(words.get(i).text());
      }
    }
    return left.toString().strip();
  }
}
