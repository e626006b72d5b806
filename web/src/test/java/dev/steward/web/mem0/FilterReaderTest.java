package dev.steward.web.mem0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fields;
import dev.steward.core.memory.Filter;
import dev.steward.core.memory.Labels;
import dev.steward.core.memory.Layer;
import dev.steward.web.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the filters of Mem0's clients mean, and what they may not say.
class FilterReaderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// A memory of ana's and the bot's, recorded on 10 May 2026, at noon.
  private static final Fact TEA =
      Fact.of(
              "f1",
              new Scope("acme", "ana", ""),
              Layer.USER,
              Fact.Kind.FACT,
              "",
              "Ana drinks green Tea",
              "m1",
              "ana",
              Instant.parse("2026-05-10T12:00:00Z"))
          .with(
              new Labels(
                  "bot",
                  "",
                  "r1",
                  Map.of(
                      "colour",
                      "green",
                      "cups",
                      3,
                      "hot",
                      true,
                      "tags",
                      List.of("drink", "morning"),
                      "of",
                      Map.of("leaf", "sencha"),
                      "mem0_categories",
                      List.of("food", "health"))))
          .with(Fact.Care.USUAL.withExpiry(Instant.parse("2026-06-01T00:00:00Z")));

  private static Filter read(String filter) throws Exception {
    return FilterReader.read(Dialect.PLATFORM, JSON.readTree(filter));
  }

  private static boolean isMet(Filter filter) {
    return filter.test(name -> Fields.of(TEA, name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user_id\": \"ana\"}",
        "{\"user_id\": \" ana \"}",
        "{\"user_id\": {\"eq\": \"ana\"}}",
        "{\"user_id\": {\"in\": [\"bob\", \"ana\"]}}",
        "{\"user_id\": [\"bob\", \"ana\"]}",
        "{\"user_id\": {\"nin\": [\"bob\", \"eve\"]}}",
        "{\"user_id\": {\"ne\": \"bob\"}}",
        "{\"user_id\": \"*\"}",
        "{\"user_id\": {\"*\": true}}",
        "{\"app_id\": null}",
        "{\"app_id\": {\"ne\": \"*\"}}",
        "{\"app_id\": {\"ne\": \"shop\"}}",
        "{\"agent_id\": {\"ne\": null}}",
        "{\"user_id\": \"ana\", \"agent_id\": \"bot\", \"run_id\": \"r1\"}",
        "{\"AND\": [{\"user_id\": \"ana\"}, {\"run_id\": \"*\"}]}",
        "{\"AND\": {\"user_id\": \"ana\"}}",
        "{\"OR\": [{\"user_id\": \"bob\"}, {\"agent_id\": \"bot\"}]}",
        "{\"NOT\": {\"user_id\": \"bob\"}}",
        "{\"NOT\": [{\"user_id\": \"bob\"}, {\"agent_id\": \"other\"}]}",
        "{\"user_id\": \"ana\", \"NOT\": {\"OR\": [{\"run_id\": \"r2\"}, {\"run_id\": \"r3\"}]}}",
        "{\"created_at\": \"2026-05-10\"}",
        "{\"created_at\": {\"gte\": \"2026-05-10\", \"lt\": \"2026-05-11\"}}",
        "{\"created_at\": {\"gt\": \"2026-05-10T11:59:59Z\"}}",
        "{\"created_at\": {\"eq\": \"2026-05-10T14:00:00+02:00\"}}",
        "{\"created_at\": {\"lte\": \"2026-05-10 12:00:00\"}}",
        "{\"created_at\": {\"lte\": 1778414400}}",
        "{\"created_at\": {\"ne\": \"2026-05-11\"}}",
        "{\"created_at\": {\"in\": [\"2026-01-01\", \"2026-05-10\"]}}",
        "{\"expiration_date\": \"2026-05-31\"}",
        "{\"expiration_date\": {\"gte\": \"2026-05-31\"}}",
        "{\"expiration_date\": {\"lte\": \"2026-05-31\"}}",
        "{\"expiration_date\": {\"gt\": \"2026-05-30\"}}",
        "{\"expiration_date\": {\"lt\": \"2026-06-01\"}}",
        "{\"expiration_date\": {\"ne\": \"2026-06-01\"}}",
        "{\"expiration_date\": \"*\"}",
        "{\"text\": {\"contains\": \"green Tea\"}}",
        "{\"text\": {\"icontains\": \"GREEN tEA\"}}",
        "{\"keywords\": {\"icontains\": \"green tea\"}}",
        "{\"keywords\": \"green tea\"}",
        "{\"keywords_search\": \"tea\"}",
        "{\"categories\": {\"in\": [\"work\", \"food\"]}}",
        "{\"categories\": {\"contains\": \"heal\"}}",
        "{\"categories\": \"food\"}",
        "{\"categories\": {\"nin\": [\"spam\"]}}",
        "{\"memory_ids\": [\"f2\", \"f1\"]}",
        "{\"memory_ids\": {\"in\": [\"f1\"]}}",
        "{\"metadata\": {\"colour\": \"green\"}}",
        "{\"metadata\": {\"colour\": \"green\", \"cups\": 3, \"hot\": true}}",
        "{\"metadata\": {\"colour\": {\"ne\": \"red\"}}}",
        "{\"metadata\": {\"ne\": {\"colour\": \"red\"}}}",
        "{\"metadata\": {\"ne\": {\"colour\": \"green\", \"cups\": 4}}}",
        "{\"metadata\": {\"contains\": {\"colour\": \"gre\"}}}",
        "{\"metadata\": {\"cups\": {\"gt\": 2.5, \"lt\": 4}}}",
        "{\"metadata\": {\"tags\": \"morning\"}}",
        "{\"metadata\": {\"of.leaf\": \"sencha\"}}",
        "{\"metadata\": {\"missing\": null}}"
      })
  void theMemoryMeetsThis(String filter) throws Exception {
    assertThat(isMet(read(filter))).isTrue();
    assertThat(isMet(read("{\"NOT\": [" + filter + "]}"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"user_id\": \"bob\"}",
        "{\"user_id\": {\"in\": []}}",
        "{\"user_id\": {\"nin\": [\"ana\"]}}",
        "{\"app_id\": \"*\"}",
        "{\"app_id\": {\"ne\": null}}",
        "{\"agent_id\": null}",
        "{\"user_id\": \"ana\", \"agent_id\": \"other\"}",
        "{\"NOT\": [{\"user_id\": \"bob\"}, {\"agent_id\": \"bot\"}]}",
        "{\"created_at\": {\"gt\": \"2026-05-10\", \"lt\": \"2026-05-10\"}}",
        "{\"created_at\": {\"gt\": \"2026-05-10T12:00:00Z\"}}",
        "{\"created_at\": \"2026-05-11\"}",
        "{\"expiration_date\": {\"gt\": \"2026-05-31\"}}",
        "{\"expiration_date\": {\"lt\": \"2026-05-31\"}}",
        "{\"expiration_date\": \"2026-06-01\"}",
        "{\"expiration_date\": null}",
        "{\"text\": {\"contains\": \"green tea\"}}",
        "{\"keywords\": {\"contains\": \"tea\"}}",
        "{\"categories\": {\"in\": [\"foo\"]}}",
        "{\"memory_ids\": [\"f2\"]}",
        "{\"metadata\": {\"colour\": \"green\", \"cups\": 4}}",
        "{\"metadata\": {\"cups\": \"3\"}}",
        "{\"metadata\": {\"cups\": {\"gte\": 4}}}",
        "{\"metadata\": {\"missing\": \"*\"}}"
      })
  void theMemoryDoesNotMeetThis(String filter) throws Exception {
    assertThat(isMet(read(filter))).isFalse();
    assertThat(isMet(read("{\"NOT\": " + filter + "}"))).isTrue();
  }

  /// Mem0's library merges both into one map, in which the second overwrites the first.
  @Test
  void bothOfTwoConditionsOnOneFieldMustHold() throws Exception {
    var both =
        "{\"AND\": [{\"metadata\": {\"colour\": {\"ne\": \"%s\"}}}, {\"metadata\": {\"colour\": {\"ne\":"
            + " \"%s\"}}}]}";
    assertThat(isMet(read(both.formatted("green", "red")))).isFalse();
    assertThat(isMet(read(both.formatted("red", "green")))).isFalse();
    assertThat(isMet(read(both.formatted("red", "blue")))).isTrue();
    assertThat(
            isMet(
                FilterReader.read(
                    Dialect.SERVER,
                    JSON.readTree(
                        "{\"AND\": [{\"cups\": {\"gt\": 5}}, {\"cups\": {\"lt\": 9}}]}"))))
        .isFalse();
  }

  /// Mem0's library takes an `AND` within an `OR` for a field of that name.
  @Test
  void groupsNestInGroups() throws Exception {
    var nested =
        """
        {"OR": [
          {"AND": [{"user_id": "ana"}, {"OR": [{"run_id": "r9"}, {"NOT": {"agent_id": "x"}}]}]},
          {"user_id": "bob"}]}
        """;
    assertThat(isMet(read(nested))).isTrue();
    assertThat(isMet(read(nested.replace("\"x\"", "\"bot\"")))).isFalse();
    assertThat(isMet(FilterReader.read(Dialect.SERVER, JSON.readTree(nested)))).isTrue();
  }

  /// Mem0's server wants the user beside the groups, its platform within.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"AND\": [{\"user_id\": \"ana\"}]}",
        "{\"user_id\": \"ana\"}",
        "{\"OR\": [{\"user_id\": \"ana\"}, {\"AND\": [{\"agent_id\": \"bot\"}, {\"run_id\": \"*\"}]}]}",
        "{\"AND\": [{\"OR\": [{\"user_id\": \"ana\"}, {\"run_id\": {\"in\": [\"r1\"]}}]}]}"
      })
  void whoseMemoriesAreMeantMayStandAnywhere(String filter) throws Exception {
    for (var dialect : Dialect.values()) {
      assertThat(isMet(FilterReader.readScoped(dialect, JSON.readTree(filter)))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "{\"user_id\": \"*\"}",
        "{\"AND\": [{\"user_id\": \"*\"}, {\"run_id\": \"*\"}]}",
        "{\"NOT\": {\"user_id\": \"bob\"}}",
        "{\"user_id\": {\"ne\": \"bob\"}}",
        "{\"user_id\": {\"nin\": [\"bob\"]}}",
        "{\"user_id\": {\"in\": [\"ana\", \"*\"]}}",
        "{\"user_id\": {\"contains\": \"a\"}}",
        "{\"OR\": [{\"user_id\": \"ana\"}, {\"created_at\": {\"gt\": \"2020-01-01\"}}]}",
        "{\"OR\": [{\"user_id\": \"ana\"}, {\"agent_id\": \"*\"}]}",
        "{\"metadata\": {\"user_id\": \"ana\"}}",
        "{\"memory_ids\": [\"f1\"]}"
      })
  void whatCouldReachEverybodyIsRefused(String filter) {
    for (var dialect : Dialect.values()) {
      assertThatThrownBy(() -> FilterReader.readScoped(dialect, JSON.readTree(filter)))
          .isInstanceOfSatisfying(
              Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
          .hasMessageContaining("user_id");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"created_at\": {\">=\": \"2026-01-01\"}} | '>=' | gte",
        "{\"user_id\": {\"like\": \"a\"}} | 'like' | 'user_id'",
        "{\"colour\": \"green\"} | 'colour' | metadata",
        "{\"AND\": [{\"user\": \"ana\"}]} | 'user' | user_id",
        "{\"metadata\": {\"of\": {\"leaf\": \"sencha\"}}} | 'leaf' | contains",
        "{\"and\": [{\"user_id\": \"ana\"}]} | 'and' | AND",
        "{\"$or\": [{\"user_id\": \"ana\"}]} | '$or' | OR",
        "{\"AND\": []} | 'AND' | empty",
        "{\"AND\": [{}]} | empty | user_id",
        "{\"AND\": \"ana\"} | 'AND' | list",
        "{\"OR\": {\"user_id\": \"a\", \"run_id\": \"b\"}} | 'OR' | list",
        "{\"AND\": [\"ana\"]} | objects | user_id",
        "[] | objects | user_id",
        "{\"user_id\": {}} | 'user_id' | empty",
        "{\"user_id\": {\"gt\": \"a\"}} | 'gt' | name",
        "{\"user_id\": true} | 'user_id' | text",
        "{\"user_id\": {\"eq\": [\"a\"]}} | 'eq' | nin",
        "{\"user_id\": {\"in\": [[\"a\"]]}} | 'in' | list",
        "{\"user_id\": {\"in\": null}} | 'in' | value",
        "{\"created_at\": {\"contains\": \"2026\"}} | 'created_at' | gte",
        "{\"created_at\": \"yesterday\"} | 'created_at' | 2026-11-02",
        "{\"created_at\": true} | 'created_at' | date",
        "{\"created_at\": {\"gt\": 1e300}} | 'created_at' | date",
        "{\"keywords\": {\"gt\": \"a\"}} | 'keywords' | icontains",
        "{\"text\": {\"contains\": 3}} | 'contains' | text",
        "{\"metadata\": \"green\"} | 'metadata' | object",
        "{\"metadata\": {}} | 'metadata' | empty",
        "{\"metadata\": {\"hot\": {\"gt\": true}}} | 'hot' | true",
        "{\"text\": \"a\\u0000b\"} | 'text' | NUL"
      })
  void whatIsNotUnderstoodIsRefusedByName(String filter, String name, String advice)
      throws Exception {
    assertThatThrownBy(() -> read(filter))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(400))
        .hasMessageContaining(name)
        .hasMessageContaining(advice);
  }

  @Test
  void depthAndNumberAreLimited() throws Exception {
    var deep = "{\"NOT\":".repeat(FilterReader.DEEPEST) + "{\"user_id\":\"a\"}";
    assertThatThrownBy(() -> read(deep + "}".repeat(FilterReader.DEEPEST)))
        .hasMessageContaining("deeper than");
    var one = "{\"user_id\":\"a\"}";
    var many = one + ("," + one).repeat(FilterReader.MOST - 1);
    assertThat(isMet(read("{\"OR\":[" + many + "]}"))).isFalse();
    assertThatThrownBy(() -> read("{\"OR\":[" + many + "," + one + "]}"))
        .hasMessageContaining("more than 500 conditions");
    var ids = "\"x\"" + ",\"x\"".repeat(1_000);
    assertThatThrownBy(() -> read("{\"memory_ids\":[" + ids + "]}")).hasMessageContaining("1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"user_id\": \"ana\", \"colour\": \"green\"} | true",
        "{\"cups\": {\"gte\": 3, \"lte\": 3}} | true",
        "{\"colour\": {\"in\": [\"red\", \"green\"]}} | true",
        "{\"colour\": {\"nin\": [\"red\", \"green\"]}} | false",
        "{\"colour\": {\"icontains\": \"GRE\"}} | true",
        "{\"colour\": \"*\"} | true",
        "{\"flavour\": \"*\"} | false",
        "{\"actor_id\": \"ana\"} | true",
        "{\"metadata\": {\"colour\": \"green\"}} | true",
        "{\"metadata\": \"green\"} | false"
      })
  void anyOtherFieldOfTheServerIsAKeyOfTheMetadata(String filter, boolean met) throws Exception {
    assertThat(isMet(FilterReader.read(Dialect.SERVER, JSON.readTree(filter)))).isEqualTo(met);
  }

  @Test
  void aLongListOfNamesIsOneCondition() throws Exception {
    assertThat(read("{\"user_id\": {\"in\": [\"a\", \"b\"]}}"))
        .isEqualTo(new Filter.In("user_id", List.of("a", "b")));
    JsonNode nothing = JSON.readTree("{\"user_id\": {\"in\": []}}");
    assertThat(FilterReader.isScoped(FilterReader.read(Dialect.PLATFORM, nothing))).isFalse();
  }
}
