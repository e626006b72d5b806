package dev.steward.app.crash;

import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.tool.ToolCall;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// The model of every [Story]. It answers from the prompt alone, so that the process that carries a
/// turn on has the same one.
final class StoryModel implements ChatModel {
  private static final Usage USAGE = new Usage(1_000, 0, 0, 0, 100, 0);
  private static final Pattern NUMBER = Pattern.compile("number (\\d+)");
  private static final Pattern EVENT = Pattern.compile("\\[(e\\w+)]");

  @Override
  public String name() {
    return "deepseek-flash";
  }

  @Override
  public Completion complete(Prompt prompt, Consumer<String> text) {
    if (!prompt.output().isEmpty()) {
      return says("{\"kind\": \"other\"}", text);
    }
    var task =
        prompt.messages().stream()
            .filter(ChatMessage.User.class::isInstance)
            .map(ChatMessage.User.class::cast)
            .toList()
            .getLast();
    var outputs =
        prompt.messages().stream()
            .filter(ChatMessage.ToolOutput.class::isInstance)
            .map(ChatMessage.ToolOutput.class::cast)
            .toList();
    var number = Integer.parseInt(found(NUMBER, task.text()));
    for (var output : outputs) {
      if (!output.ok()) {
        return says("It went wrong: " + output.text(), text);
      }
    }
    return switch (outputs.size()) {
      case 0 -> wants("One moment.", text, booking(number), remembering(number));
      case 2 -> wants("Better an hour later.", text, moving(number, outputs));
      default -> says(Story.answer(number), text);
    };
  }

  private static ToolCall booking(int number) {
    return new ToolCall(
        "book",
        "calendar_create",
        Map.of(
            "title",
            "Signing of number " + number,
            "start",
            Story.bookedFor(number).toString(),
            "duration_minutes",
            30L));
  }

  private static ToolCall remembering(int number) {
    return new ToolCall(
        "note", "memory_remember", Map.of("text", Story.remembered(number), "kind", "decision"));
  }

  private static ToolCall moving(int number, List<ChatMessage.ToolOutput> outputs) {
    return new ToolCall(
        "move",
        "calendar_move",
        Map.of(
            "event_id",
            found(EVENT, outputs.getFirst().text()),
            "start",
            Story.movedTo(number).toString()));
  }

  private static Completion wants(String words, Consumer<String> text, ToolCall... calls) {
    text.accept(words);
    return completion(words, List.of(calls), Completion.Stop.TOOLS);
  }

  private static Completion says(String words, Consumer<String> text) {
    text.accept(words);
    return completion(words, List.of(), Completion.Stop.END);
  }

  private static Completion completion(String words, List<ToolCall> calls, Completion.Stop stop) {
    return new Completion(words, calls, stop, USAGE, "deepseek-flash", "", Map.of());
  }

  private static String found(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + pattern + " in: " + text);
    }
    return matcher.group(1);
  }
}
