package dev.steward.core.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Recognises secrets in text and masks them, before anything is written.
///
/// Known forms (provider keys, tokens, private keys, addresses with a password in them), values
/// that a label gives away (`password: …`), card numbers with a right Luhn digit, IBANs whose
/// remainder modulo 97 is 1.
public final class Secrets {
  private static final List<Rule> RULES =
      List.of(
          // A whole block, or what is there of one that was cut off.
          rule(
              "private key",
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]{0,20000}?"
                  + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)",
              0),
          rule("API key", "\\bsk-(?:ant-|proj-|svcacct-|or-v1-)?[A-Za-z0-9_-]{16,}", 0),
          rule("API key", "\\b(?:sk|rk|pk)_(?:live|test|prod)_[A-Za-z0-9]{10,}", 0),
          rule("API key", "\\bAIza[A-Za-z0-9_-]{35}", 0),
          rule("API key", "\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\\b", 0),
          rule("API key", "\\bSG\\.[A-Za-z0-9_-]{16,}\\.[A-Za-z0-9_-]{16,}", 0),
          rule("API key", "\\bkey-[0-9a-f]{32}\\b", 0),
          rule("token", "\\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{30,}", 0),
          rule("token", "\\bgithub_pat_[A-Za-z0-9_]{22,}", 0),
          rule("token", "\\bgl(?:pat|dt|rt|cbt|ptt|ft|oas|imt|soat|agent)-[A-Za-z0-9_-]{20,}", 0),
          rule("token", "\\bxox[abeoprs]-[A-Za-z0-9-]{10,}", 0),
          rule("token", "\\bxapp-[0-9]-[A-Za-z0-9-]{10,}", 0),
          rule("token", "\\bhooks\\.slack\\.com/services/[A-Za-z0-9/_-]{20,}", 0),
          rule("token", "\\bnpm_[A-Za-z0-9]{36}", 0),
          rule("token", "\\bpypi-[A-Za-z0-9_-]{50,}", 0),
          rule("token", "\\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}", 0),
          rule(
              "token",
              "\\b(?:hf|whsec|dop_v1|doo_v1|dp\\.pt|hvs|hvb|lin_api|ntn|rnd)[._][A-Za-z0-9]{20,}",
              0),
          rule("token", "\\bya29\\.[A-Za-z0-9_-]{20,}", 0),
          rule("token", "\\bEAA[A-Za-z0-9]{40,}", 0),
          rule("token", "\\b[0-9]{8,10}:AA[A-Za-z0-9_-]{32,34}\\b", 0),
          rule("token", "\\beyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*", 0),
          rule("token", "(?i)\\bbearer\\s+([A-Za-z0-9._~+/-]{16,}=*)", 1),
          rule(
              "password",
              "\\b[a-zA-Z][a-zA-Z0-9+.-]{1,20}://[^\\s/:@]{0,100}:([^\\s/@]{1,200})@",
              1),
          rule(
              "password",
              "(?i)\\b(?:passwords?|passwd|passcode|passphrase|pwd)\\b[\"']?\\s*(?:[:=]|is\\s*:)\\s*[\"'`]?([^\\s\"'`,;]{3,200})",
              1),
          rule(
              "password",
              "(?i)\\b(?:password|passwd|passcode|passphrase|pwd|pin)(?:\\s+(?:for|of|to|on)\\s+\\S{1,60}){0,2}\\s+(?:is|was|will be|=)\\s+[\"'`]?([^\\s\"'`,;]{4,200}?)[\"'`]?(?=[.!?]?(?:\\s*$|\\s*\\n|\\s+and\\b|\\s*[,;]))",
              1),
          rule(
              "API key",
              "(?i)\\b[a-z0-9_-]{0,40}(?:api[ _-]?key|apikey|secret[ _-]?key|access[ _-]?key|client[ _-]?secret|auth[ _-]?token|access[ _-]?token|refresh[ _-]?token|api[ _-]?token|secret|token)[\"']?\\s*(?:[:=]|is)\\s*[\"'`]?([A-Za-z0-9+/_.~=-]{8,500})",
              1));

  private static final Pattern CARD =
      Pattern.compile("(?<![0-9.-])(?:[0-9][ -]?){12,18}[0-9](?![0-9])");
  private static final Pattern IBAN =
      Pattern.compile("\\b[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b");

  /// Words that follow "password is" or "token is" in ordinary talk.
  private static final Set<String> ORDINARY =
      Set.of(
          "required",
          "needed",
          "wrong",
          "expired",
          "missing",
          "incorrect",
          "invalid",
          "changed",
          "reset",
          "unknown",
          "secret",
          "safe",
          "secure",
          "weak",
          "strong",
          "correct",
          "ready",
          "done",
          "here",
          "there",
          "below",
          "above",
          "attached",
          "important",
          "necessary",
          "valid",
          "mandatory",
          "optional",
          "stored",
          "hidden",
          "protected",
          "working",
          "broken",
          "gone",
          "unchanged",
          "outdated",
          "confidential",
          "encrypted",
          "available",
          "unavailable");

  /// A text without its secrets.
  ///
  /// @param kinds what was masked, in words, each once; empty if nothing was
  public record Masked(String text, List<String> kinds) {
    public Masked {
      kinds = List.copyOf(kinds);
    }
  }

  private record Rule(String kind, Pattern pattern, int group) {}

  private record Span(int start, int end, String kind) {}

  private static Rule rule(String kind, String pattern, int group) {
    return new Rule(kind, Pattern.compile(pattern), group);
  }

  /// Replaces each secret by `[masked: kind]`. Masking what is masked changes nothing.
  public Masked mask(String text) {
    var spans = new ArrayList<Span>();
    for (var rule : RULES) {
      rule.pattern()
          .matcher(text)
          .results()
          .filter(match -> rule.group() == 0 || isLikely(rule, match.group(rule.group())))
          .forEach(match -> spans.add(span(match, rule.group(), rule.kind())));
    }
    CARD.matcher(text)
        .results()
        .filter(match -> isCard(match.group()))
        .forEach(match -> spans.add(span(match, 0, "card number")));
    IBAN.matcher(text)
        .results()
        .filter(match -> isIban(match.group()))
        .forEach(match -> spans.add(span(match, 0, "bank account")));
    return replace(text, spans);
  }

  private static Masked replace(String text, List<Span> spans) {
    if (spans.isEmpty()) {
      return new Masked(text, List.of());
    }
    spans.sort(
        Comparator.comparingInt(Span::start)
            .thenComparing(Comparator.comparingInt(Span::end).reversed()));
    var masked = new StringBuilder();
    var kinds = new LinkedHashSet<String>();
    int at = 0;
    for (var span : spans) {
      if (span.end() <= at) {
        continue;
      }
      if (span.start() >= at) {
        masked.append(text, at, span.start()).append("[masked: ").append(span.kind()).append(']');
        kinds.add(span.kind());
      }
      at = span.end();
    }
    return new Masked(masked.append(text, at, text.length()).toString(), List.copyOf(kinds));
  }

  private static Span span(MatchResult match, int group, String kind) {
    return new Span(match.start(group), match.end(group), kind);
  }

  /// Whether a labelled value can be a secret: "the token is ready" has none.
  private static boolean isLikely(Rule rule, String value) {
    if (value.startsWith("[masked") || ORDINARY.contains(trimmed(value))) {
      return false;
    }
    return !rule.kind().equals("API key") || looksRandom(value);
  }

  private static String trimmed(String value) {
    return value.toLowerCase(Locale.ROOT).replaceAll("[.!?]+$", "");
  }

  private static boolean looksRandom(String value) {
    return value.chars().anyMatch(Character::isDigit)
        && value.chars().anyMatch(Character::isLetter);
  }

  /// ISO/IEC 7812: 13 to 19 digits, a first digit that issuers have, and a right Luhn digit.
  private static boolean isCard(String text) {
    var digits = text.replaceAll("[ -]", "");
    if (digits.length() < 13 || "23456".indexOf(digits.charAt(0)) < 0) {
      return false;
    }
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighted = i % 2 == 0 ? digit : 2 * digit;
      sum += weighted > 9 ? weighted - 9 : weighted;
    }
    return sum % 10 == 0;
  }

  /// ISO 13616: with the first four characters moved to the end and letters read as 10 to 35, the
  /// remainder modulo 97 is 1.
  private static boolean isIban(String text) {
    var compact = text.replace(" ", "");
    if (compact.length() < 15 || compact.length() > 34) {
      return false;
    }
    var digits = new StringBuilder();
    (compact.substring(4) + compact.substring(0, 4))
        .chars()
        .forEach(c -> digits.append(Character.digit(c, 36)));
    return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue() == 1;
  }
}
