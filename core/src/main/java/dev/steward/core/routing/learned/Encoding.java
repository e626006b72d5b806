package dev.steward.core.routing.learned;

import dev.steward.core.model.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;

/// Turns texts into rows of numbers: the vectors of one or several embedders side by side, and what
/// [Concepts] tell.
public final class Encoding {
  private static final int AT_ONCE = 64;
  private static final double OF_CONCEPTS = 1;

  private final List<Embedder> embedders;
  private final Concepts concepts;

  /// Reads with these.
  ///
  /// @param embedders one at least
  public Encoding(List<Embedder> embedders, Concepts concepts) {
    if (embedders.isEmpty()) {
      throw new IllegalArgumentException("an encoding needs an embedder");
    }
    this.embedders = List.copyOf(embedders);
    this.concepts = concepts;
  }

  /// Hears how far a long piece of work has come.
  @FunctionalInterface
  public interface Progress {
    Progress SILENT = (what, done, of) -> {};

    /// Says how far it has come.
    ///
    /// @param what in a few words, such as `embedding`
    void at(String what, long done, long of);
  }

  /// Names the way from a text to its row: rows of different ids are never compared.
  public String id() {
    return embedders.stream().map(Embedder::id).collect(Collectors.joining("+"));
  }

  /// Puts words of these texts right, and those of concepts.
  Repair repair(List<String> texts) {
    return Repair.of(
        texts,
        lower -> embedders.stream().anyMatch(embedder -> embedder.isWord(lower)),
        concepts.words());
  }

  /// How much each part counts.
  double[] emphases() {
    return DoubleStream.concat(
            embedders.stream().mapToDouble(embedder -> 1), DoubleStream.of(OF_CONCEPTS))
        .toArray();
  }

  /// How many numbers each part gives.
  int[] widths() {
    return IntStream.concat(
            embedders.stream().mapToInt(Embedder::dimensions), IntStream.of(concepts.width()))
        .toArray();
  }

  /// The row of a text; its embedders read it side by side.
  public float[] row(String text) {
    var vectors =
        embedders.stream()
            .gather(Gatherers.mapConcurrent(embedders.size(), embedder -> embedder.query(text)))
            .toList();
    var row = new float[IntStream.of(widths()).sum()];
    int at = 0;
    for (var vector : vectors) {
      var part = vector.toArray();
      System.arraycopy(part, 0, row, at, part.length);
      at += part.length;
    }
    var read = concepts.read(text);
    System.arraycopy(read, 0, row, at, read.length);
    return row;
  }

  /// The rows of many texts, in their order; some of them are made at the same time.
  public float[][] rows(List<String> texts, Progress progress) {
    var rows = new float[texts.size()][];
    try (var threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
      for (int from = 0; from < rows.length; from += AT_ONCE) {
        int to = Math.min(rows.length, from + AT_ONCE);
        var tasks = new ArrayList<Callable<float[]>>();
        texts.subList(from, to).forEach(text -> tasks.add(() -> row(text)));
        var made = threads.invokeAll(tasks);
        for (int i = from; i < to; i++) {
          rows[i] = made.get(i - from).get();
        }
        progress.at("reading texts", to, rows.length);
      }
      return rows;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while texts were read", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a text could not be read", e.getCause());
    }
  }
}
