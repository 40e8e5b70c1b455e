package dev.postgreswire.type;

import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import java.nio.charset.Charset;
import java.util.Optional;

/** Decodes parameters and columns. */
public final class Values {
  private Values() {}

  /**
   * Decodes one value; never throws, whatever the bytes.
   *
   * @param type the OID of its type; the values of an unknown one are read as text or left as bytes
   * @param format text or binary; the bytes of any other format are left as they are
   * @param bytes as on the wire; empty for NULL
   * @param charset what {@code client_encoding} stands for
   */
  public static TypedValue decode(Oid type, Format format, Optional<Bytes> bytes, Charset charset) {
    if (bytes.isEmpty()) {
      return new TypedValue(type, format, bytes, null, "NULL", Optional.empty());
    }
    if (format.equals(Format.TEXT)) {
      return text(type, bytes, charset);
    }
    if (format.equals(Format.BINARY)) {
      return binary(type, bytes, charset);
    }
    return raw(type, format, bytes.get(), Optional.of("format " + format.code() + " is unknown"));
  }

  private static TypedValue binary(Oid type, Optional<Bytes> sent, Charset charset) {
    Bytes bytes = sent.get();
    Codec codec = Codecs.find(type);
    if (codec == null) {
      return raw(type, Format.BINARY, bytes, Optional.empty());
    }
    try {
      WireReader in = WireReader.of(bytes, 0, charset);
      Decoded decoded = codec.binary(in, Scope.of(bytes));
      in.expectEnd();
      return new TypedValue(
          type, Format.BINARY, sent, decoded.value(), decoded.text(), Optional.empty());
    } catch (RuntimeException | StackOverflowError e) {
      return raw(type, Format.BINARY, bytes, fault(type, e));
    }
  }

  private static TypedValue text(Oid type, Optional<Bytes> sent, Charset charset) {
    String text;
    try {
      text = Texts.of(sent.get(), charset);
    } catch (RuntimeException | StackOverflowError e) {
      return raw(type, Format.TEXT, sent.get(), fault(type, e));
    }
    Object value = text;
    Optional<String> fault = Optional.empty();
    try {
      Codec codec = Codecs.find(type);
      if (codec != null) {
        value = codec.parse(text);
      }
    } catch (RuntimeException | StackOverflowError e) {
      fault = fault(type, e);
    }
    return new TypedValue(type, Format.TEXT, sent, value, text, fault);
  }

  private static TypedValue raw(Oid type, Format format, Bytes bytes, Optional<String> fault) {
    return new TypedValue(type, format, Optional.of(bytes), bytes, Texts.hex(bytes), fault);
  }

  private static Optional<String> fault(Oid type, Throwable e) {
    return Optional.of("not a readable " + PgType.nameOf(type) + ": " + e.getMessage());
  }
}
