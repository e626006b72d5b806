package dev.steward.stores.chroma;

import java.net.URI;
import java.time.Duration;

/// Where a Chroma server is, and how long it is waited for.
///
/// @param url such as `http://localhost:8000`, without the path of an API
/// @param connect for a connection
/// @param answer for the answer to a request
public record ChromaServer(URI url, Duration connect, Duration answer) {
  public static ChromaServer at(URI url) {
    return new ChromaServer(url, Duration.ofSeconds(3), Duration.ofSeconds(20));
  }

  /// The address as a person may read it: without a name and a password that stand in it.
  String address() {
    var port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
  }
}
