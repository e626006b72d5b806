package dev.steward.models.chat;

import dev.steward.core.model.Prompt;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Hands over a text as it comes. One that was asked for as JSON by instructions alone is held back
/// to its end, for models like to wrap it in a Markdown fence, which is taken off.
final class Speech {
  private static final Pattern FENCED =
      Pattern.compile("\\s*```(?:json)?\\s*\\n(.*)\\n\\s*```\\s*", Pattern.DOTALL);

  private final boolean isHeldBack;
  private final StringBuilder spoken;
  private final Consumer<String> text;
  private final StringBuilder held = new StringBuilder();

  Speech(Prompt prompt, ModelOptions options, StringBuilder spoken, Consumer<String> text) {
    this.isHeldBack =
        !prompt.output().isEmpty()
            && options.capabilities().output() == Capabilities.Output.INSTRUCTIONS;
    this.spoken = spoken;
    this.text = text;
  }

  void say(String piece) {
    if (isHeldBack) {
      held.append(piece);
    } else {
      hand(piece);
    }
  }

  void end() {
    var fenced = FENCED.matcher(held);
    hand(fenced.matches() ? fenced.group(1) : held.toString());
  }

  private void hand(String piece) {
    if (!piece.isEmpty()) {
      spoken.append(piece);
      text.accept(piece);
    }
  }
}
