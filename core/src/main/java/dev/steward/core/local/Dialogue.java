package dev.steward.core.local;

import dev.steward.core.agent.Assignment;
import dev.steward.core.local.Intent.Cancel;
import dev.steward.core.local.Intent.Move;
import dev.steward.core.local.Intent.Schedule;
import dev.steward.core.local.Intent.Shift;
import dev.steward.core.local.Intent.Target;
import dev.steward.core.memory.Message;
import dev.steward.core.text.Word;
import dev.steward.core.text.Words;
import dev.steward.core.when.Reading;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a message as the answer to what was asked before it, where it is one.
final class Dialogue {
  private static final int LONGEST_ANSWER = 80;
  private static final int MOST_QUESTIONS = 4;

  private final Understanding understanding;
  private final Assignment assignment;
  private final ZonedDateTime now;

  Dialogue(Understanding understanding, Assignment assignment) {
    this.understanding = understanding;
    this.assignment = assignment;
    this.now = assignment.at().atZone(assignment.zone());
  }

  /// What is wanted.
  ///
  /// @param consents what the person said yes to
  /// @param listed the question that they said yes to forget all of; empty if none was asked
  record Wish(Intent intent, Set<Consent> consents, String listed) {
    Wish(Intent intent) {
      this(intent, Set.of(), "");
    }
  }

  Wish wish() {
    var own = understanding.understand(assignment.text(), now);
    var earlier = asked();
    if (earlier.isEmpty()) {
      return new Wish(own);
    }
    var question = earlier.getLast().question();
    if (own instanceof Intent.Reply reply && !reply.yes()) {
      return new Wish(new Intent.Smalltalk("Alright, I leave everything as it is."));
    }
    var base = understanding.understand(earlier.getFirst().said(), now);
    var consents = EnumSet.noneOf(Consent.class);
    for (int i = 1; i < earlier.size(); i++) {
      var said = understanding.understand(earlier.get(i).said(), now);
      if (said instanceof Intent.Reply) {
        consents.addAll(Consent.to(earlier.get(i - 1).question()));
        continue;
      }
      var next = answered(base, earlier.get(i).said(), said, earlier.getFirst().said());
      base = next == null ? base : next.intent();
      consents.addAll(next == null ? Set.of() : next.consents());
    }
    if (own instanceof Intent.Reply) {
      if (base instanceof Intent.Unclear) {
        return new Wish(agreed(earlier.getFirst().said(), question, own));
      }
      var given = Consent.to(question);
      if (given.isEmpty()) {
        return new Wish(own);
      }
      consents.addAll(given);
      return new Wish(base, consents, given.contains(Consent.FORGET) ? question : "");
    }
    var next = answered(base, assignment.text(), own, earlier.getFirst().said());
    if (next == null) {
      return new Wish(own);
    }
    consents.addAll(next.consents());
    return new Wish(next.intent(), consents, "");
  }

  /// What a yes to a question about booking comes to.
  private Intent agreed(String said, String question, Intent own) {
    if (question.startsWith("Shall I book it?")) {
      return understanding.understand("book " + said, now);
    }
    if (question.startsWith("Shall I book a meeting?")) {
      return understanding.understand("I want to " + said, now);
    }
    return question.startsWith("Shall I put that into your calendar?")
        ? understanding.understand(
            "book " + said.replaceFirst("(?i)^.*?\\b(an?|another|my|our)\\b", "a"), now)
        : own;
  }

  private record Step(String said, String question) {}

  /// The unbroken row of questions before this message, with what each was asked about; oldest
  /// first.
  private List<Step> asked() {
    var history = assignment.history();
    var steps = new ArrayList<Step>();
    for (int i = history.size() - 1; i > 0 && steps.size() < MOST_QUESTIONS; i -= 2) {
      var answer = history.get(i);
      var said = history.get(i - 1);
      boolean pair = answer.role() == Message.Role.ASSISTANT && said.role() == Message.Role.USER;
      if (!pair || !answer.text().contains("?")) {
        break;
      }
      steps.addFirst(new Step(said.text(), answer.text()));
      if (isWhole(understanding.understand(said.text(), now))) {
        break;
      }
    }
    return steps.isEmpty()
            || (!isWhole(understanding.understand(steps.getFirst().said(), now))
                && !(understanding.understand(steps.getFirst().said(), now)
                    instanceof Intent.Unclear))
        ? List.of()
        : steps;
  }

  private static boolean isWhole(Intent intent) {
    return switch (intent) {
      case Schedule s -> true;
      case Move m -> !(m.target().pronoun() && m.shift() == Shift.NONE);
      case Cancel c -> true;
      case Intent.Forget f -> true;
      case Intent.Remember r -> false;
      case Intent.Ask a -> false;
      case Intent.ListMeetings l -> false;
      case Intent.Costs c -> false;
      case Intent.Help h -> false;
      case Intent.Smalltalk s -> false;
      case Intent.Reply r -> false;
      case Intent.Unclear u -> false;
      case Intent.NotUnderstood n -> false;
    };
  }

  /// `base`, completed by a short answer; null if it is not one.
  private @Nullable Wish answered(Intent base, String text, Intent own, String said) {
    boolean fragment =
        own instanceof Intent.NotUnderstood
            || own instanceof Intent.Unclear
            || (own instanceof Move move
                && move.target().pronoun()
                && move.shift() == Shift.NONE
                && base instanceof Schedule)
            || own instanceof Intent.Reply;
    if (!fragment || text.length() > LONGEST_ANSWER) {
      return null;
    }
    var words = Frame.of(Words.of(text, Lexicon.SPELLING)).words();
    if (words.size() == 0) {
      return null;
    }
    var time = own instanceof Move move ? move.to() : WhenReader.read(words, i -> true, now);
    boolean timed =
        !time.isEmpty()
            && (own instanceof Move
                || Targets.leftover(words, time)
                    .replaceAll("(?i)\\b(then|say|rather|one|pm|am|make|it)\\b", "")
                    .isBlank());
    if (timed) {
      return withTime(base, time.literal(), text, said);
    }
    var name = name(words);
    return name.isEmpty() || !time.isEmpty() ? null : withName(base, name, said);
  }

  private @Nullable Wish withTime(Intent base, Reading time, String text, String said) {
    return switch (base) {
      case Schedule s ->
          new Wish(new Schedule(s.noun(), s.people(), s.topic(), s.when().corrected(time)));
      case Move m -> new Wish(new Move(m.target(), m.to().corrected(time), m.shift()));
      case Cancel c -> {
        var t = c.target();
        yield new Wish(
            new Cancel(
                new Target(
                    false,
                    t.people(),
                    t.noun(),
                    t.topic(),
                    t.when().corrected(time),
                    false,
                    t.series())));
      }
      case Intent.Unclear u -> recomposed(said + " " + text);
      case Intent.Remember r -> null;
      case Intent.Ask a -> null;
      case Intent.ListMeetings l -> null;
      case Intent.Forget f -> null;
      case Intent.Costs c -> null;
      case Intent.Help h -> null;
      case Intent.Smalltalk s -> null;
      case Intent.Reply r -> null;
      case Intent.NotUnderstood n -> null;
    };
  }

  private @Nullable Wish recomposed(String text) {
    var intent = understanding.understand(text, now);
    return isWhole(intent) ? new Wish(intent) : null;
  }

  /// Who is named, if that is all that is said.
  private static String name(Words words) {
    int from = words.is(0, "with") ? 1 : 0;
    if (words.size() - from > 4 || words.size() == from) {
      return "";
    }
    for (int i = from; i < words.size(); i++) {
      var word = words.get(i);
      boolean part =
          word.isLetters()
              && !word.quoted()
              && (word.isCapitalised()
                  || Lexicon.FIRST_NAMES.contains(word.lower())
                  || (!Lexicon.VOCABULARY.contains(word.lower()) && from == 1));
      if (!part && word.kind() != Word.Kind.ADDRESS) {
        return "";
      }
    }
    return words.between(from, words.size());
  }

  private @Nullable Wish withName(Intent base, String name, String said) {
    return switch (base) {
      case Schedule s -> {
        var people = named(s.people(), name);
        yield people.isEmpty()
            ? null
            : new Wish(
                new Schedule(s.noun(), people, s.topic(), s.when()), Set.of(Consent.NAME), "");
      }
      case Move m -> {
        var people = named(m.target().people(), name);
        yield people.isEmpty()
            ? null
            : new Wish(new Move(with(m.target(), people), m.to(), m.shift()));
      }
      case Cancel c -> {
        var people = named(c.target().people(), name);
        yield people.isEmpty() ? null : new Wish(new Cancel(with(c.target(), people)));
      }
      case Intent.Unclear u -> recomposed(said.replaceFirst("[.!?\\s]+$", "") + " with " + name);
      case Intent.Remember r -> null;
      case Intent.Ask a -> null;
      case Intent.ListMeetings l -> null;
      case Intent.Forget f -> null;
      case Intent.Costs c -> null;
      case Intent.Help h -> null;
      case Intent.Smalltalk s -> null;
      case Intent.Reply r -> null;
      case Intent.NotUnderstood n -> null;
    };
  }

  private static Target with(Target target, List<String> people) {
    return new Target(
        target.pronoun(),
        people,
        target.noun(),
        target.topic(),
        target.when(),
        target.next(),
        target.series());
  }

  /// `people` with the one who was asked about named in full; empty if none can be.
  private static List<String> named(List<String> people, String name) {
    if (people.size() == 1) {
      return List.of(name);
    }
    var named = new ArrayList<String>();
    boolean replaced = false;
    for (var person : people) {
      boolean same = !replaced && People.isNear(name.toLowerCase(Locale.ROOT), person);
      named.add(same ? name : person);
      replaced |= same;
    }
    return replaced ? List.copyOf(named) : List.of();
  }

  /// `when`, tomorrow.
  static Reading tomorrow(Reading when, ZonedDateTime now) {
    var tomorrow = Words.of("tomorrow", Lexicon.SPELLING);
    return when.corrected(WhenReader.read(tomorrow, i -> true, now));
  }
}
