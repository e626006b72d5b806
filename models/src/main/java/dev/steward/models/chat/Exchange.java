package dev.steward.models.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.steward.core.Failure;
import dev.steward.core.model.ChatMessage;
import dev.steward.core.model.Completion;
import dev.steward.core.model.Prompt;
import dev.steward.core.model.Unfinished;
import dev.steward.core.tool.ToolCall;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Asks a model and hears its answer. LangChain4j writes the request and reads text and tool calls
/// out of the answer's events; sending, failing and counting are done here.
public final class Exchange {
  private final ModelOptions options;
  private final Transport transport;

  /// Exchanges with the model of `options`.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  public Exchange(ModelOptions options, Clock clock) {
    this.options = options;
    this.transport = new Transport(options, clock);
  }

  public Failures failures() {
    return transport.failures();
  }

  /// A prompt in the words of the provider.
  ///
  /// @param client LangChain4j's client, on the HTTP client that it is given
  /// @param amend puts into the request's JSON what LangChain4j can't say
  public record Wording(
      Prompt prompt,
      Function<HttpClientBuilder, StreamingChatModel> client,
      ChatRequest request,
      Consumer<ObjectNode> amend) {}

  /// Asks, and hands the pieces of the answer's text to `text` as they come.
  public Completion complete(Wording wording, AnswerFormat format, Consumer<String> text) {
    return heard(
        wording,
        format,
        text,
        (call, events) ->
            transport.stream(
                call.request(),
                body(wording, call).toString(),
                wording.prompt().options().timeout(),
                events,
                format::hasBegun));
  }

  /// The body of the request that [#complete] sends, without the wish for a stream.
  public ObjectNode body(Wording wording) {
    var call = new PreparedCall();
    wording.client().apply(call).chat(wording.request(), new Heard());
    return body(wording, call).without(List.of("stream", "stream_options"));
  }

  /// Makes of an answer that came in one piece what [#complete] makes of a stream.
  ///
  /// @param events what would have come as a stream
  public Completion read(Wording wording, AnswerFormat format, List<JsonNode> events) {
    return heard(
        wording,
        format,
        piece -> {},
        (call, listener) -> {
          for (var event : events) {
            if (!listener.test(new ServerSentEvent(null, event.toString()))) {
              return;
            }
          }
        });
  }

  private static ObjectNode body(Wording wording, PreparedCall call) {
    var body = (ObjectNode) Json.object(call.request().body()).orElseThrow();
    wording.amend().accept(body);
    return body;
  }

  /// @param events hands every event of the answer over until that says false or the answer ends
  private Completion heard(
      Wording wording,
      AnswerFormat format,
      Consumer<String> text,
      BiConsumer<PreparedCall, Predicate<ServerSentEvent>> events) {
    var call = new PreparedCall();
    var heard = new Heard();
    wording.client().apply(call).chat(wording.request(), heard);
    try {
      var spoken = new StringBuilder();
      var speech = new Speech(wording.prompt(), options, spoken, text);
      events.accept(
          call,
          event -> {
            if (event.data().equals("[DONE]")) {
              return false;
            }
            hear(event, format, call, heard);
            speech.say(format.shown(heard.pieces()));
            return !format.isOver();
          });
      if (!format.isComplete()) {
        throw failures().cut(null);
      }
      speech.say(format.rest());
      speech.end();
      call.end();
      return completion(wording.prompt(), heard, format, spoken.toString());
    } catch (Failure failure) {
      throw failure.getCause() instanceof Unfinished || heard.hasBegun()
          ? failure.withCause(unfinished(format, failure.getCause()))
          : failure;
    }
  }

  /// What the provider may charge for an answer that came to nothing.
  private static Unfinished unfinished(AnswerFormat format, @Nullable Throwable cause) {
    return new Unfinished(
        format.known(),
        format.usage(),
        format.terms(),
        format.rawUsage(),
        cause instanceof Unfinished marker ? marker.getCause() : cause);
  }

  private void hear(ServerSentEvent event, AnswerFormat format, PreparedCall call, Heard heard) {
    var data =
        Json.report(event.data())
            .orElseThrow(() -> failures().unreadable("an event of it is not JSON"));
    var isChanged = format.accept(data);
    heard.begin();
    var name = event.event() == null ? data.path("type").asText("message") : event.event();
    try {
      call.read(new ServerSentEvent(name, isChanged ? data.toString() : event.data()));
    } catch (RuntimeException e) {
      throw failures().unreadable("an event of it has another shape than it should");
    }
    if (heard.hasFailed()) {
      throw failures().unreadable("an event of it has another shape than it should");
    }
  }

  private Completion completion(Prompt prompt, Heard heard, AnswerFormat format, String text) {
    var response = heard.response();
    if (response == null || heard.hasFailed()) {
      throw failures().unreadable("it has another shape than it should");
    }
    var calls = calls(prompt, response.aiMessage(), format);
    var stop =
        calls.isEmpty()
            ? format.stop().orElse(Completion.Stop.END)
            : format
                .stop()
                .filter(reason -> reason != Completion.Stop.END)
                .orElse(Completion.Stop.TOOLS);
    return new Completion(
        text,
        calls,
        stop,
        format.usage(),
        format.terms(),
        options.name(),
        format.rawUsage(),
        format.extras());
  }

  private List<ToolCall> calls(Prompt prompt, AiMessage message, AnswerFormat format) {
    long number =
        prompt.messages().stream()
            .mapToLong(said ->
                said instanceof ChatMessage.Assistant earlier ? earlier.toolCalls().size() : 0)
            .sum();
    var calls = new ArrayList<ToolCall>();
    for (var call : message.toolExecutionRequests()) {
      number++;
      var id = call.id() == null || call.id().isBlank() ? "call_" + number : call.id();
      calls.add(new ToolCall(id, call.name(), Json.toMap(arguments(call, format))));
    }
    return calls;
  }

  private JsonNode arguments(ToolExecutionRequest call, AnswerFormat format) {
    var arguments =
        call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments();
    return Json.object(arguments)
        .orElseThrow(() ->
            format.stop().filter(Completion.Stop.LENGTH::equals).isPresent()
                ? failures().tooLong(call.name())
                : failures().garbledCall(call.name()));
  }
}
