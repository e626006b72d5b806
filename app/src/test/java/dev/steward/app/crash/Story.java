package dev.steward.app.crash;

import dev.steward.Steward;
import dev.steward.core.Desk.Task;
import dev.steward.core.Scope;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;

/// One turn, and what must be there once it is done. Its id tells all of it.
///
/// @param number unique for the user: gives what is booked a day of its own
record Story(Plot plot, String user, String session, int number) {
  private static final LocalDateTime FIRST = LocalDateTime.of(2090, 1, 1, 10, 0);

  /// What a story is about.
  enum Plot {
    /// A [StoryModel] classifies the task, books a signing and remembers what was chosen (both at
    /// once), moves the signing by an hour, and says so.
    OFFERS,
    /// The agent without a model looks into the calendar and books a meeting.
    MEETING;

    /// The operations of its steps, by number from 1.
    List<String> steps() {
      var steps =
          switch (this) {
            case OFFERS -> "classify recall model tool tool model tool model reply remember";
            case MEETING -> "classify recall tool tool tool reply remember";
          };
      return List.of(steps.split(" ", -1));
    }
  }

  /// The story that a turn's id tells of.
  static Story of(String id) {
    var parts = id.split("\\.", -1);
    return new Story(
        Plot.valueOf(parts[0].toUpperCase(Locale.ROOT)),
        parts[1],
        parts[2],
        Integer.parseInt(parts[3]));
  }

  String id() {
    return String.join(
        ".", plot.name().toLowerCase(Locale.ROOT), user, session, Integer.toString(number));
  }

  Scope scope() {
    return new Scope(Steward.TENANT, user, session);
  }

  Task task() {
    var text =
        switch (plot) {
          case OFFERS -> "Pick the better one of both offers of number " + number;
          case MEETING ->
              "Set up a meeting with John about offer %d on %s at 10:00"
                  .formatted(number, bookedFor(number).toLocalDate());
        };
    return Task.of(user, text).withId(id()).withSession(session);
  }

  /// Words that are in the answer.
  String answer() {
    return switch (plot) {
      case OFFERS -> answer(number);
      case MEETING -> "Booked “Meeting with John about offer %d”".formatted(number);
    };
  }

  static String answer(int number) {
    return "The better offer of number %d was taken.".formatted(number);
  }

  /// When what was booked takes place.
  LocalDateTime start() {
    return switch (plot) {
      case OFFERS -> movedTo(number);
      case MEETING -> bookedFor(number);
    };
  }

  static LocalDateTime bookedFor(int number) {
    return FIRST.plusDays(number);
  }

  static LocalDateTime movedTo(int number) {
    return bookedFor(number).plusHours(1);
  }

  /// What the user's memory has of it.
  List<String> remembered() {
    return switch (plot) {
      case OFFERS -> List.of(remembered(number));
      case MEETING -> List.of();
    };
  }

  static String remembered(int number) {
    return "Number %d went to the better offer".formatted(number);
  }

  /// The keys of the steps that a model is paid for.
  List<String> paid() {
    var steps =
        switch (plot) {
          case OFFERS -> List.of(1, 3, 6, 8);
          case MEETING -> List.<Integer>of();
        };
    return steps.stream().map(step -> id() + "/" + step).toList();
  }
}
