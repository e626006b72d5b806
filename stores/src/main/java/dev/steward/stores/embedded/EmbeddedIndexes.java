package dev.steward.stores.embedded;

import dev.steward.core.memory.Edition;
import dev.steward.core.memory.Indexes;
import dev.steward.core.run.Codec;
import dev.steward.stores.EditionFolders;
import java.nio.file.Path;
import java.util.List;

/// Lucene indexes of words and vectors.
public final class EmbeddedIndexes implements Indexes {
  private final EditionFolders folders;

  /// The editions in a folder, which is made if it is missing.
  public EmbeddedIndexes(Path folder, Codec codec) {
    this.folders = new EditionFolders(folder, codec, "words and vectors");
  }

  @Override
  public List<Edition> editions() {
    return folders.editions();
  }

  @Override
  public void keep(List<Edition> editions) {
    folders.keep(editions);
  }

  @Override
  public Opened open(Edition edition) {
    var index = LuceneIndex.open(folders.of(edition), edition.dimensions(), edition.embedder());
    return new Opened(index, index);
  }
}
