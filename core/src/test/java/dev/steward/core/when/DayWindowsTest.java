package dev.steward.core.when;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static java.time.DayOfWeek.WEDNESDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DayWindowsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9am-11am, 2pm-4pm | 09:00-11:00 14:00-16:00",
        "Meeting times preferred: 9am-11am, 2pm-4pm | 09:00-11:00 14:00-16:00",
        "John prefers morning meetings between 9am and 11am | 09:00-11:00",
        "between 9 and 11 | 09:00-11:00",
        "from 9 to 11 | 09:00-11:00",
        "9:00–11:30 | 09:00-11:30",
        "9.30 - 11 | 09:30-11:00",
        "9 a.m. to 11 a.m. | 09:00-11:00",
        "9-11am | 09:00-11:00",
        "11-1pm | 11:00-13:00",
        "2-4pm | 14:00-16:00",
        "2 to 4 | 14:00-16:00",
        "9 to 5 | 09:00-17:00",
        "14:00-16:00 | 14:00-16:00",
        "10pm-midnight | 22:00-24:00",
        "prefers mornings | 09:00-12:00",
        "afternoons are best | 13:00-17:00",
        "mornings or afternoons | 09:00-12:00 13:00-17:00",
        "mornings after 10 | 10:00-12:00",
        "mornings or after 3pm | 09:00-12:00 15:00-24:00",
        "after 3pm | 15:00-24:00",
        "from 10 onwards | 10:00-24:00",
        "10 or later | 10:00-24:00",
        "before noon | 00:00-12:00",
        "until 3pm | 00:00-15:00",
        "after 10 and before 4 | 10:00-16:00",
        "not before 10 | 10:00-24:00",
        "no earlier than 10am | 10:00-24:00",
        "no later than 4pm | 00:00-16:00",
        "no meetings after 4pm | 00:00-16:00",
        "never before 9:30 | 09:30-24:00",
        "Don't book anything before 10 or after 4 | 10:00-16:00",
        "no meetings before 10, after 4pm | 10:00-16:00",
        "no meetings after 4pm, mornings preferred | 09:00-12:00",
        "Mornings, but not before 10 | 10:00-12:00",
        "mornings and never before 10 | 10:00-12:00",
        "I don’t like mornings | 00:00-09:00 12:00-24:00",
        "mornings don't work for me | 00:00-09:00 12:00-24:00",
        "no meetings over lunch | 00:00-12:00 13:00-24:00",
        "Keep 12-1 free | 00:00-12:00 13:00-24:00",
        "any time except mornings | 00:00-09:00 12:00-24:00",
        "I like mornings because I am not tired then | 09:00-12:00",
      })
  void timesOfDayAreFound(String text, String windows) {
    assertThat(shown(DayWindows.in(text))).isEqualTo(windows);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "John likes tea",
        "never on Fridays",
        "Response SLA: 24 hours for emails, 2 hours for Slack",
        "2-3 meetings a week",
        "answers after 3 days",
        "between 2 and 4 people",
        "before 12/24",
        "until 3rd of May",
        "9-11 March",
        "2026-11-30",
        "+49 30 9-11-12",
        "costs $9-11",
        "9 and 11",
        "good morning",
        "after 25",
        "John no longer prefers mornings",
        "Budget approvals require finance team confirmation",
      })
  void whereNothingIsSaidNothingIsGuessed(String text) {
    assertThat(DayWindows.in(text)).isEmpty();
  }

  @Test
  void daysAloneLimitTheDays() {
    assertThat(DayWindows.week("never on Fridays").keySet())
        .containsExactlyInAnyOrder(MONDAY, TUESDAY, WEDNESDAY, THURSDAY, SATURDAY, SUNDAY);
    assertThat(DayWindows.week("Tuesdays and Thursdays only").keySet())
        .containsExactlyInAnyOrder(TUESDAY, THURSDAY);
    assertThat(DayWindows.week("Mon-Wed").keySet())
        .containsExactlyInAnyOrder(MONDAY, TUESDAY, WEDNESDAY);
    assertThat(DayWindows.week("Fridays are off").keySet()).doesNotContain(FRIDAY).hasSize(6);
    assertThat(DayWindows.week("no meetings on weekends").keySet())
        .doesNotContain(SATURDAY, SUNDAY)
        .hasSize(5);
  }

  @Test
  void daysAndTimesApartApplyTogether() {
    var week = DayWindows.week("Tuesdays and Thursdays, 9-11");

    assertThat(week).containsOnlyKeys(TUESDAY, THURSDAY);
    assertThat(shown(week.getOrDefault(TUESDAY, List.of()))).isEqualTo("09:00-11:00");
  }

  @Test
  void eachDayCanHaveItsOwnTimes() {
    var week = DayWindows.week("Mondays 9-11, Thursdays 2pm-4pm");

    assertThat(week).containsOnlyKeys(MONDAY, THURSDAY);
    assertThat(shown(week.getOrDefault(MONDAY, List.of()))).isEqualTo("09:00-11:00");
    assertThat(shown(week.getOrDefault(THURSDAY, List.of()))).isEqualTo("14:00-16:00");
  }

  @Test
  void noFridayAfternoonsLeavesTheOtherAfternoons() {
    var week = DayWindows.week("no meetings on Friday afternoons");

    assertThat(shown(week.getOrDefault(FRIDAY, List.of()))).isEqualTo("00:00-13:00 17:00-24:00");
    assertThat(shown(week.getOrDefault(MONDAY, List.of()))).isEqualTo("00:00-24:00");
    assertThat(DayWindows.in("no meetings on Friday afternoons")).isEmpty();
  }

  @Test
  void aTextWithoutDaysOrTimesHasNoWeek() {
    assertThat(DayWindows.week("John sat in the sun and likes tea")).isEmpty();
  }

  @Test
  void timesWithoutDaysHoldOnEveryDay() {
    assertThat(DayWindows.week("mornings")).containsOnlyKeys(DayOfWeek.values());
  }

  private static String shown(List<DayWindow> windows) {
    return windows.stream()
        .flatMap(w -> Stream.of(w.from() + "-" + (w.to().equals(LocalTime.MAX) ? "24:00" : w.to())))
        .collect(java.util.stream.Collectors.joining(" "));
  }
}
