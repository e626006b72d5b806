package dev.steward.bench.memory;

import dev.steward.bench.Progress;
import dev.steward.bench.beside.Corpus;
import dev.steward.bench.beside.ReadyVectors;
import dev.steward.bench.beside.StewardMemory;
import dev.steward.bench.beside.Times;
import dev.steward.core.model.Embedder;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// How long a search takes in process, by one thread, one user's memories: with e5-small-v2 for the
/// question, and with vectors that are ready; and how long an add. No question is asked twice.
///
/// Argument: how many memories (`10000`).
final class Searches {
  private static final int WARM_UP = 2_000;
  private static final int SEARCHES = 1_000;
  private static final int ADDS = 1_000;
  private static final int AT_ONCE = 500;
  private static final String USER = "user-0";
  private static final List<String> ASKED =
      List.of(
          "What do we know about %s?",
          "Who said that %s?",
          "When was it that %s?",
          "is it true that %s",
          "Remind me: %s, or was it somebody else?");

  private Searches() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println(
        "| what | memories | embedding | p50 ms | p95 ms | n | p50 ms of the processor | p95 |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    try (var e5 = new OnnxEmbedder(OnnxModel.E5_SMALL_V2)) {
      Progress.say("Real sentences are embedded");
      var ready = new ReadyVectors(new Corpus(e5));
      for (var size : (arguments.length > 0 ? arguments[0] : "10000").split(",", -1)) {
        measure(Integer.parseInt(size), ready, e5);
      }
    }
  }

  private static void measure(int size, ReadyVectors ready, Embedder e5) throws Exception {
    var folder = Files.createTempDirectory("steward-searches");
    try {
      try (var memory = StewardMemory.open(folder, ready)) {
        fill(memory, size);
        show("search", size, "ready", times(memory, 0));
        show("add", size, "ready", adds(memory, size));
      }
      // The rows have their vectors by now; only questions are embedded.
      try (var memory = StewardMemory.open(folder, new EmbeddedQuestions(ready, e5))) {
        show("search", size, e5.id(), times(memory, 1));
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void fill(StewardMemory memory, int size) {
    var progress = new Progress("Memories are added", size);
    for (int i = 0; i < size; i += AT_ONCE) {
      var texts =
          Stream.iterate(i, next -> next + 1)
              .limit(Math.min(AT_ONCE, size - i))
              .map(Corpus::text)
              .toList();
      memory.fill(USER, texts);
      progress.done(i + texts.size());
    }
    memory.settle();
  }

  private static Times times(StewardMemory memory, int run) throws Exception {
    var all = WARM_UP + SEARCHES;
    var progress = new Progress("Searches", all);
    var times = new Times();
    for (int i = 0; i < all; i++) {
      var question = question(run * all + i);
      if (i < WARM_UP) {
        memory.search(USER, question, 10);
      } else {
        times.measure(() -> memory.search(USER, question, 10));
      }
      progress.done(i + 1);
    }
    return times;
  }

  /// Adds, durable and found by their words when they return; embedded later.
  private static Times adds(StewardMemory memory, int size) throws Exception {
    var progress = new Progress("Adds", ADDS);
    var times = new Times();
    for (int i = 0; i < ADDS; i++) {
      var said = List.of(StewardMemory.said(USER, Corpus.text(size + i), Instant.now()));
      times.measure(() -> memory.add(USER, "", said));
      progress.done(i + 1);
    }
    return times;
  }

  private static String question(int i) {
    return ASKED
        .get(i % ASKED.size())
        .formatted(Corpus.text(i * 37 % 9_973 + i / ASKED.size()).toLowerCase(Locale.ROOT));
  }

  private static void show(String what, int size, String embedding, Times times) {
    System.out.printf(
        "| %s | %,d | %s | %s | %s |%n",
        what, size, embedding, times.cells(), times.cellsOfProcessor());
  }
}
