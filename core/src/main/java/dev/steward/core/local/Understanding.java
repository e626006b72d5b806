package dev.steward.core.local;

import dev.steward.core.local.Intent.NotUnderstood;
import dev.steward.core.local.Intent.Unclear;
import dev.steward.core.routing.TaskKind;
import dev.steward.core.routing.TaskType;
import dev.steward.core.routing.Understood;
import dev.steward.core.routing.Understood.Wish;
import dev.steward.core.text.Words;
import dev.steward.core.when.WhenReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Understands a fixed range of English without a model: always the same, in microseconds.
///
/// One wrong letter in a word of four or more is forgiven. What is quoted, reported, negated or
/// only considered is never taken for a wish; two wishes at once, or words that are not understood,
/// are asked back.
public final class Understanding {
  /// What the local agent can do, as kinds of tasks.
  public static final List<TaskKind> KINDS =
      List.of(
          kind("remember", "Remember a fact, a preference or a decision that the person states"),
          kind("ask_memory", "Answer from memory what is known, was said, agreed or decided"),
          kind("schedule_meeting", "Book one meeting in the person's own calendar"),
          kind("move_meeting", "Move one meeting to another time"),
          kind("cancel_meeting", "Cancel one meeting"),
          kind("list_meetings", "Say what is in the calendar, or when there is room"),
          kind("forget", "Forget something that is remembered"),
          kind("report_costs", "Report what the agents' model calls cost"),
          kind("help", "Say what Steward can do"),
          kind("smalltalk", "Answer a greeting or thanks"));

  private static final int LONGEST_WISH = 1_500;
  private static final int LONGEST_FACT = 8_000;

  /// The kind of task that `text` is, if it needs no language model.
  public Optional<Understood> kind(String text) {
    var intent = understand(text, ZonedDateTime.ofInstant(Instant.EPOCH, ZoneOffset.UTC));
    return kind(intent).map(kind -> new Understood(kind, wish(intent)));
  }

  /// To put something together, or on a list, is not always a meeting.
  private static Wish wish(Intent intent) {
    return switch (intent) {
      case Intent.Remember remember -> remember.asked() ? Wish.ASKED_FOR : Wish.NONE;
      case Intent.Schedule _, Intent.ListMeetings _ -> Wish.LIKELY;
      case Intent.Move _,
          Intent.Cancel _,
          Intent.Forget _,
          Intent.Costs _,
          Intent.Help _,
          Intent.Smalltalk _,
          Intent.Reply _ ->
          Wish.ASKED_FOR;
      case Intent.Ask _, Unclear _, NotUnderstood _ -> Wish.NONE;
    };
  }

  /// The kind of task that an intent is, if it surely needs no language model.
  public static Optional<String> kind(Intent intent) {
    return switch (intent) {
      case Intent.Remember remember -> Optional.of("remember");
      case Intent.Ask ask -> ask.sure() ? Optional.of("ask_memory") : Optional.empty();
      case Intent.Schedule schedule -> Optional.of("schedule_meeting");
      case Intent.Move move -> Optional.of("move_meeting");
      case Intent.Cancel cancel -> Optional.of("cancel_meeting");
      case Intent.ListMeetings list -> Optional.of("list_meetings");
      case Intent.Forget forget -> Optional.of("forget");
      case Intent.Costs costs -> Optional.of("report_costs");
      case Intent.Help help -> Optional.of("help");
      case Intent.Smalltalk smalltalk -> Optional.of("smalltalk");
      case Intent.Reply reply -> Optional.of("smalltalk");
      case Unclear unclear -> Optional.empty();
      case NotUnderstood not -> Optional.empty();
    };
  }

  private static TaskKind kind(String name, String description) {
    return new TaskKind(name, TaskType.SIMPLE, description);
  }

  /// What `text` asks for, said at `now` in the person's zone.
  public Intent understand(String text, ZonedDateTime now) {
    var clean = Words.clean(text);
    if (clean.isEmpty()) {
      return new Unclear("What can I do for you? “help” shows what I understand.");
    }
    if (clean.length() > LONGEST_FACT) {
      return new NotUnderstood();
    }
    var all = Words.of(clean, Lexicon.SPELLING);
    if (all.size() == 0 || !hasLetters(all)) {
      return all.is(0, "?")
          ? new Intent.Help()
          : new Unclear("I did not understand that. “help” shows what I can do.");
    }
    if ((all.get(0).quoted() && all.get(all.size() - 1).quoted()) || quotedBegin(all)) {
      return new Unclear(
          "You quoted that, so I have done nothing. Say it without quotation marks if you want it done.");
    }
    var intent = understand(all, Frame.of(all), now, clean.length() > LONGEST_WISH);
    var quiet = clean.toLowerCase(Locale.ROOT);
    boolean shouted =
        clean.length() > 8 && clean.equals(clean.toUpperCase(Locale.ROOT)) && !clean.equals(quiet);
    return shouted && !(intent instanceof Intent.Remember) ? understand(quiet, now) : intent;
  }

  private static boolean hasLetters(Words words) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isLetters()
          && words.get(i).text().codePoints().anyMatch(Character::isLetter)) {
        return true;
      }
    }
    return false;
  }

  /// Whether nothing but the end of it stands outside of quotation marks.
  private static boolean quotedBegin(Words words) {
    int outside = 0;
    for (int i = 0; i < words.size(); i++) {
      outside += words.get(i).quoted() || words.get(i).isMark() ? 0 : 1;
    }
    return outside == 0;
  }

  private static Intent understand(Words all, Frame frame, ZonedDateTime now, boolean isLong) {
    var words = frame.words();
    var small = new SmallGrammar(all, frame, now);
    if (!isLong) {
      var civil = small.civil();
      if (civil == null) {
        civil = small.help();
      }
      if (civil != null) {
        return civil;
      }
    }
    if (words.size() == 0) {
      return new Unclear("What can I do for you? “help” shows what I understand.");
    }
    var remember = new RememberGrammar(frame).remember();
    if (remember != null) {
      return remember;
    }
    if (isLong) {
      return new NotUnderstood();
    }
    if (frame.mood() == Frame.Mood.DOUBT) {
      return Guards.doubtful(all, frame, now);
    }
    var question = Asked.of(frame);
    var careful = Guards.guarded(frame, question);
    if (careful != null) {
      return careful;
    }
    var forget = new ForgetGrammar(frame).forget();
    if (forget != null) {
      return forget;
    }
    var costs = small.costs();
    if (costs != null) {
      return costs;
    }
    var how = small.howTo();
    if (how != null) {
      return how;
    }
    if (!asks(words)) {
      var wish = wish(frame, now);
      if (wish != null) {
        return wish;
      }
    }
    return tell(frame, question, now);
  }

  /// Whether it begins as a question does; a wish may still end in a question mark.
  private static boolean asks(Words words) {
    return (words.isIn(0, Lexicon.QUESTION_WORDS)
            && !words.is(0, "how", "what")
            && words.after(0, "how about") < 0)
        || (words.is(0, "what", "how") && !words.is(1, "about"))
        || (words.is(0, "is", "are", "am", "was", "were", "does", "did", "has", "do")
            && words.is(1, "i", "we", "you", "there", "my", "the", "it", "our", "that"));
  }

  private static Intent tell(Frame frame, Asked question, ZonedDateTime now) {
    var calendar = new CalendarQuestion(question, now);
    var room = calendar.room();
    if (room != null) {
      return room;
    }
    var list = calendar.list();
    if (list != null) {
      return list;
    }
    if (Guards.modelWork(frame.words())) {
      return new NotUnderstood();
    }
    var ask = new MemoryQuestion(question).ask();
    if (ask != null) {
      return ask;
    }
    var statement = new StatementGrammar(frame, now).statement();
    if (statement != null) {
      return statement;
    }
    // "Something came up, cancel the meeting": a wish after something else
    var words = frame.words();
    boolean wish = Clauses.second(words, 1, true) > 0 && Guards.speaksOfActing(words);
    return wish && !words.isIn(0, Lexicon.MODEL)
        ? new Unclear(
            "I have done nothing yet. Please say only what I shall do, such as “cancel my meeting with John”.")
        : new NotUnderstood();
  }

  /// `Tomorrow at 10, set up a meeting with John` as if the time stood at the end.
  private static Words timeLast(Words words, ZonedDateTime now) {
    var when = WhenReader.read(words, i -> true, now);
    int at = 0;
    while (when.after(at) > 0) {
      at = when.after(at);
      at = words.is(at, ",") ? at + 1 : at;
    }
    while (at > 0 && words.is(at, "please", "can", "could", "you", "i'd", "like", "to", "kindly")) {
      at++;
    }
    return at > 0 && at < words.size() && Guards.startsAct(words.slice(at, words.size()))
        ? Words.of(
            words.between(at, words.size()) + " " + words.between(0, at).replaceFirst(",\\s*$", ""),
            Lexicon.SPELLING)
        : words;
  }

  private static @Nullable Intent wish(Frame frame, ZonedDateTime now) {
    var whole = timeLast(frame.words(), now);
    int sentence = Clauses.firstSentence(whole);
    if (sentence < whole.size()) {
      var rest = Frame.of(whole.slice(sentence, whole.size()));
      if (rest.words().size() > 0 && actsAt(whole.slice(0, sentence), frame, now)) {
        return new Unclear(
            Clauses.second(whole, sentence, false) > 0
                ? Clauses.ONE_AT_A_TIME
                : "Please say it in one sentence, so that I get it right; I have done nothing yet.");
      }
    }
    var words = whole.slice(0, Math.min(sentence, Clauses.reason(whole)));
    var intent = act(words, frame, now);
    if (intent == null || intent instanceof NotUnderstood) {
      return intent;
    }
    if (Clauses.second(whole, 1, false) > 0) {
      return new Unclear(Clauses.ONE_AT_A_TIME);
    }
    return intent;
  }

  private static boolean actsAt(Words words, Frame frame, ZonedDateTime now) {
    var intent = act(words, frame, now);
    return intent != null && !(intent instanceof NotUnderstood);
  }

  private static @Nullable Intent act(Words words, Frame frame, ZonedDateTime now) {
    long ways =
        Stream.of(Lexicon.SCHEDULE, Lexicon.MOVE, Lexicon.CANCEL)
            .filter(verbs -> words.isIn(0, verbs))
            .count();
    if (ways > 1) { // "uschedule" is schedule, or unschedule
      return new Unclear(
          "Shall I book a meeting, move one or cancel one? Please say “book …”, “move …” or “cancel …”.");
    }
    var cancel = new CancelGrammar(words, now).cancel();
    if (cancel != null) {
      return cancel;
    }
    var move = new MoveGrammar(words, now).move();
    if (move != null) {
      return move;
    }
    return new ScheduleGrammar(words, now, frame.mood() == Frame.Mood.REQUEST).schedule();
  }
}
