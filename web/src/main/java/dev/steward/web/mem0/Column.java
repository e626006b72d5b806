package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Filter.Compare;
import dev.steward.core.memory.Filter.Comparison;
import dev.steward.core.memory.Filter.Contains;
import dev.steward.core.memory.Filter.Eq;
import dev.steward.core.memory.Filter.In;
import dev.steward.core.memory.Filter.Not;
import dev.steward.core.memory.Filter.Or;
import dev.steward.core.memory.Filter.Present;
import dev.steward.web.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// What a field of Mem0's filters means in Steward's memory.
sealed interface Column {
  /// Where the field compares so with a value, which is no list.
  Filter where(Operator operator, JsonNode value);

  /// Where the field has a value.
  Filter present();

  /// Texts, numbers and booleans as they are.
  ///
  /// @param shown what the field is called in Mem0's filters
  /// @param field what it is called in Steward's
  record Plain(String shown, String field) implements Column {
    @Override
    public Filter where(Operator operator, JsonNode value) {
      return switch (operator) {
        case EQ, IN -> new Eq(field, Conditions.scalar(shown, value));
        case NE, NIN -> Filter.ne(field, Conditions.scalar(shown, value));
        case GT -> compare(Comparison.GT, value);
        case GTE -> compare(Comparison.GTE, value);
        case LT -> compare(Comparison.LT, value);
        case LTE -> compare(Comparison.LTE, value);
        case CONTAINS -> new Contains(field, Conditions.text(shown, operator, value), false);
        case ICONTAINS -> new Contains(field, Conditions.text(shown, operator, value), true);
      };
    }

    private Filter compare(Comparison comparison, JsonNode value) {
      if (value.isBoolean()) {
        throw Conditions.wrong(
            "'%s' is compared with %s, which is neither more nor less than anything"
                .formatted(Conditions.shown(shown), value.asText()));
      }
      return new Compare(field, comparison, Conditions.scalar(shown, value));
    }

    @Override
    public Filter present() {
      return new Present(field);
    }
  }

  /// Names of users, agents, apps and runs: texts, also where they are written as numbers.
  record Name(String field) implements Column {
    @Override
    public Filter where(Operator operator, JsonNode value) {
      var text = value.isNumber() ? value.asText() : Conditions.text(field, operator, value);
      return switch (operator) {
        case EQ, IN -> text.equals("*") ? present() : new Eq(field, text.strip());
        case NE, NIN -> Filter.ne(field, text.strip());
        case CONTAINS -> new Contains(field, text, false);
        case ICONTAINS -> new Contains(field, text, true);
        case GT, GTE, LT, LTE ->
            throw Conditions.wrong(
                "'%s' is a name, which '%s' does not compare; use eq, ne, in or *"
                    .formatted(field, operator.word()));
      };
    }

    @Override
    public Filter present() {
      return new Present(field);
    }
  }

  /// Moments: a time of ISO 8601, a date (its first moment in UTC; `eq` means the whole day), or
  /// seconds since 1970.
  record Time(String shown, String field) implements Column {
    @Override
    public Filter where(Operator operator, JsonNode value) {
      return switch (operator) {
        case EQ, IN -> is(Moment.of(shown, value));
        case NE, NIN -> new Not(is(Moment.of(shown, value)));
        case GT -> compare(Comparison.GT, value);
        case GTE -> compare(Comparison.GTE, value);
        case LT -> compare(Comparison.LT, value);
        case LTE -> compare(Comparison.LTE, value);
        case CONTAINS, ICONTAINS -> throw noText(shown, operator);
      };
    }

    private Filter is(Moment time) {
      return time.isDay()
          ? Filter.all(
              compare(Comparison.GTE, time.start()), compare(Comparison.LT, time.nextDay()))
          : new Eq(field, time.start().toString());
    }

    private Filter compare(Comparison comparison, JsonNode value) {
      return compare(comparison, Moment.of(shown, value).start());
    }

    private Filter compare(Comparison comparison, Instant time) {
      return new Compare(field, comparison, time.toString());
    }

    @Override
    public Filter present() {
      return new Present(field);
    }
  }

  /// The last day on which a memory holds. Steward keeps the moment from which it no longer does.
  record LastDay(String shown, String field) implements Column {
    @Override
    public Filter where(Operator operator, JsonNode value) {
      return switch (operator) {
        case EQ, IN -> is(day(value));
        case NE, NIN -> new Not(is(day(value)));
        case GT -> ends(Comparison.GT, day(value).plusDays(1));
        case GTE -> ends(Comparison.GT, day(value));
        case LT -> ends(Comparison.LTE, day(value));
        case LTE -> ends(Comparison.LTE, day(value).plusDays(1));
        case CONTAINS, ICONTAINS -> throw noText(shown, operator);
      };
    }

    private LocalDate day(JsonNode value) {
      return Moment.of(shown, value).start().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Filter is(LocalDate day) {
      return Filter.all(ends(Comparison.GT, day), ends(Comparison.LTE, day.plusDays(1)));
    }

    private Filter ends(Comparison comparison, LocalDate day) {
      return new Compare(
          field, comparison, day.atStartOfDay(ZoneOffset.UTC).toInstant().toString());
    }

    @Override
    public Filter present() {
      return new Present(field);
    }
  }

  /// The words of a memory.
  record Words(String shown) implements Column {
    @Override
    public Filter where(Operator operator, JsonNode value) {
      var part = Conditions.text(shown, operator, value);
      return switch (operator) {
        case EQ, IN, ICONTAINS -> new Contains("text", part, true);
        case CONTAINS -> new Contains("text", part, false);
        case NE, NIN -> new Not(new Contains("text", part, true));
        case GT, GTE, LT, LTE ->
            throw Conditions.wrong(
                "'%s' looks for words, which '%s' does not; use contains or icontains"
                    .formatted(shown, operator.word()));
      };
    }

    @Override
    public Filter present() {
      return new Present("text");
    }
  }

  private static Refusal noText(String field, Operator operator) {
    return Conditions.wrong(
        "'%s' is a time, in which '%s' finds nothing; use gt, gte, lt, lte, eq, ne or in"
            .formatted(field, operator.word()));
  }

  /// Where the field compares so with any of these, or with none of them.
  default Filter among(Operator operator, List<JsonNode> values) {
    var any = new Or(values.stream().map(value -> where(Operator.EQ, value)).toList());
    return operator == Operator.NIN ? new Not(oneList(any)) : oneList(any);
  }

  /// Alternatives of one field as a list of values, which indexes take faster.
  private static Filter oneList(Or any) {
    var fields = any.of().stream().map(each -> each instanceof Eq(var name, var _) ? name : "");
    var names = fields.distinct().toList();
    if (names.size() != 1 || names.getFirst().isEmpty()) {
      return any;
    }
    return new In(names.getFirst(), any.of().stream().map(each -> ((Eq) each).value()).toList());
  }
}
