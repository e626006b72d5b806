package dev.steward.core.when;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Finds the times of day and the days of the week that a preference or a policy allows: "9am-11am,
/// 2pm-4pm", "no meetings after 4pm", "never on Friday afternoons". Where a sentence says nothing,
/// nothing is guessed.
///
/// Hours without am or pm are those of a working day: 1 to 6 are in the afternoon.
public final class DayWindows {
  private static final DayWindow WHOLE_DAY = new DayWindow(LocalTime.MIN, LocalTime.MAX);

  private static final Pattern NO =
      Pattern.compile(
          "\\b(?:no(?! preferences?\\b)|not(?! (?:too|only|always|necessarily)\\b)|never|avoids?|dislikes?|hates?|without|except|unless"
              + "|cannot|unavailable|busy|blocked|off|away|bad"
              + "|impossible|closed|block|break|\\w+n't|keep(?=\\b.*\\b(?:free|clear)\\b)"
              + "|lunch(?= (?:from|between|is|at|\\d)))\\b");

  /// A no that follows what it denies: "Fridays don't work", "mornings are bad".
  private static final Pattern NO_AFTERWARDS =
      Pattern.compile("^\\W*(?:(?!because|since|when|so|if|as)\\w+\\W+){0,2}?" + NO.pattern());

  private static final Pattern YES =
      Pattern.compile(
          "\\b(?:prefer\\w*|likes?|only|best|fine|ok|okay|works?|wants?|good|great|better|please|instead|otherwise|free|available|possible|welcome)\\b");

  private static final Pattern WITHDRAWN = Pattern.compile("\\b(?:no longer|any ?more)\\b");

  private static final Pattern SENTENCE_END =
      Pattern.compile(
          "[.!?](?=\\s|$)|[;\\n]|\\bbut\\b|\\bexcept\\b|\\band (?=(?:not?|never|avoids?|don't|doesn't)\\b)");

  private DayWindows() {}

  /// The times of day that `text` allows, in order and apart from each other; empty if it names
  /// none. A limit that holds on some days only ("no Friday afternoons") is not among them: see
  /// [#week].
  public static List<DayWindow> in(String text) {
    var said = statements(text);
    var yes = said.stream().filter(Statement::allowed).flatMap(s -> s.windows().stream()).toList();
    var no =
        said.stream()
            .filter(s -> !s.allowed() && s.days().isEmpty())
            .flatMap(s -> s.windows().stream())
            .toList();
    if (yes.isEmpty() && no.isEmpty()) {
      return List.of();
    }
    return minus(union(yes.isEmpty() ? List.of(WHOLE_DAY) : yes), no);
  }

  /// For each day of the week on which `text` allows something, the times allowed; empty if it
  /// names neither days nor times.
  public static Map<DayOfWeek, List<DayWindow>> week(String text) {
    var said = statements(text);
    var week = new EnumMap<DayOfWeek, List<DayWindow>>(DayOfWeek.class);
    if (said.isEmpty()) {
      return week;
    }
    var yes = said.stream().filter(Statement::allowed).toList();
    var days = EnumSet.noneOf(DayOfWeek.class);
    yes.stream().filter(s -> s.windows().isEmpty()).forEach(s -> days.addAll(s.days()));
    var windows =
        yes.stream().filter(s -> s.days().isEmpty()).flatMap(s -> s.windows().stream()).toList();
    var both = yes.stream().filter(s -> !s.days().isEmpty() && !s.windows().isEmpty()).toList();
    for (var day : DayOfWeek.values()) {
      var own = both.stream().filter(s -> s.days().contains(day)).toList();
      var allowed = new ArrayList<DayWindow>();
      if (!own.isEmpty()) {
        own.forEach(s -> allowed.addAll(s.windows()));
      } else if ((days.isEmpty() || days.contains(day))
          && (both.isEmpty() || !days.isEmpty() || !windows.isEmpty())) {
        allowed.addAll(windows.isEmpty() ? List.of(WHOLE_DAY) : windows);
      }
      var denied = new ArrayList<DayWindow>();
      said.stream()
          .filter(s -> !s.allowed() && (s.days().isEmpty() || s.days().contains(day)))
          .forEach(s -> denied.addAll(s.windows().isEmpty() ? List.of(WHOLE_DAY) : s.windows()));
      var left = minus(union(allowed), denied);
      if (!left.isEmpty()) {
        week.put(day, left);
      }
    }
    return week;
  }

  /// The times in both.
  public static List<DayWindow> intersection(List<DayWindow> some, List<DayWindow> others) {
    var common = new ArrayList<DayWindow>();
    for (var one : some) {
      for (var other : others) {
        var from = one.from().isAfter(other.from()) ? one.from() : other.from();
        var to = one.to().isBefore(other.to()) ? one.to() : other.to();
        if (from.isBefore(to)) {
          common.add(new DayWindow(from, to));
        }
      }
    }
    return union(common);
  }

  /// Whether `text` takes back a preference: "no longer", "not any more". It then names no times.
  public static boolean isWithdrawal(String text) {
    return WITHDRAWN.matcher(DayPhrases.plain(text)).find();
  }

  /// What a part of a sentence allows or forbids; no days: on every day, no windows: all day.
  private record Statement(boolean allowed, Set<DayOfWeek> days, List<DayWindow> windows) {}

  private static List<Statement> statements(String text) {
    var plain = DayPhrases.plain(text);
    if (WITHDRAWN.matcher(plain).find()) {
      return List.of();
    }
    var statements = new ArrayList<Statement>();
    var parts = SENTENCE_END.splitWithDelimiters(plain, 0);
    for (var i = 0; i < parts.length; i += 2) {
      var excepted = i > 0 && parts[i - 1].equals("except");
      statements.addAll(clause(parts[i], excepted));
    }
    return statements;
  }

  private static List<Statement> clause(String clause, boolean excepted) {
    var statements = new ArrayList<Statement>();
    var negative = excepted;
    for (var segment : clause.split(",(?!\\d)", -1)) {
      var found = DayPhrases.in(segment);
      if (found.isEmpty()) {
        negative = negative && !YES.matcher(segment).find();
        continue;
      }
      var firstNo = NO.matcher(segment);
      var no = firstNo.find() ? firstNo.start() : -1;
      var inherited = negative && no < 0 && !YES.matcher(segment).find();
      var after = segment.substring(found.getLast().to());
      var postponed = no >= found.getLast().to() && NO_AFTERWARDS.matcher(after).find();
      var yes = new ArrayList<DayPhrases.Phrase>();
      var nay = new ArrayList<DayPhrases.Phrase>();
      for (var one : found) {
        var denied = inherited || postponed || (no >= 0 && no < one.from());
        (denied ? nay : yes).add(one);
      }
      add(statements, yes, true);
      add(statements, nay, false);
      negative = !nay.isEmpty();
    }
    return statements;
  }

  private static void add(
      List<Statement> statements, List<DayPhrases.Phrase> found, boolean allowed) {
    if (found.isEmpty()) {
      return;
    }
    var days = EnumSet.noneOf(DayOfWeek.class);
    found.forEach(one -> days.addAll(one.days()));
    var windows = found.stream().map(DayPhrases.Phrase::windows).filter(w -> !w.isEmpty()).toList();
    statements.add(new Statement(allowed, days, allowed ? refined(windows) : flat(windows)));
  }

  /// "Mornings between 9 and 10" and "after 10 and before 4" narrow each other; "mornings or after
  /// 3" do not.
  private static List<DayWindow> refined(List<List<DayWindow>> windows) {
    var refined = new ArrayList<DayWindow>();
    for (var window : flat(windows)) {
      var narrowed = false;
      for (var i = 0; i < refined.size() && !narrowed; i++) {
        var common = intersection(List.of(refined.get(i)), List.of(window));
        if (!common.isEmpty()) {
          refined.set(i, common.getFirst());
          narrowed = true;
        }
      }
      if (!narrowed) {
        refined.add(window);
      }
    }
    return union(refined);
  }

  private static List<DayWindow> flat(List<List<DayWindow>> windows) {
    return windows.stream().flatMap(List::stream).toList();
  }

  private static List<DayWindow> union(List<DayWindow> windows) {
    var sorted =
        new HashSet<>(windows)
            .stream()
                .sorted(Comparator.comparing(DayWindow::from).thenComparing(DayWindow::to))
                .toList();
    var union = new ArrayList<DayWindow>();
    for (var window : sorted) {
      if (!union.isEmpty() && !window.from().isAfter(union.getLast().to())) {
        var last = union.removeLast();
        var to = last.to().isAfter(window.to()) ? last.to() : window.to();
        union.add(new DayWindow(last.from(), to));
      } else {
        union.add(window);
      }
    }
    return List.copyOf(union);
  }

  private static List<DayWindow> minus(List<DayWindow> windows, List<DayWindow> less) {
    var left = windows;
    for (var gone : less) {
      var next = new ArrayList<DayWindow>();
      for (var window : left) {
        if (!gone.from().isBefore(window.to()) || !gone.to().isAfter(window.from())) {
          next.add(window);
          continue;
        }
        if (window.from().isBefore(gone.from())) {
          next.add(new DayWindow(window.from(), gone.from()));
        }
        if (gone.to().isBefore(window.to())) {
          next.add(new DayWindow(gone.to(), window.to()));
        }
      }
      left = next;
    }
    return List.copyOf(left);
  }
}
