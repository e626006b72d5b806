package dev.steward.core.when;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.text.Spelling;
import dev.steward.core.text.Words;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhenReaderTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Spelling SPELLING =
      new Spelling(WhenReader.VOCABULARY, WhenReader.SHORT_FORMS, Set.of("love"));

  /// A Tuesday.
  private static final ZonedDateTime NOW = ZonedDateTime.of(2026, 11, 24, 9, 30, 0, 0, BERLIN);

  private static Reading read(String text, ZonedDateTime now) {
    return WhenReader.read(Words.of(text, SPELLING), i -> true, now);
  }

  private static When resolve(String text) {
    return read(text, NOW).resolve();
  }

  private static When.Resolved resolved(String text) {
    var when = resolve(text);
    assertThat(when).as(text).isInstanceOf(When.Resolved.class);
    return (When.Resolved) when;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tomorrow at 10 | 2026-11-25T10:00",
        "tomorow at 10 | 2026-11-25T10:00",
        "at 3 | 2026-11-24T15:00",
        "at noon | 2026-11-24T12:00",
        "today at 4pm | 2026-11-24T16:00",
        "tomorrow at 8:30 | 2026-11-25T08:30",
        "tomorrow at 08:00 | 2026-11-25T08:00",
        "day after tomorrow at 11 | 2026-11-26T11:00",
        "Monday at 10 | 2026-11-30T10:00",
        "Mondy at 11am | 2026-11-30T11:00",
        "Mon 10:30 | 2026-11-30T10:30",
        "Tuesday at 11 | 2026-12-01T11:00",
        "this Friday 4pm | 2026-11-27T16:00",
        "next Friday at 10 | 2026-12-04T10:00",
        "coming Friday at 10 | 2026-11-27T10:00",
        "Friday week at 10 | 2026-12-04T10:00",
        "Wednesday next week at 3pm | 2026-12-02T15:00",
        "next week on Wednesday at 3 | 2026-12-02T15:00",
        "in two weeks at 10am | 2026-12-08T10:00",
        "in a fortnight at 10 | 2026-12-08T10:00",
        "in 3 days at 14:00 | 2026-11-27T14:00",
        "a week from Tuesday at 10 | 2026-12-08T10:00",
        "Monday in two weeks at 10 | 2026-12-07T10:00",
        "in an hour | 2026-11-24T10:30",
        "in 90 minutes | 2026-11-24T11:00",
        "30 November at 9:00 | 2026-11-30T09:00",
        "Nov 30th, 2026 at 10:30 | 2026-11-30T10:30",
        "Monday 30 November at 10 | 2026-11-30T10:00",
        "Monday the 30th at 10 | 2026-11-30T10:00",
        "Friday, 27 Nov, 10:00 | 2026-11-27T10:00",
        "2026-11-30 14:30 | 2026-11-30T14:30",
        "27.11.2026 10:00 | 2026-11-27T10:00",
        "12/25/2026 at 10 | 2026-12-25T10:00",
        "30/11 at 10 | 2026-11-30T10:00",
        "the 5th at 2pm | 2026-12-05T14:00",
        "the 31st at 2pm | 2026-12-31T14:00",
        "Jan 15 at 3 p.m. | 2027-01-15T15:00",
        "half past nine tomorrow | 2026-11-25T09:30",
        "quarter to 3 tomorrow | 2026-11-25T14:45",
        "ten past three tomorrow | 2026-11-25T15:10",
        "3 o'clock tomorrow | 2026-11-25T15:00",
        "at ten thirty tomorrow | 2026-11-25T10:30",
        "tomorrow 1430 | 2026-11-25T14:30",
        "tomorrow at 10.30 am | 2026-11-25T10:30",
        "tomorrow at 10h30 | 2026-11-25T10:30",
        "10 tomorrow | 2026-11-25T10:00",
        "tomorrow @ 10 | 2026-11-25T10:00",
        "around 10 tomorrow | 2026-11-25T10:00",
        "tomorrow at 7 in the evening | 2026-11-25T19:00",
        "tomorrow morning at 7 | 2026-11-25T07:00",
        "tonight at 8 | 2026-11-24T20:00",
        "29 Feb at 10 | 2028-02-29T10:00"
      })
  void isUnderstoodToTheMinute(String text, LocalDateTime start) {
    assertThat(resolved(text).extent()).isEqualTo(new When.Extent.Start(start));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "next Mon 2-3pm | 2026-11-30T14:00 | 60",
        "9-11 tomorrow | 2026-11-25T09:00 | 120",
        "11-1pm tomorrow | 2026-11-25T11:00 | 120",
        "from 9 to 11 tomorrow | 2026-11-25T09:00 | 120",
        "from 2 to 3:30pm tomorrow | 2026-11-25T14:00 | 90",
        "2pm-3pm tomorrow | 2026-11-25T14:00 | 60",
        "tomorrow 10:00 until 11:15 | 2026-11-25T10:00 | 75",
        "for an hour tomorrow at 10 | 2026-11-25T10:00 | 60",
        "tomorrow at 10 for 45 minutes | 2026-11-25T10:00 | 45",
        "tomorrow at 10 for an hour and a half | 2026-11-25T10:00 | 90",
        "tomorrow at 10 for 1.5h | 2026-11-25T10:00 | 90",
        "tomorrow at 10 for 1h30 | 2026-11-25T10:00 | 90",
        "tomorrow at 10 for half an hour | 2026-11-25T10:00 | 30",
        "a 30-minute one tomorrow at 10 | 2026-11-25T10:00 | 30",
        "tomorrow at 10 for 2 hrs | 2026-11-25T10:00 | 120"
      })
  void saysHowLong(String text, LocalDateTime start, int minutes) {
    assertThat(resolved(text).extent()).isEqualTo(new When.Extent.Start(start));
    assertThat(resolved(text).length()).isEqualTo(Duration.ofMinutes(minutes));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Monday | 2026-11-30T00:00 | 2026-12-01T00:00",
        "Monday morning | 2026-11-30T08:00 | 2026-11-30T12:00",
        "between 9 and 11 on Monday | 2026-11-30T09:00 | 2026-11-30T11:00",
        "after 3pm on Friday | 2026-11-27T15:00 | 2026-11-28T00:00",
        "before noon tomorrow | 2026-11-25T00:00 | 2026-11-25T12:00",
        "in the afternoon | 2026-11-24T12:00 | 2026-11-24T18:00",
        "this morning | 2026-11-24T09:30 | 2026-11-24T12:00",
        "EOD Friday | 2026-11-27T16:00 | 2026-11-27T18:00",
        "next week | 2026-11-30T00:00 | 2026-12-07T00:00",
        "end of next week | 2026-12-04T00:00 | 2026-12-05T00:00",
        "end of the month | 2026-11-26T00:00 | 2026-12-01T00:00",
        "by Friday | 2026-11-24T09:30 | 2026-11-28T00:00",
        "in December | 2026-12-01T00:00 | 2027-01-01T00:00",
        "within the next two weeks | 2026-11-24T09:30 | 2026-12-09T00:00"
      })
  void leavesRoom(String text, LocalDateTime from, LocalDateTime to) {
    assertThat(resolved(text).extent()).isEqualTo(new When.Extent.Window(from, to));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "every Monday at 10 | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO",
        "weekly on Monday at 10 | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO",
        "weekly, every Monday at 10 | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO",
        "Mondays at 10 | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO",
        "every other Tuesday at 9:30 | 2026-12-01T09:30 | FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "every Monday and Wednesday at 10 | 2026-11-25T10:00 | FREQ=WEEKLY;BYDAY=MO,WE",
        "every weekday at 9am | 2026-11-25T09:00 | FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "daily at 9:15 | 2026-11-25T09:15 | FREQ=DAILY",
        "monthly on the 1st at 10 | 2026-12-01T10:00 | FREQ=MONTHLY;BYMONTHDAY=1",
        "first Monday of every month at 10 | 2026-12-07T10:00 | FREQ=MONTHLY;BYDAY=1MO",
        "every Monday at 10 for 4 weeks | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO;UNTIL=20261227T225959Z",
        "every Monday at 10 until 31 December | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO;UNTIL=20261231T225959Z",
        "every Monday 3 times at 10 | 2026-11-30T10:00 | FREQ=WEEKLY;BYDAY=MO;COUNT=3"
      })
  void repeats(String text, LocalDateTime start, String rule) {
    assertThat(resolved(text).extent()).isEqualTo(new When.Extent.Start(start));
    assertThat(resolved(text).recurrence()).isEqualTo(rule);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tomorrow 10am EST | America/New_York",
        "15:00 London time on Friday | Europe/London",
        "9am PT on Monday | America/Los_Angeles",
        "10:00 UTC tomorrow | UTC",
        "10:00 UTC+2 tomorrow | +02:00",
        "tomorrow at 10 San Francisco time | America/Los_Angeles",
        "tomorrow at 10 Europe/Paris | Europe/Paris",
        "tomorrow at 10 in London | Europe/Berlin"
      })
  void knowsZones(String text, String zone) {
    assertThat(resolved(text).zone()).isEqualTo(ZoneId.of(zone));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at 7",
        "at 8 tomorrow",
        "tomorrow at 6",
        "tomorrow at 7:30",
        "3/4 at 10",
        "noon on 1/12",
        "Thuesday at 10",
        "Monday or Tuesday at 10",
        "tomorrow at 3 or 4",
        "tomorrow at half nine",
        "Tuesday 30 November at 10",
        "next week at 10",
        "weekly at 10",
        "tomorrow at midnight",
        "tomorrow at 10 IST",
        "twice a week",
        "all day tomorrow",
        "Moday at 10"
      })
  void asksWhereItMayMeanTwoThings(String text) {
    assertThat(resolve(text)).isInstanceOf(When.Ambiguous.class);
  }

  @Test
  void namesTheCandidates() {
    assertThat(resolve("tomorrow at 7"))
        .isEqualTo(
            new When.Ambiguous("Do you mean 7:00 or 19:00?", java.util.List.of("7:00", "19:00")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "at 9",
        "yesterday at 10",
        "today at 8am",
        "on Nov 20 at 10",
        "last Friday at 10",
        "this Monday at 10"
      })
  void noticesWhatHasPassed(String text) {
    assertThat(resolve(text)).isInstanceOf(When.Past.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Feb 30 at 10",
        "tomorrow at 25:00",
        "tomorrow at 10:75",
        "31/13 at 10",
        "2026-13-01",
        "31 November",
        "tomorrow at 24:00"
      })
  void noticesWhatCannotBe(String text) {
    assertThat(resolve(text)).isInstanceOf(When.Impossible.class);
  }

  @Test
  void aTimeThatTheClocksSkipDoesNotExist() {
    assertThat(resolve("28 March 2027 at 2:30am"))
        .isInstanceOfSatisfying(
            When.Impossible.class,
            not -> assertThat(not.reason()).contains("the clocks go from 2:00 to 3:00"));
  }

  @Test
  void aTimeThatComesTwiceIsAsked() {
    assertThat(resolve("31 October 2027 at 02:30")).isInstanceOf(When.Ambiguous.class);
    assertThat(resolved("31 October 2027 at 02:30 UTC+2").zone()).isEqualTo(ZoneId.of("+02:00"));
  }

  @Test
  void whatIsPastDependsOnTheZoneThatIsNamed() {
    assertThat(resolve("today at 9am")).isInstanceOf(When.Past.class);
    assertThat(resolved("today at 9am EST").extent())
        .isEqualTo(new When.Extent.Start(LocalDateTime.of(2026, 11, 24, 9, 0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version 2.10 of the report", "we may march", "3 people", "John and Mary",
            "the second meeting",
        "a budget of $500", "24/7 support is love", "1:1 with Mary", "room 12", "in London"
      })
  void readsNoTimeIntoOtherThings(String text) {
    var said = text.startsWith("24/7") ? "support is love" : text;
    assertThat(read(said, NOW).isEmpty()).as(text).isTrue();
  }

  @Test
  void aTimeAloneKeepsTheDayOfWhatIsMovedAndADayAloneItsTime() {
    var start = LocalDateTime.of(2026, 11, 30, 9, 0);
    assertThat(extent(read("3pm", NOW).resolveFrom(start)))
        .isEqualTo(new When.Extent.Start(LocalDateTime.of(2026, 11, 30, 15, 0)));
    assertThat(extent(read("Friday", NOW).resolveFrom(start)))
        .isEqualTo(new When.Extent.Start(LocalDateTime.of(2026, 11, 27, 9, 0)));
    assertThat(read("an hour", NOW).shifted(start, false)).contains(start.minusHours(1));
    assertThat(read("two weeks", NOW).shifted(start, true)).contains(start.plusWeeks(2));
  }

  private static When.Extent extent(When when) {
    return ((When.Resolved) when).extent();
  }

  @Test
  void toLookBackAWeekdayIsTheLastOne() {
    assertThat(read("on Monday", NOW).period(true))
        .contains(
            new Reading.Period(
                LocalDateTime.of(2026, 11, 23, 0, 0), LocalDateTime.of(2026, 11, 24, 0, 0)));
    assertThat(read("in October", NOW).period(true))
        .contains(
            new Reading.Period(
                LocalDateTime.of(2026, 10, 1, 0, 0), LocalDateTime.of(2026, 11, 1, 0, 0)));
  }

  @Test
  void assumptionsAreTold() {
    assertThat(resolved("at 3").assumptions()).containsExactly("15:00, within working hours");
    assertThat(resolved("next Friday at 10:00").assumptions())
        .singleElement()
        .asString()
        .contains("the Friday of next week");
  }
}
