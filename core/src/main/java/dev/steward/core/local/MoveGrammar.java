package dev.steward.core.local;

import dev.steward.core.local.Intent.Shift;
import dev.steward.core.local.Intent.Target;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.text.Words;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises that a meeting shall be moved, or take longer or shorter.
final class MoveGrammar {
  private final Words words;
  private final ZonedDateTime now;

  MoveGrammar(Words words, ZonedDateTime now) {
    this.words = words;
    this.now = now;
  }

  private boolean isMoveVerb() {
    return (words.isIn(0, Lexicon.MOVE)
            && (!words.is(0, "book", "schedule") || words.lower(0).startsWith("re")))
        || words.is(0, "extend", "shorten", "moving", "rescheduling", "postponing")
        || words.after(0, "put off") > 0
        || words.after(0, "put back") > 0
        || (words.is(0, "put")
            && Targets.isPronoun(words.slice(1, words.size()))
            && anywhere("off", "back", "forward", "to"));
  }

  private boolean anywhere(String... forms) {
    return words.anywhere(1, words.size(), Set.of(forms));
  }

  @Nullable Intent move() {
    var instead = instead();
    if (instead != null) {
      return instead;
    }
    boolean lenient = false;
    if (!isMoveVerb()) {
      lenient =
          words.mayBeIn(0, Set.of("move", "push", "postpone", "shift", "delay", "reschedule"))
              && words.is(1, "it", "my", "the");
      if (!lenient) {
        return null;
      }
    }
    int from = words.is(0, "put") && words.is(1, "off", "back") ? 2 : 1;
    int split = destination(from);
    if (split > 0) {
      return to(from, split, words.size(), lenient);
    }
    return lenient ? null : by(from);
  }

  /// The position of the word that a new time follows: `to Tuesday`.
  private int destination(int from) {
    if (words.is(from, "to")) {
      var rest = WhenReader.read(words.slice(from, words.size()), k -> true, now);
      if (rest.after(0) > 0 || rest.after(1) > 0) {
        return from;
      }
    }
    for (var prepositions :
        List.of(Set.of("to"), Set.of("until", "till", "into", "onto", "for", "on"))) {
      for (int i = from + 1; i < words.size(); i++) {
        if (!words.get(i).quoted() && words.isIn(i, prepositions)) {
          if (prepositions.contains("on")
              && !Targets.isPronoun(words.slice(from, words.size()))
              && !words.is(i, "until", "till", "into")
              && !words.is(0, "reschedule", "rebook", "postpone")) {
            continue;
          }
          var rest = words.slice(i, words.size());
          var reading = WhenReader.read(rest, k -> true, now);
          if (reading.after(0) > 0 || reading.after(1) > 0) {
            return i;
          }
        }
      }
    }
    // "move it Tuesday 10:00": the time right after the pronoun
    if (Targets.isPronoun(words.slice(from, words.size()))) {
      var reading = WhenReader.read(words, k -> k > from, now);
      if (reading.after(from + 1) > 0 && reading.hasStart()) {
        return from + 1;
      }
    }
    return -1;
  }

  private @Nullable Intent to(int from, int split, int end, boolean lenient) {
    var body = words.slice(from, split);
    var rest = words.slice(split, end);
    var to = WhenReader.read(rest, k -> true, now);
    var left = Targets.leftover(rest, to);
    boolean shifted = left.equals("later") || left.equals("earlier");
    if (shifted && !to.hasStart()) {
      return by(from);
    }
    if (!left.isEmpty()) {
      return new Unclear(
          "I did not understand “%s”, so I have moved nothing. Say for example “move it to Tuesday 10:00”."
              .formatted(left));
    }
    var phrase = Targets.phrase(body, now);
    boolean time =
        body.size() == 2 && body.is(0, "the", "its") && body.is(1, "time", "date", "start", "day");
    boolean pronoun = Targets.isPronoun(body) || body.size() == 0 || time;
    var residue = strip(phrase.residue());
    boolean named =
        !phrase.noun().isEmpty() || !phrase.people().isEmpty() || phrase.when().hasClock();
    if (Targets.plural(body) || phrase.says(Set.of("everything", "both", "all"))) {
      return new Unclear("I move one meeting at a time, to be safe. Which one?");
    }
    if ((!pronoun && !named) || !residue.isEmpty()) {
      if (lenient
          || (words.is(
                  0, "change", "switch", "bring", "put", "pull", "adjust", "push", "advance",
                  "swap")
              && !named)) {
        return null;
      }
      var trouble = Targets.trouble(phrase, "move");
      return trouble == null
          ? new Unclear("I can move meetings only. Which meeting do you mean, and to when?")
          : trouble;
    }
    if (!phrase.open().isEmpty()) {
      return Targets.trouble(phrase, "move");
    }
    return new Intent.Move(Targets.target(body, phrase, pronoun), to, Shift.NONE);
  }

  private static String strip(String residue) {
    return residue
        .replaceAll(
            "\\b(?i:same|time|back|forward|up|off|out|from|date|start|over|appointment|ahead|later|earlier)\\b",
            "")
        .strip();
  }

  /// `push it back by an hour`, `an hour later`, `make it 45 minutes`.
  private @Nullable Intent by(int from) {
    var body = words.slice(from, words.size());
    var phrase = MeetingPhrase.of(body, 0, now);
    boolean pronoun = Targets.isPronoun(body);
    var amount = WhenReader.read(body, k -> true, now);
    boolean moved = amount.shifted(now.toLocalDateTime(), true).isPresent();
    boolean named =
        pronoun
            || !phrase.noun().isEmpty()
            || !phrase.people().isEmpty()
            || phrase.when().hasClock();
    if (!named) {
      return words.is(0, "reschedule", "postpone", "rebook")
          ? new Unclear("Which meeting shall I move, and to when?")
          : null;
    }
    if (!moved) {
      var residue = strip(phrase.residue());
      if (!residue.isEmpty() || !phrase.open().isEmpty()) {
        return Targets.trouble(phrase, "move");
      }
      return new Unclear("To when shall I move it? Say for example “move it to Tuesday 10:00”.");
    }
    boolean earlier =
        anywhere("earlier", "ahead")
            || (anywhere("forward") && words.is(0, "bring", "pull"))
            || (anywhere("up") && words.is(0, "bring", "move", "pull", "push"))
            || words.is(0, "advance");
    boolean later =
        anywhere("later", "back", "out", "off")
            || words.is(0, "delay", "postpone", "defer")
            || (words.is(0, "put") && words.is(1, "off", "back"))
            || (words.is(0, "push") && !anywhere("forward"));
    if (words.is(0, "extend", "shorten") || earlier == later) {
      return new Unclear(
          words.is(0, "extend", "shorten")
              ? "How long shall it take? Say for example “make it 45 minutes”."
              : "Earlier or later? Say for example “move it an hour later”.");
    }
    var residue = strip(phrase.residue().replaceAll("\\b(?i:by)\\b", ""));
    if (!residue.isEmpty() || !phrase.open().isEmpty()) {
      return Targets.trouble(phrase, "move");
    }
    var without =
        new Target(
            pronoun,
            phrase.people(),
            phrase.noun(),
            phrase.topic(),
            phrase.when().filtered(k -> false),
            false,
            false);
    return new Intent.Move(without, amount, earlier ? Shift.EARLIER : Shift.LATER);
  }

  /// `can we do Thursday instead`, `how about 3pm instead`, `make it Tuesday at 10`.
  private @Nullable Intent instead() {
    int from = -1;
    for (var opening :
        Lexicon.phrases(
            "make it; do it; have it; make that; do; meet; how about; what about; take;"
                + " have")) {
      int after = words.after(0, opening);
      if (after > 0) {
        from = after;
        break;
      }
    }
    if (from < 0 && words.mayBeIn(0, Set.of("make")) && words.is(1, "it", "that")) {
      from = 2;
    }
    boolean instead =
        words.is(words.size() - 1, "instead") || words.anywhere(0, words.size(), Set.of("instead"));
    boolean makeIt = words.mayBeIn(0, Set.of("make")) && words.is(1, "it", "that");
    if (from < 0 && instead) {
      from = words.is(0, "would", "does", "could") ? 1 : 0;
    }
    if (from < 0
        || (!instead
            && !makeIt
            && words.after(0, "how about") < 0
            && words.after(0, "what about") < 0)) {
      return null;
    }
    var rest = words.slice(from, words.size());
    var to = WhenReader.read(rest, k -> true, now);
    if (to.isEmpty()
        || !Targets.leftover(rest, to).isEmpty()
        || (!to.hasStart() && to.length().isZero())) {
      return null;
    }
    var it = new Target(true, List.of(), "", "", to.filtered(k -> false), false, false);
    return new Intent.Move(it, to, Shift.NONE);
  }
}
