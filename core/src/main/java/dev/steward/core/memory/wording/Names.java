package dev.steward.core.memory.wording;

import java.util.List;
import java.util.Set;

/// Tells names from words that are capitalised because a sentence begins with them.
final class Names {
  /// What begins sentences and is no name.
  private static final Set<String> OPENERS =
      Lexis.set(
          "remember note please from going starting effective correction actually forget scratch"
              + " ignore disregard scrap update decision policy preference budget meeting meetings"
              + " team company office price prices limit deadline project customer customers client"
              + " clients invoice invoices payment payments sales marketing support product orders"
              + " order delivery shipping stock rent salary payday standup lunch dinner breakfast"
              + " coffee tea spending headcount password email phone address wifi parking monday"
              + " weekly daily monthly annual today tomorrow yesterday next last every each always"
              + " never send pay use call make keep set raise lower move change switch cancel add"
              + " turns good bad great quick small big breaking fyi btw also only just new old"
              + " staff employees people someone everyone nobody somebody anyone vacation holiday"
              + " refunds returns discounts taxes tax interest rates capacity opening hours working"
              + " current latest final first second third contract lease insurance warranty website"
              + " domain server hosting database backup backups printer car van truck driver flight"
              + " hotel train tickets travel training onboarding hiring interviews reviews reports"
              + " report plan plans goal goals target targets growth revenue profit margin costs"
              + " expenses fees subscriptions subscription licence license maintenance repairs"
              + " instead after before since when while if because as once until although our"
              + " effectively henceforth plan tell don't do did stop let minor major heads");

  private Names() {}

  static boolean isName(List<Token> tokens, int i) {
    var token = tokens.get(i);
    if (!token.isCapitalised()
        || Lexis.FUNCTION.contains(token.canon())
        || Lexis.NEGATIONS.contains(token.canon())) {
      return false;
    }
    if (token.isShouted() && Lexis.isKnown(token.canon())) {
      return false;
    }
    if (!beginsSentence(tokens, i)) {
      return true;
    }
    return !OPENERS.contains(token.canon())
        && !Lexis.ATTRIBUTES.contains(token.canon())
        && !Lexis.CHANGE.contains(token.canon())
        && !Lexis.PLAIN_VERBS.contains(token.canon());
  }

  private static boolean beginsSentence(List<Token> tokens, int i) {
    return i == 0 || tokens.get(i - 1).is(".", "!", "?", ":", ";", "\"", "(", "-", "*");
  }
}
