package dev.steward.core.turn;

import dev.steward.core.Failure;
import dev.steward.core.Scope;
import dev.steward.core.agent.Agent;
import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Assignment;
import dev.steward.core.agent.ModelCalls;
import dev.steward.core.agent.Note;
import dev.steward.core.agent.Team;
import dev.steward.core.agent.Worker;
import dev.steward.core.memory.DecisionText;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.FactStore;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Session;
import dev.steward.core.memory.Trust;
import dev.steward.core.memory.reading.ContextBudget;
import dev.steward.core.routing.Route;
import dev.steward.core.routing.Router;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Durable;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Graph;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Handlers;
import dev.steward.core.run.Op;
import dev.steward.core.tool.Toolbox;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// The product in one graph: classify → recall → work → reply → remember.
public final class TurnHandler {
  private static final Op<Router.Request, Router.Decision> CLASSIFY =
      new Op<>("classify", Router.Request.class, Router.Decision.class);
  private static final Op<Question, TurnState.Recalled> RECALL =
      new Op<>("recall", Question.class, TurnState.Recalled.class);
  private static final Op<Exchange, Boolean> REPLY =
      new Op<>("reply", Exchange.class, Boolean.class);
  private static final Op<Outcome, Boolean> REMEMBER =
      new Op<>("remember", Outcome.class, Boolean.class);

  private final Router router;
  private final Memory memory;
  private final Team team;
  private final Function<Agent, Worker> workers;
  private final Recall recall;

  /// What to recall for a turn.
  ///
  /// @param messages whether messages are recalled too, beside facts
  record Question(Scope scope, String text, boolean messages) {}

  /// What was said and what was answered.
  record Exchange(Inbound inbound, String agent, String answer) {}

  /// What a turn came to.
  record Outcome(Scope scope, String turn, String agent, String subject, String text) {}

  /// A handler for this team.
  ///
  /// @param workers who does what an agent is to do: a model or none
  /// @param budget how much of what is remembered an agent is shown
  public TurnHandler(
      Router router,
      Memory memory,
      Team team,
      Function<Agent, Worker> workers,
      ContextBudget budget) {
    this.router = router;
    this.memory = memory;
    this.team = team;
    this.workers = workers;
    this.recall = new Recall(memory, budget);
  }

  /// The turn's graph.
  public Graph<TurnState> graph() {
    return Graph.named("turn", TurnState.class)
        .node("classify", this::classify)
        .node("recall", this::recall)
        .node("work", this::work)
        .node("reply", this::reply)
        .node("remember", this::remember)
        .edge("classify", "recall")
        .edge("recall", "work")
        .edge("work", "reply")
        .edge("reply", "remember")
        .concluding("reply", "remember")
        .build();
  }

  /// The graph of an item of a batch: the work of a turn, without what makes it part of a talk.
  /// What it came to stands in its last state alone.
  public Graph<TurnState> itemGraph() {
    return Graph.named("item", TurnState.class)
        .node("classify", this::classify)
        .node("recall", this::recall)
        .node("work", this::work)
        .edge("classify", "recall")
        .edge("recall", "work")
        .build();
  }

  /// What carries out the turn's operations.
  public Handlers handlers(Toolbox toolbox, ModelCalls models) {
    return Handlers.NONE
        .with(CLASSIFY, interruptible(router::route))
        .with(RECALL, (question, _) -> recall.of(question))
        .with(ModelCalls.CALL, models)
        .with(Toolbox.USE, toolbox)
        .with(Note.OP, keyed(this::keep))
        .with(REPLY, keyed(this::logExchange))
        .with(REMEMBER, keyed(this::rememberOutcome));
  }

  private TurnState classify(TurnState turn, Durable durable) {
    var in = turn.inbound();
    return turn.with(
        durable.call(
            CLASSIFY,
            new Router.Request(in.text(), in.agent(), scope(in), in.id(), in.tags(), in.group())));
  }

  private TurnState recall(TurnState turn, Durable durable) {
    var in = turn.inbound();
    var worker = workers.apply(team.agent(turn.decision().route().agent()));
    return turn.with(
        durable.call(RECALL, new Question(scope(in), in.text(), worker.readsMessages())));
  }

  private TurnState work(TurnState turn, Durable durable) {
    var in = turn.inbound();
    var parts = turn.decision().parts();
    try {
      var answer =
          parts.isEmpty()
              ? done(turn, in.text(), turn.decision().route(), durable)
              : severally(turn, durable);
      return turn.with(noted(in, answer));
    } catch (Failure failure) {
      return turn.failedWith(
          Answer.local(failure.text(), "Not done: " + failure.text(), "", List.of()),
          failure.code());
    }
  }

  private Answer done(TurnState turn, String text, Route route, Durable durable) {
    var in = turn.inbound();
    var agent = team.agent(route.agent());
    var assignment =
        new Assignment(
            agent,
            scope(in),
            in.id(),
            route.kind(),
            text,
            in.at(),
            in.zone(),
            turn.recalled().context(),
            turn.recalled().history(),
            in.tags(),
            in.group());
    return workers.apply(agent).work(assignment, durable);
  }

  /// Does the tasks of one message in their order. One that fails does not keep the others from
  /// being done; the failure is the message's only if all of them failed.
  private Answer severally(TurnState turn, Durable durable) {
    var outcomes = new PartsAnswer();
    for (var part : turn.decision().parts()) {
      try {
        outcomes.add(part, done(turn, part.text(), part.route(), durable));
      } catch (Failure failure) {
        outcomes.add(part, failure);
      }
    }
    return outcomes.together();
  }

  /// The person is told of every secret that was not kept.
  private static Answer noted(Inbound in, Answer answer) {
    if (in.masked().isEmpty()) {
      return answer;
    }
    var note =
        "\n\nYour message held a secret (%s). It was masked before anything was kept; change it if it was sent over a channel that others can read."
            .formatted(String.join(", ", in.masked()));
    return new Answer(
        answer.text() + note,
        answer.decision(),
        answer.subject(),
        answer.sources(),
        answer.model(),
        answer.usage(),
        answer.cost());
  }

  private TurnState reply(TurnState turn, Durable durable) {
    durable.call(
        REPLY, new Exchange(turn.inbound(), turn.decision().route().agent(), turn.answer().text()));
    return turn;
  }

  private TurnState remember(TurnState turn, Durable durable) {
    var in = turn.inbound();
    var agent = turn.decision().route().agent();
    var text = DecisionText.made(turn.answer().decision(), agent, turn.cost());
    durable.call(REMEMBER, new Outcome(scope(in), in.id(), agent, turn.answer().subject(), text));
    return turn.over();
  }

  private Boolean logExchange(Exchange exchange, CallContext context) {
    var in = exchange.inbound();
    var question =
        new Message(
            in.id(),
            scope(in),
            Message.Role.USER,
            in.user(),
            in.channel(),
            in.id(),
            Trust.OWNER,
            Labels.NONE,
            in.text(),
            in.at());
    var answer =
        new Message(
            in.id() + "-reply",
            scope(in),
            Message.Role.ASSISTANT,
            exchange.agent(),
            in.channel(),
            in.id(),
            Trust.MODEL,
            Labels.NONE,
            exchange.answer(),
            context.now());
    var session = new Session(in.session(), in.tenant(), in.user(), context.now());
    memory.write(
        new FactStore.Batch(List.of(question, answer), List.of(), List.of(session), List.of()));
    return true;
  }

  private Boolean rememberOutcome(Outcome outcome, CallContext context) {
    memory.write(FactStore.Batch.of(fact(outcome, context.now())));
    return true;
  }

  /// Keeps what an agent decided on the way, by its name; but an item of a batch, which is its own
  /// session, is no part of a talk.
  private Boolean keep(Note note, CallContext context) {
    if (note.scope().session().equals(note.message())) {
      return false;
    }
    memory.write(
        FactStore.Batch.of(
            Fact.of(
                note.id(),
                note.scope(),
                Layer.SESSION,
                Fact.Kind.DECISION,
                "",
                DecisionText.onTheWay(note.decision(), note.agent(), note.cost()),
                note.message(),
                note.agent(),
                context.now())));
    return true;
  }

  private static Fact fact(Outcome outcome, Instant at) {
    return Fact.of(
        outcome.turn() + "-outcome",
        outcome.scope(),
        Layer.SESSION,
        Fact.Kind.DECISION,
        outcome.subject(),
        outcome.text(),
        outcome.turn(),
        outcome.agent(),
        at);
  }

  private static Scope scope(Inbound in) {
    return new Scope(in.tenant(), in.user(), in.session());
  }

  /// Something that may wait for a model.
  private static <I, O> Handler<I, O> interruptible(Handler<I, O> work) {
    return new Handler<>() {
      @Override
      public O run(I in, CallContext context) {
        return work.run(in, context);
      }

      @Override
      public boolean isInterruptible() {
        return true;
      }
    };
  }

  /// A write that is recognised when it is repeated.
  private static <I> Handler<I, Boolean> keyed(Handler<I, Boolean> write) {
    return new Handler<>() {
      @Override
      public Boolean run(I in, CallContext context) {
        return write.run(in, context);
      }

      @Override
      public Effect effect(I in) {
        return Effect.KEYED;
      }
    };
  }
}
