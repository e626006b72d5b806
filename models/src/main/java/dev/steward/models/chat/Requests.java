package dev.steward.models.chat;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Prompt;
import dev.steward.core.tool.Schema;
import dev.steward.core.tool.ToolCall;
import dev.steward.core.tool.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Prompts in LangChain4j's terms.
public final class Requests {
  private Requests() {}

  /// The messages that have something in them: providers refuse the others.
  public static List<ChatMessage> spoken(Prompt prompt) {
    return prompt.messages().stream().filter(message -> !isEmpty(message)).toList();
  }

  /// Of these, what the model said.
  public static List<ChatMessage.Assistant> said(Prompt prompt) {
    return spoken(prompt).stream()
        .filter(ChatMessage.Assistant.class::isInstance)
        .map(ChatMessage.Assistant.class::cast)
        .toList();
  }

  private static boolean isEmpty(ChatMessage message) {
    return switch (message) {
      case ChatMessage.User user -> user.text().isBlank();
      case ChatMessage.Assistant said -> said.text().isBlank() && said.toolCalls().isEmpty();
      case ChatMessage.ToolOutput tool -> false;
    };
  }

  /// The instructions, if any, and the conversation.
  ///
  /// @param output how the model is held to the shape that the prompt asks for
  /// @param assistant turns what the model said into what it is told that it said
  public static List<dev.langchain4j.data.message.ChatMessage> messages(
      Prompt prompt,
      Capabilities.Output output,
      Function<ChatMessage.Assistant, AiMessage> assistant) {
    var messages = new ArrayList<dev.langchain4j.data.message.ChatMessage>();
    var instructions = instructions(prompt, output);
    if (!instructions.isBlank()) {
      messages.add(SystemMessage.from(instructions));
    }
    for (var message : spoken(prompt)) {
      messages.add(
          switch (message) {
            case ChatMessage.User user -> UserMessage.from(user.text());
            case ChatMessage.Assistant said -> assistant.apply(said);
            case ChatMessage.ToolOutput tool ->
                ToolExecutionResultMessage.builder()
                    .id(tool.callId())
                    .toolName(tool.tool())
                    .text(tool.text())
                    .isError(!tool.ok())
                    .build();
          });
    }
    return messages;
  }

  private static String instructions(Prompt prompt, Capabilities.Output output) {
    if (prompt.output().isEmpty() || output == Capabilities.Output.JSON_SCHEMA) {
      return prompt.system();
    }
    return """
    %s

    Answer with one JSON object and nothing else: no introduction, no Markdown. It must fit this \
    JSON Schema:
    %s\
    """
        .formatted(prompt.system(), Json.write(prompt.output().getFirst().toJson()))
        .strip();
  }

  /// What the model said, in LangChain4j's terms.
  public static AiMessage said(ChatMessage.Assistant said, String text, @Nullable String thinking) {
    return AiMessage.builder()
        .text(text.isEmpty() ? null : text)
        .thinking(thinking)
        .toolExecutionRequests(said.toolCalls().stream().map(Requests::call).toList())
        .build();
  }

  private static ToolExecutionRequest call(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(call.id())
        .name(call.tool())
        .arguments(Json.write(call.arguments()))
        .build();
  }

  public static List<ToolSpecification> tools(Prompt prompt) {
    return prompt.tools().stream().map(Requests::tool).toList();
  }

  private static ToolSpecification tool(ToolSpec spec) {
    return ToolSpecification.builder()
        .name(spec.name())
        .description(spec.description())
        .parameters(struct(spec.input()))
        .build();
  }

  /// The shape that the answer must have; null if it may have any, or if the model is not held to
  /// it by its provider.
  public static @Nullable ResponseFormat format(Prompt prompt, Capabilities.Output output) {
    if (prompt.output().isEmpty()) {
      return null;
    }
    return switch (output) {
      case INSTRUCTIONS -> null;
      case JSON_OBJECT -> ResponseFormat.JSON;
      case JSON_SCHEMA ->
          ResponseFormat.builder()
              .type(ResponseFormatType.JSON)
              .jsonSchema(
                  JsonSchema.builder()
                      .name("answer")
                      .rootElement(struct(prompt.output().getFirst()))
                      .build())
              .build();
    };
  }

  private static JsonObjectSchema struct(Schema.Struct struct) {
    var object =
        JsonObjectSchema.builder()
            .description(said(struct))
            .required(
                struct.fields().stream()
                    .filter(Schema.Field::required)
                    .map(Schema.Field::name)
                    .toList())
            .additionalProperties(false);
    struct.fields().forEach(field -> object.addProperty(field.name(), element(field.schema())));
    return object.build();
  }

  private static JsonSchemaElement element(Schema schema) {
    var description = said(schema);
    return switch (schema) {
      case Schema.Text text -> JsonStringSchema.builder().description(description).build();
      case Schema.Whole whole -> JsonIntegerSchema.builder().description(description).build();
      case Schema.Decimal decimal -> JsonNumberSchema.builder().description(description).build();
      case Schema.Flag flag -> JsonBooleanSchema.builder().description(description).build();
      case Schema.Choice choice ->
          JsonEnumSchema.builder().description(description).enumValues(choice.values()).build();
      case Schema.Many many ->
          JsonArraySchema.builder().description(description).items(element(many.of())).build();
      case Schema.Struct struct -> struct(struct);
    };
  }

  private static @Nullable String said(Schema schema) {
    return schema.description().isEmpty() ? null : schema.description();
  }
}
