package dev.steward.core.tier;

import dev.steward.core.policy.Secrets;
import dev.steward.core.run.CallContext;
import dev.steward.core.run.Effect;
import dev.steward.core.run.Handler;
import dev.steward.core.run.Op;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Checks what a model came to, without a model: whether it was done at all, in its shape, with
/// totals that add up, sources that exist, the last thing that it tried done, and no secret in it.
/// Notes what it finds as an [Outcomes.Outcome].
public final class Verification implements Handler<Verification.Request, Verification.Finding> {
  /// As one durable step: what it finds counts once, whatever crashes.
  public static final Op<Request, Finding> CHECK = new Op<>("verify", Request.class, Finding.class);

  private final Outcomes outcomes;
  private final Secrets secrets;

  /// What is to be checked.
  ///
  /// @param model that answered
  /// @param text of the answer; empty if there is none
  /// @param faults what is known to be wrong, in words
  /// @param deeds what was done on the way that changes something, in its order
  /// @param sources everything that the model read and can have cited, see [Citations]
  public record Request(
      String tenant,
      String kind,
      String model,
      String text,
      List<String> faults,
      List<Deed> deeds,
      List<String> sources) {
    public Request {
      faults = List.copyOf(faults);
      deeds = List.copyOf(deeds);
      sources = List.copyOf(sources);
    }
  }

  /// A use of a tool that changes something.
  ///
  /// @param text what the tool said
  public record Deed(String tool, boolean ok, String text) {}

  /// What is wrong, in words; nothing if it stands up.
  public record Finding(List<String> problems) {
    /// Nothing is wrong.
    public static final Finding NONE = new Finding(List.of());

    public Finding {
      problems = List.copyOf(problems);
    }

    public boolean passed() {
      return problems.isEmpty();
    }
  }

  /// A check that notes what it finds.
  public Verification(Outcomes outcomes, Secrets secrets) {
    this.outcomes = outcomes;
    this.secrets = secrets;
  }

  @Override
  public Finding run(Request request, CallContext context) {
    var finding = new Finding(problems(request));
    outcomes.add(
        request.tenant(),
        new Outcomes.Outcome(
            context.key(), request.kind(), request.model(), finding.passed(), context.now()));
    return finding;
  }

  @Override
  public Effect effect(Request request) {
    return Effect.KEYED;
  }

  private List<String> problems(Request request) {
    var problems = new ArrayList<>(request.faults());
    problems.addAll(Totals.problems(request.text()));
    var read = new HashSet<>(request.sources());
    Citations.in(request.text()).stream()
        .filter(cited -> !read.contains(cited))
        .map("it cites %s, which is not among what was known"::formatted)
        .forEach(problems::add);
    if (!request.deeds().isEmpty() && !request.deeds().getLast().ok()) {
      var last = request.deeds().getLast();
      problems.add("%s was not done: %s".formatted(last.tool(), last.text()));
    }
    var masked = secrets.mask(request.text()).kinds();
    if (!masked.isEmpty()) {
      problems.add("it holds a secret (%s)".formatted(String.join(", ", masked)));
    }
    return problems;
  }
}
