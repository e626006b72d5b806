package dev.steward.bench.beside;

import dev.steward.bench.Progress;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Searches and adds, Steward's beside Mem0's and Chroma's: one operation of each in turn, so that
/// whatever else the machine does falls on all alike. Nobody embeds anything meanwhile. All are
/// warm: each has done as many searches and adds that were not counted (Mem0 on its default store
/// fewer, since it takes long).
///
/// Arguments: how many memories (`10000,50000`); how many with a filter that keeps one in a hundred
/// (`100000`).
final class SideBySide {
  private static final int WARM_UP = 1_500;
  private static final int SLOW_WARM_UP = 3;
  private static final int SEARCHES = 200;
  private static final int SLOW_SEARCHES = 30;
  private static final int ADDS = 200;
  private static final int WARM_UP_ADDS = 200;
  private static final int AT_ONCE = 500;
  private static final String ALL = "user-0";

  private final Path folder;
  private final Corpus corpus;

  private SideBySide(Path folder, Corpus corpus) {
    this.folder = folder;
    this.corpus = corpus;
  }

  public static void main(String[] arguments) throws Exception {
    var sizes = numbers(arguments, 0, "10000,50000");
    var filtered = numbers(arguments, 1, "100000");
    var folder = Files.createTempDirectory("steward-beside");
    Corpus corpus;
    try (var embedder = new OnnxEmbedder(OnnxModel.E5_SMALL_V2)) {
      corpus = new Corpus(embedder);
    }
    System.out.println(
        "| what | memories | who | p50 ms | p95 ms | n | Steward's p50 is shorter |");
    System.out.println("|---|---|---|---|---|---|---|");
    try {
      for (int size : sizes) {
        new SideBySide(folder.resolve("of-" + size), corpus).everybody(size);
      }
      for (int size : filtered) {
        new SideBySide(folder.resolve("filtered-" + size), corpus).filtered(size);
      }
    } finally {
      delete(folder);
    }
  }

  private static List<Integer> numbers(String[] arguments, int place, String otherwise) {
    var text = arguments.length > place ? arguments[place] : otherwise;
    return text.isEmpty()
        ? List.of()
        : List.of(text.split(",")).stream().map(Integer::parseInt).toList();
  }

  /// One user's memories: searched by Steward, Mem0 on its default store, Mem0 on Chroma; added by
  /// Steward and Mem0 on Chroma.
  private void everybody(int size) throws Exception {
    var items = IntStream.range(0, size).mapToObj(i -> corpus.item(i, 1)).toList();
    try (var steward = filledSteward("steward", items);
        var chroma = ChromaServer.start(made("chroma"));
        var mem0 = Peer.mem0(made("mem0"));
        var mem0OnChroma = Peer.mem0(made("mem0-chroma"), chroma)) {
      mem0.fill(items);
      mem0OnChroma.fill(items);
      var peers = List.of(mem0, mem0OnChroma);
      warmUp(mem0, SLOW_WARM_UP);
      warmUp(mem0OnChroma, WARM_UP);
      var ours = new Times();
      var theirs = List.of(new Times(), new Times());
      var progress = new Progress("Searches among %,d".formatted(size), SEARCHES);
      for (int i = 0; i < SEARCHES; i++) {
        var text = question(i);
        ours.measure(() -> steward.search(ALL, text, 10));
        for (int p = 0; p < peers.size(); p++) {
          if (p > 0 || i < SLOW_SEARCHES) {
            var answer = peers.get(p).search(ALL, text, corpus.vector(text), 10);
            theirs.get(p).add(answer.millis());
          }
        }
        progress.done(i + 1);
      }
      show("search", size, ours);
      show("search", size, mem0.name(), theirs.get(0), ours);
      show("search", size, mem0OnChroma.name(), theirs.get(1), ours);
      adds(size, steward, mem0OnChroma);
    }
  }

  private void adds(int size, StewardMemory steward, Peer peer) throws Exception {
    var ours = new Times();
    var theirs = new Times();
    var progress = new Progress("Adds to %,d".formatted(size), WARM_UP_ADDS + ADDS);
    for (int i = 0; i < WARM_UP_ADDS + ADDS; i++) {
      var item = corpus.item(size + i, 1);
      var said = List.of(StewardMemory.said(item.user(), item.text(), Instant.now()));
      if (i < WARM_UP_ADDS) {
        steward.add(item.user(), "", said);
        peer.add(item);
      } else {
        ours.measure(() -> steward.add(item.user(), "", said));
        theirs.add(peer.add(item).millis());
      }
      progress.done(i + 1);
    }
    show("add", size, ours);
    show("add", size, peer.name(), theirs, ours);
  }

  /// With a filter that keeps one in a hundred: the nearest vectors, by Steward's index and by
  /// Chroma; and a whole search by Steward, which looks for words too and ranks.
  private void filtered(int size) throws Exception {
    var items = IntStream.range(0, size).mapToObj(i -> corpus.item(i, 100)).toList();
    try (var steward = filledSteward("steward", items);
        var server = ChromaServer.start(made("chroma"));
        var chroma = Peer.chroma(server)) {
      chroma.fill(items);
      warmUp(chroma, WARM_UP);
      for (int i = 0; i < WARM_UP; i++) {
        steward.nearest("user-" + i % 100, corpus.vector(warmUpQuestion(i)), 10);
      }
      var nearest = new Times();
      var searched = new Times();
      var theirs = new Times();
      var progress = new Progress("Filtered searches among %,d".formatted(size), SEARCHES);
      for (int i = 0; i < SEARCHES; i++) {
        var text = question(i);
        var vector = corpus.vector(text);
        var user = "user-" + i % 100;
        nearest.measure(() -> steward.nearest(user, vector, 10));
        theirs.add(chroma.search(user, text, vector, 10).millis());
        searched.measure(() -> steward.search(user, text, 10));
        theirs.add(chroma.search(user, text, vector, 10).millis());
        progress.done(i + 1);
      }
      show("query, filter keeps 1 %", size, nearest);
      show("query, filter keeps 1 %", size, chroma.name(), theirs, nearest);
      show("search, filter keeps 1 %", size, searched);
      show("search, filter keeps 1 %", size, chroma.name(), theirs, searched);
    }
  }

  private StewardMemory filledSteward(String name, List<Peer.Item> items) throws Exception {
    var steward = StewardMemory.open(made(name), new ReadyVectors(corpus));
    var byUser = items.stream().collect(Collectors.groupingBy(Peer.Item::user));
    var progress = new Progress("Steward is filled", items.size());
    long done = 0;
    for (var user : byUser.entrySet()) {
      var texts = user.getValue().stream().map(Peer.Item::text).toList();
      for (int i = 0; i < texts.size(); i += AT_ONCE) {
        var some = texts.subList(i, Math.min(texts.size(), i + AT_ONCE));
        steward.fill(user.getKey(), some);
        done += some.size();
        progress.done(done);
      }
    }
    Progress.say("Steward indexes the vectors");
    steward.settle();
    for (int i = 0; i < WARM_UP; i++) {
      steward.search("user-" + i % byUser.size(), warmUpQuestion(i), 10);
    }
    return steward;
  }

  private void warmUp(Peer peer, int searches) throws Exception {
    for (int i = 0; i < searches; i++) {
      var text = warmUpQuestion(i);
      peer.search(ALL, text, corpus.vector(text), 10);
    }
  }

  private Path made(String name) throws Exception {
    return Files.createDirectories(folder.resolve(name));
  }

  private static String question(int i) {
    return "What about " + Corpus.text(i * 31).toLowerCase(Locale.ROOT);
  }

  private static String warmUpQuestion(int i) {
    return "Tell me of " + Corpus.text(i * 17).toLowerCase(Locale.ROOT);
  }

  private static void show(String what, int size, Times ours) {
    System.out.printf(
        "| %s | %,d | Steward | %s | (of the processor: %s) |%n",
        what, size, ours.cells(), ours.cellsOfProcessor().replace(" |", ","));
  }

  private static void show(String what, int size, String who, Times theirs, Times ours) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %,d | %s | %s | %.1f × |%n",
        what,
        size,
        who,
        theirs.cells(),
        theirs.percentile(50) / ours.percentile(50));
  }

  private static void delete(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
