package dev.steward.app.routing;

import dev.steward.core.routing.learned.Labelled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The labelled tasks that ship: what owners of small businesses ask for, in several languages,
/// with tasks of no kind, misspelt, ambiguous and deceitful ones. Written by hand for this set;
/// what is for the test is never learned from.
public final class ShippedTasks {
  private static final String RESOURCE = "tasks.csv";

  private ShippedTasks() {}

  /// A task of the set.
  ///
  /// @param split `train`, `validation` or `test`
  /// @param kinds those it may be taken for, the best one first; none if it is of no kind
  /// @param trait `plain`, `typo`, `ambiguous`, `adversarial`, or a language such as `de`
  public record Task(String split, List<String> kinds, String trait, String text) {
    public Task {
      kinds = List.copyOf(kinds);
    }

    public Labelled labelled() {
      return new Labelled(text, kinds.isEmpty() ? "" : kinds.getFirst());
    }
  }

  /// All of them, in the order of the file.
  public static List<Task> all() {
    try (var resource = ShippedTasks.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(RESOURCE + " is not on the class path");
      }
      var csv = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return CsvTexts.rows(Path.of(RESOURCE), csv).stream()
          .skip(1)
          .map(row -> task(row.cells()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " can't be read", e);
    }
  }

  /// `split`, `category`, `also`, `trait`, `text`.
  private static Task task(List<String> cells) {
    var kinds =
        Stream.of(cells.get(1), cells.get(2))
            .filter(kind -> !kind.isEmpty() && !kind.equals("oos"))
            .toList();
    return new Task(cells.get(0), kinds, cells.get(3), cells.get(4));
  }

  /// Those that are not for the test.
  public static List<Labelled> toLearnFrom() {
    return all().stream().filter(task -> !task.split().equals("test")).map(Task::labelled).toList();
  }
}
