package dev.steward.web;

import dev.steward.core.Principal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Lets a request in or refuses it: by the host it was sent to, the page it came from, and its key.
///
/// A web page anywhere can make its visitor's browser call a loopback address, and a name of its
/// own can be made to point there. So on loopback the host must be a name of this machine that we
/// know, and the page, if the browser names one, must be ours.
final class Gate {
  private final String tenant;
  private final List<Key> keys;
  private final boolean loopback;
  private final List<String> names;
  private final Set<String> hosts;

  private record Key(String digest, Principal principal) {
    private static Key of(StewardServer.ApiKey key, String tenant) {
      return new Key(Gate.digest(key.value()), new Principal(tenant, Set.copyOf(key.users())));
    }
  }

  /// A gate as the options want it.
  ///
  /// @param address what the server listens on
  Gate(StewardServer.Options options, InetAddress address) {
    loopback = address.isLoopbackAddress();
    names = List.of("localhost", "127.0.0.1", "[::1]", StewardServer.host(address));
    tenant = options.tenant();
    keys = options.keys().stream().map(key -> Key.of(key, tenant)).toList();
    hosts =
        options.hosts().stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Checks where the request was sent and which page sent it.
  ///
  /// @param host the `Host` header
  /// @param origin the `Origin` header
  /// @param port the one it came in at
  /// @throws Refusal 403 if the host isn't ours or the page isn't
  void checkPlace(String host, @Nullable String origin, int port) {
    if (!loopback) {
      return;
    }
    var authorities = authorities(port);
    if (!authorities.contains(host.toLowerCase(Locale.ROOT))) {
      throw new Refusal(
          403,
          "forbidden_host",
          "",
          "This server does not answer to the host in the request; it answers to: "
              + String.join(", ", authorities));
    }
    if (origin != null && !authorities.contains(authority(origin))) {
      throw new Refusal(
          403, "forbidden_origin", "", "Pages of other origins may not call this server");
    }
  }

  /// Who asks.
  ///
  /// @param sent the key that came with the request, or empty
  /// @throws Refusal 401 if a key is needed and missing or wrong
  Principal principal(String sent) {
    if (keys.isEmpty()) {
      return Principal.owner(tenant);
    }
    if (sent.isEmpty()) {
      throw unauthorized("An API key is needed: send the header 'Authorization: Bearer …'");
    }
    var digest = digest(sent);
    Principal found = null;
    for (var key : keys) { // All of them, so that the time tells nothing.
      if (MessageDigest.isEqual(bytes(key.digest), bytes(digest))) {
        found = key.principal;
      }
    }
    if (found == null) {
      throw unauthorized("The API key is not one of this server's");
    }
    return found;
  }

  private static Refusal unauthorized(String message) {
    return new Refusal(401, "unauthorized", "", message);
  }

  private Set<String> authorities(int port) {
    var all = new TreeSet<>(hosts);
    for (var name : names) {
      all.add(name + ":" + port);
      if (port == 80) {
        all.add(name);
      }
    }
    return all;
  }

  private static String authority(String origin) {
    try {
      var uri = URI.create(origin);
      var web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      var authority = uri.getRawAuthority();
      return web && authority != null ? authority.toLowerCase(Locale.ROOT) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static String digest(String key) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
