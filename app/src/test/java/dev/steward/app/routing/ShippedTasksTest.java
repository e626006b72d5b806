package dev.steward.app.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.app.settings.SettingsFile;
import dev.steward.core.routing.TaskKind;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedTasksTest {
  private final List<ShippedTasks.Task> tasks = ShippedTasks.all();

  @Test
  void areMoreThanTwelveHundredOfMoreThanTwentyKinds() {
    assertThat(tasks).hasSizeGreaterThan(1_200);
    assertThat(tasks.stream().flatMap(task -> task.kinds().stream()).collect(Collectors.toSet()))
        .hasSizeGreaterThan(20);
  }

  @Test
  void everyKindIsOneOfTheDefaultTeams() {
    var kinds =
        SettingsFile.parse(SettingsFile.defaults(), "steward.yaml", ZoneOffset.UTC).kinds().stream()
            .map(TaskKind::name)
            .toList();

    assertThat(tasks).allSatisfy(task -> assertThat(kinds).containsAll(task.kinds()));
  }

  @Test
  void everyKindIsInEverySplit() {
    for (var split : List.of("train", "validation", "test")) {
      assertThat(
              tasks.stream()
                  .filter(task -> task.split().equals(split) && !task.kinds().isEmpty())
                  .map(task -> task.kinds().getFirst())
                  .collect(Collectors.toSet()))
          .as(split)
          .hasSize(27);
    }
  }

  @Test
  void areOfManyTraits() {
    assertThat(tasks.stream().map(ShippedTasks.Task::trait).collect(Collectors.toSet()))
        .contains("plain", "typo", "ambiguous", "adversarial", "de", "fr", "es", "it", "pt", "nl");
    var tried = tasks.stream().filter(task -> task.split().equals("test")).toList();
    assertThat(
            tried.stream().filter(task -> task.kinds().isEmpty()).count() / (double) tried.size())
        .isBetween(0.13, 0.18);
  }

  @Test
  void noTaskIsThereTwice() {
    assertThat(tasks.stream().map(task -> plain(task.text()))).doesNotHaveDuplicates();
  }

  @Test
  void noTaskOfTheTestIsNearlyOneThatIsLearnedFrom() {
    var learned =
        tasks.stream().filter(task -> !task.split().equals("test")).map(this::pieces).toList();

    for (var task : tasks.stream().filter(t -> t.split().equals("test")).toList()) {
      var pieces = pieces(task);
      assertThat(learned.stream().mapToDouble(other -> overlap(pieces, other)).max().orElseThrow())
          .as(task.text())
          .isLessThan(0.7);
    }
  }

  private static String plain(String text) {
    var letters = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    return letters.isEmpty() ? text : letters;
  }

  private Set<String> pieces(ShippedTasks.Task task) {
    var text = plain(task.text());
    var pieces = new HashSet<String>();
    for (int i = 0; i + 4 <= text.length(); i++) {
      pieces.add(text.substring(i, i + 4));
    }
    pieces.add(text);
    return pieces;
  }

  private static double overlap(Set<String> a, Set<String> b) {
    var both = new HashSet<>(a);
    both.retainAll(b);
    return both.size() / (double) (a.size() + b.size() - both.size());
  }
}
