package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.policy.Secrets;
import dev.steward.policies.secrets.PublicRules.PublicRule;
import java.io.ByteArrayOutputStream;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What every rule of a well-known public collection recognises, is masked.
class PublicRulesTest {
  /// How many samples are drawn for each rule.
  private static final int SAMPLES = Integer.getInteger("steward.samples", 20);

  /// Not every text that a pattern describes passes the rule's other conditions.
  private static final int MOST_TRIES = 100 * SAMPLES;

  /// Rules without a pattern, and why. What they mean is tested by itself here.
  private static final List<String> WITHOUT_PATTERN =
      List.of("pkcs12-file"); // looks at the names of files, of which a text has none

  /// Rules whose samples are recognised but keep a part, and why.
  private static final Map<String, String> KEEP_A_PART =
      Map.of(
          "curl-auth-user", "a password with quotation marks in it ends at the first for us",
          "gitlab-session-cookie", "the name of the cookie, which the rule counts in, stays",
          "kubernetes-secret-yaml", "of several values in one manifest the first may stay");

  /// A piece of a secret that is no accident.
  private static final int PIECE = 10;

  private final Secrets secrets = new Secrets(List.of(new RuleSecretFinder()));

  private record Sample(String text, String secret) {}

  @TestFactory
  Stream<DynamicTest> samplesOf() {
    return PublicRules.read().stream()
        .filter(rule -> !rule.pattern().isEmpty())
        .map(rule -> DynamicTest.dynamicTest(rule.id(), () -> areMasked(rule.id(), samples(rule))));
  }

  private void areMasked(String rule, List<Sample> samples) {
    assertThat(samples).hasSize(SAMPLES);
    for (var sample : samples) {
      var masked = secrets.mask("Hello,\n" + sample.text() + "\nBye.");

      assertThat(masked.kinds()).isNotEmpty();
      if (KEEP_A_PART.containsKey(rule)) {
        continue;
      }
      assertThat(pieces(sample.secret()))
          .as("what of the secret is left in %s", masked.text())
          .noneMatch(masked.text()::contains);
    }
  }

  /// Pieces of a secret; the beginning of a link is none.
  private static List<String> pieces(String secret) {
    var own = secret.replaceFirst("^https?://([a-z0-9]+\\.)?", "");
    return IntStream.rangeClosed(0, Math.max(0, own.length() - PIECE))
        .mapToObj(i -> own.substring(i, Math.min(own.length(), i + PIECE)))
        .toList();
  }

  /// Texts in which the rule itself finds a secret.
  private static List<Sample> samples(PublicRule rule) {
    var random = new Random(rule.id().hashCode());
    var samples = new ArrayList<Sample>();
    for (int tries = 0; samples.size() < SAMPLES && tries < MOST_TRIES; tries++) {
      var text = named(rule, PatternTexts.draw(rule.pattern(), random));
      if (tries % 2 == 1 && rule.pattern().startsWith("(?i)")) {
        text = text.toUpperCase(Locale.ROOT);
      }
      var sample = text;
      rule.secret(text).ifPresent(secret -> samples.add(new Sample(sample, secret)));
    }
    return samples;
  }

  /// With a keyword of the rule; as what the secret is assigned to if there is none in it.
  private static String named(PublicRule rule, String text) {
    var small = text.toLowerCase(Locale.ROOT);
    return rule.keywords().stream().anyMatch(small::contains)
        ? text
        : rule.keywords().stream().max(Comparator.comparingInt(String::length)).orElseThrow()
            + " = "
            + text;
  }

  @Test
  void noRuleIsLeftOut() {
    var rules = PublicRules.read();

    assertThat(rules).hasSizeGreaterThanOrEqualTo(222);
    assertThat(rules.stream().filter(rule -> rule.pattern().isEmpty()).map(PublicRule::id))
        .isEqualTo(WITHOUT_PATTERN);
  }

  @Test
  void aKeyStoreIsMasked() throws Exception {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setEntry(
        "key",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
        new KeyStore.PasswordProtection("harmless".toCharArray()));
    var bytes = new ByteArrayOutputStream();
    store.store(bytes, "harmless".toCharArray());
    var flat = Base64.getEncoder().encodeToString(bytes.toByteArray());
    var lines = Base64.getMimeEncoder().encodeToString(bytes.toByteArray());

    assertThat(secrets.mask("Here: " + flat + " thanks").text())
        .isEqualTo("Here: [masked: key store] thanks");
    assertThat(secrets.mask("Here: " + lines + " thanks").text())
        .isEqualTo("Here: [masked: key store] thanks");
  }
}
