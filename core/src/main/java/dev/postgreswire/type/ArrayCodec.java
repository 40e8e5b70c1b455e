package dev.postgreswire.type;

import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.WireReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Arrays: the count of dimensions, whether there are NULLs, the type of the elements, the size and
 * lower bound of each dimension, the elements row by row. Source: {@code array_recv} and {@code
 * array_out} in {@code arrayfuncs.c}.
 *
 * @param element the type of the elements, when the array is text
 */
record ArrayCodec(PgType element) implements Codec {
  /** More than that no server knows. */
  static final int MAX_DIMENSIONS = 6;

  private static final int FEWEST_BYTES_OF_ELEMENT = 4;
  private static final int FEWEST_CHARACTERS_OF_ELEMENT = 2;

  @Override
  public Decoded binary(WireReader in, Scope scope) {
    int dimensions = in.int32("ndim");
    int flags = in.int32("hasNull");
    Oid type = new Oid(in.int32("elementType"));
    if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
      throw in.fault("ndim", "is " + dimensions, 0);
    }
    if (flags != 0 && flags != 1) {
      throw in.fault("hasNull", "is " + flags, 0);
    }
    List<int[]> sizes =
        in.list("dimensions", dimensions, d -> new int[] {d.int32("size"), d.int32("lowerBound")});
    if (isEmpty(in, sizes)) {
      return new Decoded(List.of(), "{}");
    }
    StringBuilder text = new StringBuilder(bounds(sizes));
    Object value = new Elements(in, scope, type, sizes, text).read(0);
    return new Decoded(value, text.toString());
  }

  @Override
  public Object parse(String text) {
    return new ArrayLiteral(text, delimiter(element.oid()), Codecs.of(element)).parse();
  }

  /** Checks the claimed sizes against the bytes that are there. */
  private static boolean isEmpty(WireReader in, List<int[]> sizes) {
    long count = sizes.isEmpty() ? 0 : 1;
    boolean isAnyEmpty = false;
    for (int[] size : sizes) {
      if (size[0] < 0) {
        throw in.fault("size", "is " + size[0], 0);
      }
      isAnyEmpty |= size[0] == 0;
      count = Math.min(count * Math.max(1, size[0]), Integer.MAX_VALUE);
    }
    if (!isAnyEmpty && count > in.remaining() / FEWEST_BYTES_OF_ELEMENT) {
      throw in.fault("elements", "number " + count + ", more than there are", in.position());
    }
    return count == 0 || isAnyEmpty;
  }

  private static String bounds(List<int[]> sizes) {
    if (sizes.stream().allMatch(size -> size[1] == 1)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int[] size : sizes) {
      text.append('[').append(size[1]).append(':').append((long) size[1] + size[0] - 1).append(']');
    }
    return text.append('=').toString();
  }

  private static char delimiter(Oid type) {
    return type.equals(PgType.BOX.oid()) ? ';' : ',';
  }

  /** Reads the elements dimension by dimension, writing them to {@code text} by the way. */
  private record Elements(
      WireReader in, Scope scope, Oid type, List<int[]> sizes, StringBuilder text) {
    List<Object> read(int dimension) {
      List<Object> values = new ArrayList<>();
      text.append('{');
      for (int i = 0; i < sizes.get(dimension)[0]; i++) {
        if (i > 0) {
          text.append(delimiter(type));
        }
        values.add(dimension + 1 < sizes.size() ? read(dimension + 1) : element());
      }
      text.append('}');
      return Collections.unmodifiableList(values);
    }

    private Object element() {
      Optional<Decoded> element = scope.part(type, in);
      String quoted = element.map(e -> Quoting.element(e.text(), delimiter(type))).orElse("NULL");
      scope.spend((long) quoted.length() + FEWEST_CHARACTERS_OF_ELEMENT);
      text.append(quoted);
      return element.map(Decoded::value).orElse(null);
    }
  }
}
