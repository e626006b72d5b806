package dev.steward.app.settings;

import dev.steward.core.cost.Money;
import dev.steward.core.memory.reading.ContextBudget;
import dev.steward.core.model.Similarity;
import dev.steward.models.onnx.OnnxModel;
import java.net.URI;
import java.time.Duration;

/// How memory works.
///
/// @param extraction the model that finds facts in what is said, or `local` for rules alone; empty:
///   the classifier's
/// @param summaries what summaries of sessions that have ended may cost in a day
/// @param context how much of what is remembered an agent is shown with a task
/// @param reranker what reads again what a search has found
public record MemorySettings(
    Embedder embedder,
    String extraction,
    Money summaries,
    Store store,
    ContextBudget context,
    Reranker reranker) {

  /// Where the vectors are; rows and words are always in the data folder.
  public sealed interface Store {
    /// In the data folder too.
    record Embedded() implements Store {}

    /// In a Chroma server.
    record Chroma(URI url) implements Store {}
  }

  /// What reads again what a search has found.
  public sealed interface Reranker {
    /// Nothing does.
    record None() implements Reranker {}

    /// A cross-encoder behind a server's `/rerank` API.
    ///
    /// @param keyEnv the environment variable that holds the key; empty if no key is needed
    /// @param maxChars how much of a text is sent
    /// @param timeout for one whole call
    record Remote(URI baseUrl, String keyEnv, String model, int maxChars, Duration timeout)
        implements Reranker {}
  }

  /// What turns texts into vectors.
  public sealed interface Embedder {

    /// One that ships with Steward and runs in its process.
    record InProcess(OnnxModel model) implements Embedder {}

    /// One behind OpenAI's Embeddings API, or behind another server's copy of it.
    ///
    /// @param provider such as `openai` or `ollama`
    /// @param keyEnv the environment variable that holds the key; empty if no key is needed
    /// @param model what the provider calls it
    /// @param dimensions how many numbers a vector has
    /// @param queryPrefix what the model wants before a text to search with
    /// @param passagePrefix what the model wants before a text to be found
    /// @param maxChars how much of a text is sent
    /// @param timeout for one whole call
    record Remote(
        String provider,
        URI baseUrl,
        String keyEnv,
        String model,
        int dimensions,
        String queryPrefix,
        String passagePrefix,
        int maxChars,
        Duration timeout,
        Similarity similarity)
        implements Embedder {}
  }
}
