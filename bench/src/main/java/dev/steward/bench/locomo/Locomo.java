package dev.steward.bench.locomo;

import dev.steward.bench.Progress;
import dev.steward.bench.beside.ChromaServer;
import dev.steward.bench.beside.Peer;
import dev.steward.bench.beside.StewardMemory;
import dev.steward.core.memory.Addition;
import dev.steward.core.model.Embedder;
import dev.steward.models.onnx.OnnxEmbedder;
import dev.steward.models.onnx.OnnxModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Recall of the turns that answer LoCoMo's questions, from the turns as they were said and without
/// a language model: by Steward, by Mem0 (`infer: false`) with the same embedder, and by Chroma
/// with MiniLM, its default.
///
/// Arguments: the file of the conversations (`../shared/data/locomo-dev.json`); `alone` leaves the
/// others out.
final class Locomo {
  private static final int FOUND = 10;

  private Locomo() {}

  public static void main(String[] arguments) throws Exception {
    var file = Path.of(arguments.length > 0 ? arguments[0] : "../shared/data/locomo-dev.json");
    var conversations = Conversation.read(file);
    var folder = Files.createTempDirectory("steward-locomo");
    try (var e5 = new OnnxEmbedder(OnnxModel.E5_SMALL_V2)) {
      System.out.println(Recall.header("who", conversations));
      System.out.println(steward(conversations, folder, e5).row("Steward"));
      if (arguments.length < 2 || !arguments[1].equals("alone")) {
        others(conversations, folder, e5);
      }
    } finally {
      delete(folder);
    }
  }

  private static Recall steward(List<Conversation> conversations, Path folder, Embedder embedder)
      throws Exception {
    var recall = new Recall();
    for (var conversation : conversations) {
      var place = Files.createDirectories(folder.resolve("steward-" + conversation.id()));
      try (var memory = StewardMemory.open(place, embedder)) {
        var turns = new HashMap<String, Set<Integer>>();
        var adding = progress("Steward adds turns of", conversation, conversation.turns().size());
        for (int i = 0; i < conversation.turns().size(); i++) {
          var turn = conversation.turns().get(i);
          Addition.Said said =
              StewardMemory.said(turn.speaker(), turn.said(), turn.at().toInstant(ZoneOffset.UTC));
          var added = memory.add("reader", "session-" + turn.session(), List.of(said));
          // The same said twice is one fact.
          turns.computeIfAbsent(added.facts().getFirst().id(), fact -> new TreeSet<>()).add(i);
          adding.done(i + 1);
        }
        Progress.say("Steward embeds what has no vector yet");
        memory.settle();
        int asked = 0;
        var asking =
            progress("Steward is asked about", conversation, conversation.questions().size());
        for (var question : conversation.questions()) {
          recall.add(
              question,
              memory.search("reader", question.text(), FOUND).stream()
                  .map(found -> turns.get(found.entry().id()))
                  .toList());
          asking.done(++asked);
        }
      }
    }
    return recall;
  }

  private static void others(List<Conversation> conversations, Path folder, Embedder e5)
      throws Exception {
    try (var server = ChromaServer.start(Files.createDirectories(folder.resolve("chroma")));
        var mem0 = Peer.mem0(Files.createDirectories(folder.resolve("mem0")));
        var mem0OnChroma =
            Peer.mem0(Files.createDirectories(folder.resolve("mem0-chroma")), server)) {
      System.out.println(peer(conversations, mem0, e5).row("Mem0, default store"));
      System.out.println(peer(conversations, mem0OnChroma, e5).row("Mem0 on Chroma"));
    }
    try (var server = ChromaServer.start(Files.createDirectories(folder.resolve("chroma-alone")));
        var chroma = Peer.chroma(server);
        var minilm = new OnnxEmbedder(OnnxModel.ALL_MINILM_L6_V2)) {
      System.out.println(peer(conversations, chroma, minilm).row("Chroma with MiniLM"));
    }
  }

  private static Recall peer(List<Conversation> conversations, Peer peer, Embedder embedder)
      throws Exception {
    var recall = new Recall();
    for (var conversation : conversations) {
      var user = conversation.id();
      var items = new ArrayList<Peer.Item>();
      var embedding = progress("Turns are embedded of", conversation, conversation.turns().size());
      for (int i = 0; i < conversation.turns().size(); i++) {
        var turn = conversation.turns().get(i);
        var text = turn.speaker() + ": " + turn.said();
        items.add(new Peer.Item(user + "#" + i, user, text, embedder.passage(text)));
        embedding.done(i + 1);
      }
      peer.fill(items);
      int asked = 0;
      var asking =
          progress(peer.name() + " is asked about", conversation, conversation.questions().size());
      for (var question : conversation.questions()) {
        var vector = embedder.query(question.text());
        recall.add(
            question,
            peer.search(user, question.text(), vector, FOUND).ids().stream()
                .map(id -> Set.of(Integer.parseInt(id.substring(id.indexOf('#') + 1))))
                .toList());
        asking.done(++asked);
      }
    }
    return recall;
  }

  private static Progress progress(String what, Conversation conversation, int all) {
    return new Progress("%s conversation %s".formatted(what, conversation.id()), all);
  }

  private static void delete(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
