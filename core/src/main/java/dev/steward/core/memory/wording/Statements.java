package dev.steward.core.memory.wording;

import java.util.List;
import java.util.Set;

/// Tells statements, which are worth keeping, from questions, wishes, greetings and small talk.
public final class Statements {
  private static final Set<String> ASKING =
      Lexis.set(
          "what what's who who's whose whom which where when why how is are was were do does did can"
              + " could would will should may might shall am have has isn't aren't don't doesn't"
              + " didn't won't can't couldn't wouldn't shouldn't haven't hasn't what're where's");
  private static final Set<String> KEEPING =
      Lexis.set("remember note fyi always never forget ignore scratch disregard scrap update make");
  private static final Set<String> FORBIDDING = Lexis.set("don't do stop avoid no");
  private static final Set<String> ORDERING =
      Lexis.set(
          "book schedule cancel send write draft show list tell give find search look help make add"
              + " remove delete create set put open close call email remind check get fetch explain"
              + " summarize summarise translate compare suggest recommend plan prepare print read"
              + " reply respond ask let go try start run build fix order buy pay please thanks thank"
              + " invite arrange reschedule postpone download upload forward compute calculate"
              + " generate compose describe define see wait stop come");
  private static final Set<String> SMALL_TALK =
      Lexis.set(
          "hi hello hey thanks thank bye goodbye cheers yes no ok okay sure great nice cool wow haha"
              + " lol good morning afternoon evening night welcome sorry congrats congratulations");
  private static final Set<String> FEELING =
      Lexis.set(
          "tired sorry confused happy sad bored angry lost hungry glad excited fine good well"
              + " sure done back here ready busy late afraid grateful thankful stuck");
  private static final Set<String> VAGUE =
      Lexis.set(
          "it it's that that's this he she he's she's they they're these those him her them"
              + " you you're there there's");

  private Statements() {}

  /// Whether a sentence states something that may be worth keeping.
  public static boolean isOne(String text) {
    var gist = Gist.of(text);
    var tokens = gist.tokens();
    if (tokens.size() < 3 || text.strip().endsWith("?")) {
      return false;
    }
    int first = first(tokens);
    var begin = tokens.get(first).canon();
    var next = first + 1 < tokens.size() ? tokens.get(first + 1).canon() : "";
    var keeps =
        (KEEPING.contains(begin)
                && (!begin.equals("make") || next.equals("that") || next.equals("it")))
            || begin.equals("from")
            || Idioms.tellStanding(tokens)
            || (begin.equals("please") && KEEPING.contains(next))
            || (FORBIDDING.contains(begin) && !gist.gone().isEmpty());
    if (!keeps
        && (ASKING.contains(begin) && tokens.get(first).isWord() && !isName(tokens, first))) {
      return false;
    }
    if (!keeps && ORDERING.contains(begin) && !isStated(gist, first) && gist.gone().isEmpty()) {
      return false;
    }
    if (isFeeling(tokens, first) || (SMALL_TALK.contains(begin) && tokens.size() < 6)) {
      return false;
    }
    if (VAGUE.contains(begin)
        && gist.mode() != Gist.Mode.DECISION
        && !(tokens.get(first).is("there") && gist.keys().size() > 1)
        && !(tokens.get(first).is("they", "he", "she")
            && gist.tellsChange()
            && !gist.values().isEmpty()
            && gist.keys().size() > 1)) {
      return false;
    }
    if (!keeps && gist.gone().isEmpty() && (isAddressed(gist) || isImperative(gist, first))) {
      return false;
    }
    return !gist.keys().isEmpty()
        && (gist.shape().hasVerb() || gist.tellsChange() || keeps || !gist.values().isEmpty());
  }

  /// `Your support means a lot`: said to somebody, and of no use to anybody else.
  private static boolean isAddressed(Gist gist) {
    return gist.values().isEmpty()
        && gist.tokens().stream()
            .anyMatch(token -> token.is("you", "your", "you're", "you've", "you'll", "yours"));
  }

  /// `Sounds great`, `Keep going`: the verb comes first.
  private static boolean isImperative(Gist gist, int first) {
    return gist.shape().verbAt() == first
        && !gist.tokens().get(first).canon().contains("'")
        && !gist.tokens().get(first).is("use", "call", "contact", "ask")
        && gist.values().isEmpty();
  }

  private static int first(List<Token> tokens) {
    int at = 0;
    while (at < tokens.size() - 1
        && ((!tokens.get(at).isWord() && !tokens.get(at).kind().isValue())
            || tokens
                .get(at)
                .is(
                    "so",
                    "and",
                    "but",
                    "well",
                    "btw",
                    "also",
                    "actually",
                    "oh",
                    "hey",
                    "hi",
                    "ok",
                    "okay",
                    "yes",
                    "no",
                    "just"))) {
      at++;
    }
    return at;
  }

  private static boolean isName(List<Token> tokens, int i) {
    return i > 0 && Names.isName(tokens, i);
  }

  /// `Order numbers are six digits long`: the first word is no order.
  private static boolean isStated(Gist gist, int first) {
    for (int i = first + 1; i < Math.min(gist.tokens().size(), first + 6); i++) {
      var token = gist.tokens().get(i);
      if (token.is("is", "are", "was", "were", "has", "costs", "must", "should", "will", ":")) {
        return true;
      }
      if (token.is("the", "a", "an", "me", "my", "our", "it", "him", "her", "them", "to", "this")) {
        return false;
      }
    }
    return false;
  }

  private static boolean isFeeling(List<Token> tokens, int first) {
    if (!tokens.get(first).is("i", "i'm", "we", "we're")) {
      return false;
    }
    for (int i = first + 1; i < Math.min(tokens.size(), first + 4); i++) {
      if (FEELING.contains(tokens.get(i).canon())) {
        return tokens.size() < 9;
      }
      if (!tokens
          .get(i)
          .is("am", "are", "so", "very", "really", "feel", "feeling", "just", "a", "bit", "was")) {
        return false;
      }
    }
    return false;
  }
}
