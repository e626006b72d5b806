package dev.steward.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Secrets that are known by their form, wherever they stand.
///
/// A form begins where no letter, digit, `_` or `-` precedes, and what it may be long of has
/// nothing after it that could fail: so no text makes the search start anew again and again.
final class SecretForms {
  private static final String KEY = "API key";
  private static final String TOKEN = "token";
  private static final String BEGIN = "(?<![A-Za-z0-9_-])";
  private static final String END = "(?![A-Za-z0-9])";
  private static final String WORD = "[A-Za-z0-9_-]";

  private static final List<Form> FORMS =
      List.of(
          // A whole block, or what is there of one that was cut off.
          new Form(
              "private key",
              List.of("PRIVATE KEY"),
              Pattern.compile(
                  "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\\s\\S]*?"
                      + "(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|\\z)"),
              false),
          guessed(KEY, "sk-", WORD + "{16,}"),
          known(KEY, "sk_live_|sk_test_|sk_prod_|rk_live_|rk_test_", "[A-Za-z0-9]{10,}"),
          known(KEY, "pk_live_|pk_test_|pk_prod_|rk_prod_", "[A-Za-z0-9]{10,}"),
          known(KEY, "AIza", WORD + "{35,}"),
          known(KEY, "AKIA|ASIA|ABIA|ACCA", "[A-Z2-7]{16}" + END),
          known(KEY, "SG.", WORD + "{16,}\\." + WORD + "{16,}"),
          known(KEY, "SK|key-", "[0-9a-f]{32}" + END),
          known(KEY, "GOCSPX-", WORD + "{20,}"),
          guessed(
              KEY,
              "gsk_|r8_|nvapi-|xai-|pplx-|tvly-|fw_|figd_|figo_|rnd_|PMAK-|AGE-SECRET-KEY-",
              WORD + "{24,}"),
          known(KEY, "xkeysib-|xsmtpsib-", "[0-9a-f]{40,}" + WORD + "*"),
          known(TOKEN, "ghp_|gho_|ghu_|ghs_|ghr_", "[A-Za-z0-9]{30,}"),
          known(TOKEN, "github_pat_", "[A-Za-z0-9_]{22,}"),
          guessed(
              TOKEN,
              "glpat-|gldt-|glrt-|glcbt-|glptt-|glft-|gloas-|glimt-|glsoat-|glagent-|glsa_|dckr_pat_",
              WORD + "{20,}"),
          guessed(
              TOKEN, "xoxa-|xoxb-|xoxe-|xoxo-|xoxp-|xoxr-|xoxs-|xoxe.|xapp-", "[A-Za-z0-9-]{10,}"),
          known(TOKEN, "hooks.slack.com/services/", "[A-Za-z0-9/_-]{20,}"),
          known(TOKEN, "npm_", "[A-Za-z0-9]{36,}"),
          known(TOKEN, "pypi-", WORD + "{50,}"),
          known(TOKEN, "shpat_|shpca_|shppa_|shpss_", "[A-Fa-f0-9]{32,}"),
          known(TOKEN, "sq0atp-|sq0csp-|sq0idp-", WORD + "{20,}"),
          known(TOKEN, "pat-na|pat-eu", "[0-9]-[0-9a-f-]{30,}"),
          known(TOKEN, "ATATT3|ATCTT3", WORD + "{30,}=*"),
          guessed(
              TOKEN,
              "hf_|whsec_|dop_v1_|doo_v1_|dp.pt.|hvs.|hvb.|lin_api_|ntn_|sntrys_|secret_",
              WORD + "{20,}"),
          known(TOKEN, "ya29.", WORD + "{20,}"),
          known(TOKEN, "1//0", WORD + "{30,}"),
          known(TOKEN, "EAA", "[A-Za-z0-9]{40,}"),
          known(TOKEN, "eyJ", WORD + "{8,}\\.eyJ" + WORD + "{8,}\\." + WORD + "*"),
          new Form(
              TOKEN,
              List.of(":AA"),
              Pattern.compile(BEGIN + "[0-9]{8,10}:AA" + WORD + "{32,}"),
              false));

  /// A kind of secret.
  ///
  /// @param hints one of them is in every text that holds such a secret
  /// @param guess whether ordinary words can have this form too; they have no digits in what
  ///   follows the hint
  private record Form(String kind, List<String> hints, Pattern pattern, boolean guess) {}

  private SecretForms() {}

  private static Form known(String kind, String beginnings, String rest) {
    return form(kind, beginnings, rest, false);
  }

  private static Form guessed(String kind, String beginnings, String rest) {
    return form(kind, beginnings, rest, true);
  }

  private static Form form(String kind, String beginnings, String rest, boolean guess) {
    var hints = List.of(beginnings.split("\\|"));
    var any = hints.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    return new Form(kind, hints, Pattern.compile(BEGIN + any + "(" + rest + ")"), guess);
  }

  static List<Secrets.Span> spans(String text) {
    var spans = new ArrayList<Secrets.Span>();
    for (var form : FORMS) {
      if (form.hints().stream().anyMatch(text::contains)) {
        form.pattern()
            .matcher(text)
            .results()
            .filter(match -> !form.guess() || hasDigit(match.group(1)))
            .forEach(match -> spans.add(new Secrets.Span(match.start(), match.end(), form.kind())));
      }
    }
    return spans;
  }

  private static boolean hasDigit(String text) {
    return text.chars().anyMatch(c -> c >= '0' && c <= '9');
  }
}
