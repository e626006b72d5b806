package dev.steward.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.model.embedding.onnx.PoolingMode;
import org.junit.jupiter.api.Test;

class BgeEmbedderTest extends OnnxEmbedderContract {
  BgeEmbedderTest() {
    super(OnnxModel.BGE_SMALL_EN_V15);
  }

  @Override
  PoolingMode pooling() {
    return PoolingMode.CLS;
  }

  @Test
  void itsNameIsWrittenDownWithEveryVector() {
    assertThat(embedder().id()).isEqualTo("bge-small-en-v1.5-q/1");
  }
}
