package dev.steward.app;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Layer;
import dev.steward.core.memory.Memory;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;

/// Brings the organisation's facts in line with the policies in `steward.yaml`: the first is
/// `org_rule_0`, the second `org_rule_1`, and so on.
final class OrganisationPolicies {
  private static final String PREFIX = "org_rule_";
  private static final String SOURCE = "steward.yaml";
  private static final int MOST = 1_000;

  private OrganisationPolicies() {}

  static void load(Memory memory, String tenant, List<String> policies) {
    var scope = new Scope(tenant, "", "");
    var known =
        memory.facts(scope, Layer.ORGANISATION, "", MOST).stream()
            .filter(fact -> fact.id().startsWith(PREFIX) && fact.source().equals(SOURCE))
            .collect(Collectors.toMap(Fact::id, Fact::text));
    var outdated = new HashSet<>(known.keySet());
    for (int i = 0; i < policies.size(); i++) {
      if (policies.get(i).strip().equals(known.get(PREFIX + i))) {
        outdated.remove(PREFIX + i);
      }
    }
    if (!outdated.isEmpty()) {
      memory.forget(scope, outdated);
    }
    for (int i = 0; i < policies.size(); i++) {
      if (!known.containsKey(PREFIX + i) || outdated.contains(PREFIX + i)) {
        memory.remember(
            scope,
            Layer.ORGANISATION,
            Fact.Kind.POLICY,
            policies.get(i),
            SOURCE,
            SOURCE,
            PREFIX + i);
      }
    }
  }
}
