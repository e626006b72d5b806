package dev.steward.stores.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.run.Codec;
import dev.steward.stores.JsonCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecentCodecTest {
  private final List<String> read = new ArrayList<>();
  private final Codec codec = new RecentCodec(new Noting(new JsonCodec(), read), 2);

  private record Tea(String name) {}

  private record Cup(String name) {}

  private record Noting(Codec codec, List<String> read) implements Codec {
    @Override
    public String encode(Object value) {
      return codec.encode(value);
    }

    @Override
    public <T> T decode(String text, Class<T> type) {
      read.add(text);
      return codec.decode(text, type);
    }
  }

  @Test
  void whatWasReadLatelyIsNotReadAgain() {
    var green = codec.encode(new Tea("green"));
    var black = codec.encode(new Tea("black"));

    assertThat(codec.decode(green, Tea.class)).isEqualTo(new Tea("green"));
    assertThat(codec.decode(black, Tea.class)).isEqualTo(new Tea("black"));
    assertThat(codec.decode(green, Tea.class)).isEqualTo(new Tea("green"));
    assertThat(read).containsExactly(green, black);
  }

  @Test
  void whatWasNotAskedForLongestIsReadAgain() {
    var texts = List.of("a", "b", "c").stream().map(name -> codec.encode(new Tea(name))).toList();

    texts.forEach(text -> codec.decode(text, Tea.class));
    codec.decode(texts.getFirst(), Tea.class);

    assertThat(read).containsExactly(texts.get(0), texts.get(1), texts.get(2), texts.get(0));
  }

  @Test
  void theSameTextOfTwoTypesIsEachOfThem() {
    var text = codec.encode(new Tea("green"));

    assertThat(codec.decode(text, Tea.class)).isEqualTo(new Tea("green"));
    assertThat(codec.decode(text, Cup.class)).isEqualTo(new Cup("green"));
  }

  @Test
  void whatCannotBeReadFailsEachTime() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> codec.decode("{", Tea.class)).isInstanceOf(Failure.class);
    }
    assertThat(read).hasSize(2);
  }
}
