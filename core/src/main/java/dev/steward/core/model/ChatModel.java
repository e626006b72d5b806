package dev.steward.core.model;

import java.util.function.Consumer;

/// A language model behind a provider's API. Safe for use by many threads.
public interface ChatModel {
  /// As the configuration names it, such as `deepseek-flash`.
  String name();

  /// Answers `prompt`, handing pieces of the text to `text` as they come. Blocks; an interrupt ends
  /// it. Tries once: retries and fallbacks are the caller's.
  ///
  /// @throws dev.steward.core.Failure EXTERNAL, retryable for 408, 429, 5xx, timeouts and a stream
  ///   that was cut (with the wait that the provider asked for); not retryable for 400, 401, 402,
  ///   403, 404, an exhausted spend limit, and an answer that can't be read. The message names
  ///   provider, model, status and what to do; never the key or a text. Its cause is an
  ///   [Unfinished] whenever the provider may charge for the call all the same.
  Completion complete(Prompt prompt, Consumer<String> text);
}
