package dev.steward.web;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The pages to chat in and to look into memory, and what they need: files from the jar, served to
/// everybody, for they hold nothing.
final class Pages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Pages() {}

  static List<Route> routes() {
    return List.of(
        page("/", "index.html", "text/html; charset=utf-8"),
        page("/memory", "memory.html", "text/html; charset=utf-8"),
        page("/memory.js", "memory.js", "text/javascript; charset=utf-8"),
        page("/app.js", "app.js", "text/javascript; charset=utf-8"),
        page("/style.css", "style.css", "text/css; charset=utf-8"),
        page("/icon.svg", "icon.svg", "image/svg+xml"));
  }

  private static Route page(String path, String file, String mediaType) {
    var bytes = read(file);
    return Route.get(
            path,
            exchange -> {
              exchange.response().header("Content-Security-Policy", POLICY);
              exchange.response().header("Cache-Control", "no-cache");
              exchange.send(200, mediaType, bytes);
            })
        .openly();
  }

  private static byte[] read(String file) {
    try (var in = Pages.class.getResourceAsStream("page/" + file)) {
      if (in == null) {
        throw Failure.internal("The page file " + file + " is missing from the jar", null);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
