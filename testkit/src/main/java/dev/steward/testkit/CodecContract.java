package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.run.Codec;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every [Codec] promises.
public interface CodecContract {
  /// The codec under test.
  Codec codec();

  /// A record of all simple types.
  record Plain(
      String text,
      int number,
      long big,
      double real,
      boolean flag,
      char letter,
      BigDecimal amount,
      BigInteger huge,
      DayOfWeek day) {}

  /// A record whose methods are not parts of it.
  record Talkative(String name, int count) {
    public boolean isEmpty() {
      return count == 0;
    }

    public String getTitle() {
      return "Mr " + name;
    }

    public static Talkative of(String name) {
      return new Talkative(name, 0);
    }
  }

  /// A choice with a choice in it.
  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Nothing() implements Shape {}

    /// A choice within the choice.
    sealed interface Angled extends Shape {
      record Square(int side) implements Angled {}

      record Cut(Shape outer, Angled inner) implements Angled {}
    }
  }

  /// A choice with a type parameter.
  sealed interface Maybe<T> {
    record Some<T>(T value) implements Maybe<T> {}

    record None<T>() implements Maybe<T> {}
  }

  record Drawing(Shape one, List<Shape> many, Map<String, Shape> named, Shape.Angled narrow) {}

  record Offered(Maybe<Instant> when, List<Maybe<Plain>> plains) {}

  record Collections(
      List<String> names,
      Set<Integer> numbers,
      Map<String, List<Plain>> groups,
      Map<DayOfWeek, LocalTime> opening,
      List<List<Integer>> nested) {}

  record Times(
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      ZonedDateTime zoned,
      OffsetDateTime offsetDateTime,
      OffsetTime offsetTime,
      Duration duration,
      Period period,
      ZoneId zone,
      ZoneOffset offset,
      Year year,
      YearMonth yearMonth,
      MonthDay monthDay,
      Month month) {}

  /// As it was in an earlier program.
  record Before(String name, int count) {}

  /// As it is in a later program.
  record After(
      String name,
      int count,
      String nickname,
      List<String> tags,
      Map<String, String> extras,
      Set<String> marks,
      boolean active,
      long size) {
    public After {
      tags = List.copyOf(tags);
      extras = Map.copyOf(extras);
      marks = Set.copyOf(marks);
    }
  }

  record Text(String text) {}

  @Test
  default void recordsComeBackAsTheyWere() {
    assertSame(plain("hello"), Plain.class);
    assertSame(
        new Plain("", 0, 0, 0, false, ' ', BigDecimal.ZERO, BigInteger.ZERO, DayOfWeek.MONDAY),
        Plain.class);
  }

  @Test
  default void onlyComponentsOfARecordAreWritten() {
    assertSame(new Talkative("John", 3), Talkative.class);
    assertThat(codec().encode(new Talkative("John", 3))).doesNotContain("Mr", "empty", "title");
  }

  @Test
  default void textsComeBackToTheLetter() {
    for (var text : Texts.all()) {
      assertSame(new Text(text), Text.class);
    }
    assertSame("just a text", String.class);
  }

  @Test
  default void decimalsComeBackExactlyTrailingZerosToo() {
    for (var amount :
        List.of("0.00", "1.10", "-0.0000000000000000000001", "1E+3", "123456789012345678901.5")) {
      assertSame(
          new Plain(
              "", 1, 1, 1, true, 'x', new BigDecimal(amount), BigInteger.TWO, DayOfWeek.SUNDAY),
          Plain.class);
    }
  }

  @Test
  default void choicesComeBackAsWhatTheyWere() {
    var cut = new Shape.Angled.Cut(new Shape.Circle(0.5), new Shape.Angled.Square(2));
    assertSame(new Shape.Circle(1.5), Shape.class);
    assertSame(new Shape.Nothing(), Shape.class);
    assertSame(cut, Shape.class);
    assertSame(cut, Shape.Angled.class);
    assertSame(new Shape.Circle(1.5), Shape.Circle.class);
    assertSame(
        new Drawing(
            cut,
            List.of(cut, new Shape.Nothing(), new Shape.Circle(1)),
            Map.of("first", new Shape.Angled.Square(1)),
            new Shape.Angled.Square(4)),
        Drawing.class);
  }

  @Test
  default void choicesWithATypeParameterComeBackWithIt() {
    assertSame(
        new Offered(
            new Maybe.Some<>(Instant.parse("2026-11-23T12:00:00Z")),
            List.of(new Maybe.None<>(), new Maybe.Some<>(plain("x")))),
        Offered.class);
  }

  @Test
  default void choicesOfTheProductComeBack() {
    assertSame(
        new ChatMessage.Assistant(
            "I'll look",
            List.of(new ToolCall("c1", "calendar_list", Map.of("day", "2026-11-23"))),
            Map.of("signature", "abc")),
        ChatMessage.class);
    assertSame(
        new Schema.Struct(
            "an event",
            List.of(
                Schema.required("title", new Schema.Text("its name")),
                Schema.optional(
                    "days", new Schema.Many("", new Schema.Choice("", List.of("mon", "tue")))))),
        Schema.class);
  }

  @Test
  default void collectionsComeBackInOrder() {
    var opening = new LinkedHashMap<DayOfWeek, LocalTime>();
    opening.put(DayOfWeek.TUESDAY, LocalTime.of(9, 0));
    opening.put(DayOfWeek.MONDAY, LocalTime.of(10, 30));
    var collections =
        new Collections(
            List.of("b", "a", "b"),
            Set.of(3, 1, 2),
            Map.of("one", List.of(plain("x")), "none", List.of()),
            opening,
            List.of(List.of(1, 2), List.of()));

    var back = assertSame(collections, Collections.class);

    assertThat(back.opening().keySet()).containsExactly(DayOfWeek.TUESDAY, DayOfWeek.MONDAY);
  }

  @Test
  default void enumsComeBack() {
    for (var day : DayOfWeek.values()) {
      assertSame(day, DayOfWeek.class);
    }
  }

  @Test
  default void freeFormDataComesBackInJdkTypes() {
    var data = new LinkedHashMap<String, Object>();
    data.put("text", "hello");
    data.put("small", 5L);
    data.put("big", Long.MAX_VALUE);
    data.put("real", 0.1);
    data.put("flag", true);
    data.put("list", List.of("a", 1L, List.of(2.5)));
    data.put("map", Map.of("inner", Map.of("deep", false)));

    var back = assertSame(new ToolCall("c1", "t", data), ToolCall.class);

    assertThat(back.arguments().keySet()).containsExactlyElementsOf(data.keySet());
  }

  @Test
  default void timesComeBackToTheNanosecondInTheirZone() {
    var berlin = ZoneId.of("Europe/Berlin");
    for (var zone : List.of(berlin, ZoneId.of("UTC"), ZoneOffset.UTC, ZoneId.of("GMT+2"))) {
      for (var nano : List.of(0, 1, 120_000_000, 123_456_789)) {
        var dateTime = LocalDateTime.of(2026, 7, 1, 9, 30, 15, nano);
        assertSame(times(dateTime, zone), Times.class);
      }
    }
  }

  @Test
  default void theSameWallClockTimeTwiceInANightIsToldApart() {
    var dateTime = LocalDateTime.of(2026, 10, 25, 2, 30);
    var first = dateTime.atZone(ZoneId.of("Europe/Berlin")).withEarlierOffsetAtOverlap();

    assertSame(first, ZonedDateTime.class);
    assertSame(first.withLaterOffsetAtOverlap(), ZonedDateTime.class);
  }

  @Test
  default void extremeTimesComeBack() {
    assertSame(Instant.MAX, Instant.class);
    assertSame(Instant.MIN, Instant.class);
    assertSame(Instant.EPOCH, Instant.class);
    assertSame(LocalDateTime.MAX, LocalDateTime.class);
    assertSame(LocalDate.MIN, LocalDate.class);
    assertSame(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999), Duration.class);
    assertSame(Duration.ofNanos(-1), Duration.class);
  }

  @Test
  default void aNewerProgramReadsOlderTexts() {
    var text = codec().encode(new Before("John", 3));

    assertThat(codec().decode(text, After.class))
        .isEqualTo(new After("John", 3, "", List.of(), Map.of(), Set.of(), false, 0));
  }

  @Test
  default void anOlderProgramReadsNewerTexts() {
    var text =
        codec()
            .encode(
                new After("John", 3, "J", List.of("x"), Map.of("a", "b"), Set.of("y"), true, 9));

    assertThat(codec().decode(text, Before.class)).isEqualTo(new Before("John", 3));
  }

  @Test
  default void aTextThatIsNotOneIsRefusedNamingTheTypeButNotTheText() {
    for (var text :
        List.of(
            "", "{", "null", "not json", "[1,2]", "{\"name\":\"secret\",\"count\":\"secret\"}")) {
      assertThatThrownBy(() -> codec().decode(text, Before.class))
          .as(text)
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INTERNAL))
          .hasMessageContaining("Before")
          .satisfies(thrown -> {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain("secret");
          });
    }
    assertThatThrownBy(() -> codec().decode("{\"@type\":\"Unheard\"}", Shape.class))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Shape");
    assertThatThrownBy(() -> codec().decode("{\"radius\":1}", Shape.class))
        .isInstanceOf(Failure.class);
  }

  private <T> T assertSame(T value, Class<T> type) {
    var back = codec().decode(codec().encode(value), type);
    assertThat(back).isEqualTo(value);
    return back;
  }

  private static Plain plain(String text) {
    return new Plain(
        text,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        0.1,
        true,
        'ß',
        new BigDecimal("12.3400"),
        new BigInteger("123456789012345678901234567890"),
        DayOfWeek.FRIDAY);
  }

  private static Times times(LocalDateTime dateTime, ZoneId zone) {
    var offset = ZoneOffset.ofHoursMinutes(5, 30);
    return new Times(
        dateTime.toInstant(offset),
        dateTime.toLocalDate(),
        dateTime.toLocalTime(),
        dateTime,
        dateTime.atZone(zone),
        dateTime.atOffset(offset),
        dateTime.atOffset(offset).toOffsetTime(),
        Duration.between(LocalDateTime.MIN, dateTime),
        Period.of(1, 14, -3),
        zone,
        offset,
        Year.of(2026),
        YearMonth.of(2026, 2),
        MonthDay.of(2, 29),
        Month.MAY);
  }
}
