package dev.steward.models.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.steward.core.model.BatchModel;
import dev.steward.core.model.Prompt;
import dev.steward.models.chat.BatchAnswers;
import dev.steward.models.chat.BatchApi;
import dev.steward.models.chat.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;

/// Anthropic's Message Batches. They carry no name of ours: one whose id is not known is recognised
/// by its size, by when it was made, and, when it has ended, by the ids of its requests.
public final class AnthropicBatches implements BatchModel {
  private static final int MOST_REQUESTS = 100_000;
  private static final long MOST_BYTES = 256_000_000;
  private static final Duration WINDOW = Duration.ofHours(24);
  private static final String BATCHES = "/messages/batches";
  private static final String VERSION = "2023-06-01";

  /// How far their clock may be behind ours.
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final AnthropicModel model;
  private final BatchApi api;
  private final Limits limits;

  /// Batches of the model's prompts.
  ///
  /// @param clock tells how far a date in a Retry-After header is away
  public AnthropicBatches(AnthropicModel model, Clock clock) {
    this.model = model;
    var options = model.options();
    var headers = new HashMap<String, String>();
    headers.put("anthropic-version", VERSION);
    if (!options.key().isEmpty()) {
      headers.put("x-api-key", options.key().value());
    }
    this.api = new BatchApi(options, clock, headers);
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

  /// With the comma behind it.
  @Override
  public long bytes(Request request) {
    return written(request).getBytes(StandardCharsets.UTF_8).length + 1L;
  }

  private String written(Request request) {
    var written = JsonNodeFactory.instance.objectNode().put("custom_id", request.id());
    written.set("params", model.body(request.prompt()));
    return written.toString();
  }

  @Override
  public String submit(String key, List<Request> requests) {
    var body = new StringBuilder("{\"requests\":[");
    for (var request : requests) {
      body.append(body.charAt(body.length() - 1) == '[' ? "" : ",").append(written(request));
    }
    return id(api.create(BATCHES, body.append("]}").toString()));
  }

  private String id(JsonNode batch) {
    var id = batch.path("id").asText("");
    if (id.isEmpty()) {
      throw api.failures().unreadable("it names no batch");
    }
    return id;
  }

  @Override
  public Found find(String key, int size, Instant since, Set<String> others) {
    var earliest = since.minus(SKEW);
    boolean isUnclear = false;
    var after = "";
    while (true) {
      var page = api.get(BATCHES + "?limit=100" + (after.isEmpty() ? "" : "&after_id=" + after));
      for (var batch : page.path("data")) {
        var id = batch.path("id").asText();
        if (createdAt(batch).isBefore(earliest)) {
          return isUnclear ? new Found.Unclear() : new Found.Absent();
        }
        if (!others.contains(id) && size(batch) == size) {
          if (!isEnded(batch)) {
            isUnclear = true;
          } else if (isOf(id, key)) {
            return new Found.Taken(id);
          }
        }
        after = id;
      }
      if (!page.path("has_more").asBoolean() || page.path("data").isEmpty()) {
        return isUnclear ? new Found.Unclear() : new Found.Absent();
      }
    }
  }

  /// What can't be read counts as made just now.
  private static Instant createdAt(JsonNode batch) {
    try {
      return Instant.parse(batch.path("created_at").asText());
    } catch (DateTimeException _) {
      return Instant.MAX;
    }
  }

  private boolean isOf(String id, String key) {
    var isOurs = new AtomicBoolean();
    api.lines(
        results(id),
        line -> {
          isOurs.set(
              Json.object(line)
                  .filter(result -> result.path("custom_id").asText().startsWith(key + "-"))
                  .isPresent());
          return false;
        });
    return isOurs.get();
  }

  private static String results(String id) {
    return BATCHES + "/" + id + "/results";
  }

  private static boolean isEnded(JsonNode batch) {
    return batch.path("processing_status").asText().equals("ended");
  }

  private static int size(JsonNode batch) {
    int size = 0;
    for (var count : batch.path("request_counts")) {
      size += count.asInt();
    }
    return size;
  }

  @Override
  public Progress look(String id) {
    return api.find(BATCHES + "/" + id)
        .map(AnthropicBatches::progress)
        .orElse(new Progress(Progress.State.LOST, 0, 0, ""));
  }

  private static Progress progress(JsonNode batch) {
    var size = size(batch);
    return new Progress(
        isEnded(batch) ? Progress.State.ENDED : Progress.State.WORKING,
        size - batch.path("request_counts").path("processing").asInt(),
        size,
        "");
  }

  @Override
  public void read(String id, Function<String, Optional<Prompt>> prompts, Consumer<Result> each) {
    api.lines(
        results(id),
        line -> {
          Json.object(line).ifPresent(result -> read(result, prompts, each));
          return true;
        });
  }

  private void read(
      JsonNode line, Function<String, Optional<Prompt>> prompts, Consumer<Result> each) {
    var id = line.path("custom_id").asText();
    prompts
        .apply(id)
        .ifPresent(prompt -> each.accept(new Result(id, outcome(prompt, line.path("result")))));
  }

  private Outcome outcome(Prompt prompt, JsonNode result) {
    var type = result.path("type").asText();
    if (type.equals("succeeded")) {
      return BatchAnswers.of(() -> model.read(prompt, AnthropicEvents.of(result.path("message"))));
    }
    var error = result.path("error");
    return new Outcome.Unanswered(
        type.equals("errored") ? error.path("error").path("type").asText("errored") : type);
  }

  @Override
  public void cancel(String id) {
    api.post(BATCHES + "/" + id + "/cancel", "application/json", BodyPublishers.noBody());
  }
}
