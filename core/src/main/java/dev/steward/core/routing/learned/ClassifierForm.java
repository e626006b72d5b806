package dev.steward.core.routing.learned;

import dev.steward.core.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/// A classifier as bytes, so that it need not be learned again.
public final class ClassifierForm {
  private static final int MARK = 0x53574B31;
  private static final int LONGEST = 50_000_000;

  private ClassifierForm() {}

  /// The classifier as bytes.
  public static byte[] write(Classifier classifier) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      text(out, classifier.encoding().id());
      numbers(out, classifier.space().mean());
      numbers(out, classifier.space().stretch());
      out.writeInt(classifier.classes().size());
      for (int i = 0; i < classifier.classes().size(); i++) {
        text(out, classifier.classes().get(i));
        out.writeInt(classifier.groups()[i]);
      }
      numbers(out, classifier.head().weights());
      out.writeDouble(classifier.head().temperature());
      numbers(out, classifier.gate().mean());
      numbers(out, classifier.gate().stretch());
      numbers(out, classifier.gate().weights());
      out.writeDouble(classifier.gate().threshold());
      out.writeInt(classifier.examples().size());
      var directions = classifier.directions();
      for (int i = 0; i < classifier.examples().size(); i++) {
        text(out, classifier.examples().get(i).text());
        text(out, classifier.examples().get(i).kind());
        numbers(out, directions[i]);
      }
      out.flush();
      var check = new CRC32();
      check.update(bytes.toByteArray());
      out.writeLong(check.getValue());
      return bytes.toByteArray();
    } catch (IOException e) {
      throw Failure.internal("Writing a classifier in memory", e);
    }
  }

  /// The classifier of these bytes; empty if they are damaged, or if it reads texts another way
  /// than `encoding` does.
  public static Optional<Classifier> read(byte[] bytes, Encoding encoding) {
    if (bytes.length < 2 * Long.BYTES) {
      return Optional.empty();
    }
    int end = bytes.length - Long.BYTES;
    var check = new CRC32();
    check.update(bytes, 0, end);
    try (var tail = new DataInputStream(new ByteArrayInputStream(bytes, end, Long.BYTES));
        var in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end))) {
      if (tail.readLong() != check.getValue()
          || in.readInt() != MARK
          || !text(in).equals(encoding.id())) {
        return Optional.empty();
      }
      return Optional.of(read(in, encoding));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private static Classifier read(DataInputStream in, Encoding encoding) throws IOException {
    var space = new Space(numbers(in), numbers(in));
    int count = in.readInt();
    var classes = new ArrayList<String>();
    var groups = new int[count];
    for (int i = 0; i < count; i++) {
      classes.add(text(in));
      groups[i] = in.readInt();
    }
    var head = new Head(count, numbers(in), in.readDouble());
    var gate = new Gate(numbers(in), numbers(in), numbers(in), in.readDouble());
    int size = in.readInt();
    var examples = new ArrayList<Labelled>();
    var directions = new float[size][];
    for (int i = 0; i < size; i++) {
      examples.add(new Labelled(text(in), text(in)));
      directions[i] = numbers(in);
    }
    var texts = examples.stream().map(Labelled::text).toList();
    return new Classifier(
        encoding,
        encoding.repair(texts),
        space,
        List.copyOf(classes),
        groups,
        head,
        gate,
        examples,
        directions);
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    var bytes = in.readNBytes(length(in));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void numbers(DataOutputStream out, float[] numbers) throws IOException {
    out.writeInt(numbers.length);
    for (var number : numbers) {
      out.writeFloat(number);
    }
  }

  private static float[] numbers(DataInputStream in) throws IOException {
    var numbers = new float[length(in)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = in.readFloat();
    }
    return numbers;
  }

  private static int length(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > LONGEST) {
      throw new IOException("a length of " + length);
    }
    return length;
  }
}
