package dev.steward.models.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.steward.core.Failure;
import dev.steward.core.model.Embedder;
import dev.steward.core.model.Similarity;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Pause;
import dev.steward.core.text.Cut;
import dev.steward.models.chat.JsonApi;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An embedder behind OpenAI's Embeddings API, or behind another server's copy of it.
///
/// A model whose own vectors are longer than wanted is asked to shorten them, once that is seen.
/// Texts that are longer than it reads are cut before they are sent. A text of blanks alone, which
/// servers refuse, is not sent: it lies along the first axis.
public final class OpenAiEmbedder implements Embedder {
  private static final int TEXTS_AT_ONCE = 64;
  private static final int CHARS_AT_ONCE = 20_000;

  private final EmbeddingOptions options;
  private final JsonApi api;
  private volatile boolean shortens;

  /// A client for the model of `options`; nothing is sent before the first text.
  ///
  /// @param clock tells when the time limit is over
  /// @param pause waits between attempts
  public OpenAiEmbedder(EmbeddingOptions options, Clock clock, Pause pause) {
    this.options = options;
    this.api = new JsonApi(options.model(), clock, pause);
  }

  @Override
  public String id() {
    return options.id();
  }

  @Override
  public int dimensions() {
    return options.dimensions();
  }

  @Override
  public Similarity similarity() {
    return options.similarity();
  }

  /// @throws Failure EXTERNAL if the server fails, refuses, or gives what is no vector of this size
  @Override
  public Vector passage(String text) {
    return passages(List.of(text)).getFirst();
  }

  /// @throws Failure as [#passage]
  @Override
  public Vector query(String text) {
    return vectors(options.queryPrefix(), List.of(text)).getFirst();
  }

  /// Asks for up to 64 texts or some 20,000 characters at once.
  ///
  /// @throws Failure as [#passage]
  @Override
  public List<Vector> passages(List<String> texts) {
    return vectors(options.passagePrefix(), texts);
  }

  private List<Vector> vectors(String prefix, List<String> texts) {
    var inputs =
        texts.stream()
            .filter(text -> !text.isBlank())
            .map(t -> prefix + Cut.to(t, options.maxChars()))
            .toList();
    var found = new ArrayList<Vector>();
    for (int from = 0; from < inputs.size(); ) {
      int to = endOfBatch(inputs, from);
      found.addAll(asked(inputs.subList(from, to)));
      from = to;
    }
    var next = found.iterator();
    return texts.stream().map(text -> text.isBlank() ? ofNothing() : next.next()).toList();
  }

  private static int endOfBatch(List<String> inputs, int from) {
    int to = from + 1;
    int chars = inputs.get(from).length();
    while (to < inputs.size() && to - from < TEXTS_AT_ONCE) {
      chars += inputs.get(to).length();
      if (chars > CHARS_AT_ONCE) {
        break;
      }
      to++;
    }
    return to;
  }

  private Vector ofNothing() {
    var components = new float[options.dimensions()];
    components[0] = 1;
    return Vector.of(components);
  }

  private List<Vector> asked(List<String> inputs) {
    var embeddings = embeddings(inputs, shortens);
    if (!shortens && embeddings.getFirst().size() > options.dimensions()) {
      embeddings = shortened(inputs, embeddings.getFirst().size());
      shortens = embeddings.getFirst().size() == options.dimensions();
    }
    return embeddings.stream().map(this::vector).toList();
  }

  private List<JsonNode> shortened(List<String> inputs, int given) {
    try {
      return embeddings(inputs, true);
    } catch (Failure failure) {
      if (failure.isRetryable()) {
        throw failure;
      }
      throw wrongSize(given, failure);
    }
  }

  /// The lists of numbers, in the order of the inputs.
  private List<JsonNode> embeddings(List<String> inputs, boolean shorten) {
    var body = new LinkedHashMap<String, Object>();
    body.put("model", options.model().model());
    body.put("input", inputs);
    if (shorten) {
      body.put("dimensions", options.dimensions());
    }
    var data = api.post("/embeddings", body, options.timeout()).path("data");
    var byIndex = new LinkedHashMap<Integer, JsonNode>();
    for (var item : data) {
      byIndex.put(item.path("index").asInt(byIndex.size()), item.path("embedding"));
    }
    if (data.size() != inputs.size() || !isComplete(byIndex, inputs.size())) {
      throw api.failures()
          .unreadable("it has %d vectors for %d texts".formatted(byIndex.size(), inputs.size()));
    }
    var embeddings = new ArrayList<JsonNode>();
    for (int i = 0; i < inputs.size(); i++) {
      embeddings.add(byIndex.get(i));
    }
    return embeddings;
  }

  private static boolean isComplete(Map<Integer, JsonNode> byIndex, int size) {
    for (int i = 0; i < size; i++) {
      if (!byIndex.containsKey(i)) {
        return false;
      }
    }
    return true;
  }

  private Vector vector(JsonNode embedding) {
    if (!embedding.isArray()) {
      throw api.failures().unreadable("a vector of it is not a list of numbers");
    }
    if (embedding.size() != options.dimensions()) {
      throw wrongSize(embedding.size(), null);
    }
    var components = new float[embedding.size()];
    for (int i = 0; i < components.length; i++) {
      components[i] = embedding.get(i).isNumber() ? embedding.get(i).floatValue() : Float.NaN;
    }
    var unit = Vector.of(components).unit();
    if (!(Math.abs(unit.dot(unit) - 1) < 1e-3)) {
      throw api.failures().unreadable("a vector of it has no direction (zeros, or no numbers)");
    }
    return unit;
  }

  private Failure wrongSize(int given, @Nullable Failure cause) {
    return Failure.external(
        "%s's %s at %s gives vectors of %d dimensions, not of %d; set dimensions: %d under memory.embedder in steward.yaml"
            .formatted(
                options.model().provider(),
                options.model().name(),
                options.model().host(),
                given,
                options.dimensions(),
                given),
        cause);
  }
}
