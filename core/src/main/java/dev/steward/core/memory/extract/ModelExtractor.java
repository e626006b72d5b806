package dev.steward.core.memory.extract;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.memory.Extractor;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Trust;
import dev.steward.core.model.Completion;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds facts with one call of a language model for all messages of a request.
///
/// An answer that can't be read is refused as a whole. Of one that can, each fact is believed only
/// as far as the messages that it cites bear it out: what names a number, a day or a name that
/// nobody said, cites no message, or is absurdly long, is left out.
public final class ModelExtractor implements Extractor {
  private static final Logger LOG = LoggerFactory.getLogger(ModelExtractor.class);
  private static final int LONGEST_FACT = 600;
  private static final int LONGEST_WORDS = 80;
  private static final double MOSTLY = 0.6;
  private static final String AGENT = "memory";
  private static final String KIND = "extract_facts";

  /// How the model is asked.
  public static final Prompt.Options OPTIONS =
      Prompt.Options.DEFAULTS.withMaxTokens(8_000).withTimeout(Duration.ofMinutes(1));

  private final ModelChain chain;
  private final List<String> models;
  private final Function<Scope, ZoneId> zones;
  private final Prompt.Options options;

  /// An extractor that asks the first of `models` that answers.
  ///
  /// @param zones where people are, for the dates that they name
  public ModelExtractor(
      ModelChain chain,
      List<String> models,
      Function<Scope, ZoneId> zones,
      Prompt.Options options) {
    this.chain = chain;
    this.models = List.copyOf(models);
    this.zones = zones;
    this.options = options;
  }

  /// Asks for one answer.
  ///
  /// @throws Failure of the models; EXTERNAL if its answer can't be used; USER if it has no price
  @Override
  public List<Draft> extract(Request request) {
    var zone = zones.apply(request.scope());
    var answer = answer(request, zone);
    var rows = Answered.rows(answer);
    var drafts = new ArrayList<Draft>();
    var refused = new LinkedHashSet<String>();
    for (var row : rows) {
      draft(row, request, zone, refused).ifPresent(drafts::add);
    }
    if (!refused.isEmpty()) {
      LOG.info(
          "{} of {} facts that the model {} gave were left out: {}",
          rows.size() - drafts.size(),
          rows.size(),
          answer.model(),
          String.join(", ", refused));
    }
    return List.copyOf(drafts);
  }

  private Completion answer(Request request, ZoneId zone) {
    var purpose =
        new Till.Purpose(
            request.key(), request.scope(), request.messages().getFirst().turn(), AGENT, KIND);
    return chain
        .call(models, purpose, Asking.prompt(request, zone, options), text -> {})
        .completion();
  }

  /// A fact as far as it is borne out; nothing, and why, if it isn't.
  private Optional<Draft> draft(
      Answered.Row row, Request request, ZoneId zone, Set<String> refused) {
    var text = row.text("text");
    var cited = cited(row, request);
    var problem = problem(text, cited, request, zone);
    if (!problem.isEmpty()) {
      refused.add(problem);
      return Optional.empty();
    }
    var citations = citations(row.text("quote"), cited);
    var first = cited.getFirst();
    var from = day(row.text("valid_from"), zone).orElse(first.at());
    var to = day(row.text("valid_to"), zone).filter(end -> end.isAfter(from));
    return Optional.of(
        new Draft(
            kind(row.text("kind")),
            new Fact.Claim(
                shortly(row.text("subject")).toLowerCase(Locale.ROOT),
                shortly(row.text("predicate")).toLowerCase(Locale.ROOT),
                text,
                Set.of()),
            citations,
            author(row.text("said_by"), cited),
            from.isBefore(first.at()) || isNear(from, first.at()) ? from : first.at(),
            to.orElse(Fact.Validity.OPEN),
            ids(row.numbers("repeats"), request.known()),
            ids(row.numbers("replaces"), request.known())));
  }

  /// Years ahead is no date that anybody meant.
  private static boolean isNear(Instant day, Instant said) {
    return day.isBefore(said.plus(Duration.ofDays(3_660)));
  }

  private static List<Message> cited(Answered.Row row, Request request) {
    var cited = new ArrayList<Message>();
    for (var number : new LinkedHashSet<>(row.numbers("messages"))) {
      if (number >= 1 && number <= request.messages().size()) {
        cited.add(request.messages().get(number - 1));
      }
    }
    return cited;
  }

  private static String problem(String text, List<Message> cited, Request request, ZoneId zone) {
    if (text.isEmpty()) {
      return "no text";
    }
    if (text.length() > LONGEST_FACT || text.split("\\s+", -1).length > LONGEST_WORDS) {
      return "too long for a fact";
    }
    if (text.contains("‹memory") || text.contains("<memory")) {
      return "the mark of a recalled fact";
    }
    if (cited.isEmpty()) {
      return "no message to cite";
    }
    if (cited.stream().allMatch(message -> message.trust() == Trust.MODEL)
        && isKnown(text, request.known())) {
      return "an agent repeats what it was told";
    }
    var names = new ArrayList<String>();
    request.messages().forEach(message -> names.add(message.speaker()));
    request.known().forEach(fact -> names.addAll(fact.claim().entities()));
    return new Grounding(cited, zone, names).missing(text);
  }

  private static boolean isKnown(String text, List<Fact> known) {
    var said = words(text);
    return known.stream()
        .anyMatch(fact -> {
          var shared = words(fact.text());
          shared.retainAll(said);
          return shared.size() >= MOSTLY * said.size();
        });
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+", -1)));
  }

  private static List<Fact.Citation> citations(String quote, List<Message> cited) {
    var citations = new ArrayList<Fact.Citation>();
    for (var message : cited) {
      int start = quote.isEmpty() ? -1 : message.text().indexOf(quote);
      citations.add(
          start < 0
              ? Fact.Citation.whole(message.id())
              : new Fact.Citation(message.id(), start, start + quote.length()));
    }
    return citations;
  }

  private static Fact.Kind kind(String word) {
    for (var kind : Fact.Kind.values()) {
      if (kind.name().equalsIgnoreCase(word)) {
        // What is policy the organisation decides.
        return kind == Fact.Kind.POLICY ? Fact.Kind.DECISION : kind;
      }
    }
    return Fact.Kind.FACT;
  }

  private static String author(String saidBy, List<Message> cited) {
    return cited.stream()
        .map(Message::speaker)
        .filter(speaker -> speaker.equalsIgnoreCase(saidBy))
        .findFirst()
        .orElse(cited.getFirst().speaker());
  }

  private static Set<String> ids(List<Integer> numbers, List<Fact> known) {
    var ids = new LinkedHashSet<String>();
    for (var number : numbers) {
      if (number >= 1 && number <= known.size()) {
        ids.add(known.get(number - 1).id());
      }
    }
    return ids;
  }

  private static Optional<Instant> day(String text, ZoneId zone) {
    try {
      return text.length() < 10
          ? Optional.empty()
          : Optional.of(LocalDate.parse(text.substring(0, 10)).atStartOfDay(zone).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static String shortly(String text) {
    return text.length() > 80 ? "" : text;
  }
}
