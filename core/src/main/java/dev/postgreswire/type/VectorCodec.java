package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * {@code int2vector} and {@code oidvector}: arrays in binary, in text numbers with spaces between.
 *
 * @param element the type of the elements
 */
record VectorCodec(PgType element) implements Codec {
  @Override
  public Decoded binary(WireReader in, Scope scope) {
    Object value = new ArrayCodec(element).binary(in, scope).value();
    List<?> elements = (List<?>) value;
    if (elements.stream().anyMatch(e -> !(e instanceof Number))) {
      throw in.fault("elements", "are not all numbers", 0);
    }
    return new Decoded(
        value, elements.stream().map(Object::toString).collect(Collectors.joining(" ")));
  }

  @Override
  public Object parse(String text) {
    List<Object> values = new ArrayList<>();
    for (String number : text.strip().split("\\s+", -1)) {
      if (!number.isEmpty()) {
        values.add(Codecs.of(element).parse(number));
      }
    }
    return List.copyOf(values);
  }
}
