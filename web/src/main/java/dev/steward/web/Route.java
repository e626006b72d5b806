package dev.steward.web;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One thing that can be asked: a method, a path with names in braces, and what answers it.
///
/// @param open whether it is answered without an API key
record Route(String method, List<String> path, boolean open, Handler handler) {

  /// Answers a request.
  @FunctionalInterface
  interface Handler {
    void handle(Exchange exchange);
  }

  static Route get(String path, Handler handler) {
    return new Route("GET", segments(path), false, handler);
  }

  static Route post(String path, Handler handler) {
    return new Route("POST", segments(path), false, handler);
  }

  /// The same, answered to everybody.
  Route openly() {
    return new Route(method, path, true, handler);
  }

  /// The values of the names in braces, if the path is of this form.
  private Optional<Map<String, String>> match(List<String> asked) {
    if (asked.size() != path.size()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < path.size(); i++) {
      var segment = path.get(i);
      if (segment.startsWith("{")) {
        values.put(segment.substring(1, segment.length() - 1), asked.get(i));
      } else if (!segment.equals(asked.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }

  /// What was found for a request.
  ///
  /// @param route absent if nothing answers; `allowed` then has the methods that would be answered
  record Match(@Nullable Route route, Map<String, String> values, List<String> allowed) {
    /// Finds what answers `method` on `rawPath`.
    static Match find(List<Route> routes, String method, String rawPath) {
      var asked = segments(rawPath).stream().map(part -> Query.decoded(part, false)).toList();
      var allowed = new ArrayList<String>();
      for (var route : routes) {
        var values = route.match(asked);
        if (values.isPresent()) {
          if (route.method.equals(method)) {
            return new Match(route, values.get(), List.of());
          }
          allowed.add(route.method);
        }
      }
      return new Match(null, Map.of(), List.copyOf(allowed));
    }
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }
}
