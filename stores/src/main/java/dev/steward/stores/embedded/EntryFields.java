package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Entry;
import dev.steward.core.memory.Fact;
import dev.steward.core.memory.Fact.Standing;
import dev.steward.core.memory.Fact.Validity;
import dev.steward.core.memory.Message;
import dev.steward.core.memory.Selection;
import dev.steward.core.memory.WordIndex;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.BinaryPoint;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// How an entry is written down in the index: what finds it, what replaces it and who may see it.
final class EntryFields {
  /// Changes whenever an index written before can't be read any more.
  static final String FORM = "3";

  /// Its type and its id; see [EntryName].
  static final String ENTRY = "entry";

  static final String THREAD = "thread";
  static final String PLACE = "place";

  /// When it was said or recorded; and when it is recalled no more, if ever.
  static final String AT = "at";

  static final String ENDS = "ends";
  static final String EXPIRES = "expires";

  static final String SPEAKER = "speaker";
  static final String TRAITS = "traits";

  /// The words that it is found by; and the text itself.
  static final String TEXT = "text";

  static final String SAID = "said";

  static final String VECTOR = "vector";

  /// What the vector's coarse part leaves open.
  static final String SCALE = "scale";

  static final String FINE = "fine";

  private static final String KEY = "key";
  private static final String AUDIENCE = "audience";

  private static final int LONGEST_NAME = 200;
  private static final int KEY_BYTES = 16;
  private static final FieldType WORDS = words();

  private EntryFields() {}

  private static FieldType words() {
    var type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  static Document document(TailEntry.Present present) {
    var entry = present.put().entry();
    var document = new Document();
    document.add(new StringField(KEY, keyBytes(present.key()), Field.Store.NO));
    audiences(entry).forEach(name -> document.add(new StringField(AUDIENCE, name, Field.Store.NO)));
    document.add(new BinaryDocValuesField(ENTRY, EntryName.of(entry.key())));
    document.add(new SortedDocValuesField(THREAD, new BytesRef(present.put().thread())));
    document.add(new NumericDocValuesField(PLACE, present.put().place()));
    addTimes(document, entry);
    var traits = present.traits();
    document.add(new SortedDocValuesField(SPEAKER, new BytesRef(traits.speaker())));
    document.add(new NumericDocValuesField(TRAITS, traits.packed()));
    document.add(new Field(TEXT, WordIndex.indexed(entry), WORDS));
    document.add(new StoredField(SAID, entry.text()));
    Facets.of(entry).forEach(document::add);
    if (present.hasVector()) {
      var code = VectorCode.of(present.vector());
      document.add(new KnnByteVectorField(VECTOR, code.coarse(), VectorSimilarityFunction.COSINE));
      document.add(new BinaryDocValuesField(FINE, new BytesRef(code.fine())));
      document.add(new NumericDocValuesField(SCALE, Float.floatToRawIntBits(code.scale())));
    }
    return document;
  }

  private static void addTimes(Document document, Entry entry) {
    addTime(document, AT, entry.at());
    if (entry instanceof Fact fact) {
      var expiresAt = fact.care().expiresAt();
      if (!expiresAt.equals(Validity.OPEN)) {
        addTime(document, EXPIRES, expiresAt);
      }
      var ends = ends(fact);
      if (ends.isBefore(Validity.OPEN)) {
        document.add(new BinaryPoint(ENDS, Moment.bytes(ends)));
      }
    }
  }

  private static void addTime(Document document, String field, Instant time) {
    var bytes = Moment.bytes(time);
    document.add(new BinaryPoint(field, bytes));
    document.add(new BinaryDocValuesField(field, new BytesRef(bytes)));
  }

  private static Instant ends(Fact fact) {
    var expiresAt = fact.care().expiresAt();
    var validTo = fact.validity().validTo();
    return fact.care().standing() == Standing.ACTIVE && validTo.isBefore(expiresAt)
        ? validTo
        : expiresAt;
  }

  /// What names one entry among those of all tenants.
  static String key(Entry.Key key) {
    return name(
        switch (key.type()) {
          case FACT -> "f";
          case MESSAGE -> "m";
        },
        key.tenant(),
        key.id());
  }

  /// The term of the document of a key.
  static Term keyTerm(String key) {
    return new Term(KEY, keyBytes(key));
  }

  /// Half of a digest: as good as the key, and a third of its length.
  private static BytesRef keyBytes(String key) {
    return new BytesRef(sha256(key), 0, KEY_BYTES);
  }

  /// The documents of a key, but for deleted ones.
  static int[] documents(IndexReader reader, String key) throws IOException {
    var found = IntStream.builder();
    for (var leaf : reader.leaves()) {
      var postings = leaf.reader().postings(keyTerm(key), PostingsEnum.NONE);
      if (postings != null) {
        var live = leaf.reader().getLiveDocs();
        for (int document = postings.nextDoc();
            document != DocIdSetIterator.NO_MORE_DOCS;
            document = postings.nextDoc()) {
          if (live == null || live.get(document)) {
            found.add(leaf.docBase + document);
          }
        }
      }
    }
    return found.build().toArray();
  }

  static Query keys(List<String> keys) {
    return new TermInSetQuery(KEY, keys.stream().map(EntryFields::keyBytes).toList());
  }

  /// What names those who may see an entry: in its tenant, and by themselves.
  private static List<String> audiences(Entry entry) {
    var scope = entry.scope();
    return switch (entry) {
      case Message _ ->
          List.of(name("tenant m", scope.tenant()), name("said", scope.tenant(), scope.user()));
      case Fact fact -> {
        var standing = fact.care().standing().name();
        var everybody = name("tenant f", standing, scope.tenant());
        yield switch (fact.layer()) {
          case ORGANISATION -> List.of(everybody, name("organisation", standing, scope.tenant()));
          case USER -> List.of(everybody, name("user", standing, scope.tenant(), scope.user()));
          case SESSION ->
              List.of(
                  everybody,
                  name("session", standing, scope.tenant(), scope.user(), scope.session()));
          case CONVERSATION -> List.of(everybody);
        };
      }
    };
  }

  /// Finds what a selection reaches, of its types and standings. Nobody is a user without a name,
  /// nor in a session without one.
  static Query reachedBy(Selection selection) {
    var scope = selection.scope();
    var audiences = new ArrayList<String>();
    if (selection.types().contains(Entry.Type.MESSAGE)) {
      switch (selection.reach()) {
        case TENANT -> audiences.add(name("tenant m", scope.tenant()));
        case OWN -> {
          if (!scope.user().isEmpty()) {
            audiences.add(name("said", scope.tenant(), scope.user()));
          }
        }
      }
    }
    if (selection.types().contains(Entry.Type.FACT)) {
      for (var standing : selection.standings()) {
        switch (selection.reach()) {
          case TENANT -> audiences.add(name("tenant f", standing.name(), scope.tenant()));
          case OWN -> addOwn(audiences, scope, standing.name());
        }
      }
    }
    return new TermInSetQuery(AUDIENCE, audiences.stream().map(BytesRef::new).toList());
  }

  private static void addOwn(List<String> audiences, Scope scope, String standing) {
    audiences.add(name("organisation", standing, scope.tenant()));
    if (!scope.user().isEmpty()) {
      audiences.add(name("user", standing, scope.tenant(), scope.user()));
      if (!scope.session().isEmpty()) {
        audiences.add(name("session", standing, scope.tenant(), scope.user(), scope.session()));
      }
    }
  }

  /// One name of several parts. Each part has its length before it, so that no two lists of parts
  /// have the same name; what is too long for a term is replaced by its digest.
  private static String name(String kind, String... parts) {
    var name = new StringBuilder(kind);
    for (var part : parts) {
      name.append(' ').append(part.length()).append(' ').append(part);
    }
    return name.length() <= LONGEST_NAME ? name.toString() : kind + " " + digest(name.toString());
  }

  static String digest(String text) {
    return HexFormat.of().formatHex(sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return digest.digest(text.getBytes(StandardCharsets.UTF_16BE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
