package dev.postgreswire.type;

import dev.postgreswire.wire.WireReader;
import java.util.function.Function;

/** One type, in both formats. */
interface Codec {
  /**
   * Reads the binary format to the end of {@code in}.
   *
   * @throws dev.postgreswire.wire.MalformedMessageException if the bytes are none
   */
  Decoded binary(WireReader in, Scope scope);

  /**
   * Reads the text format, which may be a client's as well as the server's.
   *
   * @throws RuntimeException if the text is none that is understood here
   */
  Object parse(String text);

  /** Returns the codec of a type without parts. */
  static Codec of(Function<WireReader, Decoded> binary, Function<String, Object> parse) {
    return new Codec() {
      @Override
      public Decoded binary(WireReader in, Scope scope) {
        return binary.apply(in);
      }

      @Override
      public Object parse(String text) {
        return parse.apply(text);
      }
    };
  }

  /** Returns the codec of a type whose values print as the server does. */
  static Codec printing(Function<WireReader, Object> binary, Function<String, Object> parse) {
    return of(in -> Decoded.of(binary.apply(in)), parse);
  }

  /** Returns the codec of a type whose values are their own text. */
  static Codec textual(Function<WireReader, String> binary) {
    return of(in -> Decoded.of(binary.apply(in)), text -> text);
  }
}
