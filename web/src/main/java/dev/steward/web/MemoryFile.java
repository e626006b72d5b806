package dev.steward.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.MemoryDesk.Exported;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/// Memory in a file, and what others keep of it. Written are JSON lines: a first one that says what
/// they are, one for each message and each fact with its history, and a last one with their number,
/// so that a file which was cut off is noticed. Read are those, what Mem0 exports (a list of its
/// memories, or an object that holds one as `results`), and JSON lines of messages (`user`, `text`,
/// `at`, …); see [ForeignMemory].
public final class MemoryFile {
  private static final String TYPE = "steward_memory";
  private static final String END = "end";
  private static final int VERSION = 1;

  private final Origin origin;
  private final MemoryReader rows;
  private final ForeignMemory foreign;
  private final Consumer<Exported> each;

  private boolean isOurs;
  private boolean isEnded;
  private long read;

  private MemoryFile(Origin origin, Consumer<Exported> each) {
    this.origin = origin;
    this.rows = new MemoryReader(origin.tenant());
    this.foreign = new ForeignMemory(origin);
    this.each = each;
  }

  /// What a file doesn't say.
  ///
  /// @param tenant whose memory it becomes
  /// @param user whose it is where it names nobody
  /// @param now when it was said where no time is given
  /// @param largestEntry in bytes
  public record Origin(String tenant, String user, Instant now, long largestEntry) {}

  /// The first line.
  public static String header() {
    return Json.write(Json.object().put("type", TYPE).put("version", VERSION));
  }

  /// The line of an entry.
  public static String line(Exported exported) {
    return Json.write(MemoryJson.of(exported));
  }

  /// The last line.
  public static String end(long entries) {
    return Json.write(Json.object().put("type", END).put("entries", entries));
  }

  /// Hands over the entries one after the other.
  ///
  /// @throws Failure USER, with the line, if there is something that can't be read, or the end is
  ///   missing; what stands before it was handed over
  public static void read(InputStream in, Origin origin, Consumer<Exported> each) {
    new MemoryFile(origin, each).read(in);
  }

  private void read(InputStream in) {
    var bounded = new Bounded(in);
    try (var parser = Json.parser(bounded)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
          continue; // A list is as good as its elements.
        }
        var line = parser.currentTokenLocation().getLineNr();
        take(tree(parser), line);
        bounded.count = 0;
      }
    } catch (JsonProcessingException e) {
      throw Failure.user(
          "%s; %,d entries before it were read".formatted(Json.reason("The file", e), read));
    } catch (IOException e) {
      throw Failure.external(
          "The file could not be read to its end; %,d entries were read".formatted(read), e);
    }
    if (isOurs && !isEnded) {
      throw Failure.user(
          "The file was cut off: its last line is missing; %,d entries were read".formatted(read));
    }
  }

  private static JsonNode tree(JsonParser parser) throws IOException {
    JsonNode node = parser.readValueAsTree();
    return node;
  }

  private void take(JsonNode node, int line) {
    try {
      if (!(node instanceof ObjectNode object)) {
        throw Refusal.invalidField("", "an object was expected");
      }
      take(object);
    } catch (Refusal refusal) {
      throw Failure.user(
          "Line %d can't be read: %s; %,d entries before it were read"
              .formatted(line, refusal.text(), read));
    }
  }

  private void take(ObjectNode object) {
    switch (object.path("type").asText()) {
      case TYPE -> begin(object);
      case END -> finish(object);
      case "fact", "message" -> hand(rows.exported(Fields.trusted(object)));
      default -> takeForeign(object);
    }
  }

  private void takeForeign(ObjectNode object) {
    if (object.get("error") instanceof ObjectNode error) {
      throw Failure.external(
          "The export broke off: %s; %,d entries were read"
              .formatted(error.path("message").asText(), read),
          null);
    }
    if (object.path("results").isArray()) {
      for (var element : object.path("results")) {
        if (!(element instanceof ObjectNode each)) {
          throw Refusal.invalidField("results", "'results' must hold objects");
        }
        hand(foreign.read(each));
      }
      return;
    }
    hand(foreign.read(object));
  }

  private void begin(ObjectNode object) {
    if (object.path("version").asInt() > VERSION) {
      throw Failure.user("The file was written by a newer Steward; update this one first");
    }
    isOurs = true;
  }

  private void finish(ObjectNode object) {
    isEnded = true;
    var entries = object.path("entries").asLong();
    if (entries != read) {
      throw Failure.user(
          "The file says that it has %,d entries, but %,d were read: a part is missing"
              .formatted(entries, read));
    }
  }

  private void hand(Exported exported) {
    each.accept(exported);
    read++;
  }

  /// Refuses an entry that is larger than it may be.
  private final class Bounded extends FilterInputStream {
    private long count;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var one = super.read();
      add(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var some = super.read(bytes, offset, length);
      add(Math.max(some, 0));
      return some;
    }

    private void add(int more) {
      count += more;
      if (count > origin.largestEntry()) {
        throw Failure.user(
            "An entry is larger than %,d bytes; %,d entries before it were read"
                .formatted(origin.largestEntry(), read));
      }
    }
  }
}
