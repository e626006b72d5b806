package dev.steward.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.MaskingCallback;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Lines as a person types them, with editing and a history that outlives the process. What is
/// typed isn't written to the history by itself, for it may hold a secret: see [#remember].
final class TypedLines implements AutoCloseable {
  private static final String HISTORY = "chat-history";
  private static final int MOST_REMEMBERED = 1_000;
  private static final MaskingCallback NOT_REMEMBERED =
      new MaskingCallback() {
        @Override
        public String display(String line) {
          return line;
        }

        @Override
        public String history(String line) {
          return "";
        }
      };

  private final Terminal terminal;
  private final LineReader reader;

  TypedLines(Terminal terminal, Path history) {
    this.terminal = terminal;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .variable(LineReader.HISTORY_FILE, history)
            .variable(LineReader.HISTORY_SIZE, MOST_REMEMBERED)
            .variable(LineReader.HISTORY_FILE_SIZE, MOST_REMEMBERED)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.BRACKETED_PASTE, true)
            .build();
  }

  /// Those of the terminal that the process was started in.
  static TypedLines open(Invocation invocation) {
    try {
      var terminal =
          TerminalBuilder.builder().system(true).encoding(StandardCharsets.UTF_8).build();
      return new TypedLines(terminal, invocation.data().resolve(HISTORY));
    } catch (IOException noTerminal) {
      throw new UncheckedIOException("could not open the terminal", noTerminal);
    }
  }

  /// What became of the wait for a line.
  sealed interface Typed {}

  /// A line, without blanks around it.
  record Line(String text) implements Typed {}

  /// No more lines come; `code` is how to exit.
  record Ended(int code) implements Typed {}

  /// The next line. Ctrl-C discards a line that was begun, and ends where none was.
  Typed next(String prompt) {
    while (true) {
      try {
        return new Line(reader.readLine(prompt, null, NOT_REMEMBERED, null).strip());
      } catch (UserInterruptException interrupt) {
        if (interrupt.getPartialLine().isEmpty()) {
          return new Ended(Cli.INTERRUPTED);
        }
      } catch (EndOfFileException _) {
        return new Ended(Cli.OK);
      }
    }
  }

  /// Adds a line to the history, secrets masked.
  void remember(String masked) {
    reader.getHistory().add(masked.replace('\n', ' '));
  }

  @Override
  public void close() {
    try (terminal) {
      reader.getHistory().save();
    } catch (IOException unwritable) {
      throw new UncheckedIOException("could not write the chat history", unwritable);
    }
  }
}
