/// What the adapters for chat models share: who the provider is, what a model can do, and one
/// exchange with it over HTTP.
@NullMarked
package dev.steward.models.chat;

import org.jspecify.annotations.NullMarked;
