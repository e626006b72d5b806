package dev.steward.testkit;

/// What the engine of durable runs promises, whatever its journal and its codec.
public interface RunsContract
    extends RunStepsContract,
        RunWaitsContract,
        RunLivesContract,
        RunLanesContract,
        RunTroubleContract,
        RunCancelContract,
        RunCrashContract {}
