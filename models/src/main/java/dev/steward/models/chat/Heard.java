package dev.steward.models.chat;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import org.jspecify.annotations.Nullable;

/// What LangChain4j made of the events so far.
final class Heard implements StreamingChatResponseHandler {
  private final StringBuilder pieces = new StringBuilder();
  private @Nullable ChatResponse response;
  private boolean begun;
  private boolean failed;

  /// The text since the last time.
  String pieces() {
    var text = pieces.toString();
    pieces.setLength(0);
    return text;
  }

  @Nullable ChatResponse response() {
    return response;
  }

  /// Notes that an event came that was no error.
  void begin() {
    begun = true;
  }

  /// Whether the provider had begun to answer.
  boolean hasBegun() {
    return begun;
  }

  boolean hasFailed() {
    return failed;
  }

  @Override
  public void onPartialResponse(String text) {
    pieces.append(text);
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    this.response = response;
  }

  @Override
  public void onError(Throwable error) {
    failed = true;
  }
}
