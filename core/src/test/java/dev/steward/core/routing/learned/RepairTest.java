package dev.steward.core.routing.learned;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepairTest {
  private static final Set<String> ENGLISH = Set.of("please", "lease", "meeting", "invoice");

  private final Repair repair =
      Repair.of(
          List.of(
              "please book the meeting",
              "write the invoice please",
              "Book an invoice",
              "qwerty invioce",
              "Grüße an Müller, Müller"),
          ENGLISH::contains,
          Set.of("rechnung"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plese book it|please book it",
        "pleaze, boook the meetng!|please, book the meeting!",
        "the invocie|the invoice",
        "Mülller|müller",
        "lease|lease",
        "bok|bok",
        "die Rechung|die rechnung",
        "qwertx|qwerty",
        "🙂 meetign 🙂|🙂 meeting 🙂",
        "entirely different|entirely different"
      })
  void putsOneLetterRight(String text, String better) {
    assertThat(repair.apply(text)).isEqualTo(better);
  }

  @Test
  void leavesATextWithoutWordsAlone() {
    assertThat(repair.apply("12:30 – ???")).isEqualTo("12:30 – ???");
  }
}
