package dev.steward.bench.beside;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.bench.Progress;
import dev.steward.core.model.Vector;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Another memory, run by `bench/peers/peer.mjs` in a process of its own. The time of an operation
/// is taken there, so that what it takes to ask for it counts against nobody.
public final class Peer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private Peer(String name, Process process) {
    this.name = name;
    this.process = process;
    this.requests = process.outputWriter();
    this.answers = process.inputReader();
  }

  /// What is kept.
  public record Item(String id, String user, String text, Vector vector) {}

  /// What an operation came to.
  public record Answer(double millis, List<String> ids) {
    public Answer {
      ids = List.copyOf(ids);
    }
  }

  /// Mem0's library on its default store.
  public static Peer mem0(Path folder) throws IOException {
    return start("Mem0", "mem0", folder.toString());
  }

  /// Mem0's library on a Chroma server.
  public static Peer mem0(Path folder, ChromaServer server) throws IOException {
    return start("Mem0 on Chroma", "mem0-chroma", folder.toString(), server.url());
  }

  /// A Chroma server alone.
  public static Peer chroma(ChromaServer server) throws IOException {
    return start("Chroma", "chroma", ".", server.url());
  }

  private static Peer start(String name, String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("node", "bench/peers/peer.mjs"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("MEM0_TELEMETRY", "false");
    return new Peer(name, builder.start());
  }

  public String name() {
    return name;
  }

  /// Brings many items in, in the fastest way the peer has.
  public void fill(List<Item> items) throws IOException {
    var progress = new Progress(name + " is filled", items.size());
    for (int i = 0; i < items.size(); i += 1_000) {
      var some = items.subList(i, Math.min(items.size(), i + 1_000));
      ask(Map.of("op", "fill", "items", some.stream().map(Peer::json).toList()));
      progress.done(i + some.size());
    }
  }

  /// Adds one item in the way the peer's users do.
  public Answer add(Item item) throws IOException {
    var request = new LinkedHashMap<String, Object>(json(item));
    request.put("op", "add");
    return ask(request);
  }

  /// The ids of what lies nearest.
  ///
  /// @param user empty: everybody's
  public Answer search(String user, String text, Vector vector, int limit) throws IOException {
    return ask(
        Map.of(
            "op", "search", "user", user, "text", text, "vector", base64(vector), "limit", limit));
  }

  private static Map<String, Object> json(Item item) {
    return Map.of(
        "id", item.id(),
        "user", item.user(),
        "text", item.text(),
        "vector", base64(item.vector()));
  }

  private static String base64(Vector vector) {
    var bytes =
        ByteBuffer.allocate(vector.dimensions() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector.toArray());
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private Answer ask(Map<String, Object> request) throws IOException {
    requests.write(JSON.writeValueAsString(request));
    requests.newLine();
    requests.flush();
    var line = answers.readLine();
    if (line == null) {
      throw new IOException(
          name
              + " has ended; run bench/peers/install, and see what `node bench/peers/peer.mjs` says");
    }
    var answer = JSON.readTree(line);
    if (answer.has("error")) {
      throw new IOException(name + " failed: " + answer.path("error").asText());
    }
    var ids = new ArrayList<String>();
    answer.path("ids").forEach(id -> ids.add(id.asText()));
    return new Answer(answer.path("ms").asDouble(), ids);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
