package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A data folder, what is noted beside it, and the processes that work on it one after another.
final class Stage {
  private final Path data;
  private final Path marks;
  private final Path errors;
  private final Path scratch;
  private int processes;

  Stage(Path folder) {
    data = folder.resolve("data");
    marks = folder.resolve("marks");
    errors = folder.resolve("errors");
    scratch = folder.resolve("scratch");
    try {
      Files.createDirectories(marks);
      Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path data() {
    return data;
  }

  /// Starts the next process; see [Child].
  ///
  /// @param stop empty if it is to go on
  ChildJvm start(Child.Work work, String argument, String stop) {
    processes++;
    clearScratch();
    var file = marks.resolve("%05d".formatted(processes));
    return new ChildJvm(
        errors,
        scratch,
        Child.class,
        List.of(data.toString(), file.toString(), work.name(), argument, stop));
  }

  /// Native libraries are unpacked into the folder for temporary files, and whoever is killed
  /// leaves them there.
  private void clearScratch() {
    try (var files = Files.list(scratch)) {
      for (var file : files.toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets a process tell a story up to a mark, where it halts.
  void tellUntil(Story story, String mark) throws InterruptedException {
    try (var child = start(Child.Work.TELL, story.id(), "halt=" + mark)) {
      assertThat(child.exitCode()).as("exit at %s%n%s", mark, child.complaints()).isEqualTo(137);
    }
    assertThat(latestMarks()).contains(mark);
  }

  /// Lets a process carry on whatever is unfinished.
  void carryOn() throws InterruptedException {
    try (var child = start(Child.Work.CARRY_ON, "", "")) {
      assertThat(child.exitCode()).as(child.complaints()).isZero();
    }
  }

  /// What the latest process noted.
  List<String> latestMarks() {
    return Marks.read(Marks.files(marks).getLast());
  }

  /// What all processes noted, in order.
  List<String> allMarks() {
    return Marks.files(marks).stream().flatMap(file -> Marks.read(file).stream()).toList();
  }

  Findings findings(List<String> acknowledged) {
    return Findings.in(data, marks, acknowledged);
  }
}
