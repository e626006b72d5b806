package dev.steward.app.cli;

import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.memory.Decision;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line of Steward.
public final class Cli {
  /// It went well.
  public static final int OK = 0;

  /// It failed; the settings are wrong; a turn failed.
  public static final int FAILED = 1;

  /// The command was typed wrong.
  public static final int USAGE = 2;

  /// A person pressed Ctrl-C.
  public static final int INTERRUPTED = 130;

  private final Surroundings surroundings;
  private final Invocation invocation;
  private final Map<String, Supplier<Object>> commands = new LinkedHashMap<>();

  /// A command line that works on what these open, and speaks as `principal`.
  public Cli(
      Surroundings surroundings,
      Principal principal,
      DeskOpener desks,
      ServerOpener servers,
      Doctor doctor,
      RouterTrial trial) {
    this.surroundings = surroundings;
    this.invocation = new Invocation(surroundings, principal, desks);
    commands.put("chat", () -> new ChatCommand(invocation));
    commands.put("serve", () -> new ServeCommand(invocation, servers));
    commands.put("remember", () -> new RememberCommand(invocation));
    commands.put("recall", () -> new RecallCommand(invocation));
    commands.put("memories", () -> new MemoriesCommand(invocation));
    commands.put("memory", this::memory);
    commands.put("agents", this::agents);
    commands.put("batch", this::batch);
    commands.put("runs", this::runs);
    commands.put("costs", this::costs);
    commands.put("simulate", () -> new SimulateCommand(invocation));
    commands.put("route", () -> route(trial));
    commands.put("calendar", this::calendar);
    commands.put("doctor", () -> new DoctorCommand(invocation, doctor));
    commands.put("config", this::config);
  }

  /// Does what `arguments` say; returns the exit code.
  public int run(String... arguments) {
    try {
      return commandLine(arguments).execute(arguments);
    } catch (LinkageError | VirtualMachineError broken) {
      return failed(broken);
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  /// A command line that knows the commands named in `arguments`, or all where none is: reading the
  /// annotations of every command takes longer than many a command.
  private CommandLine commandLine(String... arguments) {
    var line = new CommandLine(new Root(invocation));
    var given = Set.copyOf(Arrays.stream(arguments).distinct().toList());
    var isNamed = commands.keySet().stream().anyMatch(given::contains);
    commands.forEach((name, command) -> {
      if (!isNamed || given.contains(name)) {
        line.addSubcommand(name, command.get());
      }
    });
    addHelp(line);
    return line.setOut(writer(surroundings.out()))
        .setErr(writer(surroundings.err()))
        .setColorScheme(colours())
        .setUsageHelpWidth(100)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setAllowSubcommandsAsOptionParameters(true)
        .setExpandAtFiles(false)
        .setParameterExceptionHandler(usageErrors())
        .setExecutionExceptionHandler(failures());
  }

  private CommandLine agents() {
    return new CommandLine(new AgentsCommand(invocation))
        .addSubcommand(new AgentsTestCommand(invocation));
  }

  private CommandLine batch() {
    return new CommandLine(new BatchCommand())
        .addSubcommand(new BatchRunCommand(invocation))
        .addSubcommand(new BatchListCommand(invocation))
        .addSubcommand(new BatchShowCommand(invocation))
        .addSubcommand(new BatchResultsCommand(invocation))
        .addSubcommand(BatchChangeCommand.pause(invocation))
        .addSubcommand(new BatchResumeCommand(invocation))
        .addSubcommand(BatchChangeCommand.retry(invocation))
        .addSubcommand(BatchChangeCommand.cancel(invocation));
  }

  private CommandLine runs() {
    return new CommandLine(new RunsCommand(invocation))
        .addSubcommand(new RunsShowCommand(invocation))
        .addSubcommand(new RunsResumeCommand(invocation))
        .addSubcommand(new RunsCancelCommand(invocation));
  }

  private CommandLine costs() {
    return new CommandLine(new CostsCommand(invocation))
        .addSubcommand(new CostsAgainstCommand(invocation))
        .addSubcommand(new CostsBudgetsCommand(invocation))
        .addSubcommand(new CostsForecastCommand(invocation))
        .addSubcommand(new CostsExplainCommand(invocation))
        .addSubcommand(new CostsPriceCommand(invocation))
        .addSubcommand(new CostsRepriceCommand(invocation));
  }

  private CommandLine route(RouterTrial trial) {
    return new CommandLine(new RouteCommand(invocation))
        .addSubcommand(new RouteTiersCommand(invocation))
        .addSubcommand(new RouteCorrectionsCommand(invocation))
        .addSubcommand(new RouteLearnCommand(invocation))
        .addSubcommand(new RouteRollbackCommand(invocation))
        .addSubcommand(new RouteEvalCommand(invocation, trial));
  }

  private CommandLine memory() {
    return new CommandLine(new MemoryCommand())
        .addSubcommand(new MemoryAddCommand(invocation))
        .addSubcommand(new MemorySearchCommand(invocation))
        .addSubcommand(new MemoryListCommand(invocation))
        .addSubcommand(new MemoryShowCommand(invocation))
        .addSubcommand(new MemoryHistoryCommand(invocation))
        .addSubcommand(new MemoryAsOfCommand(invocation))
        .addSubcommand(new MemoryForgetCommand(invocation))
        .addSubcommand(decision("restore", Decision.RESTORE))
        .addSubcommand(decision("pin", Decision.PIN))
        .addSubcommand(decision("unpin", Decision.UNPIN))
        .addSubcommand(decision("keep", Decision.KEEP))
        .addSubcommand(decision("quarantine", Decision.QUARANTINE))
        .addSubcommand(decision("release", Decision.RESTORE))
        .addSubcommand(new MemoryProposeCommand(invocation))
        .addSubcommand(decision("approve", Decision.APPROVE))
        .addSubcommand(new MemoryAuditCommand(invocation))
        .addSubcommand(new MemoryExportCommand(invocation))
        .addSubcommand(new MemoryImportCommand(invocation))
        .addSubcommand(new MemoryReindexCommand(invocation))
        .addSubcommand(new MemoryStatsCommand(invocation))
        .addSubcommand(
            new CommandLine(new MemoryExtractionsCommand())
                .addSubcommand(new MemoryExtractionsListCommand(invocation))
                .addSubcommand(new MemoryExtractionsRetryCommand(invocation)));
  }

  private CommandLine decision(String name, Decision decision) {
    return MemoryDecideCommand.of(invocation, name, decision);
  }

  private CommandLine calendar() {
    return new CommandLine(new CalendarCommand())
        .addSubcommand(new CalendarListCommand(invocation))
        .addSubcommand(new CalendarExportCommand(invocation))
        .addSubcommand(new CalendarImportCommand(invocation));
  }

  private CommandLine config() {
    return new CommandLine(new ConfigCommand(invocation))
        .addSubcommand(new ConfigCheckCommand(invocation));
  }

  /// Every command answers `--help` and `--version`.
  private static void addHelp(CommandLine line) {
    var spec = line.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.versionProvider(new Version());
    spec.usageMessage()
        .descriptionHeading("%n")
        .parameterListHeading("%n")
        .optionListHeading("%n")
        .commandListHeading("%nCommands:%n");
    line.getSubcommands().values().forEach(Cli::addHelp);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }

  private ColorScheme colours() {
    return CommandLine.Help.defaultColorScheme(
        Style.of(surroundings).colours() ? Ansi.ON : Ansi.OFF);
  }

  private IParameterExceptionHandler usageErrors() {
    return (wrong, arguments) -> {
      var command = wrong.getCommandLine().getCommandSpec().qualifiedName();
      invocation
          .output()
          .note("%s: %s See '%s --help'.".formatted(command, sentence(wrong), command));
      return USAGE;
    };
  }

  private static String sentence(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      var suggestions = unmatched.getSuggestions();
      return "there is no '%s' here%s"
          .formatted(
              unmatched.getUnmatched().getFirst(),
              suggestions.isEmpty()
                  ? "."
                  : "; did you mean '%s'?".formatted(suggestions.getFirst()));
    }
    var message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("").strip();
    return message.endsWith(".") || message.endsWith("?") ? message : message + ".";
  }

  private IExecutionExceptionHandler failures() {
    return (thrown, line, arguments) -> failed(thrown);
  }

  private int failed(Throwable thrown) {
    if (invocation.isVerbose()) {
      thrown.printStackTrace(invocation.output().errors());
    }
    invocation.output().note("steward: " + explained(thrown));
    return FAILED;
  }

  private static String explained(Throwable thrown) {
    if (thrown instanceof Failure failure) {
      return failure.text();
    }
    return "this is a mistake in Steward, not yours: %s: %s; run it again with --verbose and report what it shows"
        .formatted(thrown.getClass().getSimpleName(), thrown.getMessage());
  }
}
