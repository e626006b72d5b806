package dev.steward.core.batch;

import dev.steward.core.document.Documents;
import dev.steward.core.run.Codec;
import java.util.List;

/// The parcels that are under way. Every write is durable when the call returns.
final class Parcels {
  private static final String KIND = "batch.parcel";

  private final Documents documents;
  private final Codec codec;

  Parcels(Documents documents, Codec codec) {
    this.documents = documents;
    this.codec = codec;
  }

  List<Parcel> of(String tenant, String batch) {
    return documents.all(tenant, KIND).values().stream()
        .map(text -> codec.decode(text, Parcel.class))
        .filter(parcel -> parcel.batch().equals(batch))
        .toList();
  }

  void save(Parcel parcel) {
    documents.write(parcel.tenant(), KIND, parcel.id(), codec.encode(parcel));
  }

  void drop(Parcel parcel) {
    documents.delete(parcel.tenant(), KIND, parcel.id());
  }
}
