/// Models that speak OpenAI's Chat Completions format: OpenAI's own, DeepSeek's, and whatever runs
/// in Ollama or vLLM.
@NullMarked
package dev.steward.models.openai;

import org.jspecify.annotations.NullMarked;
