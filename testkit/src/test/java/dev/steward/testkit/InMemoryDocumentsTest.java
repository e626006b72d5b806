package dev.steward.testkit;

import dev.steward.core.document.Documents;

class InMemoryDocumentsTest implements DocumentsContract {
  @Override
  public Documents documents() {
    return new InMemoryDocuments();
  }
}
