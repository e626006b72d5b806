package dev.steward.testkit;

import dev.steward.core.routing.RouteLog;

class InMemoryRouteLogTest implements RouteLogContract {
  private final RouteLog log = new InMemoryRouteLog();

  @Override
  public RouteLog routeLog() {
    return log;
  }
}
