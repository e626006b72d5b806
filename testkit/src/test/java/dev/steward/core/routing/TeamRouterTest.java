package dev.steward.core.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.ModelCalls;
import dev.steward.core.agent.Team;
import dev.steward.core.cost.Money;
import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Models;
import dev.steward.core.model.Till;
import dev.steward.core.routing.Understood.Wish;
import dev.steward.core.routing.learned.Judgement;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Codec;
import dev.steward.testkit.InMemoryLedger;
import dev.steward.testkit.ManualClock;
import dev.steward.testkit.ScriptedModel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TeamRouterTest {
  private static final List<TaskKind> KINDS =
      List.of(
          new TaskKind("remember", TaskType.SIMPLE, "State a fact"),
          new TaskKind("help", TaskType.SIMPLE, "Say what can be done"),
          new TaskKind("draft_email", TaskType.DRAFT, "Write a mail"),
          new TaskKind("decide", TaskType.COMPLEX, "Weigh options"),
          new TaskKind("other", TaskType.SIMPLE, "Anything else"));
  private static final Team TEAM =
      new Team(
          List.of(
              agent("steward", "m", "other"),
              agent("classifier", "m"),
              agent("writer", "m", "draft_email"),
              agent("adviser", "m", "decide"),
              agent("local", Agent.LOCAL, "remember", "help")),
          "steward",
          "classifier");

  /// What is understood, by the first word.
  private static final Map<String, Wish> WISHES =
      Map.of("Note", Wish.ASKED_FOR, "Put", Wish.LIKELY, "The", Wish.NONE);

  private final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");
  private final Map<String, Judgement> known = new HashMap<>();
  private final ScriptedModel model = new ScriptedModel("m");

  private static Agent agent(String name, String model, String... kinds) {
    return new Agent(
        name,
        "",
        "Name the kind.",
        List.of(model),
        List.of(),
        List.of(kinds),
        Agent.Limits.DEFAULTS);
  }

  private TeamRouter router(boolean withModel) {
    var models =
        new Models(
            withModel ? Map.<String, ChatModel>of("m", model) : Map.of(), Map.of("m", "no key"));
    var prices =
        new PriceTable(
            Map.of(
                "m",
                List.of(
                    PriceRow.of(
                        "m/1",
                        PriceRow.When.ALWAYS,
                        Map.of("input", BigDecimal.ONE, "output", BigDecimal.TEN),
                        new PriceRow.Origin("this test", "")))),
            Map.of(),
            PriceTable.Basis.COMPLETION);
    var calls =
        new ModelCalls(
            models,
            new Till(prices, new InMemoryLedger(), clock),
            duration -> {
              throw new AssertionError("nothing is tried again here");
            });
    return new TeamRouter(
        TEAM,
        KINDS,
        text ->
            Optional.ofNullable(WISHES.get(text.replaceFirst(" .*", "")))
                .map(wish -> new Understood("remember", wish)),
        (tenant, text) -> Optional.ofNullable(known.get(text)),
        models,
        new ModelKinds(TEAM, models, calls, new OneField()));
  }

  /// Reads `{"kind": "…"}`.
  private static final class OneField implements Codec {
    private static final Pattern FIELD = Pattern.compile("\\{\"kind\": \"(.*)\"}");

    @Override
    public String encode(Object value) {
      return value.toString();
    }

    @Override
    public <T> T decode(String text, Class<T> type) {
      var kind = FIELD.matcher(text);
      if (!kind.matches()) {
        throw Failure.internal("no kind", null);
      }
      return type.cast(new ModelKinds.Classified(kind.group(1)));
    }
  }

  private record At(Instant now) implements CallContext {
    @Override
    public String key() {
      return "t1/1";
    }

    @Override
    public void stream(String text) {
      throw new AssertionError("what a classifier writes is nobody's to hear");
    }
  }

  private static Router.Request asks(String text, String agent) {
    return new Router.Request(text, agent, new Scope("acme", "ana", "s"), "t1");
  }

  private Router.Decision decided(boolean withModel, String text) {
    return router(withModel).route(asks(text, ""), new At(clock.instant()));
  }

  private void knows(String text, String kind, boolean accepted, double confidence) {
    known.put(
        text,
        new Judgement(
            kind,
            accepted,
            confidence,
            List.of(new Judgement.Chance(kind, confidence)),
            List.of(new Judgement.Example("Write to Bob", kind, 0.8))));
  }

  @Test
  void whoIsAskedForByNameGetsIt() {
    var route = router(true).route(asks("Note that", "adviser"), new At(clock.instant())).route();

    assertThat(route.agent()).isEqualTo("adviser");
    assertThat(route.reason()).isEqualTo("asked for by name");
    assertThatThrownBy(() -> router(true).route(asks("Note", "nobody"), new At(clock.instant())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void whatIsUnderstoodTakesNoModelAndNoExamples() {
    var decision = decided(true, "Note that Ana is here");

    assertThat(decision.route().agent()).isEqualTo("local");
    assertThat(decision.route().reason()).isEqualTo("understood without a model");
    assertThat(decision.usage()).isEqualTo(Usage.NONE);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void whatIsOnlyStatedGivesWayToExamplesThatTellItIsAnothersTask() {
    knows("The letter to Eve must go out today", "draft_email", true, 0.98);
    knows("The letter to Eve is long", "draft_email", false, 0.4);
    knows("Put the letter to Eve down", "draft_email", true, 0.98);
    knows("Note that the letter to Eve must go out", "draft_email", true, 0.98);

    assertThat(decided(true, "The letter to Eve must go out today").route().agent())
        .isEqualTo("writer");
    assertThat(decided(true, "The letter to Eve is long").route().agent()).isEqualTo("local");
    assertThat(decided(true, "Put the letter to Eve down").route().agent()).isEqualTo("writer");
    assertThat(decided(true, "Note that the letter to Eve must go out").route().agent())
        .isEqualTo("local");
    assertThat(decided(false, "The letter to Eve must go out today").route().agent())
        .isEqualTo("local");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void whatIsNoWishAtAllGivesWayToAnyOtherKindAndAWishToOthersTasksAlone() {
    knows("The handling of letters", "help", true, 0.98);
    knows("The handling of mail", "help", false, 0.4);
    knows("Put the handling down", "help", true, 0.98);

    assertThat(decided(true, "The handling of letters").route().kind()).isEqualTo("help");
    assertThat(decided(true, "The handling of letters").route().agent()).isEqualTo("steward");
    assertThat(decided(true, "The handling of mail").route().kind()).isEqualTo("remember");
    assertThat(decided(true, "Put the handling down").route().kind()).isEqualTo("remember");
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void whatExamplesAreSureOfTakesNoModelAndSaysWhy() {
    knows("Write to Eve", "draft_email", true, 0.98);

    var decision = decided(true, "Write to Eve");

    assertThat(decision.route().agent()).isEqualTo("writer");
    assertThat(decision.route().type()).isEqualTo(TaskType.DRAFT);
    assertThat(decision.route().reason()).isEqualTo("like 1 known tasks of its kind, 98 % sure");
    assertThat(decision.route().confidence()).isEqualTo(0.98);
    assertThat(decision.route().probabilities()).isNotEmpty();
    assertThat(decision.route().nearest().getFirst().text()).isEqualTo("Write to Bob");
    assertThat(decision.cost()).isEqualTo(Money.ZERO);
    assertThat(model.prompts()).isEmpty();
  }

  @Test
  void aModelIsAskedOnlyWhereExamplesAreNotSure() {
    knows("Hm, Eve", "draft_email", false, 0.6);
    model.then(ScriptedModel.says("{\"kind\": \"decide\"}"));

    var decision = decided(true, "Hm, Eve");

    assertThat(decision.route().agent()).isEqualTo("adviser");
    assertThat(decision.route().reason()).isEqualTo("classified by m");
    assertThat(decision.route().confidence()).isEqualTo(0.6);
    assertThat(decision.usage()).isEqualTo(ScriptedModel.USAGE);
    assertThat(decision.cost()).isNotEqualTo(Money.ZERO);
    assertThat(model.prompts().getFirst().output().getFirst().toString())
        .contains("none_of_these", "draft_email");
  }

  @Test
  void whatFitsNoKindGoesToTheMainAgent() {
    model.then(ScriptedModel.says("{\"kind\": \"none_of_these\"}"));

    var decision = decided(true, "Sing");

    assertThat(decision.route().kind()).isEqualTo("other");
    assertThat(decision.route().agent()).isEqualTo("steward");
    assertThat(decision.route().reason()).isEqualTo("of no known kind by m");
    assertThat(decision.usage()).isEqualTo(ScriptedModel.USAGE);
  }

  @Test
  void aModelThatNamesAKindThereIsNotIsNotBelieved() {
    knows("Hm, Eve", "draft_email", false, 0.6);
    model.then(ScriptedModel.says("{\"kind\": \"Draft an e-mail\"}"));

    var route = decided(true, "Hm, Eve").route();

    assertThat(route.agent()).isEqualTo("writer");
    assertThat(route.reason()).isEqualTo("likeliest by known tasks, but only 60 % sure");
  }

  @Test
  void aModelThatFailsLeavesItToWords() {
    model.then(Failure.external("m is broken", null));

    var route = decided(true, "Should we do it?").route();

    assertThat(route.kind()).isEqualTo("decide");
    assertThat(route.reason()).isEqualTo("by its words");
  }

  @Test
  void withoutAnyModelNoExamplesAreRead() {
    knows("Should we do it?", "draft_email", true, 0.99);

    assertThat(decided(false, "Should we do it?").route().kind()).isEqualTo("decide");
  }

  @Test
  void whatTheLocalAgentCannotUnderstandGoesToTheMainOne() {
    knows("Merk dir das", "remember", true, 0.99);

    var route = decided(true, "Merk dir das").route();

    assertThat(route.kind()).isEqualTo("remember");
    assertThat(route.agent()).isEqualTo("steward");
  }

  @Test
  void severalTasksAreSeveralParts() {
    knows("Write a mail to Eve", "draft_email", true, 0.98);
    knows("recommend a van for us", "decide", true, 0.98);

    var decision = decided(true, "Write a mail to Eve and recommend a van for us");

    assertThat(decision.parts())
        .extracting(Router.Part::text)
        .containsExactly("Write a mail to Eve", "recommend a van for us");
    assertThat(decision.parts())
        .extracting(part -> part.route().agent())
        .containsExactly("writer", "adviser");
    assertThat(decision.route().kind()).isEqualTo("decide");
    assertThat(decision.route().reason())
        .isEqualTo("2 tasks: draft_email for writer, then decide for adviser");
  }

  @Test
  void whatIsNotSurelySeveralTasksIsOne() {
    knows("Write a mail to Eve", "draft_email", true, 0.98);
    knows("recommend a van for us", "decide", false, 0.7);
    knows("Write a mail to Eve and recommend a van for us", "draft_email", true, 0.9);
    knows("write a note to Bob", "draft_email", true, 0.98);
    knows("Write a mail to Eve and write a note to Bob", "draft_email", true, 0.9);

    assertThat(decided(true, "Write a mail to Eve and recommend a van for us").parts()).isEmpty();
    assertThat(decided(true, "Write a mail to Eve and write a note to Bob").parts()).isEmpty();
  }

  @Test
  void explainsWithoutAskingAModel() {
    knows("Hm, Eve", "draft_email", false, 0.6);

    var part = router(true).explain(asks("Hm, Eve", "")).getFirst();

    assertThat(part.route().agent()).isEqualTo("writer");
    assertThat(part.route().reason())
        .isEqualTo(
            "not sure, so m would be asked; without it: likeliest by known tasks, but only 60 % sure");
    assertThat(model.prompts()).isEmpty();
  }
}
