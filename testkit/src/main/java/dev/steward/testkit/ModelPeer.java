package dev.steward.testkit;

import dev.steward.core.cost.Usage;
import dev.steward.core.model.ChatModel;
import dev.steward.core.tool.ToolCall;
import java.time.Duration;
import java.util.List;

/// The other side of a [ChatModel] under test: a provider that answers as it is told.
public interface ModelPeer {
  /// The model whose provider this is.
  ChatModel model();

  /// Queues how the provider answers; each reply is given once.
  void will(Reply reply);

  /// What the provider was asked, in order: the request's body, or the prompt in words.
  List<String> asked();

  /// A usage that the provider can report: every class that it knows has a number of its own.
  Usage usage();

  /// How a provider answers.
  sealed interface Reply {
    /// It says this, in several pieces if it can.
    record Says(String text, Usage usage) implements Reply {}

    /// It wishes these tools to be used. The calls' ids may be replaced by the provider's own.
    record Calls(List<ToolCall> calls, Usage usage) implements Reply {
      public Calls {
        calls = List.copyOf(calls);
      }
    }

    /// It refuses with this status.
    ///
    /// @param retryAfter how long it asks to be left alone; zero: it says nothing of it
    record Refuses(int status, Duration retryAfter) implements Reply {}

    /// It begins to say this, and the connection breaks in the middle.
    record Breaks(String text) implements Reply {}

    /// It begins to say this, and makes long pauses between the words.
    record Stalls(String text) implements Reply {}

    /// It answers in what should be JSON and is not.
    record Garbles() implements Reply {}
  }
}
