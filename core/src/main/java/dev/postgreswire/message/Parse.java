package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;
import dev.postgreswire.wire.WireWriter;
import java.util.List;

/**
 * Prepares a statement.
 *
 * @param statement the name it is to have; empty for the unnamed one
 * @param query the SQL of one statement
 * @param parameterTypes the types of the first parameters; 0 where the server is to infer it
 */
public record Parse(String statement, String query, List<Oid> parameterTypes)
    implements FrontendMessage {
  /** Copies the lists. */
  public Parse {
    parameterTypes = List.copyOf(parameterTypes);
  }

  static Parse decode(WireReader in) {
    return new Parse(
        in.cString("statement"),
        in.cString("query"),
        in.list("parameterTypes", in.uint16("parameterTypeCount"), Oid::decode));
  }

  @Override
  public MessageType type() {
    return MessageType.PARSE;
  }

  @Override
  public void encode(WireWriter out) {
    out.cString(statement).cString(query);
    Codec.oids(out, parameterTypes);
  }
}
