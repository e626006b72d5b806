package dev.steward.app.cli;

import dev.steward.app.cli.Doctor.Check;
import dev.steward.app.settings.Settings;
import dev.steward.core.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "doctor",
    description = {
      "Examine the installation: Java, data folder, settings, keys, the index against the rows,"
          + " whether models answer.",
      "",
      "Says what to do about each problem, and changes nothing. With --models each model whose key is"
          + " set is asked something short: that costs a fraction of a cent, which is booked."
    },
    footer = {"", "Ends with 1 if there is a problem."})
final class DoctorCommand implements Callable<Integer> {
  private static final int NEEDED_JAVA = 25;
  private static final long NEEDED_BYTES = 200_000_000;

  private final Invocation invocation;
  private final Doctor doctor;
  private final List<Check> checks = new ArrayList<>();

  @Option(
      names = "--models",
      description = "Ask each model something: does it answer, how fast, at what cost?")
  private boolean models;

  @Option(names = "--json", description = "Print a list as JSON.")
  private boolean json;

  DoctorCommand(Invocation invocation, Doctor doctor) {
    this.invocation = invocation;
    this.doctor = doctor;
  }

  @Override
  public Integer call() {
    Consumer<Check> findings = this::add;
    findings.accept(java());
    findings.accept(folder(invocation.data()));
    if (isWell()) {
      examine(findings);
    }
    if (json) {
      invocation.output().json(checks);
    }
    return isWell() ? Cli.OK : Cli.FAILED;
  }

  private void examine(Consumer<Check> findings) {
    Settings settings;
    try {
      settings = invocation.settings();
    } catch (Failure wrong) {
      findings.accept(
          Check.problem("settings", wrong.text(), "correct the file; see 'steward config'"));
      return;
    }
    findings.accept(Check.ok("settings", "steward.yaml is right"));
    settings.models().stream()
        .map(Settings.Model::keyEnv)
        .filter(variable -> !variable.isEmpty())
        .distinct()
        .map(this::key)
        .forEach(findings);
    doctor.examine(
        new Doctor.Request(invocation.data(), settings, models, invocation.user()), findings);
  }

  private boolean isWell() {
    return checks.stream().noneMatch(check -> check.status() == Check.Status.PROBLEM);
  }

  private void add(Check check) {
    checks.add(check);
    if (!json) {
      show(check);
    }
  }

  private void show(Check check) {
    var output = invocation.output();
    var style = output.style();
    var mark =
        switch (check.status()) {
          case OK -> style.green("ok      ");
          case NOTE -> style.yellow("note    ");
          case PROBLEM -> style.red("problem ");
        };
    output.line("%s %s: %s".formatted(mark, style.bold(check.name()), check.found()));
    if (!check.advice().isEmpty()) {
      output.line("         → " + check.advice());
    }
  }

  private static Check java() {
    var version = Runtime.version();
    var found = "%s (%s)".formatted(version, System.getProperty("java.home"));
    return version.feature() >= NEEDED_JAVA
        ? Check.ok("java", found)
        : Check.problem("java", found, "install a JDK %d or newer".formatted(NEEDED_JAVA));
  }

  private static Check folder(Path data) {
    try {
      Files.createDirectories(data);
      var probe = Files.createTempFile(data, "probe", "");
      Files.delete(probe);
      var free = Files.getFileStore(data).getUsableSpace();
      var found = "%s, %,d MB free".formatted(data, free / 1_000_000);
      return free >= NEEDED_BYTES
          ? Check.ok("data folder", found)
          : Check.problem("data folder", found, "make room: writes will soon fail");
    } catch (IOException unwritable) {
      return Check.problem(
          "data folder",
          "%s can't be written (%s)".formatted(data, unwritable.getClass().getSimpleName()),
          "make it writable, or name another with --data or STEWARD_HOME");
    }
  }

  private Check key(String variable) {
    return invocation.surroundings().environment(variable).isEmpty()
        ? Check.note(
            "key",
            variable + " is not set",
            "set it to use the models that need it; the others and 'local' work without")
        : Check.ok("key", variable + " is set");
  }
}
