package dev.steward.core.memory.wording;

import java.util.BitSet;
import java.util.List;
import java.util.Set;

/// How a statement is built: where its verb stands, whose it is, what comes before and after.
final class Shape {
  private static final Set<String> COPULAS =
      Lexis.set(
          "is are was were be isn't aren't wasn't weren't it's that's she's he's they're we're"
              + " i'm becomes became remains stays been");
  private static final Set<String> MODALS =
      Lexis.set(
          "will would shall should must can could may might has have had do does did doesn't"
              + " don't didn't won't hasn't haven't we'll i'll we've i've they've they'll he'll she'll");
  private static final Set<String> VERBS =
      Lexis.set(
          "live lives lived work works worked use uses used prefer prefers preferred like likes liked"
              + " love loves hate hates dislikes dislike want wants wanted need needs needed drive"
              + " drives drove own owns owned have has had pay pays paid cost costs speak speaks"
              + " spoke eat eats drink drinks study studies studied manage manages managed lead leads"
              + " led run runs ran report reports meet meets met start starts started begin begins"
              + " end ends ended close closes closed open opens opened take takes took move moved"
              + " moves switch switched switches change changed changes raise raised raises lower"
              + " lowered increase increased increases decrease decreased reduce reduced cut bump"
              + " bumped drop dropped update updated adjust adjusted revise revised replace replaced"
              + " replaces rename renamed extend extended postpone postponed push pushed reschedule"
              + " rescheduled shift shifted delay delayed become became promote promoted upgrade"
              + " upgraded downgrade downgraded migrate migrated transition transitioned swap swapped"
              + " trade traded relocate relocated join joined leave left quit stop stopped hire hired"
              + " appoint appointed buy bought sell sold get got go goes went come comes came stay"
              + " stays stayed decide decided agree agreed choose chose pick picked opt opted adopt"
              + " adopted expect expects earn earns teach teaches play plays read reads write writes"
              + " enjoy enjoys wear wears sleep sleeps charge charges expire expires renew renews ship"
              + " ships offer offers provide provides require requires allow allows cap capped set"
              + " sets reach reached hit rose fell grew climbed jumped doubled halved tripled shrank"
              + " sits stands equals amounts belongs contains includes employs employ resides reside"
              + " plans planned plan host hosts hosted ditched abandoned retired scrapped succeed"
              + " succeeds succeeded supersedes supersede handles handle owes owe keeps keep kept"
              + " support supports supported attend attends celebrate celebrates turned turns married"
              + " adopting taking upped hiked slashed trimmed forget scratch ignore disregard scrap"
              + " know knows think thinks say says said told tells call calls called invest invests");

  private static final Set<String> IMPERATIVES =
      Lexis.set("contact call use ask email see write send pay order visit ship dial try park buy");

  private final List<Token> tokens;
  private final BitSet replaced;
  private final int verb;

  private Shape(List<Token> tokens, BitSet replaced, int verb) {
    this.tokens = tokens;
    this.replaced = replaced;
    this.verb = verb;
  }

  static Shape of(List<Token> tokens, BitSet replaced) {
    return new Shape(tokens, replaced, verb(tokens));
  }

  /// Whether one of these is surely a verb.
  static boolean verbIn(List<Token> tokens) {
    return tokens.stream()
        .anyMatch(token ->
            COPULAS.contains(token.canon())
                || MODALS.contains(token.canon())
                || VERBS.contains(token.canon()));
  }

  static int verb(List<Token> tokens) {
    int colon = -1;
    for (int i = 0; i < Math.min(tokens.size(), 40); i++) {
      var token = tokens.get(i);
      if (token.is(":", "=", "->") && colon < 0 && i > 0) {
        colon = i;
      }
      if (!token.isWord()) {
        continue;
      }
      var canon = token.canon();
      if (COPULAS.contains(canon) || MODALS.contains(canon)) {
        return colon > 0 && i - colon > 6 ? colon : main(tokens, i);
      }
      if (isImperative(tokens, i)) {
        return i;
      }
      var follows =
          i > 0
              && !tokens
                  .get(i - 1)
                  .is(
                      "the", "a", "an", "our", "my", "to", "of", "for", "with", "at", "in", "by",
                      "about", "new", "old", "'s", "his", "her", "their", "its");
      if (VERBS.contains(canon) && (follows || i == 0) && !token.isShouted()) {
        return colon > 0 && colon < i ? colon : i;
      }
      if (follows && isThirdPerson(tokens, i)) {
        return i;
      }
    }
    return colon > 0 ? colon : unknownVerb(tokens);
  }

  /// `The parcel weighs 5 kg`: a word that ends like a verb, between a thing and what is said of
  /// it.
  private static int unknownVerb(List<Token> tokens) {
    var opens = tokens.size() > 2 && tokens.get(1).isWord() && !tokens.get(1).isCapitalised();
    var isSubject =
        opens
            && (tokens.getFirst().is("we", "i", "they", "he", "she", "it")
                || Names.isName(tokens, 0));
    if (isSubject && !Lexis.FUNCTION.contains(tokens.get(1).canon())) {
      return 1;
    }
    for (int i = 1; i + 1 < Math.min(tokens.size(), 12); i++) {
      var token = tokens.get(i);
      var canon = token.canon();
      var before = tokens.get(i - 1);
      var isVerbal =
          token.isWord()
              && !token.isCapitalised()
              && canon.length() > 3
              && canon.endsWith("s")
              && !canon.endsWith("ss")
              && !canon.endsWith("us");
      var followsThing =
          (before.isWord() || before.kind().isValue())
              && !Lexis.FUNCTION.contains(before.canon())
              && !before.canon().endsWith("s");
      var next = tokens.get(i + 1);
      if (isVerbal
          && followsThing
          && (next.isWord() || next.kind().isValue())
          && !Names.isName(tokens, i)) {
        return i;
      }
    }
    return -1;
  }

  /// `Contact Igor`: what people are told to do, at the beginning or after a comma.
  private static boolean isImperative(List<Token> tokens, int i) {
    return IMPERATIVES.contains(tokens.get(i).canon())
        && (i == 0 || tokens.get(i - 1).is(",", ":", "please", "always", "now"))
        && i + 1 < tokens.size()
        && (Names.isName(tokens, i + 1)
            || tokens.get(i + 1).kind().isValue()
            || tokens.get(i + 1).is("the", "our", "my", "only"));
  }

  /// `has moved`, `will be moved`: the verb that tells.
  private static int main(List<Token> tokens, int auxiliary) {
    for (int at = auxiliary + 1; at < Math.min(tokens.size(), auxiliary + 5); at++) {
      var token = tokens.get(at);
      if (!token.isWord()) {
        return auxiliary;
      }
      if (at == auxiliary + 1
          && COPULAS.contains(tokens.get(auxiliary).canon())
          && !Lexis.classOf(token.canon()).isEmpty()) {
        return auxiliary;
      }
      if (VERBS.contains(token.canon())
          || (token.canon().endsWith("ed") && token.canon().length() > 4)
          || (token.canon().endsWith("ing") && token.canon().length() > 5)) {
        return at;
      }
      if (!Lexis.FUNCTION.contains(token.canon())
          && !Lexis.NEGATIONS.contains(token.canon())
          && !token.is("now", "longer")) {
        return auxiliary;
      }
    }
    return auxiliary;
  }

  /// `Ana sings`, after a name.
  private static boolean isThirdPerson(List<Token> tokens, int i) {
    var canon = tokens.get(i).canon();
    return Names.isName(tokens, i - 1)
        && !tokens.get(i).isCapitalised()
        && canon.length() > 3
        && ((canon.endsWith("s") && !canon.endsWith("ss")) || canon.endsWith("ed"));
  }

  /// Whether the token there is the verb that tells, and not a mere `is`.
  boolean isTellingVerb(int i) {
    return i == verb && !isCopula() && !isColon();
  }

  boolean isTellingVerb() {
    return verb >= 0 && isTellingVerb(verb);
  }

  boolean hasVerb() {
    return verb >= 0;
  }

  /// Whether the token there tells what the statement is about.
  boolean isTopic(int i) {
    return verb < 0 || i < verb || (isObjectVerb() && i > verb && i <= objectEnd());
  }

  /// `raised the limit to 700`: the object of a change is what it is about.
  private boolean isObjectVerb() {
    return verb >= 0
        && verb + 1 < tokens.size()
        && Lexis.CHANGE.contains(tokens.get(verb).canon())
        && !tokens
            .get(verb)
            .is("became", "become", "becomes", "turned", "went", "joined", "left", "goes")
        && !tokens.get(verb + 1).is("to", "from", "into", "in", "at", "on", "by", "back", "away");
  }

  /// Whether the token there names who changed something, not whose it is.
  boolean isAgent(int i) {
    return isObjectVerb() && i < verb && !(i + 1 < tokens.size() && tokens.get(i + 1).is("'s"));
  }

  private int objectEnd() {
    for (int i = verb + 1; i < tokens.size(); i++) {
      if (tokens
          .get(i)
          .is(
              "to", "from", "by", "until", "at", "in", "into", "on", "for", ",", ".", "with",
              ":")) {
        return i - 1;
      }
    }
    return tokens.size() - 1;
  }

  /// Whether the token there says whose it is: the subject, or before `'s`.
  boolean isHolder(int i) {
    var isPossessor =
        (i + 1 < tokens.size() && tokens.get(i + 1).is("'s"))
            || tokens.get(i).is("my", "our", "mine", "ours");
    if (isPossessor) {
      return isTopic(i) || verb < 0;
    }
    var ofHim = i > 0 && tokens.get(i - 1).is("of", "for") && isTopic(i);
    return ofHim || (isTopic(i) && (verb < 0 || i < verb) && !isObjectVerb());
  }

  boolean isCopula() {
    return verb >= 0 && COPULAS.contains(tokens.get(verb).canon());
  }

  boolean isColon() {
    return verb >= 0 && !tokens.get(verb).isWord();
  }

  /// Whether it tells what happened, not what is.
  boolean isPast() {
    if (verb < 0 || isColon() || isCopula()) {
      return false;
    }
    var canon = tokens.get(verb).canon();
    return canon.endsWith("ed")
        || Lexis.set(
                "paid bought sold met took went came left won lost had ran spoke drove sent got made gave")
            .contains(canon);
  }

  /// The word after the copula that tells how what follows is meant: `in`, `on`, or nothing.
  String relation() {
    if (verb < 0 || verb + 1 >= tokens.size()) {
      return "";
    }
    if (!isCopula()) {
      return isColon() ? "" : Lexis.stem(tokens.get(verb).canon());
    }
    int at = verb + 1;
    while (at < tokens.size()
        && tokens.get(at).is("now", "currently", "still", "also", "just", "not")) {
      at++;
    }
    return at < tokens.size()
            && tokens.get(at).is("in", "on", "at", "from", "by", "with", "for", "to")
        ? tokens.get(at).canon()
        : "";
  }

  /// What stands before the verb, if that is a plain phrase.
  String subject() {
    if (verb <= 0) {
      return "";
    }
    var words = new StringBuilder();
    int count = 0;
    for (int i = 0; i < verb; i++) {
      var token = tokens.get(i);
      if (token.is(",", ";", ".", "?", "!", "(", ")")) {
        return "";
      }
      if (replaced.get(i)
          || token.is(
              "the",
              "a",
              "an",
              "our",
              "my",
              "that",
              "now",
              "has",
              "have",
              "will",
              "is",
              "are",
              "been",
              "new",
              "remember",
              "note",
              "please",
              "actually")) {
        continue;
      }
      if (token.is("'s")) {
        words.append("'s");
        continue;
      }
      if (!token.isWord()) {
        return "";
      }
      if (!words.isEmpty()) {
        words.append(' ');
      }
      words.append(token.canon());
      count++;
    }
    return count > 5 ? "" : words.toString();
  }
}
