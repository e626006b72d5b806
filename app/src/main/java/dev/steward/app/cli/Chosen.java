package dev.steward.app.cli;

import dev.steward.core.Principal;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Selection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say which memories are meant: the user's and everybody's, unless they say less
/// or more.
final class Chosen {
  @Option(
      names = "--layer",
      paramLabel = "LAYER",
      description = "Only session, user or org.",
      converter = LayerWord.class)
  private @Nullable Layer layer;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Only facts of this kind: ${COMPLETION-CANDIDATES}.")
  private Fact.@Nullable Kind kind;

  @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only facts about this.")
  private String subject = "";

  @Option(
      names = "--agent",
      paramLabel = "NAME",
      description = "Only what is filed under an agent.")
  private String agent = "";

  @Option(names = "--app", paramLabel = "NAME", description = "Only what is filed under an app.")
  private String app = "";

  @Option(names = "--run", paramLabel = "ID", description = "Only what is filed under a run.")
  private String run = "";

  @Option(names = "--everybody", description = "Of all users, not of one.")
  private boolean everybody;

  /// What is meant, as recallable at `at`.
  Selection selection(Principal principal, String user, Instant at) {
    var filters = new ArrayList<Filter>();
    if (!everybody) {
      filters.add(
          new Filter.Or(
              List.of(
                  new Filter.Eq("user_id", user),
                  new Filter.Eq("layer", word(Layer.ORGANISATION)))));
    }
    if (layer != null) {
      filters.add(new Filter.Eq("layer", word(layer)));
    }
    if (kind != null) {
      filters.add(new Filter.Eq("kind", word(kind)));
    }
    add(filters, "subject", subject);
    add(filters, "agent_id", agent);
    add(filters, "app_id", app);
    add(filters, "run_id", run);
    return whole(principal, at).withFilter(new Filter.And(filters));
  }

  /// Everything of the tenant that is recallable at `at`.
  static Selection whole(Principal principal, Instant at) {
    return Selection.recallable(new Scope(principal.tenant(), "", ""), at)
        .withReach(Selection.Reach.TENANT);
  }

  private static void add(List<Filter> filters, String field, String value) {
    if (!value.isEmpty()) {
      filters.add(new Filter.Eq(field, value));
    }
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
