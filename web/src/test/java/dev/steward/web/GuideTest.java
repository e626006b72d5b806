package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The guide says what the server does.
class GuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "guides", "http-api.md");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:GET|POST) /\\S+)` \\|");
  private static final Pattern SHELL = Pattern.compile("(?s)```sh\n(.*?)```");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Fixture fixture = new Fixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void everyRouteIsInTheGuideAndNoOther() throws Exception {
    var told = ROW.matcher(Files.readString(GUIDE)).results().map(row -> row.group(1)).toList();
    try (var alarms = Executors.newSingleThreadScheduledExecutor()) {
      var stream = new EventStream(Duration.ofSeconds(1), alarms);
      var routes =
          new ArrayList<>(
              StewardServer.routes(
                  fixture.desk, stream, new LineStream(alarms), "", Fixture.CLOCK));
      routes.add(Metrics.route(() -> ""));
      var pages = Pages.routes().stream().map(Route::path).toList();
      assertThat(told)
          .containsExactlyInAnyOrderElementsOf(
              routes.stream()
                  .filter(route -> !pages.contains(route.path()))
                  .map(route -> route.method() + " " + String.join("/", route.path()))
                  .toList());
    }
  }

  @Test
  void everyExampleWorks() throws Exception {
    var server = fixture.server();
    var count = 0;
    for (var block : SHELL.matcher(Files.readString(GUIDE)).results().toList()) {
      for (var command : block.group(1).replace("\\\n", " ").lines().toList()) {
        var response = fixture.send(request(words(command), server.uri()));
        assertThat(response.statusCode()).as(command + response.body()).isBetween(200, 201);
        count++;
      }
    }
    assertThat(count).isEqualTo(19);
  }

  private static HttpRequest.Builder request(List<String> words, URI server) {
    assertThat(words.removeFirst()).isEqualTo("curl");
    var request = HttpRequest.newBuilder();
    while (!words.isEmpty()) {
      var word = words.removeFirst();
      switch (word) {
        case "-N" -> {}
        case "-H" -> {
          var header = words.removeFirst().split(": ", 2);
          request.header(header[0], header[1]);
        }
        case "-d" -> request.POST(HttpRequest.BodyPublishers.ofString(words.removeFirst()));
        default -> request.uri(URI.create(word.replace("http://127.0.0.1:7777", server + "")));
      }
    }
    return request;
  }

  private static List<String> words(String command) {
    var words = new ArrayList<String>();
    WORD.matcher(command)
        .results()
        .forEach(word -> words.add(word.group(1) == null ? word.group(2) : word.group(1)));
    return words;
  }
}
