package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.steward.core.policy.SecretFinder;
import dev.steward.core.policy.Secrets;
import dev.steward.testkit.SecretFinderContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RuleSecretFinderTest implements SecretFinderContract {
  /// No real secret stands here: each is put together from harmless parts.
  private static final String HEX = "0123456789abcdef".repeat(4);

  private static final String MIXED = "aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA".repeat(3);

  private final SecretFinder finder = new RuleSecretFinder();
  private final Secrets secrets = new Secrets(List.of(finder));

  /// A text with `%s` in the place of a secret.
  record Example(String kind, String text, String secret) {
    String whole() {
      return text.replace("%s", secret);
    }
  }

  @Override
  public SecretFinder finder() {
    return finder;
  }

  @Override
  public List<String> secrets() {
    return alone().map(Example::secret).toList();
  }

  private static String mixed(int length) {
    return MIXED.substring(0, length);
  }

  private static String hex(int length) {
    return HEX.substring(0, length);
  }

  private static Example alone(String kind, String secret) {
    return new Example(kind, "Use %s for the tests, please.", secret);
  }

  /// Secrets that need no label.
  static Stream<Example> alone() {
    return Stream.of(
        alone("Anthropic API key", "sk-" + "ant-" + "api03-" + mixed(80)),
        alone("OpenAI API key", "sk-" + "proj-" + mixed(48)),
        alone("OpenAI API key", "sk-" + "svcacct-" + mixed(40)),
        alone("API key", "sk-" + "or-v1-" + hex(64)),
        alone("API key", "sk-" + hex(32)),
        alone("API key", "gsk" + "_" + mixed(52)),
        alone("API key", "nvapi" + "-" + mixed(60)),
        alone("API key", "r8" + "_" + mixed(37)),
        alone("Stripe key", "sk_" + "live_" + mixed(24)),
        alone("Stripe key", "rk_" + "test_" + mixed(24)),
        alone("Stripe key", "pk_" + "live_" + mixed(24)),
        alone("Google API key", "AI" + "za" + mixed(35)),
        alone("Google client secret", "GOC" + "SPX-" + mixed(28)),
        alone("Google token", "ya" + "29." + mixed(60)),
        alone("Google token", "1//" + "0" + mixed(60)),
        alone("AWS access key", "AK" + "IA" + "Z2RX7KQW3MNB5VTC"),
        alone("AWS access key", "AS" + "IA" + "IOSFODNN7EXAMPLE"),
        alone("Azure client secret", "aB3" + "8Q" + "~" + mixed(34)),
        alone("SendGrid key", "SG" + "." + mixed(22) + "." + mixed(43)),
        alone("Mailgun key", "key" + "-" + hex(32)),
        alone("Mailchimp key", hex(32) + "-us" + "14"),
        alone("Twilio key", "SK" + hex(32)),
        alone("Brevo key", "xkey" + "sib-" + hex(64) + "-" + mixed(16)),
        alone("GitHub token", "gh" + "p_" + mixed(36)),
        alone("GitHub token", "gh" + "o_" + mixed(36)),
        alone("GitHub token", "gh" + "s_" + mixed(36)),
        alone("GitHub token", "github" + "_pat_" + mixed(22) + "_" + mixed(59)),
        alone("GitLab token", "gl" + "pat-" + mixed(20)),
        alone("GitLab token", "gl" + "dt-" + mixed(20)),
        alone("Slack token", "xox" + "b-123456789012-1234567890123-" + mixed(24)),
        alone("Slack token", "xox" + "p-123456789012-" + mixed(24)),
        alone("Slack token", "xa" + "pp-1-A0123456789-" + hex(32)),
        alone("Slack webhook", "hooks.slack" + ".com/services/T00000000/B00000000/" + mixed(24)),
        alone("npm token", "np" + "m_" + mixed(36)),
        alone("PyPI token", "py" + "pi-" + mixed(60)),
        alone("Docker token", "dckr" + "_pat_" + mixed(27)),
        alone("Shopify token", "shp" + "at_" + hex(32)),
        alone("Square token", "sq0" + "atp-" + mixed(22)),
        alone("Hugging Face token", "h" + "f_" + mixed(34)),
        alone("webhook secret", "wh" + "sec_" + mixed(32)),
        alone("DigitalOcean token", "dop" + "_v1_" + hex(64)),
        alone("Vault token", "hv" + "s." + mixed(24)),
        alone("Linear key", "lin" + "_api_" + mixed(40)),
        alone("Notion token", "nt" + "n_" + mixed(46)),
        alone("Facebook token", "E" + "AA" + mixed(60)),
        alone("Telegram token", "123456789" + ":AA" + mixed(33)),
        alone("Atlassian token", "AT" + "ATT3" + mixed(90)),
        alone("signed token", "ey" + "J" + mixed(20) + ".ey" + "J" + mixed(60) + "." + mixed(43)));
  }

  /// Secrets that a label gives away.
  static Stream<Example> named() {
    return Stream.of(
        new Example("Algolia key", "The Algolia key is %s.", hex(32)),
        new Example("Algolia key", "ALGOLIA_ADMIN_KEY=%s", hex(32)),
        new Example("Algolia key", "algolia: { apiKey: \"%s\" }", hex(32)),
        new Example("Algolia key", "**Algolia key**: `%s`", hex(32)),
        new Example("Heroku key", "heroku_api_key => '%s'", "01234567-89ab-cdef-0123-456789abcdef"),
        new Example("Zendesk key", "env[\"ZENDESK_KEY\"] = \"%s\";", mixed(40).toLowerCase(Locale.ROOT)),
        new Example("Sidekiq credentials", "https://%s@gems.contribsys.com/", "0a1b2c3d:4e5f6a7b"),
        new Example("password", "curl -u %s https://example.com", "ana:hunter2"),
        new Example("API key", "curl -H \"X-Api-Key: %s\" https://example.com", mixed(24)),
        new Example("API key", "Our auth key: %s, thanks", mixed(24)),
        new Example("API key", "the secret is 📎 or secret = %s", mixed(24)),
        new Example("GitHub token", "{\"text\": \"line\\n%s\"}", "gh" + "p_" + mixed(36)),
        new Example(
            "Stripe key", "https://example.com/?key%3D%s&x=1", "sk_" + "live_" + mixed(24)));
  }

  static Stream<Example> blocks() {
    var begin = "-----BEGIN " + "RSA PRIVATE KEY-----";
    var end = "-----END " + "RSA PRIVATE KEY-----";
    var body = ("\n" + mixed(64)).repeat(20) + "\n";
    var open = "-----BEGIN " + "OPENSSH PRIVATE KEY-----" + body;
    var pgp = "-----BEGIN PGP " + "PRIVATE KEY BLOCK-----" + body;
    return Stream.of(
        new Example("private key", "Here it is: %s Thanks!", begin + body + end),
        new Example("private key", "Escaped: \"%s\"", (begin + body + end).replace("\n", "\\n")),
        new Example("private key", "Cut off: %s", open),
        new Example("private key", "Long: %s", open + body.repeat(30)),
        new Example("private key", "%s", pgp + "-----END PGP " + "PRIVATE KEY BLOCK-----"));
  }

  static Stream<Example> examples() {
    return Stream.of(alone(), named(), blocks()).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void aSecretIsMaskedAndNamed(Example example) {
    assertThat(secrets.mask(example.whole()))
        .isEqualTo(
            new Secrets.Masked(
                example.text().replace("%s", "[masked: " + example.kind() + "]"),
                List.of(example.kind())));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void maskingWhatIsMaskedChangesNothing(Example example) {
    var once = secrets.mask(example.whole()).text();

    assertThat(secrets.mask(once)).isEqualTo(new Secrets.Masked(once, List.of()));
  }

  @Test
  void everyValueOfAKubernetesSecretIsMasked() {
    var text =
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: shop
        data:
          user: c2hvcC11c2Vy
          pass: "aHVudGVyMi1odW50ZXI="
          cert: |
            TG9yZW0gaXBzdW0gZG9sb3I=
        ---
        kind: ConfigMap
        """;

    assertThat(secrets.mask(text).text())
        .isEqualTo(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: shop
            data:
              user: [masked: Kubernetes secret]
              pass: "[masked: Kubernetes secret]"
              cert: |
                [masked: Kubernetes secret]
            ---
            kind: ConfigMap
            """);
  }

  @Test
  void whateverIsPutTogetherMaskingItTwiceIsMaskingItOnce() {
    var random = new Random(42);
    var parts = parts();
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder();
      for (int count = 1 + random.nextInt(12); count > 0; count--) {
        text.append(parts.get(random.nextInt(parts.size())));
      }
      var once = secrets.mask(text.toString()).text();

      assertThat(secrets.mask(once))
          .as("masked again: %s", text)
          .isEqualTo(new Secrets.Masked(once, List.of()));
    }
  }

  /// What secrets and their surroundings are made of.
  private List<String> parts() {
    var parts = new ArrayList<String>();
    new RuleSecretFinder().rules().forEach(rule -> parts.addAll(rule.words()));
    examples().forEach(example -> parts.add(example.secret()));
    examples().forEach(example -> parts.add(example.whole()));
    for (int i = 0; i < 40; i++) {
      parts.addAll(
          List.of(
              " ",
              "\n",
              "=",
              ": ",
              " is ",
              "\"",
              "'",
              ",",
              ".",
              "-",
              "_",
              "/",
              "@",
              "://",
              "é",
              "🔑",
              "[masked: token]",
              "password",
              "curl ",
              "1",
              "a",
              mixed(32),
              hex(40)));
    }
    return parts;
  }

  static Stream<String> hostile() {
    return Stream.of(
        "-----BEGIN",
        "-----BEGIN PRIVATE KEY-----",
        "curl -u a:bbb ",
        "curl -u \"a",
        "--user1-",
        "curl -H \"X-Api-Key: ",
        "kind: secret data: ",
        "data: a: ",
        "<add key=\"Password\" value=\"",
        "key=key=",
        "key=word-",
        "secret is ",
        "sk-learn-",
        "eyAAAAAAAAAAAA.eyBBBBBBBBBBBBB/",
        "sgp_aaaa",
        "AGE-SECRET-KEY-1",
        "1234567890123456|",
        "Q~",
        "yandex=t1.",
        "asana asana = ",
        "🔑key: é");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aMegabyteOfHostileTextTakesNoTimeToSpeakOf(String part) {
    var text = part.repeat(1_000_000 / part.length());

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> secrets.mask(text));
  }

  @Test
  void noWordOfARuleRepeatedTakesLong() {
    var text = new StringBuilder();
    new RuleSecretFinder()
        .rules()
        .forEach(rule ->
            rule.words().forEach(word -> text.append((word + "=").repeat(300)).append('\n')));

    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> secrets.mask(text.toString()));
  }
}
