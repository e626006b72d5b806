package dev.steward.testkit.memory;

import dev.steward.core.cost.PriceRow;
import dev.steward.core.cost.PriceTable;
import dev.steward.core.memory.extract.ModelExtractor;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Till;
import dev.steward.testkit.InMemoryLedger;
import dev.steward.testkit.ManualClock;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
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
      new PriceTable(Map.of("m", List.of(DEAR)), Map.of(), PriceTable.Basis.COMPLETION);

  private Models() {}

  static ModelExtractor extractor(ChatModel model, InMemoryLedger ledger) {
    return new ModelExtractor(
        model,
        new Till(PRICES, ledger, new ManualClock(Desk.NOON)),
        scope -> ZoneOffset.UTC,
        ModelExtractor.OPTIONS);
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
