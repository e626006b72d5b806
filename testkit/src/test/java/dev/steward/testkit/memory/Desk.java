package dev.steward.testkit.memory;

import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Extractor;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.RunRecords;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.Writing;
import dev.steward.core.policy.SecretFinder;
import dev.steward.core.policy.Secrets;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.InMemoryFactStore;
import dev.steward.testkit.InMemoryIndex;
import dev.steward.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A memory of the tenant `acme` on fakes, and short ways to talk to it.
final class Desk implements AutoCloseable {
  static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
  static final Scope ANA = new Scope("acme", "ana", "");
  private static final Pattern KEY = Pattern.compile("ghp_[A-Za-z0-9]{36}");

  final ManualClock clock = new ManualClock(NOON);
  final InMemoryFactStore store;
  final InMemoryIndex index = new InMemoryIndex();
  final Memory memory;

  Desk() {
    this(Writing.byRules(ZoneOffset.UTC));
  }

  Desk(Extractor extractor) {
    this(Writing.byRules(ZoneOffset.UTC).withExtractor(extractor));
  }

  Desk(RunRecords runs) {
    this(Writing.byRules(ZoneOffset.UTC).withRuns(runs));
  }

  Desk(Writing writing) {
    this(writing, new InMemoryFactStore());
  }

  /// A memory over rows that are there.
  Desk(Writing writing, InMemoryFactStore store) {
    this.store = store;
    this.memory =
        new Memory(
            store,
            index,
            index,
            new HashingEmbedder(),
            new Secrets(List.of(Desk::keys)),
            clock,
            new CountingIds(),
            Memory.Options.DEFAULTS,
            writing);
  }

  /// Finds GitHub's keys, as the rules do that Steward is shipped with.
  private static List<SecretFinder.Span> keys(String text) {
    return KEY.matcher(text)
        .results()
        .map(key -> new SecretFinder.Span(key.start(), key.end(), "GitHub key"))
        .toList();
  }

  /// What Ana says, one minute after what was said before, extracted by the time it returns.
  Added says(String... texts) {
    var added = memory.add(addition("", Addition.Mode.EXTRACT, texts));
    memory.settle();
    return added;
  }

  Addition addition(String id, Addition.Mode mode, String... texts) {
    clock.advance(Duration.ofMinutes(1));
    return addition(id, mode, Arrays.stream(texts).map(text -> said(text, Trust.OWNER)).toList());
  }

  static Addition addition(String id, Addition.Mode mode, List<Addition.Said> said) {
    return new Addition(id, ANA, Labels.NONE, said, mode, "", Fact.Validity.OPEN);
  }

  Addition.Said said(String text, Trust trust) {
    return said(text, trust, clock.instant());
  }

  static Addition.Said said(String text, Trust trust, Instant at) {
    var speaker = trust.isPerson() ? "Ana" : trust == Trust.MODEL ? "steward" : "x@mail.example";
    var role =
        switch (trust) {
          case OWNER, TEAMMATE, EXTERNAL -> Message.Role.USER;
          case MODEL -> Message.Role.ASSISTANT;
          case TOOL -> Message.Role.TOOL;
        };
    return new Addition.Said(role, speaker, trust, "test", text, at);
  }

  /// What somebody or something else says.
  Added hears(Trust trust, String text) {
    clock.advance(Duration.ofMinutes(1));
    var added = memory.add(addition("", Addition.Mode.EXTRACT, List.of(said(text, trust))));
    memory.settle();
    return added;
  }

  Fact remember(String text) {
    clock.advance(Duration.ofMinutes(1));
    return memory.remember(ANA, Layer.USER, Fact.Kind.FACT, text, "", "ana", "");
  }

  /// Texts of the facts that hold now, newest first.
  List<String> facts() {
    return facts(Fact.Standing.ACTIVE).stream().map(Fact::text).toList();
  }

  List<Fact> facts(Fact.Standing... standings) {
    return memory.list(
        Selection.recallable(ANA, clock.instant())
            .withTypes(Entry.Type.FACT)
            .withStandings(standings),
        "",
        1_000);
  }

  Fact fact(String text) {
    return facts(Fact.Standing.values()).stream()
        .filter(fact -> fact.text().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no fact: " + text));
  }

  @Override
  public void close() {
    memory.close();
  }
}
