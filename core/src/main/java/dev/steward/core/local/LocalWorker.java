package dev.steward.core.local;

import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Assignment;
import dev.steward.core.agent.Worker;
import dev.steward.core.run.Durable;
import java.util.List;

/// Does what needs no language model: remembers, answers from memory, keeps the calendar, forgets,
/// reports costs. Always the same, free, and with its sources. Nothing is written before action,
/// person and time are settled; whatever is open is asked.
public final class LocalWorker implements Worker {
  private static final String HELP =
      """
      Without a language model I can:
      - remember: “John prefers morning meetings”, “remember that …”, “we decided to …”
      - answer from memory: “What do you know about John?”, “How do I handle budget requests?”
      - book: “Set up a meeting with John about the website on Monday at 10 for 45 minutes”
      - move and cancel: “Move it to Tuesday 10:00”, “Cancel my meeting with John”
      - look: “What did I schedule with John?”, “What's on tomorrow?”, “Am I free on Friday?”
      - forget: “Forget that John prefers mornings”
      - report costs: “How much did we spend this month?”
      Drafting, negotiating and other work with words takes a language model.\
      """;

  private final Understanding understanding = new Understanding();
  private final String howToConfigure;

  /// A worker without a model.
  ///
  /// @param howToConfigure told to people whose task takes a model: how one is configured
  public LocalWorker(String howToConfigure) {
    this.howToConfigure = howToConfigure;
  }

  @Override
  public Answer work(Assignment assignment, Durable durable) {
    var wish = new Dialogue(understanding, assignment).wish();
    var hands = new Hands(assignment, durable);
    var memory = new Rememberer(hands, howToConfigure);
    return switch (wish.intent()) {
      case Intent.Remember remember -> memory.remember(remember);
      case Intent.Ask ask -> memory.ask(ask);
      case Intent.Schedule schedule -> new Booker(hands, wish.consents()).book(schedule);
      case Intent.Move move -> new Changer(hands, wish.consents()).move(move);
      case Intent.Cancel cancel -> new Changer(hands, wish.consents()).cancel(cancel);
      case Intent.ListMeetings list -> new Teller(hands).tell(list);
      case Intent.Forget forget -> memory.forget(forget, wish.listed());
      case Intent.Costs costs -> new CostTeller(hands).costs(costs);
      case Intent.Help help -> said(HELP + "\n" + howToConfigure, "Said what can be done");
      case Intent.Smalltalk small -> said(small.reply(), "Exchanged a civil word");
      case Intent.Reply reply ->
          said(
              "There is nothing waiting for an answer. What can I do for you?", "Nothing was open");
      case Intent.Unclear unclear -> Replies.asked(unclear.question());
      case Intent.NotUnderstood not ->
          said(
              "This takes a language model, and none is configured for it. " + howToConfigure,
              "Not done: it takes a language model, and none is configured");
    };
  }

  private static Answer said(String text, String decision) {
    return Answer.local(text, decision, "", List.of());
  }
}
