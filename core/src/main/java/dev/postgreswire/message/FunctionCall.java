package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * Calls a function by its OID, as large-object interfaces do.
 *
 * @param function the OID of the function
 * @param argumentFormats none (all text), one (for all), or one an argument
 * @param arguments the values; empty for NULL
 * @param resultFormat the format the result is to have
 */
public record FunctionCall(
    Oid function,
    List<Format> argumentFormats,
    List<Optional<Bytes>> arguments,
    Format resultFormat)
    implements FrontendMessage {
  /** Copies the lists. */
  public FunctionCall {
    argumentFormats = List.copyOf(argumentFormats);
    arguments = List.copyOf(arguments);
  }

  static FunctionCall decode(WireReader in) {
    return new FunctionCall(
        in.as(r -> new Oid(r.int32("function"))),
        in.list("argumentFormats", in.uint16("argumentFormatCount"), Format::decode),
        in.list("arguments", in.uint16("argumentCount"), Codec.VALUE),
        in.as(r -> new Format(r.int16("resultFormat"))));
  }

  @Override
  public MessageType type() {
    return MessageType.FUNCTION_CALL;
  }

  @Override
  public void encode(WireWriter out) {
    out.int32(function.value());
    Codec.formats(out, argumentFormats);
    Codec.values(out, arguments);
    out.int16(resultFormat.code());
  }

  /** Returns the format of argument {@code index}, from 0: no code means text, one code all. */
  public Format argumentFormat(int index) {
    return Format.at(argumentFormats, index);
  }
}
