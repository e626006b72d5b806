package dev.steward.core.memory.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Recollection;
import dev.steward.core.memory.Trust;
import dev.steward.core.text.TokenEstimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContextAssemblerTest {
  private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  private static final List<Layer> RECALLED =
      List.of(Layer.SESSION, Layer.USER, Layer.ORGANISATION);
  private static final Scope ANA = new Scope("acme", "ana", "s");

  private static Recollection fact(
      String id, Layer layer, Fact.Kind kind, String text, double score) {
    var fact = Fact.of(id, ANA, layer, kind, "", text, "", "ana", NOON);
    return new Recollection(fact, score, Map.of(), "");
  }

  private static Recollection fact(String id, String text, double score) {
    return fact(id, Layer.USER, Fact.Kind.FACT, text, score);
  }

  private static Message said(String id, String text) {
    return new Message(
        id, ANA, Message.Role.USER, "ana", "cli", id, Trust.OWNER, Labels.NONE, text, NOON);
  }

  private static List<String> known(Context context) {
    return context.known().stream().map(found -> found.entry().id()).toList();
  }

  private static List<String> talk(Context context) {
    return context.said().stream().map(Message::id).toList();
  }

  private static Context assembled(int tokens, List<Recollection> found, List<Message> said) {
    return new ContextAssembler(ContextBudget.ofTokens(tokens)).assemble(found, said);
  }

  @Test
  void whatFitsIsShownWholeAndInItsOrder() {
    var found =
        List.of(
            fact("f1", "John prefers mornings", 0.9),
            fact("f2", "The budget is $700", 0.8),
            fact("p", Layer.ORGANISATION, Fact.Kind.POLICY, "Never on Fridays", 0));
    var said = List.of(said("m1", "Hello"), said("m2", "Book John"));

    var context = assembled(6_000, found, said);

    assertThat(context.known()).isEqualTo(found);
    assertThat(context.said()).isEqualTo(said);
  }

  @Test
  void nothingIsEmpty() {
    assertThat(assembled(500, List.of(), List.of()))
        .isEqualTo(new Context(List.of(), List.of(), 0));
  }

  @Test
  void aLongTalkLeavesTheOtherLayersTheirFloors() {
    var said = IntStream.range(0, 200).mapToObj(i -> said("m" + i, "word ".repeat(40))).toList();
    var found =
        new ArrayList<>(
            IntStream.range(0, 50)
                .mapToObj(i -> fact("f" + i, "fact " + i, 0.9 - i / 100.0))
                .toList());
    found.add(fact("s", Layer.SESSION, Fact.Kind.FACT, "in this session", 0));
    found.add(fact("o", Layer.ORGANISATION, Fact.Kind.FACT, "of the house", 0.1));

    var context = assembled(2_000, found, said);

    assertThat(known(context)).contains("f0", "s", "o").hasSizeGreaterThan(15);
    assertThat(talk(context)).hasSizeBetween(10, 16);
  }

  @Test
  void whatALayerLeavesGoesToTheOthersUpToTheirCaps() {
    var said = IntStream.range(0, 200).mapToObj(i -> said("m" + i, "word ".repeat(40))).toList();

    var context = assembled(2_000, List.of(), said);

    assertThat(context.tokens()).isBetween(1_100, 1_200);
  }

  @Test
  void ofTheTalkTheLatestIsShownWithoutAGap() {
    var lengthy = "long ".repeat(150);
    var said =
        List.of(
            said("m1", "short"),
            said("m2", lengthy),
            said("m3", lengthy),
            said("m4", lengthy),
            said("m5", "end"));

    assertThat(talk(assembled(500, List.of(), said))).containsExactly("m3", "m4", "m5");
  }

  @Test
  void policiesAreAlwaysShownWhole() {
    var policies =
        IntStream.range(0, 60)
            .mapToObj(i ->
                fact(
                    "p" + i,
                    Layer.ORGANISATION,
                    Fact.Kind.POLICY,
                    "Rule " + i + " holds. ".repeat(30),
                    0))
            .toList();

    assertThat(assembled(500, policies, List.of(said("m", "Hello"))).known()).isEqualTo(policies);
  }

  @Test
  void whatSaysSomethingNewComesBeforeARepetition() {
    var found = new ArrayList<Recollection>();
    for (int i = 0; i < 30; i++) {
      found.add(fact("same" + i, "John likes his coffee black in the morning", 0.9));
    }
    found.add(fact("new", "Peter signs the contracts of the garage", 0.85));

    var context = assembled(500, found, List.of());

    assertThat(known(context)).contains("same0", "new").doesNotContain("same29");
  }

  @Test
  void whatIsPinnedComesBeforeWhatIsRelevant() {
    var found = new ArrayList<Recollection>();
    for (int i = 0; i < 40; i++) {
      found.add(fact("f" + i, "The number %d of many things that are known".formatted(i), 0.9));
    }
    var pinned = fact("pinned", "The gate is on Elm Road", 0);
    var fact = pinned.fact();
    found.add(Recollection.unscored(fact.with(fact.care().withPinned(true)), ""));

    assertThat(known(assembled(500, found, List.of()))).contains("pinned").doesNotContain("f39");
  }

  @Test
  void aHugeTextIsShortenedAndSaysSo() {
    var huge = "Die Höhe beträgt 🏔️ 4.810 Meter. ".repeat(5_000);

    var context = assembled(1_000, List.of(fact("f", huge, 0.9)), List.of(said("m", huge)));

    assertThat(context.known().getFirst().entry().text()).endsWith(" […]").hasSizeLessThan(500);
    assertThat(context.said().getFirst().text()).endsWith(" […]").hasSizeLessThan(800);
  }

  @Test
  void whateverComesTheBudgetHolds() {
    for (int seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      int tokens = 1 + random.nextInt(3_000);
      var found = new ArrayList<Recollection>();
      for (int i = 0; i < random.nextInt(40); i++) {
        var layer = RECALLED.get(random.nextInt(RECALLED.size()));
        var text = (random.nextBoolean() ? "word " : "会 ").repeat(random.nextInt(400));
        found.add(fact("f" + i, layer, Fact.Kind.FACT, text, random.nextDouble()));
      }
      var said = new ArrayList<Message>();
      for (int i = 0; i < random.nextInt(40); i++) {
        said.add(said("m" + i, "word ".repeat(random.nextInt(400))));
      }

      var context = assembled(tokens, found, said);

      int texts =
          context.known().stream().mapToInt(each -> TokenEstimate.of(each.entry().text())).sum()
              + context.said().stream().mapToInt(each -> TokenEstimate.of(each.text())).sum();
      assertThat(context.tokens()).isBetween(texts, tokens);
      assertThat(known(context))
          .isSubsetOf(found.stream().map(each -> each.entry().id()).toList())
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void aBudgetThatCannotBeIsRefused() {
    assertThatThrownBy(() -> ContextBudget.ofTokens(0))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("at least 1");
    var greedy = new ContextBudget.Share(0.6, 0.7);
    assertThatThrownBy(
            () -> new ContextBudget(9, Map.of(Layer.USER, greedy, Layer.SESSION, greedy)))
        .hasMessageContaining("more than the whole");
    assertThatThrownBy(() -> new ContextBudget.Share(0.6, 0.5)).hasMessageContaining("floor 0.6");
  }
}
