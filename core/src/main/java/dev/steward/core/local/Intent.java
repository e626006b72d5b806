package dev.steward.core.local;

import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.when.Reading;
import java.util.List;

/// What somebody wants, as far as the words of their message tell.
public sealed interface Intent {

  /// Keep `text`.
  ///
  /// @param asked whether somebody asked for that, and did not only state it
  record Remember(String text, Fact.Kind kind, Layer layer, boolean asked) implements Intent {}

  /// Say what is known.
  ///
  /// @param about what the question is about, in its own words
  /// @param sure whether it is surely a question to memory; general knowledge looks alike
  record Ask(String question, String about, boolean sure) implements Intent {}

  /// Book a meeting.
  ///
  /// @param noun what it is called, such as `Meeting` or `Budget review`
  /// @param people as they were named
  /// @param topic such as `about the website`, or empty
  /// @param when when and how long
  record Schedule(String noun, List<String> people, String topic, Reading when) implements Intent {
    public Schedule {
      people = List.copyOf(people);
    }
  }

  /// Move a meeting, or change how long it takes.
  record Move(Target target, Reading to, Shift shift) implements Intent {}

  /// Which way a meeting is moved by an amount of time.
  enum Shift {
    /// To a time, not by an amount.
    NONE,
    LATER,
    EARLIER
  }

  /// Cancel a meeting.
  record Cancel(Target target) implements Intent {}

  /// Say what is in the calendar.
  ///
  /// @param past whether it asks for what was
  record ListMeetings(View view, List<String> people, String topic, Reading when, boolean past)
      implements Intent {
    public ListMeetings {
      people = List.copyOf(people);
    }
  }

  /// What of the calendar is asked for.
  enum View {
    ALL,
    NEXT,
    /// Whether there is room.
    FREE
  }

  /// Drop what is remembered about something.
  ///
  /// @param everything whether all of it is meant
  record Forget(String about, boolean everything) implements Intent {}

  /// Say what was spent.
  record Costs(Reading when) implements Intent {}

  /// Say what can be done.
  record Help() implements Intent {}

  /// Say something civil.
  record Smalltalk(String reply) implements Intent {}

  /// Answer yes or no to what was asked last.
  record Reply(boolean yes) implements Intent {}

  /// Nothing is done before `question` is answered.
  record Unclear(String question) implements Intent {}

  /// It needs a language model.
  record NotUnderstood() implements Intent {}

  /// A meeting that is spoken of.
  ///
  /// @param pronoun whether it is `it`: what was spoken of last
  /// @param people who is in it, as they were named
  /// @param noun what it is called, such as `Demo`, or empty
  /// @param topic what it is about, or empty
  /// @param when the day or time it stands at
  /// @param next whether the first to come is meant
  /// @param series whether a whole series is meant
  record Target(
      boolean pronoun,
      List<String> people,
      String noun,
      String topic,
      Reading when,
      boolean next,
      boolean series) {
    public Target {
      people = List.copyOf(people);
    }

    /// Whether nothing is said that tells one meeting from another.
    public boolean isBare() {
      return people.isEmpty() && topic.isEmpty() && when.isEmpty() && !next;
    }
  }
}
