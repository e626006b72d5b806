package dev.steward.stores.embedded;

import dev.steward.core.Scope;
import dev.steward.core.memory.Fact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.util.BytesRef;

/// How a fact is written down in the index: what finds it, what replaces it and who may see it.
final class FactFields {
  /// Changes whenever an index written before can't be read any more.
  static final String FORM = "1";

  static final String FACT = "fact";
  static final String TEXT = "text";
  static final String VECTOR = "vector";
  private static final String KEY = "key";
  private static final String AUDIENCE = "audience";

  private static final int LONGEST_NAME = 200;
  private static final FieldType WORDS = words();

  private FactFields() {}

  private static FieldType words() {
    var type = new FieldType();
    type.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
    type.freeze();
    return type;
  }

  static Document document(TailEntry.Present entry) {
    var document = new Document();
    document.add(new StringField(KEY, entry.key(), Field.Store.NO));
    document.add(new StringField(AUDIENCE, entry.audience(), Field.Store.NO));
    document.add(new BinaryDocValuesField(FACT, new BytesRef(entry.fact())));
    document.add(new Field(TEXT, entry.text(), WORDS));
    if (entry.hasVector()) {
      document.add(
          new KnnFloatVectorField(
              VECTOR, entry.vector().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
    }
    return document;
  }

  /// What names one fact among those of all tenants.
  static String key(String tenant, String fact) {
    return name("fact", tenant, fact);
  }

  /// The term of the document of a key.
  static Term keyTerm(String key) {
    return new Term(KEY, key);
  }

  static Query keys(List<String> keys) {
    return new TermInSetQuery(KEY, keys.stream().map(BytesRef::new).toList());
  }

  /// What names those who may see a fact.
  static String audience(Fact fact) {
    var scope = fact.scope();
    return switch (fact.layer()) {
      case ORGANISATION -> name("organisation", scope.tenant());
      case USER -> name("user", scope.tenant(), scope.user());
      case SESSION, CONVERSATION -> name("session", scope.tenant(), scope.user(), scope.session());
    };
  }

  /// The audiences that `scope` belongs to. Nobody is a user without a name, nor in a session
  /// without one.
  static List<String> audiences(Scope scope) {
    var audiences = new ArrayList<String>();
    audiences.add(name("organisation", scope.tenant()));
    if (!scope.user().isEmpty()) {
      audiences.add(name("user", scope.tenant(), scope.user()));
      if (!scope.session().isEmpty()) {
        audiences.add(name("session", scope.tenant(), scope.user(), scope.session()));
      }
    }
    return audiences;
  }

  static Query visibleTo(List<String> audiences) {
    return new TermInSetQuery(AUDIENCE, audiences.stream().map(BytesRef::new).toList());
  }

  static Term audienceTerm(String audience) {
    return new Term(AUDIENCE, audience);
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

  private static String digest(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
