package dev.steward.app.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.app.routing.LabelledFile.Part;
import dev.steward.core.Failure;
import dev.steward.core.routing.learned.Labelled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledFileTest {
  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<Labelled> train(String text) throws IOException {
    return LabelledFile.read(file("texts", text), Part.TRAIN);
  }

  private List<Labelled> test(String text) throws IOException {
    return LabelledFile.read(file("texts", text), Part.TEST);
  }

  @Test
  void readsCsvWithNamedColumns() throws IOException {
    assertThat(train("id,category,text\n1,card,My card\n2,cash,\"No cash, \"\"again\"\"\"\n"))
        .containsExactly(
            new Labelled("My card", "card"), new Labelled("No cash, \"again\"", "cash"));
  }

  @Test
  void readsCsvWithoutNames() throws IOException {
    assertThat(train("My card,card\r\n\r\nNo cash,cash"))
        .containsExactly(new Labelled("My card", "card"), new Labelled("No cash", "cash"));
  }

  @Test
  void readsLineBreaksWithinQuotesAndEveryScript() throws IOException {
    assertThat(train("\uFEFFtext,category\n\"Zwei\nZeilen – 日本語 🙂\",größe\n"))
        .containsExactly(new Labelled("Zwei\nZeilen – 日本語 🙂", "größe"));
  }

  @Test
  void oosIsNoCategory() throws IOException {
    assertThat(train("text,label\nsing,oos\n")).containsExactly(new Labelled("sing", ""));
  }

  @Test
  void aColumnSplitTellsWhatIsForTheTest() throws IOException {
    var csv = "split,text,category\ntrain,a,x\ntest,b,x\nvalidation,c,y\n";

    assertThat(train(csv)).extracting(Labelled::text).containsExactly("a", "c");
    assertThat(test(csv)).extracting(Labelled::text).containsExactly("b");
  }

  @Test
  void readsTheLayoutOfClinc() throws IOException {
    var json =
        """
        {"oos_train": [["o1", "oos"]], "train": [["a", "x"]], "val": [["b", "y"]],
         "oos_val": [["o2", "oos"]], "note": {"by": 3}}
        """;

    assertThat(train(json)).containsExactly(new Labelled("a", "x"), new Labelled("o1", ""));
    assertThat(test(json)).containsExactly(new Labelled("b", "y"), new Labelled("o2", ""));
  }

  @Test
  void theTestPartComesBeforeTheValidationPart() throws IOException {
    assertThat(test("{\"val\": [[\"b\", \"y\"]], \"test\": [[\"c\", \"z\"]]}"))
        .containsExactly(new Labelled("c", "z"));
  }

  @Test
  void readsOneListOfPairs() throws IOException {
    assertThat(test("[[\"a\", \"x\"], [\"b\", \"oos\"]]"))
        .containsExactly(new Labelled("a", "x"), new Labelled("b", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "text,category~a,x~b|line 3: there are 1 cells where 2 belong",
        "text,category~a,x,y|line 2: there are 3 cells where 2 belong",
        "text,category~\"a,x|line 2: a quotation mark opens here",
        "text,category~\"a\"b,x|line 2: after a closing quotation mark",
        "text,category~\"a~b\",x~ ,y|line 4: the text is empty",
        "text,category~a,|line 2: the category is empty; write oos",
        "text,category|holds no text",
        "^^|holds no text",
        "{\"val\": []}|has no list 'train'; there are: val",
        "{\"train\": [[\"a\"]]}|row of 'train' 1: a pair has a text and an intent",
        "{\"train\": [[\"a\", \"x\"],~ [\"b\", 3]]}|line 2, row of 'train' 2",
        "{\"train\": [[\"a\", \"x\", \"y\"]]}|and no more",
        "{\"train\": [\"a\"]}|expected a pair",
        "{\"train\": [[\"a\", \"x\"]|no JSON",
        "{\"train\": [[\" \", \"x\"]]}|the text is empty"
      })
  void namesTheFileAndTheRow(String text, String complaint) throws IOException {
    var file = file("texts", text.replace('~', '\n'));

    assertThatThrownBy(() -> LabelledFile.read(file, Part.TRAIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(complaint);
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    var file = folder.resolve("latin.csv");
    Files.write(file, "a,x\ncaf\u00e9,y\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> LabelledFile.read(file, Part.TRAIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("not UTF-8: line 2");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatThrownBy(() -> LabelledFile.read(folder.resolve("absent"), Part.TRAIN))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("There is no file");
  }

  @Test
  void readsDomains() throws IOException {
    assertThat(JsonTexts.groups(file("domains", "{\"bank\": [\"card\", \"cash\"], \"home\": []}")))
        .containsEntry("card", "bank")
        .containsEntry("cash", "bank")
        .hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "[]|expected an object of lists of kinds",
        "{\"bank\": \"card\"}|expected a list of kinds",
        "{\"bank\": [1]}|expected a kind",
        "{\"bank\": [\"a\"], \"home\": [\"a\"]}|the kind 'a' is in 'bank' already"
      })
  void refusesOtherDomains(String text, String complaint) throws IOException {
    var file = file("domains", text);

    assertThatThrownBy(() -> JsonTexts.groups(file))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(complaint);
  }
}
