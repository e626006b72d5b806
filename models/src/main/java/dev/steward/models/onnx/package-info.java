/// Embedders that run inside the process on ONNX Runtime: no server, no key, no download.
@NullMarked
package dev.steward.models.onnx;

import org.jspecify.annotations.NullMarked;
