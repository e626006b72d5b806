package dev.steward.core.when;

/// The same part with another beginning or end.
record Widened(Part part) {
  Part from(int from) {
    return to(from, part.to());
  }

  Part to(int from, int to) {
    return switch (part) {
      case Part.Day p -> new Part.Day(from, to, p.date(), p.kind(), p.note());
      case Part.Days p -> new Part.Days(from, to, p.first(), p.last(), p.name());
      case Part.Moment p -> new Part.Moment(from, to, p.at());
      case Part.Clock p -> new Part.Clock(from, to, p.candidates(), p.bare());
      case Part.ClockRange p -> new Part.ClockRange(from, to, p.start(), p.end());
      case Part.DayPart p -> new Part.DayPart(from, to, p.start(), p.end(), p.sets(), p.today());
      case Part.Bounds p -> new Part.Bounds(from, to, p.after(), p.before());
      case Part.Length p -> new Part.Length(from, to, p.length());
      case Part.Stretch p -> new Part.Stretch(from, to, p.period());
      case Part.Repeat p ->
          new Part.Repeat(
              from, to, p.frequency(), p.interval(), p.days(), p.nth(), p.monthDay(), p.count());
      case Part.Until p -> new Part.Until(from, to, p.last());
      case Part.Zone p -> new Part.Zone(from, to, p.zone());
      case Part.Doubt p -> new Part.Doubt(from, to, p.question(), p.candidates());
      case Part.Nonsense p -> new Part.Nonsense(from, to, p.reason());
    };
  }
}
