package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.steward.core.Failure;
import dev.steward.core.batch.Item;
import dev.steward.core.cost.Money;
import dev.steward.web.BatchFile.Format;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchFileTest {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");

  private static List<Map<String, String>> csv(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), Format.CSV);
  }

  private static List<Map<String, String>> jsonl(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8), Format.JSONL);
  }

  private static List<Map<String, String>> read(byte[] bytes, Format format) {
    return BatchFile.read(new ByteArrayInputStream(bytes), format, "orders.csv");
  }

  private static void refused(Format format, String text, String... said) {
    assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8), format))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.USER);
              assertThat(failure.text()).contains("orders.csv").contains(said);
            });
  }

  @Test
  void rowsOfACsvFileAreReadByTheirColumns() {
    var rows = csv("id,text\n1,one\n2,two\n");

    assertThat(rows)
        .containsExactly(Map.of("id", "1", "text", "one"), Map.of("id", "2", "text", "two"));
    assertThat(rows.getFirst().keySet()).containsExactly("id", "text");
  }

  @Test
  void quotedFieldsHoldWhateverTheyHold() {
    var rows = csv("id,text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,\"\"\r\n3,\n");

    assertThat(rows).extracting(row -> row.get("text")).containsExactly("a, \"b\"\r\nc", "", "");
  }

  @Test
  void unicodeIsReadAsItIs() {
    var rows = csv("имя,😀\n“Łódź”,مرحبا\u202e 👩‍👩‍👧\n");

    assertThat(rows).containsExactly(Map.of("имя", "“Łódź”", "😀", "مرحبا\u202e 👩‍👩‍👧"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16BE", "UTF-16LE"})
  void aMarkBeforeTheTextSaysItsEncodingAndIsNoPartOfIt(String encoding) {
    var bytes = "\uFEFFid,text\n1,ö\n".getBytes(Charset.forName(encoding));

    assertThat(read(bytes, Format.CSV)).containsExactly(Map.of("id", "1", "text", "ö"));
    var line = "\uFEFF{\"id\": \"ö\"}".getBytes(Charset.forName(encoding));
    assertThat(read(line, Format.JSONL)).containsExactly(Map.of("id", "ö"));
  }

  @ParameterizedTest
  @ValueSource(strings = {";", "\t", ","})
  void theFirstLineTellsWhatSeparates(String separator) {
    var rows =
        csv(
            "\"id, or; so\";text\n1;a, b\n"
                .replace(";text", separator + "text")
                .replace("1;", "1" + separator)
                .replace("a, b", "ab"));

    assertThat(rows).containsExactly(Map.of("id, or; so", "1", "text", "ab"));
  }

  @Test
  void aHugeFieldIsRead() {
    var huge = "x,\"\n".repeat(300_000).replace("\"", "\"\"");

    var rows = csv("text\n\"" + huge + "\"\n");

    assertThat(rows.getFirst().get("text")).hasSize(4 * 300_000);
  }

  @Test
  void emptyLinesAreNoRows() {
    assertThat(csv("\nid,a\n\n1,x\n\n\n2,y")).hasSize(2);
    assertThat(jsonl("\n{\"a\":1}\n\n{\"a\":2}\n\n")).hasSize(2);
  }

  @Test
  void whatIsWrongIsNamedWithFileAndLine() {
    refused(Format.CSV, "", "is empty");
    refused(Format.CSV, "id,text\n", "has no rows");
    refused(Format.CSV, "id,text\n1,a\n2,b,c\n", "line 3", "has 3 fields and not 2");
    refused(Format.CSV, "id,text\n1,\"a\nb\"\n2\n", "line 4", "has 1 fields and not 2");
    refused(Format.CSV, "id,text\n1,a\n2,\"b\n", "line 3", "not closed");
    refused(Format.CSV, "id,text\n1,\"a\"b\n", "line 2", "closing quote");
    refused(Format.CSV, "id,,text\n1,2,3\n", "line 1", "column 2 has no name");
    refused(Format.CSV, "id,text,id\n1,2,3\n", "line 1", "two columns 'id'");
    refused(Format.CSV, "id\n\u0000\n", "line 2", "NUL");
    refused(Format.JSONL, "", "has no rows");
    refused(Format.JSONL, "{\"a\":1}\n[1]\n", "line 2", "no JSON object");
    refused(Format.JSONL, "{\"a\":1}\n\n{\"a\":\n", "line 3", "not valid JSON");
    refused(Format.JSONL, "{\"a\":1,\"a\":2}", "line 1", "'a' twice");
    refused(Format.JSONL, "{\"a\":[1]}", "line 1", "'a' is a list");
    refused(Format.JSONL, "{\"a\":{}}", "line 1", "'a' is an object");
    refused(Format.JSONL, "{}", "line 1", "no fields");
  }

  @Test
  void whatIsNotUtf8IsRefused() {
    for (var format : Format.values()) {
      assertThatThrownBy(() -> read("id,text\n1,ö\n".getBytes(StandardCharsets.ISO_8859_1), format))
          .hasMessageContaining("orders.csv is not valid UTF-8");
    }
  }

  @Test
  void plainValuesOfJsonAreTexts() {
    assertThat(jsonl("{\"t\":\"x\",\"n\":1.5,\"big\":123456789012345678901,\"b\":true,\"z\":null}"))
        .containsExactly(
            Map.of("t", "x", "n", "1.5", "big", "123456789012345678901", "b", "true", "z", ""));
  }

  private static List<Item> items() {
    var first = new LinkedHashMap<String, String>();
    first.put("text", "a, \"b\"\nc");
    first.put("status", "=1+1");
    var done =
        new Item(
            "b1",
            1,
            first,
            Item.State.DONE,
            1,
            "Łódź, \"x\"\n😀",
            "ops_engine",
            "m",
            Money.of("0.000001"),
            NOW);
    return List.of(done, Item.of("b1", 2, Map.of("other", "y"), NOW));
  }

  private static String written(Format format) throws IOException {
    var out = new ByteArrayOutputStream();
    BatchFile.write(
        out, format, row -> items().stream().filter(item -> item.row() > row).limit(1).toList());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void resultsAsCsvAreReadAsTheyWere() throws IOException {
    var rows = csv(written(Format.CSV));

    assertThat(new ArrayList<>(rows.getFirst().keySet()))
        .containsExactly(
            "row", "text", "status", "other", "batch_status", "result", "agent", "model", "cost");
    assertThat(rows.getFirst())
        .containsEntry("text", "a, \"b\"\nc")
        .containsEntry("status", "=1+1")
        .containsEntry("batch_status", "done")
        .containsEntry("result", "Łódź, \"x\"\n😀")
        .containsEntry("cost", "0.000001");
    assertThat(rows.get(1)).containsEntry("row", "2").containsEntry("batch_status", "waiting");
  }

  @Test
  void resultsAsJsonLinesAreOneObjectForEachItem() throws IOException {
    var lines = written(Format.JSONL).lines().toList();

    assertThat(lines).hasSize(2);
    var first = Json.read(lines.getFirst(), ObjectNode.class);
    assertThat(first.get("row").intValue()).isEqualTo(1);
    assertThat(first.get("input").get("text").textValue()).isEqualTo("a, \"b\"\nc");
    assertThat(first.get("result").textValue()).isEqualTo("Łódź, \"x\"\n😀");
    assertThat(first.get("status").textValue()).isEqualTo("done");
    assertThat(first.get("cost").decimalValue()).isEqualByComparingTo("0.000001");
  }

  @Test
  void theNameTellsTheFormat() {
    assertThat(Format.of("a/Orders.CSV")).contains(Format.CSV);
    assertThat(Format.of("orders.jsonl")).contains(Format.JSONL);
    assertThat(Format.of("orders.ndjson")).contains(Format.JSONL);
    assertThat(Format.of("orders.xlsx")).isEmpty();
  }
}
