package dev.steward.core.run;

/// Writes records as text and reads them back: `decode(encode(x), X.class)` equals `x`, for
/// records, enums, lists, maps, sealed interfaces of records, and the types of `java.time`.
public interface Codec {
  String encode(Object value);

  /// Reads what [#encode] wrote.
  ///
  /// @throws dev.steward.core.Failure INTERNAL, naming the type, if the text is not one
  <T> T decode(String text, Class<T> type);
}
