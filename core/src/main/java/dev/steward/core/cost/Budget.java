package dev.steward.core.cost;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/// What somebody or something may spend in a period.
///
/// @param who the user or agent; empty: each of them has this much
/// @param alert what it is worth a warning to have spent
/// @param stop what is never exceeded
/// @param fallback the model that takes the place of dearer ones once `alert` is spent; empty: none
///   does
public record Budget(
    Account.Whose whose, String who, Period per, Money alert, Money stop, String fallback) {

  /// After which time money begins anew.
  public enum Period {
    DAY,

    /// From Monday to Sunday.
    WEEK,
    MONTH,

    /// Never.
    ALWAYS
  }

  /// As messages call it, such as `each user per day`.
  public String name() {
    var word = whose.name().toLowerCase(Locale.ROOT);
    var subject =
        who.isEmpty() ? (whose == Account.Whose.TENANT ? word : "each " + word) : word + " " + who;
    return per == Period.ALWAYS ? subject : subject + " per " + per.name().toLowerCase(Locale.ROOT);
  }

  /// Whether each of many has an account of its own.
  boolean isForEach() {
    return who.isEmpty() && whose != Account.Whose.TENANT;
  }

  /// The limit that a call is under; none if this budget is not about it.
  ///
  /// @param zone whose days and months count
  Optional<Limit> limit(LedgerEntry call, ZoneId zone) {
    return whose.has(call) && (who.isEmpty() || who.equals(whose.of(call)))
        ? Optional.of(limit(call.tenant(), whose.of(call), call.startedAt(), zone))
        : Optional.empty();
  }

  /// The limit of one account.
  Limit limit(String tenant, String who, Instant at, ZoneId zone) {
    return limit(new Account(tenant, whose, who, begin(at, zone), end(at, zone)));
  }

  Limit limit(Account account) {
    return new Limit(name(), account, alert, stop);
  }

  Instant begin(Instant at, ZoneId zone) {
    return per == Period.ALWAYS ? Instant.EPOCH : first(at, zone).atStartOfDay(zone).toInstant();
  }

  private Instant end(Instant at, ZoneId zone) {
    var first = first(at, zone);
    return switch (per) {
      case DAY -> first.plusDays(1).atStartOfDay(zone).toInstant();
      case WEEK -> first.plusWeeks(1).atStartOfDay(zone).toInstant();
      case MONTH -> first.plusMonths(1).atStartOfDay(zone).toInstant();
      case ALWAYS -> Instant.MAX;
    };
  }

  private LocalDate first(Instant at, ZoneId zone) {
    var day = LocalDate.ofInstant(at, zone);
    return switch (per) {
      case DAY, ALWAYS -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
    };
  }
}
