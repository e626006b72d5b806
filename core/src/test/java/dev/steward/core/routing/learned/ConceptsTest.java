package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConceptsTest {
  private final Concepts some =
      Concepts.of(
          """
          # a remark
          write: draft*, write
          mail: e-mail*, letter,
            note to
          """);

  @ParameterizedTest
  @CsvSource({
    "write to them, write",
    "drafted yesterday, write",
    "DRAFTING, write",
    "an e-mail, mail",
    "a note to Ana, mail",
    "draught beer, ''",
    "a note, ''",
    "'', ''",
    "writer, write"
  })
  void knowsWordsStemsAndPhrases(String text, String concept) {
    assertThat(String.join(" ", some.in(text))).isEqualTo(concept);
  }

  @ParameterizedTest
  @CsvSource({"wirte, write", "drfated, write", "lettr, mail", "leter, mail", "mail, ''"})
  void forgivesOneLetter(String text, String concept) {
    assertThat(String.join(" ", some.in(text))).isEqualTo(concept);
  }

  @Test
  void tellsWhereAConceptStands() {
    var row = some.read("please do not write a letter");

    assertThat(row).startsWith(1, 1, 0, 0, 1, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "Schreib eine Mail, mail",
    "Rédige un mail, write",
    "Fissa un appuntamento, schedule",
    "¿Cuánto han costado los agentes?, cost",
    "Zeg de afspraak af, cancel"
  })
  void thoseThatShipAreOfSeveralLanguages(String text, String concept) {
    assertThat(Concepts.shipped().in(text)).contains(concept);
  }

  @Test
  void aHugeTextTakesNoTime() {
    assertThat(some.read("write ".repeat(200_000))).startsWith(1, 0);
  }
}
