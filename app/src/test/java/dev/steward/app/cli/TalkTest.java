package dev.steward.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.Desk;
import dev.steward.core.Principal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class TalkTest {
  @TempDir Path home;
  private final CannedDesk desk = new CannedDesk();
  private Interrupts interrupts = Interrupts.NONE;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyLineIsATaskUntilTheInputEnds() throws IOException {
    assertThat(talk("Hi\r", "\r", "What is on?\r")).isZero();

    assertThat(desk.asked)
        .containsExactly("process cli/ana//: Hi", "process cli/ana//: What is on?");
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("Done.", "steward · local");
  }

  @Test
  void quitEndsIt() throws IOException {
    assertThat(talk("/quit\r", "Hi\r")).isZero();
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void anUnknownSlashCommandIsNoTask() throws IOException {
    talk("/nonsense\r");

    assertThat(desk.asked).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("/quit");
  }

  @Test
  void aTaskThatFailsDoesNotEndIt() throws IOException {
    talk("refuse\r", "Hi\r");

    assertThat(err.toString(StandardCharsets.UTF_8)).contains("The budget of today is used up");
    assertThat(desk.asked).hasSize(2);
  }

  @Test
  void controlCAtAnEmptyLineEndsWith130() throws IOException {
    assertThat(talk("half a line\u0003", "\u0003", "Hi\r")).isEqualTo(130);
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void controlCWhileATaskIsBeingDoneCancelsItAndTheTalkGoesOn() throws IOException {
    interrupts =
        first -> {
          desk.whileWorking = desk.asked.size() == 0 ? () -> {} : first;
          return () -> {};
        };

    assertThat(talk("Hi\r", "What is on?\r")).isZero();

    assertThat(desk.asked).contains("process cli/ana//: What is on?", "cancel t1");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("Cancelled.");
  }

  @Test
  void theHistoryIsKeptWithSecretsMasked() throws IOException {
    talk("my password is hunter2\r");

    assertThat(Files.readString(home.resolve("history")))
        .contains("my password is [password]")
        .doesNotContain("hunter2");
  }

  /// Types each of `typed` when it is asked for a line, and Ctrl-D in the end.
  private int talk(String... typed) throws IOException {
    var surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Map.of("NO_COLOR", "1"),
            home,
            "ana",
            Clock.fixed(CannedDesk.NOW, ZoneOffset.UTC),
            true,
            true,
            interrupts);
    var invocation = new Invocation(surroundings, Principal.owner("default"), (data, s) -> desk);
    var typist = new Typist(typed);
    try (var lines = new TypedLines(typist.terminal, home.resolve("history"))) {
      return new Talk(invocation, lines)
          .with(
              new Turns(desk, invocation, false),
              line -> Desk.Task.of("ana", line).withChannel("cli"));
    }
  }

  /// Sits at a terminal and types when the prompt appears.
  private static final class Typist extends OutputStream {
    private final Deque<String> keys = new ArrayDeque<>();
    private final StringBuilder screen = new StringBuilder();
    private final LineDisciplineTerminal terminal;

    Typist(String... keys) throws IOException {
      this.keys.addAll(List.of(keys));
      this.terminal = new LineDisciplineTerminal("test", "ansi", this, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int shown) throws IOException {
      screen.append((char) shown);
      if (screen.toString().endsWith("ana> ")) {
        screen.setLength(0);
        var next = keys.isEmpty() ? "\u0004" : keys.poll();
        terminal.processInputBytes(next.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
