package dev.steward.web;

import io.helidon.common.socket.PeerInfo;
import java.net.SocketAddress;
import java.security.Principal;
import java.security.cert.Certificate;
import java.util.Optional;

/// The other side of a connection, which can be watched while it waits for an answer.
record WatchedPeer(PeerInfo inner, LookAhead ahead) implements PeerInfo {
  @Override
  public SocketAddress address() {
    return inner.address();
  }

  @Override
  public String host() {
    return inner.host();
  }

  @Override
  public int port() {
    return inner.port();
  }

  @Override
  public Optional<Principal> tlsPrincipal() {
    return inner.tlsPrincipal();
  }

  @Override
  public Optional<Certificate[]> tlsCertificates() {
    return inner.tlsCertificates();
  }
}
