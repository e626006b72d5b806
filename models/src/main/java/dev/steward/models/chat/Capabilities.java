package dev.steward.models.chat;

import java.util.Locale;

/// What a model can be told, what it refuses, and how it reports what it used.
///
/// Neither a temperature nor a forced tool choice is ever sent: today's models refuse them.
///
/// @param thinkTags whether thinking may come inside the text, between `<think>` and `</think>`
/// @param leastCached how many tokens the beginning of a prompt must have to be kept in a cache if
///   it is marked; [#MARKS_NOTHING] if marks do nothing, since the provider sees to it by itself or
///   not at all
/// @param thoughtField what the field is called in OpenAI's format in which a server wants back
///   what the model thought
/// @param thoughtsBeside whether OpenAI's `completion_tokens` leaves thinking out, so that only the
///   total tells of it
public record Capabilities(
    Thinking thinking,
    Output output,
    MaxTokens maxTokens,
    boolean thinkTags,
    int leastCached,
    String thoughtField,
    boolean thoughtsBeside) {
  /// More tokens than any prompt has.
  public static final int MARKS_NOTHING = Integer.MAX_VALUE;

  private static final String USUAL_FIELD = "reasoning_content";
  private static final String SHORT_FIELD = "reasoning";

  /// A model whose prompts are not marked, and that reports thinking as part of the output.
  public Capabilities(Thinking thinking, Output output, MaxTokens maxTokens, boolean thinkTags) {
    this(thinking, output, maxTokens, thinkTags, MARKS_NOTHING, USUAL_FIELD, false);
  }

  /// How a model's thinking is switched.
  public enum Thinking {
    /// Not at all: it thinks, or does not, as it is built.
    FIXED,
    /// It thinks unless `{"type": "disabled"}` is sent.
    ON_BY_DEFAULT,
    /// It thinks unless `{"type": "between_tools"}` is sent, which is the least it accepts.
    BETWEEN_TOOLS,
    /// It thinks when `{"type": "adaptive"}` is sent.
    ADAPTIVE_ON_REQUEST,
    /// It thinks when `{"type": "enabled"}` and a budget of tokens are sent.
    BUDGET_ON_REQUEST,
    /// It thinks unless the `reasoning_effort` `none` is sent.
    EFFORT_NONE,
    /// It always thinks; the `reasoning_effort` `low` is the least.
    EFFORT_LOW
  }

  /// How a model is held to a shape.
  public enum Output {
    /// It takes the JSON schema itself, and keeps to it; OpenAI's gives optional fields as null.
    JSON_SCHEMA,
    /// It answers in JSON; the schema stands in the instructions and is to be checked.
    JSON_OBJECT,
    /// It is only asked: the schema stands in the instructions and is to be checked. The text comes
    /// in one piece, without the Markdown fence that models like to put around it.
    INSTRUCTIONS
  }

  /// What the limit on the answer's length is called in OpenAI's format.
  public enum MaxTokens {
    MAX_TOKENS,
    MAX_COMPLETION_TOKENS
  }

  public Capabilities withThinking(Thinking thinking) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withOutput(Output output) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withMaxTokens(MaxTokens maxTokens) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withThinkTags(boolean thinkTags) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withLeastCached(int leastCached) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withThoughtField(String thoughtField) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  public Capabilities withThoughtsBeside(boolean thoughtsBeside) {
    return new Capabilities(
        thinking, output, maxTokens, thinkTags, leastCached, thoughtField, thoughtsBeside);
  }

  /// What is known of a model. Of one that is not known, what is safe to assume.
  ///
  /// @param provider see [Provider#name]
  /// @param model the provider's id of it
  public static Capabilities of(String provider, String model) {
    var id = model.toLowerCase(Locale.ROOT);
    return switch (provider.toLowerCase(Locale.ROOT)) {
      case "anthropic" -> claude(id);
      case "deepseek" ->
          new Capabilities(Thinking.ON_BY_DEFAULT, Output.JSON_OBJECT, MaxTokens.MAX_TOKENS, false);
      case "minimax" ->
          new Capabilities(
              id.startsWith("minimax-m2") ? Thinking.FIXED : Thinking.ON_BY_DEFAULT,
              Output.INSTRUCTIONS,
              MaxTokens.MAX_COMPLETION_TOKENS,
              true);
      case "openai" ->
          new Capabilities(
              Thinking.FIXED, Output.JSON_SCHEMA, MaxTokens.MAX_COMPLETION_TOKENS, false);
      case "gemini" ->
          // With tools it refuses a schema, so it is asked.
          new Capabilities(geminiThinking(id), Output.INSTRUCTIONS, MaxTokens.MAX_TOKENS, false)
              .withThoughtsBeside(true);
      case "ollama" ->
          new Capabilities(Thinking.EFFORT_NONE, Output.JSON_SCHEMA, MaxTokens.MAX_TOKENS, true)
              .withThoughtField(SHORT_FIELD);
      case "vllm" ->
          new Capabilities(Thinking.FIXED, Output.JSON_SCHEMA, MaxTokens.MAX_TOKENS, true)
              .withThoughtField(SHORT_FIELD);
      default -> new Capabilities(Thinking.FIXED, Output.INSTRUCTIONS, MaxTokens.MAX_TOKENS, true);
    };
  }

  private static Thinking geminiThinking(String id) {
    if (id.startsWith("gemini-2.5-flash")) {
      return Thinking.EFFORT_NONE;
    }
    return id.matches("gemini-(1|2\\.0).*|gemma-.*") ? Thinking.FIXED : Thinking.EFFORT_LOW;
  }

  private static Capabilities claude(String id) {
    var output =
        id.matches("claude-(3-.*|(opus|sonnet)-4(-0|-1)?(-\\d{8})?)")
            ? Output.INSTRUCTIONS
            : Output.JSON_SCHEMA;
    return new Capabilities(claudeThinking(id), output, MaxTokens.MAX_TOKENS, false)
        .withLeastCached(leastCached(id));
  }

  /// Of Haiku 5.5 it is not published; what Haiku 4.5 wants is enough.
  private static int leastCached(String id) {
    if (id.startsWith("claude-opus-5") || id.startsWith("claude-fable-5")) {
      return 512;
    }
    if (id.startsWith("claude-opus-4-7")) {
      return 2_048;
    }
    return id.matches("claude-sonnet-(5|4-[56]).*") ? 1_024 : 4_096;
  }

  private static Thinking claudeThinking(String id) {
    if (id.startsWith("claude-sonnet-5-5")) {
      return Thinking.BETWEEN_TOOLS;
    }
    if (id.matches("claude-(haiku-5-5|sonnet-5|opus-5)(-\\d{8})?")) {
      return Thinking.ON_BY_DEFAULT;
    }
    if (id.matches("claude-(opus|sonnet|haiku)-4-[678].*")) {
      return Thinking.ADAPTIVE_ON_REQUEST;
    }
    if (id.matches("claude-(3-7-.*|(opus|sonnet|haiku)-4(-[015])?(-\\d{8})?)")) {
      return Thinking.BUDGET_ON_REQUEST;
    }
    return Thinking.FIXED;
  }
}
