package dev.steward.policies.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.policy.SecretFinder.Span;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleFileTest {
  private static List<Span> find(String rules, String text) {
    return new RuleSecretFinder(RuleFile.parse(rules)).find(text);
  }

  static List<Rule> supplied() {
    return new RuleSecretFinder().rules();
  }

  @ParameterizedTest
  @MethodSource("supplied")
  void everyRuleThatComesWithStewardCompiles(Rule rule) {
    assertThat(rule.shape().compiled()).isNotNull();
    assertThat(rule.more()).allSatisfy(shape -> assertThat(shape.compiled()).isNotNull());
    assertThat(rule.words()).isNotEmpty().allMatch(word -> word.chars().allMatch(c -> c < 128));
  }

  @Test
  void everyRuleHasANameOfItsOwn() {
    assertThat(supplied().stream().map(Rule::id)).doesNotHaveDuplicates();
  }

  @Test
  void aSecretBeginsWithTheWord() {
    var rules = "[a]\nkind: thing\nbegins: ab_ or cd_\nsecret: [0-9]{3}";

    assertThat(find(rules, "x ab_123 (cd_456)"))
        .containsExactly(new Span(2, 8, "thing"), new Span(10, 16, "thing"));
    assertThat(find(rules, "xab_123 AB_123 ab_12x")).isEmpty();
  }

  @Test
  void theWordIsInTheSecret() {
    var rules = "[a]\nkind: thing\nholds: ~Q at 1..3\nsecret: [a-z]{1,3}~Q[0-9]";

    assertThat(find(rules, "abc~Q1 a~Q2"))
        .containsExactly(new Span(0, 6, "thing"), new Span(7, 11, "thing"));
  }

  @Test
  void theSecretComesAfterTheWord() {
    var rules = "[a]\nkind: thing\nafter: sid=\nsecret: (?:\"([^\"]+)\"|([a-z]+))";

    assertThat(find(rules, "sid=abc sid=\"d e\""))
        .containsExactly(new Span(4, 7, "thing"), new Span(13, 16, "thing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "acme_key = 'abc123'",
        "ACME: abc123",
        "the Acme key is abc123",
        "\"acme\" => \"abc123\"",
        "acme := abc123,",
        "[acme]: `abc123`",
        "der Acme-Zugang ist: abc123",
        "acme ==abc123"
      })
  void theSecretIsAssignedToTheLabel(String text) {
    int at = text.indexOf("abc123");

    assertThat(find("[a]\nkind: thing\nlabel: acme\nsecret: [a-c]{3}[0-9]{3}", text))
        .containsExactly(new Span(at, at + 6, "thing"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "acme abc123",
        "acme = abc1234",
        "acme = abc123-x",
        "acme! abc123",
        "acne: abc123",
        "acme and so many other words come before it: abc123"
      })
  void whatIsNotAssignedIsNone(String text) {
    assertThat(find("[a]\nkind: thing\nlabel: acme\nsecret: [a-c]{3}[0-9]{3}", text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "is: anywhere        # xab_1   # 1",
        "is: apart           # x-ab_1  # 0",
        "is: apart           # x.ab_1  # 1",
        "is: anycase         # AB_1    # 1",
        "is: whole           # ab_1/   # 0",
        "is: mixed           # ab_x    # 0",
        "is: mixed           # ab_1    # 1",
        "is: random          # ab_word # 0",
        "is: random          # ab_x7k2 # 1",
        "entropy: 2          # ab_aaaa # 0",
        "entropy: 2          # ab_cdef # 1",
        "not: ab_9.*         # ab_99   # 0",
        "not: ab_9           # ab_99   # 1",
        "not-after: old      # old ab_1 # 0",
        "not-after: old      # new ab_1 # 1",
        "near: shop          # shop ab_1 # 1",
        "near: shop          # ab_1, shop # 1",
        "near: shop          # ab_1     # 0"
      })
  void aConditionHolds(String condition, String text, int found) {
    var rules = "[a]\nkind: thing\nbegins: ab_\nsecret: [a-z0-9]{1,9}\n" + condition;

    assertThat(find(rules, text)).hasSize(found);
  }

  @Test
  void moreFollowsAtOnce() {
    var rules = "[a]\nkind: thing\nafter: list:\nsecret: ([a-z]+)\nmore: ,([a-z]+)";

    assertThat(find(rules, "list:a,b,c;d")).hasSize(3);
  }

  @Test
  void afterAPauseTheWordIsLookedAtAgain() {
    var rules = "[a]\nkind: thing\nafter: at\nsecret: ([0-9])\npause: 6";

    assertThat(find(rules, "at at1 at2")).containsExactly(new Span(9, 10, "thing"));
  }

  @Test
  void theFirstRuleComesFirst() {
    var rules =
        "[a]\nkind: first\nbegins: ab\nsecret: c\nis: anywhere\n\n"
            + "[b]\nkind: second\nbegins: xa\nsecret: bc";

    assertThat(find(rules, "xabc")).extracting(Span::kind).containsExactly("first", "second");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "[a];begins: x;secret: y                       # kind",
        "[a];kind: k;secret: y                         # one of",
        "[a];kind: k;begins: x;label: z;secret: y      # one of",
        "[a];kind: k;begins: x                         # secret",
        "kind: k;begins: x;secret: y                   # id",
        "[a];kind: k;begins: x;secret: y;is: odd       # anycase",
        "[a];kind: k;begins: x;secret: y;colour: red   # colon",
        "[a];kind: k;kind: l;begins: x;secret: y       # one `kind`",
        "[a];kind: k;begins: x;secret: y;entropy: much # much",
        "[a];kind: k;begins: x;secret: y;not: (        # missing closing"
      })
  void whatIsWrittenWronglyIsRefusedWithItsLine(String rules, String said) {
    assertThatThrownBy(() -> RuleFile.parse(rules.replace(";", "\n")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("line ")
        .hasMessageContaining(said);
  }
}
