package dev.steward.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Addition.Mode;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AddingTest {
  private final Desk desk = new Desk();

  @AfterEach
  void close() {
    desk.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsAddedIsDurableAndFoundWhenTheCallReturns(Mode mode) {
    var added = desk.memory.add(desk.addition("", mode, "The blue folder holds the contracts"));

    assertThat(desk.store.message("acme", added.messages().getFirst()))
        .hasValueSatisfying(message -> {
          assertThat(message.text()).isEqualTo("The blue folder holds the contracts");
          assertThat(message.speaker()).isEqualTo("Ana");
          assertThat(message.trust()).isEqualTo(Trust.OWNER);
          assertThat(message.channel()).isEqualTo("test");
        });
    assertThat(found("blue folder")).contains("The blue folder holds the contracts");
  }

  @Test
  void extractionIsWrittenWithTheMessageAndCanBeAskedFor() {
    var added = desk.memory.add(desk.addition("a1", Mode.EXTRACT, "John prefers mornings"));
    desk.memory.settle();

    assertThat(desk.memory.extraction("acme", "a1"))
        .hasValueSatisfying(extraction -> {
          assertThat(extraction.state()).isEqualTo(Extraction.State.SUCCEEDED);
          assertThat(extraction.messages()).isEqualTo(added.messages());
          assertThat(extraction.outcomes()).hasSize(1);
        });
    assertThat(desk.facts()).containsExactly("John prefers mornings");
  }

  @Test
  void aVerbatimAdditionGivesOneFactForEachMessageInTheirOrder() {
    var added =
        desk.memory.add(
            desk.addition("", Mode.VERBATIM, "Tea is green.", "Is coffee black?", "We like both"));

    assertThat(added.facts())
        .extracting(Fact::text)
        .containsExactly("Tea is green.", "Is coffee black?", "We like both");
    assertThat(added.facts())
        .extracting(fact -> fact.origin().citations())
        .containsExactly(
            List.of(Fact.Citation.whole(added.messages().get(0))),
            List.of(Fact.Citation.whole(added.messages().get(1))),
            List.of(Fact.Citation.whole(added.messages().get(2))));
    assertThat(desk.memory.extraction("acme", added.id()))
        .hasValueSatisfying(
            extraction -> assertThat(extraction.state()).isEqualTo(Extraction.State.SUCCEEDED));
  }

  @Test
  void aSystemMessageIsKeptAndNeverBecomesAFact() {
    var system =
        new Addition.Said(
            Message.Role.SYSTEM, "", Trust.OWNER, "", "The budget is $500", Desk.NOON);
    var addition = Desk.addition("", Mode.VERBATIM, List.of(system, desk.said("Hi", Trust.OWNER)));

    var added = desk.memory.add(addition);
    desk.memory.add(Desk.addition("", Mode.EXTRACT, List.of(system)));
    desk.memory.settle();

    assertThat(added.messages()).hasSize(2);
    assertThat(desk.facts()).containsExactly("Hi");
  }

  @ParameterizedTest
  @EnumSource
  void theSameAdditionAgainChangesNothing(Mode mode) {
    var addition = desk.addition("a1", mode, "John prefers mornings");

    var first = desk.memory.add(addition);
    desk.memory.settle();
    var facts = desk.facts(Fact.Standing.values());
    var again = desk.memory.add(addition);
    desk.memory.settle();

    assertThat(again).isEqualTo(first);
    assertThat(desk.facts(Fact.Standing.values())).isEqualTo(facts);
    assertThat(desk.memory.statistics("acme").messages()).isEqualTo(1);
  }

  @Test
  void secretsAreMaskedBeforeAnythingIsWritten() {
    var key = "4111 1111 1111 1111";
    var addition =
        new Addition(
            "",
            Desk.ANA,
            new Labels("", "", "", Map.of("note", "key " + key, "deep", List.of(Map.of("k", key)))),
            List.of(desk.said("The key is " + key, Trust.OWNER)),
            Mode.VERBATIM,
            "",
            Fact.Validity.OPEN);

    var added = desk.memory.add(addition);

    assertThat(added.masked()).isNotEmpty();
    assertThat(added.facts().toString()).doesNotContain(key);
    assertThat(desk.store.message("acme", added.messages().getFirst()).toString())
        .doesNotContain(key);
  }

  @Test
  void labelsAndExpiryPassOnToTheFacts() {
    var expiresAt = Desk.NOON.plusSeconds(3_600);
    var labels = new Labels("helper", "shop", "run-7", Map.of("topic", "drinks"));
    var scope = new Scope("acme", "", "");
    desk.memory.add(
        new Addition(
            "",
            scope,
            labels,
            List.of(desk.said("John prefers mornings", Trust.OWNER)),
            Mode.EXTRACT,
            "",
            expiresAt));
    desk.memory.settle();

    var all = Selection.recallable(scope, Desk.NOON).withReach(Selection.Reach.TENANT);
    assertThat(desk.memory.list(all, "", 10))
        .singleElement()
        .satisfies(fact -> {
          assertThat(fact.labels()).isEqualTo(labels);
          assertThat(fact.care().expiresAt()).isEqualTo(expiresAt);
        });
  }

  @Test
  void anAdditionWithoutAWordOrAnOwnerIsRefused() {
    assertThatThrownBy(() -> desk.memory.add(desk.addition("", Mode.EXTRACT, " ", "\n")))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USER));
    assertThatThrownBy(() -> desk.memory.add(desk.addition("", Mode.EXTRACT)))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() ->
            desk.memory.add(
                new Addition(
                    "",
                    new Scope("acme", "", ""),
                    Labels.NONE,
                    List.of(desk.said("Hello", Trust.OWNER)),
                    Mode.NONE,
                    "",
                    Fact.Validity.OPEN)))
        .hasMessageContaining("user");
  }

  @Test
  void hugeAndOddTextsAreKeptAsTheyAre() {
    for (var text :
        List.of(
            "x".repeat(200_000),
            "🎉".repeat(5_000),
            "a lone \uD83D surrogate",
            "zero\u0000byte and \u202E override",
            "اجتماع مع جون يوم الاثنين",
            "word ".repeat(40_000))) {
      var added = desk.memory.add(desk.addition("", Mode.EXTRACT, text));
      desk.memory.settle();

      assertThat(desk.store.message("acme", added.messages().getFirst()))
          .hasValueSatisfying(message -> assertThat(message.text()).isEqualTo(text));
      assertThat(desk.memory.extraction("acme", added.id()))
          .hasValueSatisfying(
              extraction -> assertThat(extraction.state()).isEqualTo(Extraction.State.SUCCEEDED));
    }
  }

  private List<String> found(String text) {
    var now = desk.clock.instant();
    return desk
        .memory
        .search(new Search(Selection.recallable(Desk.ANA, now), text, 10, 0, now))
        .stream()
        .map(found -> found.entry().text())
        .toList();
  }
}
