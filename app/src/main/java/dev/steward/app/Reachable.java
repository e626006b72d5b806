package dev.steward.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/// Whether somebody listens at an address; asks nothing and costs nothing.
final class Reachable {
  private static final int PATIENCE_MILLIS = 3_000;

  private Reachable() {}

  static boolean answers(URI address) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), port(address)), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "https".equals(address.getScheme()) ? 443 : 80;
  }
}
