package dev.steward.app.settings;

import dev.steward.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/// The `steward.yaml` of a data folder, and the files of agents and playbooks beside it.
public final class SettingsFile {
  /// What the file is called in its folder.
  public static final String NAME = "steward.yaml";

  /// The folders of agents and of playbooks that have files of their own.
  private static final String AGENTS = "agents";

  private static final String PLAYBOOKS = "playbooks";

  private static final Pattern AGENT_FILE = Pattern.compile("[^.].*\\.(md|yaml)");
  private static final Pattern PLAYBOOK_FILE = Pattern.compile("[^.].*\\.md");

  private static final long LARGEST = 1_000_000;

  private SettingsFile() {}

  /// The settings of a data folder, whose `steward.yaml` is written with commented defaults if it
  /// isn't there.
  ///
  /// @param systemZone the time zone where the file names none
  /// @throws Failure USER with every mistake in the file and its place; INTERNAL if the file can't
  ///   be read or written
  public static Settings open(Path folder, ZoneId systemZone) {
    var file = folder.resolve(NAME);
    if (!Files.exists(file)) {
      writeDefault(folder, file);
    }
    return read(file, systemZone);
  }

  /// The settings in `file`.
  ///
  /// @throws Failure as for [#open]; USER if there is no such file
  public static Settings read(Path file, ZoneId systemZone) {
    return new SettingsReader(
            file.toString(),
            systemZone,
            beside(file, AGENTS, AGENT_FILE),
            beside(file, PLAYBOOKS, PLAYBOOK_FILE))
        .read(text(file));
  }

  /// The files in a folder beside it, by name.
  private static List<FrontMatterFile> beside(Path file, String name, Pattern which) {
    var folder = file.toAbsolutePath().resolveSibling(name);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files
          .filter(each -> which.matcher(fileName(each)).matches())
          .sorted()
          .map(each -> FrontMatterFile.of(each.toString(), fileName(each), text(each)))
          .toList();
    } catch (IOException unreadable) {
      throw Failure.internal(
          "Could not read %s (%s); check its permissions".formatted(folder, reason(unreadable)),
          unreadable);
    }
  }

  private static String fileName(Path file) {
    return String.valueOf(file.getFileName());
  }

  /// The settings in `text`; `name` stands for the file in mistakes.
  public static Settings parse(String text, String name, ZoneId systemZone) {
    return new SettingsReader(name, systemZone, List.of(), List.of()).read(text);
  }

  /// What is written where no `steward.yaml` is.
  public static String defaults() {
    try (var resource = SettingsFile.class.getResourceAsStream(NAME)) {
      if (resource == null) {
        throw Failure.internal(
            "The default steward.yaml is not in the program; build it again", null);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Written whole or not at all; whoever comes second leaves the first one's file.
  private static void writeDefault(Path folder, Path file) {
    try {
      createForOwnerOnly(folder);
      var draft = Files.createTempFile(folder, "steward", ".yaml");
      try {
        Files.writeString(draft, defaults());
        Files.move(draft, file);
      } catch (FileAlreadyExistsException _) {
        return;
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException unwritable) {
      throw Failure.internal(
          "Could not write %s (%s); make the folder writable, or name another with --data or STEWARD_HOME"
              .formatted(file, reason(unwritable)),
          unwritable);
    }
  }

  /// What is remembered of people is nobody else's business on a machine that others use, too.
  private static void createForOwnerOnly(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var ownerOnly = PosixFilePermissions.fromString("rwx------");
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(ownerOnly));
    } else {
      Files.createDirectories(folder);
    }
  }

  static String text(Path file) {
    try {
      if (Files.size(file) > LARGEST) {
        throw Failure.user(
            "%s: this file is larger than 1 MB, so it can't be settings; look what it is"
                .formatted(file));
      }
      var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException _) {
      throw Failure.user("%s: this file is not UTF-8 text; save it as UTF-8".formatted(file));
    } catch (NoSuchFileException _) {
      throw Failure.user("%s: there is no such file; any start writes one".formatted(file));
    } catch (IOException unreadable) {
      throw Failure.internal(
          "Could not read %s (%s); check its permissions".formatted(file, reason(unreadable)),
          unreadable);
    }
  }

  private static String reason(IOException failure) {
    var message = failure.getMessage();
    return failure.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
