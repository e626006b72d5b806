package dev.steward.telemetry;

import dev.steward.core.Failure;
import dev.steward.core.agent.AgentObserver;
import dev.steward.core.agent.Answer;
import dev.steward.core.agent.Assignment;
import dev.steward.core.agent.Worker;
import dev.steward.core.run.Durable;

/// A worker that tells an observer of its work.
record WatchedWorker(Worker worker, AgentObserver observer) implements Worker {
  @Override
  public Answer work(Assignment assignment, Durable durable) {
    try (var seen = observer.begun(assignment)) {
      try {
        var answer = worker.work(assignment, durable);
        seen.done(answer);
        return answer;
      } catch (Failure failure) {
        seen.failed(failure);
        throw failure;
      }
    }
  }

  @Override
  public boolean readsMessages() {
    return worker.readsMessages();
  }
}
