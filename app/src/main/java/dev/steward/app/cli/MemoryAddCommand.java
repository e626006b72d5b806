package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Scope;
import dev.steward.core.memory.Added;
import dev.steward.core.memory.Addition;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import dev.steward.web.MemoryJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {
      "Add what somebody said: it is kept word for word, and facts are drawn from it.",
      "",
      "Waits until the facts are there and shows them. What is piped in is one message."
    },
    footer = {
      "",
      "Examples:",
      "  steward memory add \"John prefers morning meetings\"",
      "  steward memory add --verbatim \"The alarm code is in the safe\"      a fact as it stands",
      "  steward memory add --at 2026-05-03 \"The budget limit is 500 dollars\"",
      "  steward memory add --role external < mail.txt                      never a rule, never an"
          + " order"
    })
final class MemoryAddCommand extends OnMemory {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final long LOOK_EVERY_MILLIS = 50;

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "What was said.")
  private String[] text = {};

  @Option(names = "--verbatim", description = "It is itself a fact, word for word.")
  private boolean verbatim;

  @Option(names = "--no-facts", description = "Only keep it; draw no facts from it.")
  private boolean noFacts;

  @Option(names = "--no-wait", description = "Don't wait for the facts.")
  private boolean noWait;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "Who said it: user (the default), assistant, tool or external.")
  private Said role = Said.USER;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When it was said, such as 2026-05-03 or '2026-05-03 10:00' (default: now).")
  private String at = "";

  @Option(names = "--session", paramLabel = "ID", description = "The conversation it belongs to.")
  private String session = "";

  @Option(names = "--agent", paramLabel = "NAME", description = "File it under an agent.")
  private String agent = "";

  @Option(names = "--app", paramLabel = "NAME", description = "File it under an app.")
  private String app = "";

  @Option(names = "--run", paramLabel = "ID", description = "File it under a run.")
  private String run = "";

  @Option(
      names = "--meta",
      paramLabel = "NAME=VALUE",
      description = "Free data to keep with it; may be given more than once.")
  private Map<String, String> metadata = new LinkedHashMap<>();

  /// Who said something, with the trust and the role that follow from it.
  enum Said {
    USER(Message.Role.USER, Trust.OWNER),
    ASSISTANT(Message.Role.ASSISTANT, Trust.MODEL),
    TOOL(Message.Role.TOOL, Trust.TOOL),
    EXTERNAL(Message.Role.USER, Trust.EXTERNAL);

    private final Message.Role role;
    private final Trust trust;

    Said(Message.Role role, Trust trust) {
      this.role = role;
      this.trust = trust;
    }
  }

  MemoryAddCommand(Invocation invocation) {
    super(invocation);
  }

  @Override
  int ask(MemoryDesk memory, ZoneId zone) {
    var said = given();
    if (said.isBlank()) {
      throw Failure.user(
          "There is nothing to add; say it, such as: steward memory add \"John likes tea\"");
    }
    var moment = at.isEmpty() ? invocation().now() : Times.moment(at, "--at", zone);
    var addition =
        new Addition(
            "",
            new Scope(principal().tenant(), invocation().user(), session),
            new Labels(agent, app, run, Map.copyOf(metadata)),
            List.of(new Addition.Said(role.role, "", role.trust, "cli", said, moment)),
            mode(),
            "",
            Fact.Validity.OPEN);
    var added = memory.add(principal(), addition);
    show(memory, added, zone);
    return Cli.OK;
  }

  private Addition.Mode mode() {
    if (verbatim) {
      return Addition.Mode.VERBATIM;
    }
    return noFacts ? Addition.Mode.NONE : Addition.Mode.EXTRACT;
  }

  private String given() {
    if (text.length > 0 || invocation().surroundings().inputIsTerminal()) {
      return String.join(" ", text).strip();
    }
    try {
      return new String(invocation().surroundings().in().readAllBytes(), StandardCharsets.UTF_8)
          .strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("could not read the standard input", unreadable);
    }
  }

  private void show(MemoryDesk memory, Added added, ZoneId zone) {
    var extraction = extraction(memory, added);
    var facts =
        extraction == null
            ? added.facts()
            : extraction.outcomes().stream()
                .flatMap(outcome -> memory.fact(principal(), outcome.fact()).stream())
                .toList();
    if (isJson()) {
      var shape = new LinkedHashMap<>(MemoryJson.of(added));
      shape.put("facts", facts.stream().map(MemoryJson::of).toList());
      shape.put("state", extraction == null ? "" : Chosen.word(extraction.state()));
      output().json(shape);
      return;
    }
    output().line("Kept as %s.".formatted(String.join(", ", added.messages())));
    if (!added.masked().isEmpty()) {
      output().note("Masked before it was written: " + String.join(", ", added.masked()));
    }
    new MemoryLines(output(), zone).show(facts);
    if (extraction != null) {
      tell(extraction, facts);
    }
  }

  private void tell(Extraction extraction, List<Fact> facts) {
    switch (extraction.state()) {
      case SUCCEEDED -> {
        if (facts.isEmpty()) {
          output().line(output().style().dim("No facts were found in it."));
        }
      }
      case PENDING, RUNNING ->
          output().line(output().style().dim("Facts follow: steward memory extractions list"));
      case PARKED -> output().note("No facts could be drawn from it: " + extraction.error());
    }
  }

  /// How far the extraction is, once it has ended or was waited for long enough.
  private @Nullable Extraction extraction(MemoryDesk memory, Added added) {
    var end = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      var extraction = memory.extraction(principal(), added.id()).orElse(null);
      if (extraction == null
          || noWait
          || extraction.state() == Extraction.State.SUCCEEDED
          || extraction.state() == Extraction.State.PARKED
          || (extraction.attempts() > 0 && !extraction.error().isEmpty())
          || System.nanoTime() > end) {
        return extraction;
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_EVERY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Waiting for the facts was interrupted", e);
    }
  }
}
