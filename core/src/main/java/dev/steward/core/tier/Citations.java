package dev.steward.core.tier;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Ids of what can be cited: facts, messages and events have UUIDs, with a word behind where they
/// came of another, and policies are called `org_rule_` and a number.
public final class Citations {
  private static final Pattern ID =
      Pattern.compile(
          "(?<![\\w-])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-[a-z]+(?:-\\d+)?)?|org_rule_\\d{1,6})(?![\\w-])",
          Pattern.CASE_INSENSITIVE);

  private Citations() {}

  /// Those in a text, each once.
  public static List<String> in(String text) {
    return ID.matcher(text)
        .results()
        .map(MatchResult::group)
        .map(id -> id.toLowerCase(Locale.ROOT))
        .distinct()
        .toList();
  }
}
