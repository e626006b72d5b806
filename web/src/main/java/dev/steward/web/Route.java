package dev.steward.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One thing that can be asked: a method, a path with names in braces, and what answers it. A name
/// stands for one part of the path that is not empty, so that `/v1/memories` and `/v1/memories/`
/// are two paths, and neither is of the form `/v1/memories/{id}`.
///
/// @param open whether it is answered without an API key
/// @param errors how an error looks in the API that it belongs to
public record Route(
    String method,
    List<String> path,
    boolean open,
    Function<Refusal, ObjectNode> errors,
    Handler handler) {

  public Route {
    path = List.copyOf(path);
  }

  /// Answers a request.
  @FunctionalInterface
  public interface Handler {
    /// Sends the response.
    ///
    /// @throws Refusal if the answer is an error
    void handle(Exchange exchange);
  }

  /// Answers a method on a path such as `/v1/tasks/{id}`.
  public static Route of(String method, String path, Handler handler) {
    return new Route(method, segments(path), false, Refusal::own, handler);
  }

  static Route get(String path, Handler handler) {
    return of("GET", path, handler);
  }

  static Route post(String path, Handler handler) {
    return of("POST", path, handler);
  }

  /// The same, answered to everybody.
  public Route openly() {
    return new Route(method, path, true, errors, handler);
  }

  /// The same with errors in another shape.
  public Route withErrors(Function<Refusal, ObjectNode> errors) {
    return new Route(method, path, open, errors, handler);
  }

  /// The values of the names in braces, if the path is of this form.
  private Optional<Map<String, String>> match(List<String> asked) {
    if (asked.size() != path.size()) {
      return Optional.empty();
    }
    var values = new HashMap<String, String>();
    for (int i = 0; i < path.size(); i++) {
      var segment = path.get(i);
      if (segment.startsWith("{") && !asked.get(i).isEmpty()) {
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
