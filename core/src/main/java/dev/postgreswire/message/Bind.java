package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;
import java.util.Optional;

/**
 * Binds parameters to a prepared statement, which gives a portal.
 *
 * @param portal the name the portal is to have; empty for the unnamed one
 * @param statement the prepared statement; empty for the unnamed one
 * @param parameterFormats none (all text), one (for all), or one a parameter
 * @param parameters the values; empty for NULL
 * @param resultFormats none (all text), one (for all), or one a result column
 */
public record Bind(
    String portal,
    String statement,
    List<Format> parameterFormats,
    List<Optional<Bytes>> parameters,
    List<Format> resultFormats)
    implements FrontendMessage {
  /** Copies the lists. */
  public Bind {
    parameterFormats = List.copyOf(parameterFormats);
    parameters = List.copyOf(parameters);
    resultFormats = List.copyOf(resultFormats);
  }

  static Bind decode(WireReader in) {
    return new Bind(
        in.cString("portal"),
        in.cString("statement"),
        in.list("parameterFormats", in.uint16("parameterFormatCount"), Format::decode),
        in.list("parameters", in.uint16("parameterCount"), Codec.VALUE),
        in.list("resultFormats", in.uint16("resultFormatCount"), Format::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.BIND;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(portal).cString(statement);
    Codec.formats(out, parameterFormats);
    Codec.values(out, parameters);
    Codec.formats(out, resultFormats);
  }

  /** Returns the format of parameter {@code index}, from 0: no code means text, one code all. */
  public Format parameterFormat(int index) {
    return Format.at(parameterFormats, index);
  }

  /**
   * Returns the format of result column {@code index}, from 0: no code means text, one code all.
   */
  public Format resultFormat(int index) {
    return Format.at(resultFormats, index);
  }
}
