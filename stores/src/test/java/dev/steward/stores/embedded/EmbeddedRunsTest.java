package dev.steward.stores.embedded;

import dev.steward.core.run.Codec;
import dev.steward.core.run.Journal;
import dev.steward.stores.JsonCodec;
import dev.steward.testkit.RunsContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class EmbeddedRunsTest implements RunsContract {
  @RegisterExtension final FreshStores fresh = new FreshStores();

  @Override
  public Journal journal() {
    return fresh.stores().journal();
  }

  @Override
  public Journal reopened() {
    return fresh.reopened().journal();
  }

  @Override
  public int stride() {
    return 7;
  }

  @Override
  public Codec codec() {
    return new JsonCodec();
  }
}
