package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.cost.Terms;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Unfinished;
import java.util.Map;
import java.util.Optional;

/// Reads of one answer what LangChain4j does not: how it ends, what it used, what must be sent back
/// verbatim. One object for each answer.
public interface AnswerFormat {
  /// Takes the next event's data, and puts right in it what LangChain4j would misread.
  ///
  /// @return whether it changed the event
  /// @throws Failure if it reports an error
  boolean accept(JsonNode event);

  /// Whether something of the answer came: a thought, a text or the wish to use a tool.
  boolean hasBegun();

  /// Whether nothing more is to come.
  boolean isOver();

  /// Whether the answer came to its end: if not, it was cut off.
  boolean isComplete();

  /// What a person may see of a piece of the text; the rest was thinking.
  String shown(String piece);

  /// What was held back of the text until its end was known.
  String rest();

  /// Why it stopped, as far as the answer says.
  Optional<Completion.Stop> stop();

  /// What was used, in classes that don't overlap, whatever the provider's own counts include.
  Usage usage();

  /// How much of what was used is known by now.
  Unfinished.Known known();

  /// How it was served, as far as the answer says.
  Terms terms();

  /// The provider's report of what was used; empty if it gave none.
  String rawUsage();

  /// See [dev.steward.core.model.ChatMessage.Assistant].
  Map<String, String> extras();
}
