package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.core.memory.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {
  private static final String UUID = "01a221ce-7f42-77fc-9944-28c7a06fbc28";

  @ParameterizedTest
  @ValueSource(
      strings = {
        UUID,
        UUID + "-1",
        UUID + "-antwort-é-😀",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff-",
        "01A221CE-7F42-77FC-9944-28C7A06FBC28",
        "1-2-3-4-5",
        "01a221ce7f4277fc994428c7a06fbc280000-0",
        "0001a221ce-7f42-77fc-9944-28c7a06fbc28",
        "f1",
        "שלום",
        "\u0002\u0000",
        ""
      })
  void anyIdIsReadAsItWasWritten(String id) {
    for (var type : Entry.Type.values()) {
      var key = new Entry.Key("acme", type, id);

      assertThat(EntryName.key("acme", EntryName.of(key))).isEqualTo(key);
      assertThat(EntryName.id(EntryName.of(key))).isEqualTo(id);
    }
  }

  @Test
  void aUuidTakesSixteenBytes() {
    assertThat(EntryName.of(Entry.Key.fact("acme", UUID)).length).isEqualTo(17);
    assertThat(EntryName.of(Entry.Key.fact("acme", UUID + "-1")).length).isEqualTo(19);
  }
}
