package dev.steward.core.memory.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AskedDaysTest {
  /// A Saturday.
  private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "What did we agree on 3 May?, 2026-05-03",
        "What did we agree on May 3rd?, 2026-05-03",
        "\"What did we agree on the 3rd of May, 2024?\", 2024-05-03",
        "What happened on 2025-12-31?, 2025-12-31",
        "What did I say yesterday?, 2026-11-27",
        "What did I say today?, 2026-11-28",
        "Who called last week?, 2026-11-16",
        "Who called last week?, 2026-11-22",
        "Who called this week?, 2026-11-23",
        "What did it cost last month?, 2026-10-31",
        "What did it cost last year?, 2025-01-01",
        "Who came two months ago?, 2026-09-30",
        "Who came 3 days ago?, 2026-11-25",
        "Who came a year ago?, 2025-07-01",
        "What did we do in December?, 2025-12-24",
        "What did we do in December?, 2019-12-01",
        "What did we do in May 2023?, 2023-05-31",
      })
  void aDayThatIsAskedForCountsInFull(String question, LocalDate day) {
    assertThat(AskedDays.of(question, TODAY).nearness(day)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Who called last week?, 2026-11-15",
    "Who called last week?, 2026-11-23",
    "What did we agree on 3 May?, 2026-05-10",
  })
  void aDayNearOneThatIsAskedForCountsLess(String question, LocalDate day) {
    assertThat(AskedDays.of(question, TODAY).nearness(day)).isBetween(0.2, 0.5);
  }

  @ParameterizedTest
  @CsvSource({
    "What did we agree on 3 May?, 2026-06-03",
    "What did we agree?, 2026-11-28",
    "May I march on?, 2026-05-03",
    "What about 31 February?, 2026-02-28",
    "Who came 999 years ago?, 2026-11-28",
  })
  void otherDaysCountNothing(String question, LocalDate day) {
    assertThat(AskedDays.of(question, TODAY).nearness(day)).isZero();
  }

  @Test
  void hostileQuestionsNameNoDay() {
    assertThat(AskedDays.of("1 ".repeat(100_000) + "May", TODAY).nearness(TODAY)).isZero();
  }
}
