package dev.steward.core.model;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.cost.Bill;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/// Asks each model something short, once, and says what came of it. Each call is priced, set aside
/// and booked like any other, so a budget holds here, too.
public final class Visits {
  /// The agent that the calls are booked for.
  public static final String WHO = "doctor";

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Room for a model that thinks first, whatever it is told.
  private static final int MOST_TOKENS = 256;

  private static final Prompt QUESTION =
      new Prompt(
          "",
          List.of(new ChatMessage.User("Answer with the word: ready")),
          List.of(),
          List.of(),
          Prompt.Options.DEFAULTS.withMaxTokens(MOST_TOKENS).withTimeout(PATIENCE));

  private final List<String> names;
  private final Models models;
  private final Till till;
  private final Clock clock;
  private final Supplier<String> ids;

  /// Visits to these models.
  public Visits(List<String> names, Models models, Till till, Clock clock, Supplier<String> ids) {
    this.names = List.copyOf(names);
    this.models = models;
    this.till = till;
    this.clock = clock;
    this.ids = ids;
  }

  /// Asks all of them side by side; what came of it in the order of their names.
  ///
  /// @param scope in whose name it is booked
  public List<Visit> ask(Scope scope) {
    var asked = new ArrayList<Future<Visit>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var name : names) {
        asked.add(executor.submit(visit(name, scope)));
      }
    }
    return asked.stream().map(Visits::outcome).toList();
  }

  private static Visit outcome(Future<Visit> visit) {
    try {
      return visit.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.internal("Asking the models was interrupted", e);
    } catch (ExecutionException e) {
      throw Failure.internal("Asking a model broke", e.getCause());
    }
  }

  private Callable<Visit> visit(String name, Scope scope) {
    var model = models.find(name);
    if (model.isEmpty()) {
      return () -> new Visit.NotAsked(name, models.lack(name));
    }
    var purpose = new Till.Purpose(WHO + "/" + ids.get(), scope, "", WHO, "");
    return () -> ask(model.get(), purpose);
  }

  private Visit ask(ChatModel model, Till.Purpose purpose) {
    var begun = clock.instant();
    try {
      var paid = till.call(model, purpose, QUESTION, text -> {});
      return new Visit.Answered(
          model.name(),
          purpose.key(),
          Duration.between(begun, clock.instant()),
          paid.completion().usage(),
          paid.bill().total(),
          isGuess(paid.bill()),
          isMute(paid.completion()));
    } catch (Failure failure) {
      return new Visit.Failed(
          model.name(),
          Duration.between(begun, clock.instant()),
          failure.text(),
          failure.isRetryable());
    }
  }

  private static boolean isGuess(Bill bill) {
    return bill.notes().stream().anyMatch(note -> note.kind() == Bill.Note.Kind.ESTIMATED);
  }

  /// One that spends all its room on thinking has answered.
  private static boolean isMute(Completion completion) {
    return completion.text().isBlank() && completion.stop() != Completion.Stop.LENGTH;
  }
}
