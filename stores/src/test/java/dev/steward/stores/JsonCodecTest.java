package dev.steward.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.core.Failure;
import dev.steward.core.model.Vector;
import dev.steward.core.run.Codec;
import dev.steward.core.tool.ToolCall;
import dev.steward.testkit.CodecContract;
import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonCodecTest implements CodecContract {
  private final Codec codec = new JsonCodec();

  @Override
  public Codec codec() {
    return codec;
  }

  @Test
  void aRecordOfASealedInterfaceCarriesItsSimpleName() {
    assertThat(codec.encode(new Shape.Angled.Square(2)))
        .isEqualTo("{\"@type\":\"Square\",\"side\":2}");
    assertThat(codec.encode(new Shape.Nothing())).isEqualTo("{\"@type\":\"Nothing\"}");
  }

  @Test
  void aRecordThatStandsAloneCarriesNoName() {
    assertThat(codec.encode(new Before("John", 3))).isEqualTo("{\"name\":\"John\",\"count\":3}");
  }

  @Test
  void aWholeNumberBeyondLongIsStillExact() {
    var huge = new BigInteger("123456789012345678901234567890");
    var call = new ToolCall("c1", "t", Map.of("huge", huge));

    assertThat(codec.decode(codec.encode(call), ToolCall.class)).isEqualTo(call);
  }

  @Test
  void whatItCannotReadBackItRefusesToWrite() {
    assertThatThrownBy(() -> codec.encode(Vector.of(1, 2)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Vector");
  }
}
