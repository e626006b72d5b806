package dev.steward.app;

import dev.steward.stores.TimeOrderedIds;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// What a Steward finds around it.
///
/// @param environment where keys of models are looked for
/// @param zone where `steward.yaml` names none
/// @param ids makes new ids, each once
/// @param random says on which tasks a model is tried that has yet to prove itself
public record World(
    Map<String, String> environment,
    Clock clock,
    ZoneId zone,
    Supplier<String> ids,
    RandomGenerator random) {
  public World {
    environment = Map.copyOf(environment);
  }

  /// That of this process.
  public static World ofProcess() {
    var clock = Clock.systemUTC();
    return new World(
        System.getenv(),
        clock,
        ZoneId.systemDefault(),
        new TimeOrderedIds(clock, new SecureRandom()),
        RandomGenerator.getDefault());
  }

  public World withEnvironment(Map<String, String> environment) {
    return new World(environment, clock, zone, ids, random);
  }

  public World withClock(Clock clock) {
    return new World(environment, clock, zone, ids, random);
  }

  public World withZone(ZoneId zone) {
    return new World(environment, clock, zone, ids, random);
  }

  public World withIds(Supplier<String> ids) {
    return new World(environment, clock, zone, ids, random);
  }
}
