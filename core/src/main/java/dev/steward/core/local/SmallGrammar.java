package dev.steward.core.local;

import dev.steward.core.local.Intent.Costs;
import dev.steward.core.local.Intent.Help;
import dev.steward.core.local.Intent.Reply;
import dev.steward.core.local.Intent.Smalltalk;
import dev.steward.core.text.Words;
import dev.steward.core.when.WhenReader;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Recognises what takes no more than a word: greetings, thanks, yes and no, help, costs.
final class SmallGrammar {
  private static final Set<String> YES =
      Lexicon.phraseSet(
          "yes; yep; yeah; yup; sure; ok; okay; correct; right; exactly; confirm;"
              + " confirmed; y; absolutely; definitely; yes please; please do; do it; do that;"
              + " go ahead; book it; book it anyway; yes book it; yes do it; yes go ahead;"
              + " sounds good; that works; anyway; book anyway; yes anyway; of course;"
              + " go for it; yes that works; do it anyway; yes do it anyway;"
              + " yes book it anyway; yes move it anyway; just book it; please book it anyway;"
              + " book it please; ok go ahead; please go ahead; that's right; move it anyway;"
              + " yes move it; yes cancel it; yes please do; ok do it; ok book it");
  private static final Set<String> NO =
      Lexicon.phraseSet(
          "no; nope; nah; n; no thanks; no thank you; never mind; nevermind; leave it;"
              + " stop; rather not; no don't; don't; do not; not now; no way; abort;"
              + " no leave it; never mind that; no need; cancel that thought; please don't;"
              + " let it be; don't bother");
  private static final Set<String> HELLO =
      Lexicon.phraseSet(
          "hi; hello; hey; good morning; good afternoon; good evening; good day;"
              + " hi there; hello there; hey there; hiya; greetings; morning; howdy; moin;"
              + " hi steward; hello steward; hey steward; yo; good morning steward");
  private static final Set<String> HOW =
      Set.of(
          "how are you",
          "how are you doing",
          "how are you today",
          "how's it going",
          "how is it going",
          "how do you do",
          "what's up",
          "how are things");
  private static final Set<String> BYE =
      Lexicon.phraseSet(
          "bye; goodbye; good bye; see you; see you later; see you tomorrow; good night;"
              + " cheers; bye bye; ciao; talk to you later; have a nice day; have a good day;"
              + " have a good one; have a nice weekend; have a great day; see you soon;"
              + " that's all; that is all");
  private static final Set<String> HELP =
      Lexicon.phraseSet(
          "help; help me; commands; examples; what can you do; what can you do for me;"
              + " what can i do; what can i say; what can i ask; what can i ask you;"
              + " how can you help; how can you help me; what do you do; how do you work;"
              + " how does this work; how does it work; what are you; who are you;"
              + " what is this; what is steward; what are your capabilities;"
              + " what are your features; what do you understand; show help; usage;"
              + " how do i use this; how do i use you; what else can you do;"
              + " what are the commands; how do i start; where do i start; how to use this;"
              + " can you help; can you help me; what is possible; ?; i need help; i am lost;"
              + " i'm lost; i'm confused; menu; options; manual; instructions;"
              + " what can steward do; what kind of things can you do; what things can you do;"
              + " list commands; show commands; show me the commands; show me examples;"
              + " what are you able to do; show me what you can do; tell me what you can do;"
              + " what should i say");
  private static final Set<String> COST_WORDS =
      Lexicon.set(
          "how much did do does we i you have has been is are was were the our my your"
              + " total what what's whats of on for so far show me report ai models model"
              + " agents agent tokens token money api llm in dollars it this steward to tell"
              + " give a an breakdown by per each summary current already us please up overview"
              + " all these that list run running date claude deepseek minimax openai calls and"
              + " now who which most s get spend since until daily weekly monthly too operating"
              + " operation using use");

  private final Words words;
  private final Frame frame;
  private final Words all;
  private final ZonedDateTime now;

  SmallGrammar(Words all, Frame frame, ZonedDateTime now) {
    this.all = all;
    this.frame = frame;
    this.words = frame.words();
    this.now = now;
  }

  @Nullable Intent civil() {
    var text = plain(all);
    var rest = plain(words);
    if (in(YES, text) || (in(YES, rest) && all.size() < 6)) {
      return new Reply(true);
    }
    if (in(NO, text) || (in(NO, rest) && all.size() < 6)) {
      return new Reply(false);
    }
    if (in(HOW, text) || in(HOW, rest)) {
      return new Smalltalk(
          "Fine, thank you. What can I do for you? “help” shows what I understand.");
    }
    if (in(HELLO, text) || (rest.isEmpty() && greets())) {
      return new Smalltalk("Hello! What can I do for you? “help” shows what I understand.");
    }
    if (in(BYE, text) || in(BYE, rest)) {
      return new Smalltalk("Goodbye! I keep everything until next time.");
    }
    if (all.size() > 0 && thanks(text)) {
      return new Smalltalk("You're welcome.");
    }
    if (rest.isEmpty() && all.size() > 0 && all.get(0).isLetters()) {
      return all.is(0, "thanks", "thank", "thx")
          ? new Smalltalk("You're welcome.")
          : new Reply(true);
    }
    return null;
  }

  private boolean greets() {
    return all.is(0, "hello", "greetings")
        || all.is(0, "hi", "hey", "hiya", "dear")
        || (all.is(0, "good") && all.is(1, "morning", "afternoon", "evening", "day"));
  }

  /// Whether the words are one of these, one wrong letter in each forgiven.
  private static boolean in(Set<String> phrases, String text) {
    return phrases.contains(text)
        || (text.length() >= 3
            && phrases.stream().anyMatch(phrase -> phrase.length() >= 4 && near(phrase, text)));
  }

  private static boolean near(String phrase, String text) {
    var expected = List.of(phrase.split(" ", -1));
    var given = List.of(text.split(" ", -1));
    if (expected.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < expected.size(); i++) {
      boolean same = expected.get(i).equals(given.get(i));
      boolean forgiven =
          expected.get(i).length() >= 4
              && given.get(i).length() >= 3
              && !Lexicon.VOCABULARY.contains(given.get(i))
              && !Lexicon.SPELLING.isOrdinary(given.get(i))
              && dev.steward.core.text.Spelling.oneLetterApart(expected.get(i), given.get(i));
      if (!same && !forgiven) {
        return false;
      }
    }
    return true;
  }

  /// Thanks for something, and nothing else.
  private boolean thanks(String text) {
    boolean begins =
        all.is(0, "thanks", "thank", "thx")
            || (all.is(0, "many", "great", "perfect", "wonderful", "awesome")
                && all.is(1, "thanks", "thank", "job", "work"));
    if (!begins) {
      return Lexicon.phraseSet(
              "great; perfect; nice; cool; awesome; excellent; wonderful; good job;"
                  + " well done; good; lovely; brilliant; great job; good work; nice one; super;"
                  + " fantastic; very good; thats great; that's great; that's perfect; amazing")
          .contains(text);
    }
    return Clauses.second(all, 1, false) < 0
        && !frame.question()
        && (all.anywhere(0, 5, Set.of("for")) || all.size() <= 5)
        && !words.isIn(0, Lexicon.CANCEL)
        && !words.isIn(0, Lexicon.MOVE)
        && !words.isIn(0, Lexicon.SCHEDULE);
  }

  @Nullable Intent help() {
    return in(HELP, plain(words)) || in(HELP, plain(all)) ? new Help() : null;
  }

  /// How things are done is help too: `how do I cancel a meeting`, `can you cancel meetings`.
  @Nullable Intent howTo() {
    int verb = -1;
    for (var opening :
        Lexicon.phrases(
            "how do i; how can i; how do we; how to; how would i; how should i;"
                + " how does one; how do you; can i; could i; are you able to; do you")) {
      int after = words.after(0, opening);
      if (after > 0) {
        verb = after;
        break;
      }
    }
    boolean bare = words.size() == 2 && words.isIn(1, Lexicon.MEETINGS);
    boolean ability =
        frame.mood() == Frame.Mood.REQUEST
            && frame.question()
            && (bare
                || words.isIn(1, Lexicon.MEETINGS_PLURAL)
                || words.isIn(2, Lexicon.MEETINGS_PLURAL))
            && words.size() <= 4;
    if (ability) {
      verb = 0;
    }
    if (verb < 0) {
      return null;
    }
    boolean act =
        words.isIn(verb, Lexicon.SCHEDULE)
            || words.isIn(verb, Lexicon.CANCEL)
            || words.isIn(verb, Lexicon.MOVE)
            || words.is(
                verb,
                "set",
                "plan",
                "create",
                "make",
                "add",
                "find",
                "forget",
                "remember",
                "list",
                "show",
                "see",
                "put");
    boolean thing =
        words.anywhere(verb, words.size(), Lexicon.MEETINGS)
            || words.anywhere(verb, words.size(), Lexicon.MEETINGS_PLURAL)
            || words.anywhere(
                verb, words.size(), Set.of("calendar", "things", "something", "facts", "it"));
    return act && thing ? new Help() : null;
  }

  @Nullable Intent costs() {
    var when = WhenReader.read(words, i -> true, now);
    boolean cost = false;
    for (int i = 0; i < words.size(); i++) {
      if (words.isIn(i, Lexicon.COSTS)) {
        cost = true;
      } else if (!when.covers(i)
          && words.get(i).isLetters()
          && words.get(i).readings().stream().noneMatch(COST_WORDS::contains)
          && !words.lower(i).contains("_")) {
        return null;
      }
    }
    boolean bare =
        words.size() <= 2 && words.is(0, "cost", "costs", "spending", "expenses", "usage");
    boolean asked =
        frame.question()
            || words.is(
                0, "how", "what", "what's", "show", "tell", "give", "list", "total", "current",
                "our", "my", "report")
            || words.isIn(0, Lexicon.COSTS)
            || when.covers(0);
    return cost && (asked || bare) && !words.is(0, "spend") ? new Costs(when) : null;
  }

  /// The words in lower case with single blanks, without marks.
  static String plain(Words words) {
    var text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isMark()) {
        text.append(text.isEmpty() ? "" : " ").append(words.lower(i));
      }
    }
    return text.toString();
  }
}
