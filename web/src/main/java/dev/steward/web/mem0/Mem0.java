package dev.steward.web.mem0;

import dev.steward.core.MemoryDesk;
import dev.steward.core.document.Documents;
import dev.steward.core.run.Pause;
import dev.steward.web.Route;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Mem0's two APIs over a memory: what a Steward server answers beside its own so that Mem0's
/// clients work with it. Webhooks are told until it is closed; the memory stays open.
public final class Mem0 implements AutoCloseable {
  private final Context context;
  private final Pause pause;
  private final Courier courier;

  /// @param documents where projects, webhooks and what is to be told are kept
  /// @param ids makes ids that are unique
  /// @param pause between two looks whether memories were extracted
  /// @param tenant whose webhooks are told
  public Mem0(
      MemoryDesk desk,
      Documents documents,
      Supplier<String> ids,
      Clock clock,
      Pause pause,
      String tenant) {
    var bell = new Semaphore(1);
    var webhooks = new Webhooks(documents, ids, clock, bell::release);
    context = new Context(desk, documents, webhooks, clock, ids);
    this.pause = pause;
    courier = new Courier(desk, documents, webhooks, clock, bell, tenant);
    courier.start();
  }

  /// What a server answers in these APIs. The platform's paths end in `/`, the server's don't.
  public List<Route> routes() {
    var platform =
        Stream.of(
                new PlatformProject(context).routes(),
                new PlatformEvents(context).routes(),
                new PlatformMemories(context).routes(),
                new PlatformProfiles(context).routes(),
                new PlatformExports(context).routes(),
                new PlatformEntities(context).routes())
            .flatMap(List::stream)
            .map(route -> route.withErrors(Errors::platform));
    var server =
        Stream.of(
                new ServerMemories(context, pause).routes(),
                new ServerAdministration(context).routes())
            .flatMap(List::stream)
            .map(route -> route.withErrors(Errors::server));
    return Stream.concat(platform, server).toList();
  }

  @Override
  public void close() {
    courier.close();
  }
}
