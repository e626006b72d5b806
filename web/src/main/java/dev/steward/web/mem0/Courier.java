package dev.steward.web.mem0;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk;
import dev.steward.core.Principal;
import dev.steward.core.document.Documents;
import dev.steward.core.memory.Extraction;
import dev.steward.core.memory.Fact;
import dev.steward.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells webhooks what happened, on a thread of its own: to each in order, later again if it does
/// not answer, and after a restart what was left. A webhook hears the same twice if the process
/// ends in the middle; every message has an id by which it can tell.
final class Courier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final Duration SLOWEST = Duration.ofSeconds(10);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(30);
  private static final Duration PARKED = Duration.ofMinutes(5);
  private static final int MOST_ATTEMPTS = 12;

  private final MemoryDesk desk;
  private final Documents documents;
  private final Webhooks webhooks;
  private final Clock clock;
  private final Semaphore bell;
  private final Principal owner;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(SLOWEST)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Thread thread = Thread.ofVirtual().name("mem0-courier").unstarted(this::run);

  /// @param bell rings when there is something to tell
  /// @param tenant whose webhooks are told
  Courier(
      MemoryDesk desk,
      Documents documents,
      Webhooks webhooks,
      Clock clock,
      Semaphore bell,
      String tenant) {
    this.desk = desk;
    this.documents = documents;
    this.webhooks = webhooks;
    this.clock = clock;
    this.bell = bell;
    owner = Principal.owner(tenant);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }

  private void run() {
    try {
      while (true) {
        var left = round();
        if (left) {
          bell.tryAcquire(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } else {
          bell.acquire();
        }
        bell.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Tells what is due; says whether anything is left to be told later.
  private boolean round() throws InterruptedException {
    try {
      documents.all(owner.tenant(), Webhooks.OUTBOX).forEach(this::awaitExtraction);
      var rounds = new LinkedHashMap<String, Map<String, ObjectNode>>();
      documents
          .all(owner.tenant(), Webhooks.OUTBOX)
          .forEach((id, text) -> {
            var item = Webhooks.read(text);
            if (item.has("webhook")) {
              rounds
                  .computeIfAbsent(item.path("webhook").asText(), hook -> new LinkedHashMap<>())
                  .put(id, item);
            }
          });
      try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
        rounds.forEach((hook, items) -> executor.execute(() -> deliver(hook, items)));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return !documents.all(owner.tenant(), Webhooks.OUTBOX).isEmpty();
    } catch (RuntimeException e) {
      LOG.warn("Telling webhooks failed and is tried again", e);
      return true;
    }
  }

  /// Puts into the outbox what came of an extraction, if that is known by now.
  private void awaitExtraction(String id, String text) {
    var item = Webhooks.read(text);
    if (!item.has("extraction") || !isDue(item)) {
      return;
    }
    var extraction = desk.extraction(owner, item.path("extraction").asText());
    switch (extraction.map(Extraction::state).orElse(Extraction.State.SUCCEEDED)) {
      case PENDING, RUNNING -> {}
      case PARKED -> write(id, item.put("due", clock.instant().plus(PARKED).toString()));
      case SUCCEEDED -> {
        extraction.ifPresent(this::tell);
        documents.delete(owner.tenant(), Webhooks.OUTBOX, id);
      }
    }
  }

  private void tell(Extraction extraction) {
    var hooks = webhooks.all(owner.tenant());
    for (var outcome : extraction.outcomes()) {
      switch (outcome.event()) {
        case ADDED ->
            webhooks.tell(
                owner.tenant(), hooks, Webhooks.Event.ADD, outcome.fact(), extraction.id());
        case UPDATED, SUPERSEDED ->
            webhooks.tell(
                owner.tenant(), hooks, Webhooks.Event.UPDATE, outcome.fact(), extraction.id());
        case CONFIRMED, QUARANTINED, RESTORED, APPROVED, PINNED, UNPINNED -> {}
      }
    }
  }

  private boolean isDue(ObjectNode item) {
    return !item.has("due") || !Instant.parse(item.path("due").asText()).isAfter(clock.instant());
  }

  /// Tells one webhook one thing after the other, until it does not answer.
  private void deliver(String hook, Map<String, ObjectNode> items) {
    var found = webhooks.find(owner.tenant(), hook);
    if (found.isEmpty()) {
      items.keySet().forEach(id -> documents.delete(owner.tenant(), Webhooks.OUTBOX, id));
      return;
    }
    for (var entry : items.entrySet()) {
      var item = entry.getValue();
      if (!isDue(item)) {
        return;
      }
      var failed = send(found.get(), entry.getKey(), item);
      if (failed.isEmpty()) {
        documents.delete(owner.tenant(), Webhooks.OUTBOX, entry.getKey());
      } else if (!postpone(hook, entry.getKey(), item, failed.get())) {
        return;
      }
    }
  }

  /// Puts something off that could not be told; says whether it was given up.
  private boolean postpone(String hook, String id, ObjectNode item, String why) {
    int attempts = item.path("attempts").asInt() + 1;
    if (attempts >= MOST_ATTEMPTS) {
      LOG.warn("Webhook {} was not told of an event after {} attempts: {}", hook, attempts, why);
      documents.delete(owner.tenant(), Webhooks.OUTBOX, id);
      return true;
    }
    var pause = FIRST_RETRY.multipliedBy(1L << (attempts - 1));
    var due = clock.instant().plus(pause.compareTo(LAST_RETRY) < 0 ? pause : LAST_RETRY);
    write(id, item.put("attempts", attempts).put("due", due.toString()));
    return false;
  }

  private void write(String id, ObjectNode item) {
    documents.write(owner.tenant(), Webhooks.OUTBOX, id, Json.write(item));
  }

  /// Sends one message; says why it was not taken.
  private Optional<String> send(ObjectNode hook, String id, ObjectNode item) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(hook.path("url").asText()))
              .timeout(SLOWEST)
              .header("Content-Type", "application/json")
              .header("X-Steward-Delivery", deliveryId(id))
              .POST(HttpRequest.BodyPublishers.ofString(Json.write(message(item))))
              .build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      return status / 100 == 2 ? Optional.empty() : Optional.of("it answered " + status);
    } catch (IOException | Failure | IllegalArgumentException e) {
      return Optional.of(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("Steward was closed");
    }
  }

  private static String deliveryId(String id) {
    return UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private ObjectNode message(ObjectNode item) {
    var event = item.path("event").asText();
    var memory = item.path("memory").asText();
    var fact = desk.fact(owner, memory);
    var message = Json.object();
    var details = message.putObject("event_details");
    if (event.equals(Webhooks.Event.CATEGORIZE.name())) {
      details.put("event", event).put("memory_id", memory);
      details.set("categories", Json.tree(fact.map(MemoryView::categories).orElse(List.of())));
      return message;
    }
    details.put("id", memory).put("event", event);
    details.putObject("data").put("memory", fact.map(Fact::text).orElse(null));
    fact.ifPresent(one -> {
      MemoryView.name(details, "user_id", one.scope().user());
      MemoryView.name(details, "agent_id", one.labels().agent());
      MemoryView.name(details, "app_id", one.labels().app());
      MemoryView.name(details, "run_id", one.labels().run());
    });
    return message;
  }
}
