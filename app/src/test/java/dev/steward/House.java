package dev.steward;

import dev.steward.app.Assembly;
import dev.steward.app.settings.SettingsFile;
import dev.steward.core.Desk.Task;
import dev.steward.core.Principal;
import dev.steward.core.model.ChatModel;
import dev.steward.core.turn.Turn;
import dev.steward.testkit.CountingIds;
import dev.steward.testkit.HashingEmbedder;
import dev.steward.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A data folder in a test, whose owner lives in Berlin: opened, closed and opened again as a
/// process would, with a clock that stands still.
final class House implements AutoCloseable {
  static final Principal OWNER = Principal.owner(Steward.TENANT);

  /// A Monday morning.
  final ManualClock clock = ManualClock.at("2026-11-23T08:00:00Z");

  private final Path folder;
  private final Assembly assembly;
  private Steward steward;

  House(Path folder, ChatModel... models) {
    this(folder, assembly -> assembly, models);
  }

  /// One that is put together otherwise.
  House(Path folder, UnaryOperator<Assembly> change, ChatModel... models) {
    this.folder = folder;
    var usual =
        Assembly.ofProcess()
            .withClock(clock)
            .withIds(new CountingIds("id"))
            .withZone(ZoneId.of("Europe/Berlin"))
            .withEnvironment(Map.of())
            .withEmbedder(HashingEmbedder::new)
            .withModels(
                Arrays.stream(models)
                    .collect(Collectors.toMap(ChatModel::name, Function.identity())));
    this.assembly = change.apply(usual);
    this.steward = assembly.open(folder);
  }

  Steward steward() {
    return steward;
  }

  /// Has the process end, time pass, and the next one begin.
  void reopenAfter(Duration time) {
    steward.close();
    clock.advance(time);
    steward = assembly.open(folder);
  }

  /// The same with changed settings: `change` gets the text of `steward.yaml`.
  void reopenWith(Function<String, String> change) {
    steward.close();
    steward =
        assembly.open(
            folder,
            SettingsFile.parse(
                change.apply(SettingsFile.defaults()), "steward.yaml", clock.getZone()));
  }

  String say(String user, String text) {
    return turn(user, text).result();
  }

  Turn turn(String user, String text) {
    return steward.processTask(user, text);
  }

  Turn turn(Task task) {
    return steward.process(OWNER, task, event -> {});
  }

  @Override
  public void close() {
    steward.close();
  }
}
