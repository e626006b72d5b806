package dev.steward.models.chat;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Stands in for LangChain4j's HTTP client: instead of sending, it keeps the request and who reads
/// the answer, for [Exchange] to do the sending.
final class PreparedCall implements HttpClient, HttpClientBuilder {
  private static final ServerSentEventContext CONTEXT =
      new ServerSentEventContext(
          new ServerSentEventParsingHandle() {
            @Override
            public void cancel() {
              throw new UnsupportedOperationException("an exchange is ended by an interrupt");
            }

            @Override
            public boolean isCancelled() {
              return false;
            }
          });

  private @Nullable HttpRequest request;
  private @Nullable ServerSentEventListener listener;

  HttpRequest request() {
    return Objects.requireNonNull(request, "LangChain4j sent nothing");
  }

  void read(ServerSentEvent event) {
    listener().onEvent(event, CONTEXT);
  }

  void end() {
    listener().onClose();
  }

  private ServerSentEventListener listener() {
    return Objects.requireNonNull(listener, "LangChain4j sent nothing");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
    this.request = request;
    this.listener = listener;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("every call streams");
  }

  @Override
  public HttpClient build() {
    return this;
  }

  @Override
  public @Nullable Duration connectTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    return this;
  }

  @Override
  public @Nullable Duration readTimeout() {
    return null;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    return this;
  }
}
