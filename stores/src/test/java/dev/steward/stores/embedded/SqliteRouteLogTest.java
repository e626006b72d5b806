package dev.steward.stores.embedded;

import dev.steward.core.routing.KeptRouteLog;
import dev.steward.core.routing.RouteLog;
import dev.steward.stores.JsonCodec;
import dev.steward.testkit.RouteLogContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class SqliteRouteLogTest implements RouteLogContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public RouteLog routeLog() {
    return new KeptRouteLog(fresh.stores().documents(), new JsonCodec());
  }
}
