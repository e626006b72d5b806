package dev.steward.core.memory.wording;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Cuts a sentence into clauses that have a subject each: `John left, Maria is our accountant now`.
final class Clauses {
  private static final Set<String> SUBJECTS =
      Lexis.set("we i it she he they the our my it's we're she's he's they're now");
  private static final Set<String> LEANING =
      Lexis.set("she he they it she's he's they're it's now");
  private static final int MOST = 5;

  private Clauses() {}

  /// The clauses, if there is more than one.
  static List<List<Token>> of(List<Token> tokens) {
    var clauses = new ArrayList<List<Token>>();
    int from = 0;
    for (int i = 1; i + 1 < tokens.size() && clauses.size() < MOST; i++) {
      var parts =
          tokens.get(i).is(",", ";", ":", ".", "!", "-", "(")
              || tokens.get(i).is("and", "but", "so");
      if (parts && i > from && begins(tokens, i + 1)) {
        clauses.add(tokens.subList(from, i));
        from = i + 1;
      }
    }
    if (clauses.isEmpty()) {
      return List.of();
    }
    clauses.add(tokens.subList(from, tokens.size()));
    return leant(clauses);
  }

  private static boolean begins(List<Token> tokens, int at) {
    while (at < tokens.size() && tokens.get(at).is("and", "but", "so", ",", "now")) {
      at++;
    }
    return at + 1 < tokens.size()
        && (SUBJECTS.contains(tokens.get(at).canon()) || Names.isName(tokens, at))
        && (tokens.get(at).canon().contains("'") || hasVerb(tokens, at + 1));
  }

  private static boolean hasVerb(List<Token> tokens, int from) {
    int to = Math.min(tokens.size(), from + 5);
    return Shape.verbIn(tokens.subList(from, to));
  }

  /// A clause that begins with a pronoun has the subject of the first one.
  private static List<List<Token>> leant(List<List<Token>> clauses) {
    var leant = new ArrayList<List<Token>>();
    var first = clauses.getFirst();
    int verb = Shape.verb(first);
    var subject = verb > 0 && verb < 8 ? first.subList(0, verb) : List.<Token>of();
    boolean isFirst = true;
    for (var clause : clauses) {
      int at = 0;
      while (at < clause.size() - 1 && clause.get(at).is("and", "but", "so", ",", "now")) {
        at++;
      }
      var head = clause.get(at);
      if (!isFirst && LEANING.contains(head.canon()) && !subject.isEmpty()) {
        var whole = new ArrayList<>(subject);
        whole.addAll(
            head.canon().endsWith("'s") || head.canon().endsWith("'re")
                ? List.of(new Token(Token.Kind.WORD, "is", "is", head.start(), head.end()))
                : List.of());
        whole.addAll(clause.subList(at + 1, clause.size()));
        leant.add(whole);
      } else {
        leant.add(clause);
      }
      isFirst = false;
    }
    return leant;
  }
}
