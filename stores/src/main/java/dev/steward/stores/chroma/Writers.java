package dev.steward.stores.chroma;

/// Who wrote to a database last, as the data folder knows it. What the server says of it must be
/// the same, else the rows and the vectors have not come the same way.
interface Writers {
  /// Empty if nobody did.
  String last();

  /// Durable when it returns.
  void remember(String writer);
}
