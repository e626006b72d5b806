package dev.steward.app.cli;

import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Message;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// Memories as people read them: what is said, and below it what it is, whose and since when.
record MemoryLines(Output output, ZoneId zone) {
  void show(List<? extends Entry> entries) {
    entries.forEach(this::show);
  }

  void show(Entry entry) {
    output.line(entry.text());
    output.line(output.style().dim("  " + about(entry)));
  }

  /// What it is, whose and since when, in one line.
  String about(Entry entry) {
    return String.join(" · ", parts(entry));
  }

  private List<String> parts(Entry entry) {
    var parts = new ArrayList<String>();
    parts.add(entry.id());
    switch (entry) {
      case Fact fact -> describe(fact, parts);
      case Message message -> {
        parts.add("message");
        parts.add(message.speaker().isEmpty() ? Chosen.word(message.role()) : message.speaker());
        parts.add(Times.minute(message.at(), zone));
      }
    }
    return parts;
  }

  private void describe(Fact fact, List<String> parts) {
    parts.add(Chosen.word(fact.kind()));
    parts.add(whose(fact));
    if (fact.care().standing() != Fact.Standing.ACTIVE) {
      parts.add(Chosen.word(fact.care().standing()));
    }
    if (fact.care().pinned()) {
      parts.add("pinned");
    }
    if (fact.care().proofs() > 1) {
      parts.add("said " + fact.care().proofs() + " times");
    }
    parts.add(Times.minute(fact.at(), zone));
    if (hasEnd(fact.validity().validTo())) {
      parts.add("until " + Times.minute(fact.validity().validTo(), zone));
    }
    if (!fact.validity().supersededBy().isEmpty()) {
      parts.add("→ " + fact.validity().supersededBy());
    }
  }

  private static String whose(Fact fact) {
    return switch (fact.layer()) {
      case ORGANISATION -> "org";
      case SESSION -> fact.scope().user() + "'s session " + fact.scope().session();
      case USER, CONVERSATION ->
          fact.scope().user().isEmpty()
              ? "of " + String.join(" ", labels(fact))
              : fact.scope().user()
                  + (labels(fact).isEmpty() ? "" : " (" + String.join(" ", labels(fact)) + ")");
    };
  }

  private static List<String> labels(Fact fact) {
    var labels = new ArrayList<String>();
    add(labels, "agent", fact.labels().agent());
    add(labels, "app", fact.labels().app());
    add(labels, "run", fact.labels().run());
    return labels;
  }

  private static void add(List<String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.add(name + " " + value);
    }
  }

  /// Everything about one memory.
  void details(Entry entry) {
    output.line(entry.text());
    row("id", entry.id());
    switch (entry) {
      case Fact fact -> details(fact);
      case Message message -> {
        row("what", "message of " + Chosen.word(message.role()));
        row("speaker", message.speaker());
        row("channel", message.channel());
        row("turn", message.turn());
        row("trust", Chosen.word(message.trust()));
        row("session", message.scope().session());
        row("said", Times.minute(message.at(), zone));
      }
    }
    row("user", entry.scope().user());
    row("agent", entry.labels().agent());
    row("app", entry.labels().app());
    row("run", entry.labels().run());
    entry.labels().metadata().forEach((name, value) -> row(name, JsonText.of(value, false)));
  }

  private void details(Fact fact) {
    row(
        "what",
        "%s, %s%s"
            .formatted(
                Chosen.word(fact.kind()),
                Chosen.word(fact.care().standing()),
                fact.care().pinned() ? ", pinned" : ""));
    row("layer", fact.layer() == Layer.ORGANISATION ? "org" : Chosen.word(fact.layer()));
    row("subject", fact.subject());
    row("predicate", fact.claim().predicate());
    row("entities", String.join(", ", fact.claim().entities().stream().sorted().toList()));
    row("author", fact.author());
    row("trust", Chosen.word(fact.origin().trust()));
    fact.origin()
        .citations()
        .forEach(citation ->
            row(
                "source",
                citation.end() == 0
                    ? citation.source()
                    : "%s, characters %d to %d"
                        .formatted(citation.source(), citation.start(), citation.end())));
    row("said", fact.care().proofs() == 1 ? "once" : fact.care().proofs() + " times");
    row("recorded", Times.minute(fact.at(), zone));
    row("holds from", Times.minute(fact.validity().validFrom(), zone));
    end("holds until", fact.validity().validTo());
    end("superseded", fact.validity().supersededAt());
    row("by", fact.validity().supersededBy());
    end("expires", fact.care().expiresAt());
    end("review", fact.care().reviewAt());
    row("session", fact.scope().session());
  }

  private void end(String name, Instant instant) {
    row(name, hasEnd(instant) ? Times.minute(instant, zone) : "");
  }

  static boolean hasEnd(Instant instant) {
    return !instant.equals(Fact.Validity.OPEN);
  }

  private void row(String name, String value) {
    if (!value.isEmpty()) {
      output.line("  %s %s".formatted(output.style().dim("%-12s".formatted(name)), value));
    }
  }
}
