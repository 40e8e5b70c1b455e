package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Describes the parameters of a prepared statement.
 *
 * @param parameterTypes the type of each parameter
 */
public record ParameterDescription(List<Oid> parameterTypes) implements BackendMessage {
  /** Copies the lists. */
  public ParameterDescription {
    parameterTypes = List.copyOf(parameterTypes);
  }

  static ParameterDescription decode(WireReader in) {
    return new ParameterDescription(
        in.list("parameterTypes", in.uint16("parameterTypeCount"), Oid::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.PARAMETER_DESCRIPTION;
  }

  @Override
  public void encode(WireWriter out) {
    Codec.oids(out, parameterTypes);
  }
}
