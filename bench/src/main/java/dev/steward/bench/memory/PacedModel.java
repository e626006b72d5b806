package dev.steward.bench.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// A model that takes its time and then gives one fact for each message that it is shown, in the
/// words of the message. Answers any number of prompts at once.
final class PacedModel implements ChatModel {
  static final String NAME = "paced";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Usage USAGE = new Usage(1_200, 0, 0, 0, 120, 0);
  private static final Pattern MESSAGE =
      Pattern.compile("^(\\d+)\\. \\[[^,]+, [^,]+, ([^,]+), person] (.+)$", Pattern.MULTILINE);

  private final Duration pace;
  private final AtomicInteger calls = new AtomicInteger();

  PacedModel(Duration pace) {
    this.pace = pace;
  }

  /// How often it was asked.
  int calls() {
    return calls.get();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    calls.incrementAndGet();
    try {
      Thread.sleep(pace);
      var answer = JSON.writeValueAsString(Map.of("facts", facts(prompt)));
      text.accept(answer);
      return new Completion(answer, List.of(), Completion.Stop.END, USAGE, NAME, "", Map.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("A measurement was interrupted", e);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Facts can't be written as JSON", e);
    }
  }

  private static List<Map<String, Object>> facts(Prompt prompt) {
    var facts = new ArrayList<Map<String, Object>>();
    for (var message : prompt.messages()) {
      if (message instanceof ChatMessage.User(var data)) {
        var matcher = MESSAGE.matcher(data);
        while (matcher.find()) {
          facts.add(
              Map.of(
                  "text", matcher.group(3),
                  "kind", "fact",
                  "subject", "",
                  "predicate", "",
                  "said_by", matcher.group(2),
                  "messages", List.of(Integer.parseInt(matcher.group(1))),
                  "quote", matcher.group(3),
                  "repeats", List.of(),
                  "replaces", List.of()));
        }
      }
    }
    return facts;
  }
}
