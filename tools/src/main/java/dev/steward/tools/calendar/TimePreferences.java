package dev.steward.tools.calendar;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import dev.steward.core.when.DayWindow;
import dev.steward.core.when.DayWindows;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// When people want to meet, out of what is remembered: what the user said of an attendee, what the
/// user said of themselves, and what the organisation prefers, in this order.
public final class TimePreferences {
  private static final int PAGE = 500;

  /// Said of oneself: "I prefer…", "my meetings…", "no calls before 10".
  private static final Pattern OWN =
      Pattern.compile(
          "\\bI\\b|\\b[Ww]e\\b|\\b[Mm]y (?:meetings?|calls?|appointments?|calendar|mornings?|afternoons?|days?|work|working|schedule|availability)\\b"
              + "|^\\W*(?i:no|never|not|don't|avoid|please|prefers?|only|always|meetings?|calls?|schedule|book|keep|mornings?|afternoons?|the user|user)\\b");

  private static final Pattern WITH_SOMEBODY = Pattern.compile("\\b(?:with|for) \\p{Lu}\\p{L}+");

  private static final Pattern MEETING =
      Pattern.compile(
          "(?i)\\b(?:meet|meets|meetings?|appointments?|calls?|scheduling|calendar)\\b");

  /// What else people have preferred times for.
  private static final Pattern OTHER_TOPIC =
      Pattern.compile(
          "(?i)\\b(?:e-?mails?|mails?|reports?|newsletters?|messages?|invoices?|deliver\\w*|coffee|tea|reminders?|backups?|deploy\\w*)\\b");

  private final FactStore facts;

  public TimePreferences(FactStore facts) {
    this.facts = facts;
  }

  /// A fact that a slot was chosen by.
  public record Basis(String text, String id, Layer layer) {}

  /// Times to be kept to, if possible.
  ///
  /// @param week for each day on which something is allowed, the times
  /// @param basis the facts that say so
  public record Wish(Map<DayOfWeek, List<DayWindow>> week, List<Basis> basis) {
    public Wish {
      week = Map.copyOf(week);
      basis = List.copyOf(basis);
    }
  }

  /// What to keep to for a meeting of `scope`'s user with `attendees` as remembered at `now`, first
  /// choice first.
  public List<Wish> wishes(Scope scope, List<String> attendees, Instant now) {
    var stated = all(scope, Layer.USER, now, fact -> fact.kind() == Fact.Kind.PREFERENCE);
    var theirs = new ArrayList<Wish>();
    for (var attendee : attendees) {
      var name = new PersonName(attendee);
      theirs.addAll(newest(stated, fact -> name.isIn(fact.text())));
    }
    var own =
        newest(stated, fact -> isOwn(scope.user(), fact.text()) && !speaksOfOthers(fact.text()));
    var houses =
        newest(
            all(
                scope,
                Layer.ORGANISATION,
                now,
                fact -> fact.kind() == Fact.Kind.POLICY || fact.kind() == Fact.Kind.PREFERENCE),
            fact -> MEETING.matcher(fact.text()).find());
    var levels = new ArrayList<Wish>();
    levels.addAll(together(theirs, own));
    levels.addAll(together(theirs, List.of()));
    levels.addAll(own);
    levels.addAll(houses);
    return List.copyOf(
        new LinkedHashSet<>(levels.stream().map(wish -> completed(wish, own, houses)).toList()));
  }

  /// The attendees' wishes in one, as far as they go together, narrowed by the user's own if that
  /// leaves anything.
  private static List<Wish> together(List<Wish> theirs, List<Wish> own) {
    if (theirs.isEmpty()) {
      return List.of();
    }
    var all = theirs.getFirst();
    for (var wish : theirs.subList(1, theirs.size())) {
      all = both(all, wish);
    }
    for (var wish : own) {
      all = both(all, wish);
    }
    return List.of(all);
  }

  /// A wish that names days only leaves the time of day to the next who named one.
  private static Wish completed(Wish wish, List<Wish> own, List<Wish> houses) {
    var complete = wish;
    for (var next : List.of(own, houses)) {
      for (var other : next) {
        if (!namesTimes(complete) && namesTimes(other)) {
          complete = both(complete, other);
        }
      }
    }
    return complete;
  }

  private static boolean namesTimes(Wish wish) {
    return wish.week().values().stream()
        .flatMap(List::stream)
        .anyMatch(
            window -> !window.from().equals(LocalTime.MIN) || !window.to().equals(LocalTime.MAX));
  }

  /// Both wishes, or the first alone if they exclude each other.
  private static Wish both(Wish first, Wish second) {
    var week = new EnumMap<DayOfWeek, List<DayWindow>>(DayOfWeek.class);
    first
        .week()
        .forEach((day, windows) -> {
          var common = DayWindows.intersection(windows, second.week().getOrDefault(day, List.of()));
          if (!common.isEmpty()) {
            week.put(day, common);
          }
        });
    if (week.isEmpty() || first.equals(second)) {
      return first;
    }
    var basis = new LinkedHashSet<>(first.basis());
    basis.addAll(second.basis());
    return new Wish(week, List.copyOf(basis));
  }

  /// The newest of these facts that names times, and the newest that names days, as one wish; none
  /// if neither is there.
  private static List<Wish> newest(List<Fact> newestFirst, Predicate<Fact> concerned) {
    var found = new ArrayList<Wish>();
    var times = false;
    var days = false;
    for (var fact : newestFirst) {
      if (!concerned.test(fact) || speaksOfSomethingElse(fact.text())) {
        continue;
      }
      var week = DayWindows.week(fact.text());
      if (week.isEmpty()) {
        if (DayWindows.isWithdrawal(fact.text())) {
          break;
        }
        continue;
      }
      var wish = new Wish(week, List.of(new Basis(fact.text(), fact.id(), fact.layer())));
      var namesTimes = namesTimes(wish);
      var namesDays = week.size() < DayOfWeek.values().length;
      if ((namesTimes && !times) || (namesDays && !days)) {
        found.add(wish);
        times |= namesTimes;
        days |= namesDays;
      }
    }
    if (found.isEmpty()) {
      return List.of();
    }
    return List.of(found.stream().reduce(TimePreferences::both).orElseThrow());
  }

  private List<Fact> all(Scope scope, Layer layer, Instant now, Predicate<Fact> wanted) {
    var all = new ArrayList<Fact>();
    var before = "";
    while (true) {
      var page = facts.facts(Selection.ofLayer(scope, layer, now), before, PAGE);
      page.stream().filter(wanted).forEach(all::add);
      if (page.size() < PAGE) {
        return all;
      }
      before = page.getLast().id();
    }
  }

  private static boolean isOwn(String user, String text) {
    return OWN.matcher(text).find()
        || Pattern.compile("(?i)^\\W*" + Pattern.quote(user) + "\\b").matcher(text).find();
  }

  private static boolean speaksOfOthers(String text) {
    return WITH_SOMEBODY.matcher(text).find();
  }

  private static boolean speaksOfSomethingElse(String text) {
    return OTHER_TOPIC.matcher(text).find() && !MEETING.matcher(text).find();
  }

  /// The name of a person, to be found in a text: "John Smith" is in "John prefers…" and in "Smith
  /// prefers…" but not in "John Doe prefers…".
  private record PersonName(String whole, List<String> words) {
    PersonName(String attendee) {
      this(name(attendee), Arrays.stream(name(attendee).split("\\s+")).toList());
    }

    private static String name(String attendee) {
      var name = attendee.replaceAll("<[^>]*>", " ").strip();
      if (name.isEmpty()) {
        name = attendee.replaceAll("[<>]", " ").strip();
      }
      return name.contains("@")
          ? name.replaceAll("@.*", "").replaceAll("[._+-]+", " ").strip()
          : name;
    }

    boolean isIn(String text) {
      if (words.isEmpty() || whole.length() < 2) {
        return false;
      }
      if (words.size() == 1) {
        return found(whole, "").matcher(text).find();
      }
      return found(whole, "").matcher(text).find()
          || found(words.getFirst(), "(?!\\s+\\p{Lu}\\p{L}+)").matcher(text).find()
          || Pattern.compile(
                  "(?<!\\p{Lu}\\p{L}{0,30}\\s)" + found(words.getLast(), "").pattern(),
                  Pattern.UNICODE_CHARACTER_CLASS)
              .matcher(text)
              .find();
    }

    private static Pattern found(String name, String next) {
      return Pattern.compile(
          "(?<![\\p{L}\\p{N}])(?i:%s)(?:'s|’s)?(?![\\p{L}\\p{N}])%s"
              .formatted(Pattern.quote(name.toLowerCase(Locale.ROOT)), next),
          Pattern.UNICODE_CASE);
    }
  }
}
