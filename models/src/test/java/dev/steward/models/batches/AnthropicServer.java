package dev.steward.models.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.BatchModel;
import dev.steward.models.anthropic.AnthropicBatches;
import dev.steward.models.anthropic.AnthropicModel;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.testkit.BatchModelContract;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Answers as Anthropic's Message Batches do.
final class AnthropicServer extends BatchServer {
  private static final Clock CLOCK = Clock.fixed(BatchModelContract.NOW, ZoneOffset.UTC);

  static AnthropicModel chat(String url) {
    var options =
        ModelOptions.of(
            Provider.named("anthropic").orElseThrow(),
            "claude-sonnet-5-5",
            new ApiKey("ANTHROPIC_API_KEY", "sk-test"));
    return new AnthropicModel(options.withBaseUrl(url), CLOCK);
  }

  @Override
  public BatchModel model() {
    return new AnthropicBatches(chat(url()), CLOCK);
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 5, 3, 29, 13);
  }

  @Override
  boolean isAboutBatches(String path) {
    return true;
  }

  @Override
  @Nullable Object answer(String method, String path, String body) {
    var parts = path.replaceFirst("\\?.*", "").split("/", -1);
    if (method.equals("POST") && parts.length == 4) {
      return shown(take(read(body)));
    }
    if (parts.length == 4) {
      return list(path);
    }
    var batch = held.get(parts[4]);
    if (batch == null) {
      return null;
    }
    if (path.endsWith("/cancel")) {
      batch.isCancelled = true;
    }
    return path.endsWith("/results")
        ? lines(batch.requests.stream().map(each -> result(batch, each)).toList())
        : shown(batch);
  }

  private Held take(JsonNode body) {
    var requests = new ArrayList<JsonNode>();
    body.path("requests").forEach(requests::add);
    var batch = new Held("msgbatch_" + (held.size() + 1), requests, body);
    held.put(batch.id, batch);
    return batch;
  }

  private ObjectNode list(String path) {
    var page = object();
    var data = page.putArray("data");
    var newest = new ArrayList<>(held.values()).reversed();
    int from = 0;
    for (int i = 0; i < newest.size(); i++) {
      if (path.contains("after_id=" + newest.get(i).id)) {
        from = i + 1;
      }
    }
    // One on each page, however many are asked for.
    if (from < newest.size()) {
      data.add(shown(newest.get(from)));
    }
    return page.put("has_more", from + 1 < newest.size());
  }

  private static ObjectNode shown(Held batch) {
    var size = batch.requests.size();
    var shown =
        object()
            .put("id", batch.id)
            .put("type", "message_batch")
            .put(
                "processing_status",
                batch.isEnded ? "ended" : batch.isCancelled ? "canceling" : "in_progress")
            .put("created_at", "2026-11-28T09:59:58.123456+00:00");
    shown
        .putObject("request_counts")
        .put("processing", batch.isEnded ? 0 : size)
        .put("succeeded", batch.isEnded && !batch.isCancelled ? size : 0)
        .put("errored", 0)
        .put("canceled", batch.isEnded && batch.isCancelled ? size : 0)
        .put("expired", 0);
    return shown;
  }

  private static JsonNode result(Held batch, JsonNode request) {
    var line = object().put("custom_id", request.path("custom_id").asText());
    var result = line.putObject("result");
    var said = said(request.path("params"));
    if (batch.isCancelled) {
      return line.set("result", result.put("type", "canceled"));
    }
    switch (said) {
      case "please expire" -> result.put("type", "expired");
      case "please fail" ->
          result
              .put("type", "errored")
              .putObject("error")
              .put("type", "error")
              .putObject("error")
              .put("type", "invalid_request_error")
              .put("message", "no");
      default -> result.put("type", "succeeded").set("message", message(said));
    }
    return line;
  }

  static String said(JsonNode params) {
    var content = params.path("messages").path(0).path("content");
    return content.isTextual() ? content.asText() : content.path(0).path("text").asText();
  }

  private static ObjectNode message(String said) {
    var message =
        object()
            .put("id", "msg_1")
            .put("type", "message")
            .put("role", "assistant")
            .put("model", "claude-sonnet-5-5");
    var content = message.putArray("content");
    if (said.equals("please garble")) {
      content
          .addObject()
          .put("type", "tool_use")
          .put("id", "toolu_1")
          .put("name", "list")
          .put("input", "no object");
    } else {
      content.addObject().put("type", "thinking").put("thinking", "Hm.").put("signature", "sig");
      content.addObject().put("type", "text").put("text", "You said: " + said);
    }
    message.put("stop_reason", "end_turn").putNull("stop_sequence");
    var usage =
        message
            .putObject("usage")
            .put("input_tokens", 11)
            .put("cache_read_input_tokens", 7)
            .put("cache_creation_input_tokens", 8)
            .put("output_tokens", 29)
            .put("service_tier", "batch");
    usage
        .putObject("cache_creation")
        .put("ephemeral_5m_input_tokens", 5)
        .put("ephemeral_1h_input_tokens", 3);
    usage.putObject("output_tokens_details").put("thinking_tokens", 13);
    return message;
  }
}
