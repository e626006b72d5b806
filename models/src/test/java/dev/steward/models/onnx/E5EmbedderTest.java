package dev.steward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import org.junit.jupiter.api.Test;

class E5EmbedderTest extends OnnxEmbedderContract {
  E5EmbedderTest() {
    super(OnnxModel.E5_SMALL_V2);
  }

  @Override
  PoolingMode pooling() {
    return PoolingMode.MEAN;
  }

  @Test
  void itsNameIsWrittenDownWithEveryVector() {
    assertThat(embedder().id()).isEqualTo("e5-small-v2-q/1");
  }
}
