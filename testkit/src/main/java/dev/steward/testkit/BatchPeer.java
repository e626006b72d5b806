package dev.steward.testkit;

import dev.steward.core.cost.Usage;
import dev.steward.core.model.BatchModel;
import java.util.List;

/// The other side of a [BatchModel] under test: a provider that takes batches. What a request asks
/// decides what it comes to: `please expire`, `please fail`, and `please garble` (an answer that
/// can't be read, though it used something); everything else is said back.
public interface BatchPeer {
  /// The model whose provider this is.
  BatchModel model();

  /// What each answer is said to have used.
  Usage usage();

  /// How many batches it has taken.
  int batches();

  /// What each request of the batches asks of the model, as the provider got it, in order.
  List<String> asked();

  /// Ends all batches: of those that were cancelled, what was not answered is not.
  void end();

  /// Refuses the next request.
  ///
  /// @param retryAfter how many seconds it asks to be left alone; 0: it says nothing of it
  void refuses(int status, int retryAfter);

  /// Takes the next request, and dies before it answers.
  void dies();

  /// Breaks the connection in the middle of the next results.
  void breaksResults();

  /// Puts a line among all results that is no JSON.
  void garblesALine();

  /// Forgets all batches.
  void forgets();
}
