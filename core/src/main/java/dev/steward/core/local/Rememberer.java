package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.local.Intent.Ask;
import dev.steward.core.local.Intent.Forget;
import dev.steward.core.local.Intent.Remember;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.when.Spoken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Remembers, answers from memory, forgets, and reports costs.
final class Rememberer {
  private static final int RECALLED = 20;
  private static final int SHOWN = 5;
  private static final int MOST = 50;
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("preference", "preference"),
          Map.entry("policy", "policy"),
          Map.entry("rule", "policy"),
          Map.entry("decision", "decision"),
          Map.entry("fact", "any"),
          Map.entry("note", "any"),
          Map.entry("memory", "any"),
          Map.entry("company", ""),
          Map.entry("organisation", ""),
          Map.entry("organization", ""));

  private final Hands hands;
  private final String howToConfigure;

  Rememberer(Hands hands, String howToConfigure) {
    this.hands = hands;
    this.howToConfigure = howToConfigure;
  }

  Answer remember(Remember wish) {
    boolean shared = wish.layer() == Layer.ORGANISATION;
    var result =
        hands.use(
            "memory_remember",
            Map.of(
                "text",
                wish.text(),
                "kind",
                wish.kind().name().toLowerCase(Locale.ROOT),
                "layer",
                shared ? "organisation" : "user"));
    if (!result.ok()) {
      return Replies.asked("I could not remember that: " + result.text());
    }
    var kept = Meeting.text(result.data(), "text");
    var text = kept.isEmpty() ? wish.text() : kept;
    var id = Meeting.text(result.data(), "id");
    return Answer.local(
        "I'll remember%s: “%s”".formatted(shared ? " for the organisation" : "", text),
        "Remembered: " + text,
        id.isEmpty() ? "" : "fact:" + id,
        List.of());
  }

  Answer ask(Ask wish) {
    var wanted = Overlap.content(wish.about());
    var kinds = kinds(wanted);
    if (!kinds.isEmpty()) {
      return ofKind(kinds, wish);
    }
    var facts = hands.recall(wish.question(), RECALLED);
    var lasting = facts.stream().filter(fact -> !fact.isPassing()).toList();
    var fitting = fitting(wanted, lasting);
    var meetings = meetings(wish);
    if (fitting.isEmpty() && meetings.isEmpty()) {
      fitting = fitting(wanted, facts);
    }
    if (fitting.isEmpty() && meetings.isEmpty()) {
      return unknown(wish, wanted, lasting);
    }
    var lines = new ArrayList<String>();
    fitting.forEach(fact -> lines.add("- " + line(fact)));
    meetings.forEach(
        meeting -> lines.add("- In your calendar: " + meeting.described(hands.zone())));
    var sources = new ArrayList<>(fitting.stream().map(Known::asSource).toList());
    meetings.forEach(
        meeting -> sources.add(meeting.asSource(hands.zone(), hands.assignment().at())));
    return Answer.local(
        "This is what I know:\n" + String.join("\n", lines),
        "Answered from memory: " + shortened(wish.about()),
        meetings.size() == 1 ? meetings.getFirst().subject() : "",
        sources);
  }

  /// The kinds of facts that are asked for, if nothing else is: `my preferences`.
  private static Set<String> kinds(Set<String> wanted) {
    var kinds = new LinkedHashSet<String>();
    for (var word : wanted) {
      var kind =
          KINDS.entrySet().stream()
              .filter(entry -> Overlap.same(entry.getKey(), word))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse(null);
      if (kind == null) {
        return Set.of();
      }
      kinds.add(kind);
    }
    kinds.remove("");
    return kinds;
  }

  private Answer ofKind(Set<String> kinds, Ask wish) {
    var facts = new ArrayList<Known>();
    for (var recollection : hands.assignment().context()) {
      var fact = recollection.fact();
      if (fact.kind() == Fact.Kind.POLICY) {
        facts.add(
            new Known(
                fact.id(),
                "organisation",
                "policy",
                fact.text(),
                1,
                fact.source(),
                recollection.quote(),
                fact.recordedAt()));
      }
    }
    for (var fact : hands.recall(wish.question(), MOST)) {
      if (!fact.isPassing() && facts.stream().noneMatch(other -> other.id().equals(fact.id()))) {
        facts.add(fact);
      }
    }
    var fitting =
        facts.stream()
            .filter(fact -> kinds.contains("any") || kinds.contains(fact.kind()))
            .limit(MOST)
            .toList();
    if (fitting.isEmpty()) {
      return Answer.local("I know none yet.", "Found nothing in memory", "", List.of());
    }
    var lines = fitting.stream().map(fact -> "- " + line(fact)).collect(Collectors.joining("\n"));
    return Answer.local(
        "This is what I know:\n" + lines,
        "Answered from memory: " + shortened(wish.about()),
        "",
        fitting.stream().map(Known::asSource).toList());
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  /// The facts that share most telling words with the question, best first.
  private static List<Known> fitting(Set<String> wanted, List<Known> facts) {
    if (wanted.isEmpty()) {
      return facts.stream().limit(SHOWN).toList();
    }
    long most =
        facts.stream().mapToLong(fact -> Overlap.shared(wanted, fact.text())).max().orElse(0);
    if (most == 0) {
      return facts.stream()
          .filter(fact -> Overlap.sharedLoosely(wanted, fact.text()) > 0)
          .limit(SHOWN)
          .toList();
    }
    // of "budget" and "requests" one may do; of three or more, most must be there
    long least = Math.max(1, Math.min(most, wanted.size() / 2));
    return facts.stream()
        .filter(fact -> Overlap.shared(wanted, fact.text()) >= least)
        .limit(SHOWN)
        .toList();
  }

  /// Who is asked about may be in the calendar too.
  private List<Meeting> meetings(Ask wish) {
    if (wish.about().equals(wish.question())
        || wish.about().split("\\s+", -1).length > 3
        || wish.about().isBlank()) {
      return List.of();
    }
    var now = hands.assignment().at();
    return hands.meetings(false).stream()
        .filter(meeting -> meeting.endsAt().isAfter(now))
        .filter(meeting ->
            meeting.attendees().stream().anyMatch(name -> People.isNear(name, wish.about())))
        .limit(SHOWN)
        .toList();
  }

  private Answer unknown(Ask wish, Set<String> wanted, List<Known> facts) {
    var about =
        wish.about().equals(wish.question()) || wish.about().length() > 60 || wanted.size() > 3
            ? "that"
            : "“" + wish.about() + "”";
    var near =
        facts.isEmpty() || facts.getFirst().score() < 0.3
            ? ""
            : " The nearest is: " + line(facts.getFirst());
    var text =
        wish.sure()
            ? "I know nothing about %s.%s".formatted(about, near)
            : "I remember nothing about that.%s\nIf it is a question of general knowledge, it takes a language model. %s"
                .formatted(near, howToConfigure);
    return Answer.local(
        text,
        "Found nothing in memory",
        "",
        near.isEmpty() ? List.of() : List.of(facts.getFirst().asSource()));
  }

  private String line(Known fact) {
    if (fact.isOrganisations()) {
      return "%s (organisation %s)"
          .formatted(fact.text(), fact.kind().isEmpty() ? "policy" : fact.kind());
    }
    var day = Spoken.date(fact.at().atZone(hands.zone()).toLocalDate());
    boolean same = fact.quote().isEmpty() || plain(fact.quote()).equals(plain(fact.text()));
    return same
        ? "You said on %s: “%s”".formatted(day, fact.quote().isEmpty() ? fact.text() : fact.quote())
        : "%s (you said on %s: “%s”)".formatted(fact.text(), day, fact.quote());
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  /// Forgets what fits.
  ///
  /// @param listed what the person said yes to, as it was listed; empty if they were not asked
  Answer forget(Forget wish, String listed) {
    var wanted = Overlap.content(wish.about());
    var facts =
        hands.recall(wish.about(), RECALLED).stream().filter(fact -> !fact.isPassing()).toList();
    var same =
        facts.stream()
            .filter(fact ->
                plain(fact.text()).equals(plain(wish.about())) || fact.id().equals(wish.about()))
            .toList();
    var fitting = same.isEmpty() ? allWords(wanted, facts) : same;
    var own =
        fitting.stream()
            .filter(fact -> !fact.isOrganisations())
            .filter(fact -> listed.isEmpty() || listed.contains("“%s”".formatted(fact.text())))
            .toList();
    if (own.isEmpty()) {
      return fitting.isEmpty()
          ? Replies.asked(
              "I remember nothing like “%s”, so there is nothing to forget. What do you mean?"
                  .formatted(shortened(wish.about())))
          : Replies.asked(
              "“%s” is the organisation's and is not forgotten this way; it stands in steward.yaml or was kept for everybody. Is there something of yours to forget?"
                  .formatted(fitting.getFirst().text()));
    }
    if (own.size() > 1 && listed.isEmpty()) {
      var list =
          own.stream()
              .map(fact -> "- “%s”".formatted(fact.text()))
              .collect(Collectors.joining("\n"));
      return Replies.asked(
          wish.everything()
              ? "I would forget:\n%s\nShall I? Say “yes”.".formatted(list)
              : "Which of these shall I forget?\n%s\nSay “forget that …” with its words."
                  .formatted(list));
    }
    if (own.size() > 1 && !wish.everything()) {
      return Replies.asked("Which one shall I forget? Say “forget that …” with its words.");
    }
    var ids = own.stream().map(Known::id).toList();
    var result = hands.use("memory_forget", Map.of("ids", ids));
    if (!result.ok()) {
      return Replies.asked("I could not forget that: " + result.text());
    }
    var texts = own.stream().map(fact -> "“%s”".formatted(fact.text())).toList();
    return Answer.local(
        "Forgotten: %s".formatted(String.join(", ", texts)),
        "Forgot %d remembered fact%s".formatted(ids.size(), ids.size() == 1 ? "" : "s"),
        "",
        List.of());
  }

  /// Those that have every telling word.
  private static List<Known> allWords(Set<String> wanted, List<Known> facts) {
    return wanted.isEmpty()
        ? List.of()
        : facts.stream()
            .filter(fact -> Overlap.shared(wanted, fact.text()) == wanted.size())
            .toList();
  }
}
