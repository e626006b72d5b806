package dev.steward.app.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.steward.app.settings.MemorySettings.Store;
import dev.steward.core.Failure;
import java.net.URI;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryStoreSettingsTest {
  private static final String BEFORE = "  embedder: e5-small-v2\n";

  @Test
  void vectorsAreInTheFolderUnlessSomethingElseIsWritten() {
    assertThat(with("")).isEqualTo(new Store.Embedded());
    assertThat(with("  store:\n")).isEqualTo(new Store.Embedded());
    assertThat(with("  store: embedded\n")).isEqualTo(new Store.Embedded());
  }

  @Test
  void aChromaServerIsOneLine() {
    assertThat(with("  store: { chroma: { url: http://localhost:8000 } }\n"))
        .isEqualTo(new Store.Chroma(URI.create("http://localhost:8000")));
    assertThat(with("  store:\n    chroma:\n      url: https://chroma.example.com/vectors\n"))
        .isEqualTo(new Store.Chroma(URI.create("https://chroma.example.com/vectors")));
  }

  @Test
  void theLineInTheFileThatTheFirstStartWritesIsRight() {
    var line = "  # store: { chroma: { url: http://localhost:8000 } }\n";
    assertThat(SettingsFile.defaults()).contains(line);
    assertThat(parse(SettingsFile.defaults().replace(line, line.replace("# ", ""))))
        .isInstanceOf(Store.Chroma.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost:8000",
        "ftp://localhost",
        "http://",
        "http://ana:secret@localhost:8000",
        "http://localhost:8000?x=1",
        "[http://localhost]",
        "nonsense"
      })
  void anAddressThatIsNoneIsAMistakeAtItsPlace(String url) {
    assertThat(mistake("  store: { chroma: { url: '%s' } }\n".formatted(url)))
        .contains("memory.store.chroma.url: expected an address such as http://localhost:8000")
        .containsPattern("steward.yaml:\\d+:27: ");
  }

  @Test
  void whatIsMissingOrUnknownIsNamed() {
    assertThat(mistake("  store: { chroma: { } }\n"))
        .contains("memory.store.chroma.url: this is missing", "http://localhost:8000");
    assertThat(mistake("  store: { chroma: { url: http://localhost:8000, token: x } }\n"))
        .contains("memory.store.chroma.token");
    assertThat(mistake("  store: { croma: { url: http://localhost:8000 } }\n"))
        .contains("memory.store.croma");
    assertThat(mistake("  store: chroma\n"))
        .contains("memory.store: a Chroma server is a block", "{ chroma: { url:");
    assertThat(mistake("  store: pinecone\n")).contains("memory.store", "embedded");
    assertThat(mistake("  store: [embedded]\n")).contains("memory.store: expected a text");
  }

  private static Store with(String store) {
    return parse(text(store));
  }

  private static String text(String store) {
    var defaults = SettingsFile.defaults();
    assertThat(defaults).contains(BEFORE);
    return defaults.replace(BEFORE, BEFORE + store);
  }

  private static Store parse(String text) {
    return SettingsFile.parse(text, "steward.yaml", ZoneOffset.UTC).memory().store();
  }

  private static String mistake(String store) {
    var failure = catchThrowableOfType(Failure.class, () -> parse(text(store)));
    assertThat(failure).as("a mistake in " + store).isNotNull();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.USER);
    return failure.text();
  }
}
