package dev.steward.core.batch;

import dev.steward.core.agent.LaterCalls.Word;

/// What is to be told to an item that waits for a model's answer.
record Delivery(Parcel.Call call, Word word) {}
