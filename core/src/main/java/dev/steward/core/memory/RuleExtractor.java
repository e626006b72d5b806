package dev.steward.core.memory;

import dev.steward.core.Scope;
import dev.steward.core.memory.wording.Gist;
import dev.steward.core.memory.wording.Sentences;
import dev.steward.core.memory.wording.Speaking;
import dev.steward.core.memory.wording.Statements;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Finds facts without a model: each plain statement that somebody makes is one, in their words,
/// with their name for `I` and the day for `tomorrow`. What agents say is left out: they were told.
public final class RuleExtractor implements Extractor {
  private static final int LONGEST = 600;
  private static final int MOST_PER_MESSAGE = 30;

  private final Function<Scope, ZoneId> zones;

  /// @param zones where people are, for the dates that they name
  public RuleExtractor(Function<Scope, ZoneId> zones) {
    this.zones = zones;
  }

  @Override
  public List<Draft> extract(Request request) {
    var drafts = new ArrayList<Draft>();
    for (var message : request.messages()) {
      if (message.role() != Message.Role.ASSISTANT && message.trust() != Trust.MODEL) {
        drafts.addAll(drafts(message));
      }
    }
    return drafts;
  }

  private List<Draft> drafts(Message message) {
    return Sentences.of(message.text()).stream()
        .filter(sentence -> sentence.text().length() <= LONGEST)
        .filter(sentence -> Statements.isOne(sentence.text()))
        .limit(MOST_PER_MESSAGE)
        .map(sentence -> draft(message, sentence))
        .toList();
  }

  private Draft draft(Message message, Sentences.Sentence sentence) {
    var zone = zones.apply(message.scope());
    var plain = Speaking.without(sentence.text());
    var dated = Dated.of(plain, message.at().atZone(zone));
    var text = Speaking.of(dated.text(), message.speaker());
    var gist = Gist.of(text);
    return new Draft(
        Kinds.of(Gist.of(plain), message.trust()),
        new Fact.Claim(gist.subject(), gist.predicate(), text, gist.names()),
        List.of(new Fact.Citation(message.id(), sentence.start(), sentence.end())),
        message.speaker(),
        dated.validFrom().orElse(message.at()),
        Fact.Validity.OPEN,
        Set.of(),
        Set.of());
  }
}
