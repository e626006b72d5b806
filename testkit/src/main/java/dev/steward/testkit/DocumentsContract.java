package dev.steward.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every place for documents promises.
public interface DocumentsContract {
  /// An empty one.
  Documents documents();

  @Test
  default void whatWasWrittenIsRead() {
    var documents = documents();
    assertThat(documents.read("acme", "hook", "h1")).isEmpty();
    documents.write("acme", "hook", "h1", "{\"url\":\"a\"}");
    documents.write("acme", "hook", "h1", "{\"url\":\"b\"}");
    assertThat(documents.read("acme", "hook", "h1")).contains("{\"url\":\"b\"}");
  }

  @Test
  default void allOfAKindComeInTheOrderOfTheirFirstWriting() {
    var documents = documents();
    for (var id : List.of("c", "a", "b")) {
      documents.write("acme", "hook", id, id);
    }
    documents.write("acme", "hook", "c", "again");
    documents.write("acme", "export", "d", "d");
    assertThat(List.copyOf(documents.all("acme", "hook").entrySet()))
        .containsExactly(Map.entry("c", "again"), Map.entry("a", "a"), Map.entry("b", "b"));
    assertThat(documents.all("acme", "nothing")).isEmpty();
  }

  @Test
  default void whatIsDeletedIsGone() {
    var documents = documents();
    documents.write("acme", "hook", "h1", "one");
    documents.write("acme", "hook", "h2", "two");
    assertThat(documents.delete("acme", "hook", "h1")).isTrue();
    assertThat(documents.delete("acme", "hook", "h1")).isFalse();
    assertThat(documents.all("acme", "hook")).containsOnlyKeys("h2");
  }

  @Test
  default void tenantsAndKindsAreApart() {
    var documents = documents();
    documents.write("acme", "hook", "h1", "acme's");
    documents.write("other", "hook", "h1", "other's");
    documents.write("acme", "export", "h1", "export");
    assertThat(documents.read("acme", "hook", "h1")).contains("acme's");
    assertThat(documents.delete("other", "hook", "h1")).isTrue();
    assertThat(documents.read("acme", "hook", "h1")).contains("acme's");
    assertThat(documents.read("acme", "export", "h1")).contains("export");
    assertThat(documents.all("other", "hook")).isEmpty();
  }

  @Test
  default void anyTextIsKept() {
    var documents = documents();
    var texts = new ArrayList<>(OddTexts.SYNTAX);
    texts.addAll(List.of("", " ", "Встреча", "اجتماع", "party 🎉 👩‍👩‍👧", "x".repeat(1_000_000)));
    for (var text : texts) {
      documents.write("acme", "odd", "of " + text, text);
      assertThat(documents.read("acme", "odd", "of " + text)).contains(text);
    }
    assertThat(documents.all("acme", "odd")).hasSize(texts.size());
  }
}
