package dev.steward.web;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A connection on which anything can be sent.
final class RawHttp implements AutoCloseable {
  private final Socket socket;

  RawHttp(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(20_000);
  }

  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /// Everything until the server closes.
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// What comes until `end`, which is read as well.
  String until(String end) throws IOException {
    var read = new StringBuilder();
    for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
      read.append((char) c);
      if (read.indexOf(end, Math.max(0, read.length() - end.length())) >= 0) {
        break;
      }
    }
    return read.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
