package dev.steward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import org.junit.jupiter.api.Test;

class MiniLmEmbedderTest extends OnnxEmbedderContract {
  MiniLmEmbedderTest() {
    super(OnnxModel.ALL_MINILM_L6_V2);
  }

  @Override
  PoolingMode pooling() {
    return PoolingMode.MEAN;
  }

  @Test
  void itsNameIsWrittenDownWithEveryVector() {
    assertThat(embedder().id()).isEqualTo("all-minilm-l6-v2-q/1");
  }
}
