package dev.steward.app.crash;

import dev.steward.core.run.RunEvent;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Notes what happens in a process on a file of its own, outside of what is being tested, before
/// the process goes on: a line for each event of each run, such as `Begun ana.s.1/3`. Each is one
/// write to the operating system, which outlives the process.
final class Marks implements Consumer<RunEvent>, AutoCloseable {
  /// A step that the journal has as finished when a process starts.
  static final String FOUND = "Found";

  static final String BEGUN = "Begun";
  static final String DONE = "Done";
  static final String SETTLED = "Settled";

  private final FileOutputStream file;
  private final Predicate<String> trap;
  private final Runnable spring;

  /// Notes on `file`.
  ///
  /// @param trap a mark that springs it; by then the mark is noted
  Marks(Path file, Predicate<String> trap, Runnable spring) {
    try {
      this.file = new FileOutputStream(file.toFile(), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.trap = trap;
    this.spring = spring;
  }

  @Override
  public void accept(RunEvent event) {
    note(
        switch (event) {
          case RunEvent.Begun(var step) -> BEGUN + " " + step.key();
          case RunEvent.Worked(var step) -> "Worked " + step.key();
          case RunEvent.Ended(var step) ->
              switch (step.status()) {
                case DONE -> DONE + " " + step.key();
                case BEGUN, FAILED, UNKNOWN -> step.status() + " " + step.key();
              };
          case RunEvent.Text(var run, var text) -> "Text " + run + "/" + text;
          case RunEvent.Settled(var run) -> SETTLED + " " + run.id();
        });
  }

  void note(String mark) {
    try {
      file.write((mark + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (trap.test(mark)) {
      spring.run();
    }
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The marks in a file, in order; what a kill has cut short is none.
  static List<String> read(Path file) {
    try {
      var text = Files.readString(file);
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The files of marks in a folder, in the order in which they were begun.
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
