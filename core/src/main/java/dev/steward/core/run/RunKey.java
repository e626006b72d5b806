package dev.steward.core.run;

/// Which run.
record RunKey(String tenant, String id) {
  static RunKey of(Run run) {
    return new RunKey(run.tenant(), run.id());
  }
}
