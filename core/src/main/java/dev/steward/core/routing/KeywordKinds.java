package dev.steward.core.routing;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Kinds of tasks by words that give them away: the last resort, when nothing better can classify.
final class KeywordKinds {
  private record Rule(String kind, Pattern words) {}

  private static final List<Rule> RULES =
      List.of(
          rule("negotiate", "negotiat\\w*|haggl\\w*|counter-?offer"),
          rule(
              "draft_email",
              "(?:draft|write|compose|prepare|send|reply|respond|answer)\\b.{0,60}\\b(?:e-?mails?|mails?|messages?|letters?|outreach|repl(?:y|ies))"),
          rule(
              "review_text",
              "review|proof-?read|check the (?:text|wording|spelling)|edit this|correct this"),
          rule(
              "draft_content",
              "draft|write|compose|rewrite|rephrase|blog|article|post|newsletter|headline|slogan|translate"),
          rule("plan_strategy", "strateg\\w*|roadmap|plan (?:a|the|our)|campaign"),
          rule("decide", "decide|should (?:we|i)|which (?:one|option)|recommend|evaluate|compare"),
          rule(
              "bulk_operation",
              "audit|for each|every (?:page|row|item|customer)|all (?:the )?(?:pages|rows|items|customers|links)|batch|bulk|[0-9][0-9,. ]{2,} \\w+"),
          rule(
              "retrieve_data",
              "find|fetch|get|look up|search|extract|list|collect|scrape|how many"));

  private static Rule rule(String kind, String words) {
    return new Rule(
        kind,
        Pattern.compile(
            "\\b(?:" + words + ")\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
  }

  Optional<String> of(String text) {
    return RULES.stream()
        .filter(rule -> rule.words().matcher(text).find())
        .map(Rule::kind)
        .findFirst();
  }
}
