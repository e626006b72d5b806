package dev.steward.testkit.memory;

import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.memory.extract.ModelExtractor;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Conduct;
import dev.steward.core.model.ModelChain;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.testkit.InMemoryLedger;
import dev.steward.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Extractors that ask scripted models.
final class Models {
  private static final PriceRow DEAR =
      PriceRow.of(
          "m/1",
          PriceRow.When.ALWAYS,
          Map.of(
              "input", BigDecimal.ONE,
              "cache_read", BigDecimal.ZERO,
              "output", BigDecimal.TEN),
          new PriceRow.Origin("this test", ""));

  static final PriceTable PRICES =
      new PriceTable(
          Map.of("m", List.of(DEAR), "n", List.of(DEAR)), Map.of(), PriceTable.Basis.COMPLETION);

  private Models() {}

  static ModelExtractor extractor(ChatModel model, InMemoryLedger ledger) {
    return new ModelExtractor(
        ModelChain.once(model, till(ledger)),
        List.of(model.name()),
        scope -> ZoneOffset.UTC,
        ModelExtractor.OPTIONS);
  }

  /// One that asks the second where the first fails, each as long as it may take.
  static ModelExtractor chained(
      ChatModel first, ChatModel second, Duration timeout, InMemoryLedger ledger) {
    var conduct = Conduct.DEFAULTS.withAttempts(1).withTimeout(timeout);
    var models =
        new dev.steward.core.model.Models(
            Map.of(first.name(), first, second.name(), second),
            Map.of(),
            Map.of(first.name(), conduct, second.name(), conduct));
    return new ModelExtractor(
        new ModelChain(models, till(ledger), duration -> {}, RandomGenerator.getDefault()),
        List.of(first.name(), second.name()),
        scope -> ZoneOffset.UTC,
        ModelExtractor.OPTIONS);
  }

  static Till till(InMemoryLedger ledger) {
    return new Till(PRICES, ledger, new ManualClock(Desk.NOON));
  }

  /// Everything that a model was told.
  static String told(Prompt prompt) {
    return prompt.messages().stream()
        .map(message -> message instanceof ChatMessage.User user ? user.text() : "")
        .collect(Collectors.joining("\n", prompt.system(), ""));
  }

  /// An answer with facts, each given as its fields in JSON.
  static String facts(String... facts) {
    return "{\"facts\": [" + String.join(", ", facts) + "]}";
  }

  /// One fact that the first message says.
  static String fact(String text) {
    return fact(text, "1", "");
  }

  static String fact(String text, String messages, String more) {
    return """
    {"text": "%s", "kind": "fact", "subject": "", "predicate": "", "said_by": "Ana", \
    "valid_from": "", "valid_to": "", "messages": [%s], "quote": "", "repeats": [], \
    "replaces": [%s]}\
    """
        .formatted(text, messages, more);
  }
}
