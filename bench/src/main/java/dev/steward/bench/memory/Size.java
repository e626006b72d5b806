package dev.steward.bench.memory;

import dev.steward.bench.Progress;
import dev.steward.bench.beside.ChromaServer;
import dev.steward.bench.beside.Corpus;
import dev.steward.bench.beside.Peer;
import dev.steward.bench.beside.ReadyVectors;
import dev.steward.bench.beside.StewardMemory;
import dev.steward.bench.beside.Times;
import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Search;
import dev.steward.core.memory.Selection;
import dev.steward.core.model.Embedder;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import dev.steward.stores.embedded.EmbeddedMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/// Many facts in one folder, of a hundred users: how fast they come in, are searched and opened,
/// how long the index takes to be made anew, what lies on disk, what is resident. Beside it, for up
/// to 100,000, the folder of a Chroma server that holds the same texts and vectors.
///
/// Argument: how many facts (`1000000`).
final class Size {
  private static final int USERS = 100;
  private static final int AT_ONCE = 500;
  private static final int WARM_UP = 200;
  private static final int SEARCHES = 300;
  private static final int ADDS = 500;
  private static final int MOST_FOR_CHROMA = 100_000;
  private static final String TENANT = EmbeddedMemory.TENANT;

  private final Path folder;
  private final Corpus corpus;
  private final Embedder ready;
  private final int facts;

  private Size(Path folder, Corpus corpus, int facts) {
    this.folder = folder;
    this.corpus = corpus;
    this.ready = new ReadyVectors(corpus);
    this.facts = facts;
  }

  public static void main(String[] arguments) throws Exception {
    int facts = Integer.parseInt(arguments.length > 0 ? arguments[0] : "1000000");
    Corpus corpus;
    try (var e5 = new OnnxEmbedder(OnnxModel.E5_SMALL_V2)) {
      Progress.say("Real sentences are embedded");
      corpus = new Corpus(e5);
    }
    System.out.println("| facts | what | figure |");
    System.out.println("|---|---|---|");
    var folder = Files.createTempDirectory("steward-size");
    try {
      var size = new Size(folder, corpus, facts);
      size.steward();
      if (facts <= MOST_FOR_CHROMA) {
        size.chroma();
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private void steward() throws Exception {
    var place = Files.createDirectories(folder.resolve("steward"));
    try (var memory = open(place)) {
      fill(memory);
      searches(memory, "after the fill");
      adds(memory);
      show("resident MB after the fill", "%d".formatted(resident() >> 20));
    }
    disk(place, "");
    var begun = System.nanoTime();
    try (var memory = open(place)) {
      show("opening s", "%.2f".formatted(seconds(begun)));
      searches(memory, "after opening");
      begun = System.nanoTime();
      var progress = new Progress("The index is made anew", facts);
      memory.memory().reindex(done -> progress.done(done.done(), done.of()));
      show("index made anew from the rows s", "%.0f".formatted(seconds(begun)));
      show("resident MB at the end", "%d".formatted(resident() >> 20));
    }
    disk(place, ", index made anew");
  }

  private StewardMemory open(Path place) {
    return StewardMemory.open(place, ready);
  }

  private void fill(StewardMemory memory) {
    var begun = System.nanoTime();
    var progress = new Progress("Facts are added", facts);
    for (int i = 0; i < facts; ) {
      int end = Math.min(facts, i + AT_ONCE);
      memory.fill(
          user(i / AT_ONCE % USERS), IntStream.range(i, end).mapToObj(Corpus::text).toList());
      i = end;
      progress.done(i);
    }
    show("brought in /s, " + AT_ONCE + " at once", "%.0f".formatted(facts / seconds(begun)));
    Progress.say("Until every vector is in the index");
    memory.settle();
    show("brought in /s until found by meaning", "%.0f".formatted(facts / seconds(begun)));
  }

  private void adds(StewardMemory memory) throws Exception {
    var times = new Times();
    var progress = new Progress("Adds", ADDS);
    for (int i = 0; i < ADDS; i++) {
      var user = user(i % USERS);
      var said = StewardMemory.said(user, Corpus.text(facts + i), Instant.now());
      times.measure(() -> memory.add(user, "", List.of(said)));
      progress.done(i + 1);
    }
    show("add ms p50, p95", times);
  }

  private static String user(int user) {
    return "user-" + user;
  }

  private void searches(StewardMemory memory, String when) throws Exception {
    var ofOne = new Times();
    var ofAll = new Times();
    var progress = new Progress("Searches", WARM_UP + SEARCHES);
    for (int i = 0; i < WARM_UP + SEARCHES; i++) {
      var own = Selection.recallable(new Scope(TENANT, user(i % USERS), ""), Instant.now());
      var one = search(memory, own, when + " of one " + i);
      var all = search(memory, own.withReach(Selection.Reach.TENANT), when + " of all " + i);
      if (i >= WARM_UP) {
        ofOne.measure(one);
        ofAll.measure(all);
      } else {
        one.call();
        all.call();
      }
      progress.done(i + 1);
    }
    show("search ms p50, p95 %s, one user of %d".formatted(when, USERS), ofOne);
    show("search ms p50, p95 %s, everybody's".formatted(when), ofAll);
  }

  private static Callable<Integer> search(
      StewardMemory memory, Selection selection, String question) {
    var text = Corpus.text(Math.floorMod(question.hashCode(), 9_973)) + ", " + question + "?";
    var search = new Search(selection.withTypes(Entry.Type.FACT), text, 10, 0, Instant.now());
    return () -> memory.memory().search(search).size();
  }

  private void disk(Path place, String when) throws IOException {
    show(
        "disk MB, rows" + when,
        "%d".formatted(Folders.bytes(place, file -> !isIndex(place, file)) >> 20));
    show(
        "disk MB, index" + when,
        "%d".formatted(Folders.bytes(place, file -> isIndex(place, file)) >> 20));
    show("disk MB, whole folder" + when, "%d".formatted(Folders.bytes(place, file -> true) >> 20));
  }

  private static boolean isIndex(Path place, Path file) {
    return file.startsWith(place.resolve("index"));
  }

  private void chroma() throws Exception {
    var place = Files.createDirectories(folder.resolve("chroma"));
    try (var server = ChromaServer.start(place);
        var peer = Peer.chroma(server)) {
      var items = new ArrayList<Peer.Item>();
      for (int i = 0; i < facts; i++) {
        var text = Corpus.text(i);
        items.add(new Peer.Item("i" + i, user(i / AT_ONCE % USERS), text, corpus.vector(text)));
      }
      var begun = System.nanoTime();
      peer.fill(List.copyOf(items));
      show("Chroma: adds/s, 1,000 at once", "%.0f".formatted(facts / seconds(begun)));
    }
    show("Chroma: disk MB, whole folder", "%d".formatted(Folders.bytes(place, file -> true) >> 20));
  }

  private void show(String what, Times times) {
    show(what, "%.2f, %.2f".formatted(times.percentile(50), times.percentile(95)));
  }

  private void show(String what, String figure) {
    System.out.printf(Locale.ROOT, "| %,d | %s | %s |%n", facts, what, figure);
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }

  /// In bytes, as Linux has it.
  private static long resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }
}
