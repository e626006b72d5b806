package dev.steward.app.cli;

import dev.steward.core.BatchDesk;
import dev.steward.core.BatchDesk.View;
import dev.steward.core.Failure;
import dev.steward.core.Principal;
import dev.steward.core.batch.Batch;
import dev.steward.web.BatchJson;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// A command about batches.
abstract class OnBatches implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);

  private final Invocation invocation;

  @Option(names = "--json", description = "Print it as JSON, in the shapes of the HTTP API.")
  private boolean json;

  OnBatches(Invocation invocation) {
    this.invocation = invocation;
  }

  /// Asks and shows; returns the exit code.
  ///
  /// @param zone the user's
  abstract int ask(BatchDesk batches, ZoneId zone);

  @Override
  public final Integer call() {
    var settings = invocation.settings();
    try (var desk = invocation.desk(settings)) {
      return ask(desk.batches(), invocation.zone(settings));
    }
  }

  final Invocation invocation() {
    return invocation;
  }

  final Output output() {
    return invocation.output();
  }

  final Principal principal() {
    return invocation.principal();
  }

  final boolean isJson() {
    return json;
  }

  final View known(BatchDesk batches, String id) {
    return batches
        .find(principal(), id)
        .orElseThrow(() ->
            Failure.user(
                "There is no batch '%s'; 'steward batch list' shows those there are"
                    .formatted(id)));
  }

  /// Waits until the batch is at rest, shows how far it is meanwhile and what it came to; returns
  /// the exit code.
  final int watch(BatchDesk batches, View begun) {
    var view = begun;
    try (var bar = new ProgressBar(output())) {
      while (!view.batch().state().isAtRest()) {
        bar.at(view.batch().size() - view.tally().waiting(), view.batch().size(), said(view));
        view = batches.await(principal(), view.batch().id(), LOOK_EVERY);
      }
    }
    show(view);
    var isWell = view.batch().state() == Batch.State.DONE && view.tally().failed() == 0;
    return isWell ? Cli.OK : Cli.FAILED;
  }

  private static String said(View view) {
    var said = "%,d failed, %s".formatted(view.tally().failed(), view.tally().cost());
    return view.waitingFor().isEmpty()
        ? said
        : "%s, waiting for %s".formatted(said, view.waitingFor());
  }

  /// Shows a batch in one or two sentences, or as JSON.
  final void show(View view) {
    if (isJson()) {
      output().json(BatchJson.of(view));
      return;
    }
    var batch = view.batch();
    output().line("%s is %s: %s.".formatted(batch.id(), state(view), counts(view)));
    if (!batch.note().isEmpty()) {
      output().line(batch.note());
    }
    var hint = hint(view);
    if (!hint.isEmpty()) {
      output().line(output().style().dim(hint));
    }
  }

  /// Where a batch stands, in a word.
  static String state(View view) {
    return view.batch().state() == Batch.State.CANCELLING
        ? "being cancelled"
        : view.batch().state().name().toLowerCase(Locale.ROOT);
  }

  /// How many items stand where, and what they cost.
  static String counts(View view) {
    var tally = view.tally();
    var counts = new ArrayList<String>();
    counts.add("%,d of %,d done".formatted(tally.done(), view.batch().size()));
    if (tally.failed() > 0) {
      counts.add("%,d failed".formatted(tally.failed()));
    }
    if (tally.cancelled() > 0) {
      counts.add("%,d cancelled".formatted(tally.cancelled()));
    }
    if (tally.waiting() > 0) {
      counts.add("%,d to do".formatted(tally.waiting()));
    }
    if (!view.waitingFor().isEmpty()) {
      counts.add("waiting for " + view.waitingFor());
    } else if (view.parked() > 0) {
      counts.add("%,d of them wait for an answer".formatted(view.parked()));
    }
    counts.add("cost " + tally.cost());
    return String.join(", ", counts);
  }

  private static String hint(View view) {
    var id = view.batch().id();
    return switch (view.batch().state()) {
      case RUNNING, CANCELLING ->
          view.isDriven()
              ? ""
              : "Nobody works on it: go on with 'steward batch resume %s', or start the server"
                  .formatted(id);
      case PAUSED -> "Go on with: steward batch resume " + id;
      case CANCELLED -> "";
      case DONE ->
          view.tally().failed() > 0
              ? "Try again what failed: steward batch retry " + id
              : "What it came to: steward batch results " + id;
    };
  }
}
