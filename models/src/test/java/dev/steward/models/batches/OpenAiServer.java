package dev.steward.models.batches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.cost.Usage;
import dev.steward.core.model.BatchModel;
import dev.steward.models.chat.ApiKey;
import dev.steward.models.chat.ModelOptions;
import dev.steward.models.chat.Provider;
import dev.steward.models.openai.OpenAiBatches;
import dev.steward.models.openai.OpenAiModel;
import dev.steward.testkit.BatchModelContract;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Answers as OpenAI's batches and files do.
final class OpenAiServer extends BatchServer {
  private static final Clock CLOCK = Clock.fixed(BatchModelContract.NOW, ZoneOffset.UTC);

  /// Each file's text, by its id.
  final Map<String, String> files = new LinkedHashMap<>();

  /// Why all batches fail when they are looked at closely; empty: they don't.
  String refusal = "";

  static OpenAiModel chat(String url) {
    var options =
        ModelOptions.of(
            Provider.named("openai").orElseThrow(),
            "gpt-5.2-mini",
            new ApiKey("OPENAI_API_KEY", "sk-test"));
    return new OpenAiModel(options.withBaseUrl(url), CLOCK);
  }

  @Override
  public BatchModel model() {
    return new OpenAiBatches(chat(url() + "/v1"), CLOCK);
  }

  @Override
  public Usage usage() {
    return new Usage(11, 7, 0, 0, 29, 13);
  }

  @Override
  boolean isAboutBatches(String path) {
    return !path.contains("/files");
  }

  @Override
  @Nullable Object answer(String method, String path, String body) {
    var parts = path.replaceFirst("\\?.*", "").split("/", -1);
    if (path.endsWith("/files")) {
      var id = "file-" + (files.size() + 1);
      files.put(id, body);
      return object().put("id", id).put("object", "file").put("purpose", "batch");
    }
    if (path.contains("/files/")) {
      var batch = held.get(parts[3].substring("out-".length()));
      return batch == null ? null : lines(results(batch, parts[3].startsWith("out-")));
    }
    if (method.equals("POST") && parts.length == 3) {
      return shown(take(read(body)));
    }
    if (parts.length == 3) {
      return list(path);
    }
    var batch = held.get(parts[3]);
    if (batch == null) {
      return null;
    }
    if (path.endsWith("/cancel")) {
      batch.isCancelled = true;
    }
    return shown(batch);
  }

  private Held take(JsonNode made) {
    var requests = new ArrayList<JsonNode>();
    files
        .getOrDefault(made.path("input_file_id").asText(), "")
        .lines()
        .filter(line -> line.startsWith("{"))
        .forEach(line -> requests.add(read(line)));
    var batch = new Held("batch_" + (held.size() + 1), requests, made);
    held.put(batch.id, batch);
    return batch;
  }

  private ObjectNode list(String path) {
    var page = object();
    var data = page.putArray("data");
    var newest = new ArrayList<>(held.values()).reversed();
    int from = 0;
    for (int i = 0; i < newest.size(); i++) {
      if (path.contains("after=" + newest.get(i).id)) {
        from = i + 1;
      }
    }
    // One on each page, however many are asked for.
    if (from < newest.size()) {
      data.add(shown(newest.get(from)));
    }
    return page.put("has_more", from + 1 < newest.size());
  }

  private ObjectNode shown(Held batch) {
    var size = batch.requests.size();
    var status =
        batch.isEnded
            ? batch.isCancelled ? "cancelled" : "completed"
            : batch.isCancelled ? "cancelling" : "in_progress";
    var shown =
        object()
            .put("id", batch.id)
            .put("object", "batch")
            .put("status", refusal.isEmpty() ? status : "failed")
            .put("created_at", BatchModelContract.NOW.getEpochSecond());
    shown.set("metadata", batch.made.path("metadata"));
    if (!refusal.isEmpty()) {
      shown.putObject("errors").putArray("data").addObject().put("code", refusal);
    }
    if (batch.isEnded) {
      shown.put("output_file_id", "out-" + batch.id).put("error_file_id", "err-" + batch.id);
    } else {
      shown.putNull("output_file_id");
    }
    shown
        .putObject("request_counts")
        .put("total", size)
        .put("completed", batch.isEnded ? size : 0)
        .put("failed", 0);
    return shown;
  }

  private static List<JsonNode> results(Held batch, boolean isOutput) {
    return batch.requests.stream()
        .filter(request -> isAnswered(batch, request) == isOutput)
        .map(request -> result(batch, request))
        .toList();
  }

  private static boolean isAnswered(Held batch, JsonNode request) {
    var said = said(request);
    return !batch.isCancelled && !said.equals("please expire") && !said.equals("please fail");
  }

  private static String said(JsonNode request) {
    var messages = request.path("body").path("messages");
    return messages.path(messages.size() - 1).path("content").asText();
  }

  private static JsonNode result(Held batch, JsonNode request) {
    var line =
        object().put("id", "batch_req_1").put("custom_id", request.path("custom_id").asText());
    var said = said(request);
    if (batch.isCancelled || said.equals("please expire")) {
      line.putNull("response")
          .putObject("error")
          .put("code", batch.isCancelled ? "batch_cancelled" : "batch_expired")
          .put("message", "no");
      return line;
    }
    line.putNull("error");
    var response = line.putObject("response").put("request_id", "r1");
    if (said.equals("please fail")) {
      response
          .put("status_code", 400)
          .putObject("body")
          .putObject("error")
          .put("type", "invalid_request_error")
          .putNull("code")
          .put("message", "no");
    } else {
      response.put("status_code", 200).set("body", completion(said));
    }
    return line;
  }

  private static ObjectNode completion(String said) {
    var completion =
        object()
            .put("id", "chatcmpl-1")
            .put("object", "chat.completion")
            .put("created", 1)
            .put("model", "gpt-5.2-mini")
            .put("service_tier", "default");
    var choice = completion.putArray("choices").addObject().put("index", 0);
    var message = choice.putObject("message").put("role", "assistant").putNull("refusal");
    if (said.equals("please garble")) {
      message
          .putNull("content")
          .putArray("tool_calls")
          .addObject()
          .put("id", "call_1")
          .put("type", "function")
          .putObject("function")
          .put("name", "list")
          .put("arguments", "no object");
    } else {
      message.put("content", "You said: " + said);
    }
    choice.put("finish_reason", said.equals("please garble") ? "tool_calls" : "stop");
    var usage =
        completion
            .putObject("usage")
            .put("prompt_tokens", 18)
            .put("completion_tokens", 29)
            .put("total_tokens", 47);
    usage.putObject("prompt_tokens_details").put("cached_tokens", 7);
    usage.putObject("completion_tokens_details").put("reasoning_tokens", 13);
    return completion;
  }
}
