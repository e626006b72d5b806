package dev.steward.app.settings;

import dev.steward.models.chat.Capabilities;
import dev.steward.models.chat.Capabilities.MaxTokens;
import dev.steward.models.chat.Capabilities.Output;
import dev.steward.models.chat.Capabilities.Thinking;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what a model can be told where it is not as known: the block `capabilities`.
final class CapabilityReader {
  private static final int MOST_TOKENS = 10_000_000;

  private CapabilityReader() {}

  /// @param known what is known of the model without it
  static Capabilities capabilities(Value value, Capabilities known) {
    if (!value.isPresent()) {
      return known;
    }
    var fields =
        value.fields(
            "thinking",
            "output",
            "max_tokens",
            "think_tags",
            "cached_from",
            "thought_field",
            "thoughts_beside");
    return known
        .withThinking(one(fields.at("thinking"), known.thinking(), Thinking.values()))
        .withOutput(one(fields.at("output"), known.output(), Output.values()))
        .withMaxTokens(one(fields.at("max_tokens"), known.maxTokens(), MaxTokens.values()))
        .withThinkTags(fields.at("think_tags").flag(known.thinkTags()))
        .withLeastCached(leastCached(fields.at("cached_from"), known.leastCached()))
        .withThoughtField(
            fields
                .at("thought_field")
                .as(
                    known.thoughtField(),
                    Words.NAME,
                    text -> Optional.of(text).filter(Words::isName)))
        .withThoughtsBeside(fields.at("thoughts_beside").flag(known.thoughtsBeside()));
  }

  private static int leastCached(Value value, int known) {
    return value.isPresent() ? value.whole(0, 1, MOST_TOKENS) : known;
  }

  /// One of an enumeration, in small letters.
  private static <E extends Enum<E>> E one(Value value, E known, E[] values) {
    List<String> words = Arrays.stream(values).map(CapabilityReader::word).toList();
    return values[words.indexOf(value.choice(word(known), words))];
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
