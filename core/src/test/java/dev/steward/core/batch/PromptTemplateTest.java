package dev.steward.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTemplateTest {
  @Test
  void columnsAreFilledIn() {
    var template = PromptTemplate.of("Sort {order} of { client name }: {order}!");

    assertThat(template.filled(Map.of("order", "№ 7 😀", "client name", "Łódź")))
        .isEqualTo("Sort № 7 😀 of Łódź: № 7 😀!");
  }

  @Test
  void whatStandsInAFieldIsNoTemplate() {
    var template = PromptTemplate.of("{a}{b}");

    assertThat(template.filled(Map.of("a", "{b}", "b", "}} {a"))).isEqualTo("{b}}} {a");
  }

  @Test
  void aBraceWrittenTwiceIsABrace() {
    var template = PromptTemplate.of("As JSON: {{\"id\": {id}}} or {{}}");

    assertThat(template.filled(Map.of("id", "7"))).isEqualTo("As JSON: {\"id\": 7} or {}");
  }

  @Test
  void aTemplateNeedsNoColumn() {
    assertThat(PromptTemplate.of("Say hello").filled(Map.of())).isEqualTo("Say hello");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n"})
  void anEmptyOneIsRefused(String text) {
    assertThatThrownBy(() -> PromptTemplate.of(text))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("empty");
  }

  @ParameterizedTest
  @CsvSource({"Sort {order,6", "{,1", "Sort order},11", "}}},3", "a {{{b,5"})
  void aLonelyBraceIsRefusedWithItsPlace(String text, int place) {
    assertThatThrownBy(() -> PromptTemplate.of(text))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("at character %d ".formatted(place));
  }

  @Test
  void anUnknownColumnIsNamedWithTheOneThatWasMeant() {
    var template = PromptTemplate.of("Sort {ordr}");

    assertThatThrownBy(() -> template.check(List.of("client", "order"), "row 3"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no column 'ordr' in row 3")
        .hasMessageContaining("did you mean 'order'?")
        .hasMessageContaining("client, order");
  }
}
