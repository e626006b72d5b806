package dev.steward.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/// The class path of this process, all of it in jars, with a cache of what a process that tells a
/// story loads: those that are started from it are up in half the time, and hundreds are.
final class ChildProgram {
  private static final class Made {
    static final ChildProgram PROGRAM = make(Path.of("target", "children").toAbsolutePath());
  }

  private final List<String> options;

  private ChildProgram(List<String> options) {
    this.options = List.copyOf(options);
  }

  /// Made when it is first asked for, which takes some ten seconds.
  static ChildProgram made() {
    return Made.PROGRAM;
  }

  /// What the JVM is to be started with.
  List<String> options() {
    return options;
  }

  private static ChildProgram make(Path folder) {
    try {
      Files.createDirectories(folder);
      var cache = folder.resolve("children.aot");
      Files.deleteIfExists(cache);
      var classPath = List.of("-cp", String.join(File.pathSeparator, jars(folder)));
      teach(new ChildProgram(join("-XX:AOTCacheOutput=" + cache, classPath)));
      assertThat(cache).isNotEmptyFile();
      return new ChildProgram(join("-XX:AOTCache=" + cache, classPath));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> join(String option, List<String> others) {
    var all = new ArrayList<>(List.of(option));
    all.addAll(others);
    return all;
  }

  private static List<String> jars(Path folder) {
    var jars = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      jars.add(
          Files.isDirectory(Path.of(entry))
              ? jar(Path.of(entry), folder.resolve(jars.size() + ".jar"))
              : entry);
    }
    return jars;
  }

  private static String jar(Path classes, Path jar) {
    var packed =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--no-compress",
                "--file=" + jar,
                "-C",
                classes.toString(),
                ".");
    assertThat(packed).as("packing %s", classes).isZero();
    return jar.toString();
  }

  /// Has a process tell a story to its end.
  private static void teach(ChildProgram program) throws IOException {
    var stage = Files.createTempDirectory("lesson");
    var story = new Story(Story.Plot.OFFERS, "ana", "s", 7);
    var arguments =
        List.of(
            stage.resolve("data").toString(),
            stage.resolve("marks").toString(),
            Child.Work.TELL.name(),
            story.id(),
            "");
    var errors = stage.resolve("errors");
    try (var child = new ChildJvm(program, errors, stage, Child.class, arguments)) {
      assertThat(child.exitCode()).as(child.complaints()).isZero();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a child was taught", e);
    }
  }
}
