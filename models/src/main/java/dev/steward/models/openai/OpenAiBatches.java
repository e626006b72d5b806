package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.Prompt;
import dev.steward.models.chat.BatchAnswers;
import dev.steward.models.chat.BatchApi;
import dev.steward.models.chat.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// OpenAI's batches: a file of requests goes there, and files of answers and of errors come back. A
/// batch carries its key as metadata, by which it is recognised.
public final class OpenAiBatches implements BatchModel {
  private static final int MOST_REQUESTS = 50_000;
  private static final long MOST_BYTES = 200_000_000;
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final String BATCHES = "/batches";
  private static final String ENDPOINT = "/v1/chat/completions";

  /// What the key is called in a batch's metadata.
  private static final String KEY = "steward";

  /// Stands between the parts of an upload; no line of JSON holds it.
  private static final String BOUNDARY = "----steward-batch-8f1c2e7a";

  /// How far their clock may be behind ours.
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final OpenAiModel model;
  private final BatchApi api;
  private final Limits limits;

  /// Batches of the model's prompts.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  public OpenAiBatches(OpenAiModel model, Clock clock) {
    this.model = model;
    var options = model.options();
    this.api =
        new BatchApi(
            options,
            clock,
            options.key().isEmpty()
                ? Map.of()
                : Map.of("authorization", "Bearer " + options.key().value()));
    this.limits = new Limits(options.provider(), MOST_REQUESTS, MOST_BYTES, WINDOW);
  }

  @Override
  public String name() {
    return model.name();
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public long bytes(Request request) {
    return line(request).getBytes(StandardCharsets.UTF_8).length;
  }

  private String line(Request request) {
    var line = object().put("custom_id", request.id()).put("method", "POST").put("url", ENDPOINT);
    line.set("body", model.body(request.prompt()));
    return line + "\n";
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public String submit(String key, List<Request> requests) {
    var batch =
        object()
            .put("input_file_id", upload(key, requests))
            .put("endpoint", ENDPOINT)
            .put("completion_window", "24h");
    batch.putObject("metadata").put(KEY, key);
    return id(api.create(BATCHES, batch.toString()));
  }

  /// A file that was uploaded for nothing is no batch and costs nothing.
  private String upload(String key, List<Request> requests) {
    var parts = new StringBuilder();
    parts
        .append("--%s\r\n".formatted(BOUNDARY))
        .append("Content-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n")
        .append("--%s\r\n".formatted(BOUNDARY))
        .append(
            "Content-Disposition: form-data; name=\"file\"; filename=\"%s.jsonl\"\r\n"
                .formatted(key))
        .append("Content-Type: application/jsonl\r\n\r\n");
    requests.forEach(request -> parts.append(line(request)));
    parts.append("\r\n--%s--\r\n".formatted(BOUNDARY));
    try {
      return id(
          api.post(
              "/files",
              "multipart/form-data; boundary=" + BOUNDARY,
              BodyPublishers.ofString(parts.toString(), StandardCharsets.UTF_8)));
    } catch (Failure failure) {
      throw failure.isRetryable()
          ? Failure.passing(failure.text(), null, failure.retryAfter())
          : Failure.of(failure.kind(), failure.code(), failure.text());
    }
  }

  private String id(JsonNode made) {
    var id = made.path("id").asText("");
    if (id.isEmpty()) {
      throw api.failures().unreadable("it names nothing that was made");
    }
    return id;
  }

  @Override
  public Found find(String key, int size, Instant since, Set<String> others) {
    var earliest = since.minus(SKEW).getEpochSecond();
    var after = "";
    while (true) {
      var page = api.get(BATCHES + "?limit=100" + (after.isEmpty() ? "" : "&after=" + after));
      for (var batch : page.path("data")) {
        after = batch.path("id").asText();
        if (batch.path("metadata").path(KEY).asText().equals(key)) {
          return new Found.Taken(after);
        }
        if (batch.path("created_at").asLong(Long.MAX_VALUE) < earliest) {
          return new Found.Absent();
        }
      }
      if (!page.path("has_more").asBoolean() || page.path("data").isEmpty()) {
        return new Found.Absent();
      }
    }
  }

  @Override
  public Progress look(String id) {
    return api.find(BATCHES + "/" + id)
        .map(OpenAiBatches::progress)
        .orElse(new Progress(Progress.State.LOST, 0, 0, ""));
  }

  private static Progress progress(JsonNode batch) {
    var counts = batch.path("request_counts");
    var status = batch.path("status").asText();
    var state =
        switch (status) {
          case "completed", "expired", "cancelled" -> Progress.State.ENDED;
          case "failed" -> Progress.State.REFUSED;
          default -> Progress.State.WORKING;
        };
    return new Progress(
        state,
        counts.path("completed").asInt() + counts.path("failed").asInt(),
        counts.path("total").asInt(),
        switch (status) {
          case "failed" -> batch.path("errors").path("data").path(0).path("code").asText(status);
          case "expired", "cancelled" -> status;
          default -> "";
        });
  }

  @Override
  public void read(String id, Function<String, Optional<Prompt>> prompts, Consumer<Result> each) {
    var batch = api.get(BATCHES + "/" + id);
    for (var field : List.of("output_file_id", "error_file_id")) {
      var file = batch.path(field).asText("");
      if (!file.isEmpty() && !batch.path(field).isNull()) {
        api.lines(
            "/files/" + file + "/content",
            line -> {
              Json.object(line).ifPresent(result -> read(result, prompts, each));
              return true;
            });
      }
    }
  }

  private void read(
      JsonNode line, Function<String, Optional<Prompt>> prompts, Consumer<Result> each) {
    var id = line.path("custom_id").asText();
    prompts.apply(id).ifPresent(prompt -> each.accept(new Result(id, outcome(prompt, line))));
  }

  private Outcome outcome(Prompt prompt, JsonNode line) {
    var response = line.path("response");
    var body = response.path("body");
    if (response.path("status_code").asInt() == 200) {
      return BatchAnswers.of(() -> model.read(prompt, OpenAiEvents.of(body)));
    }
    var own = line.path("error").path("code").asText("");
    var theirs = body.path("error").path("code").asText("");
    return new Outcome.Unanswered(
        !own.isEmpty()
            ? own
            : !theirs.isEmpty() ? theirs : body.path("error").path("type").asText("failed"));
  }

  @Override
  public void cancel(String id) {
    api.post(BATCHES + "/" + id + "/cancel", "application/json", BodyPublishers.noBody());
  }
}
