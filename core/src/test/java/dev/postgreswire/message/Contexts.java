package dev.postgreswire.message;

import java.util.List;

/** Contexts in which CopyData are more than bytes. */
final class Contexts {
  private static final String START = "START_REPLICATION SLOT \"s\" LOGICAL 0/0 ";

  private Contexts() {}

  /** After the messages given. */
  static DecodingContext after(Message... messages) {
    DecodingContext context = DecodingContext.initial();
    for (Message message : messages) {
      context = context.after(message);
    }
    return context;
  }

  static Message[] physical() {
    return replication("START_REPLICATION 0/0 TIMELINE 1");
  }

  static Message[] pgoutput() {
    return replication(START + "(proto_version '2', publication_names '\"p\"', streaming 'on')");
  }

  static Message[] parallel() {
    return replication(
        START + "(proto_version '4', publication_names '\"p\"', streaming 'parallel')");
  }

  static Message[] otherPlugin() {
    return replication(START + "(\"include-xids\" '1')");
  }

  static Message[] backup() {
    return new Message[] {
      startup(),
      new ParameterStatus("server_version", "18.6"),
      new ReadyForQuery(TransactionStatus.IDLE),
      new Query("BASE_BACKUP ( LABEL 'x' )"),
      new CopyOutResponse(Format.TEXT, List.of())
    };
  }

  static Message[] binaryCopy() {
    return new Message[] {new CopyInResponse(Format.BINARY, List.of(Format.BINARY, Format.BINARY))};
  }

  private static Message[] replication(String command) {
    return new Message[] {
      startup(),
      new ReadyForQuery(TransactionStatus.IDLE),
      new Query(command),
      new CopyBothResponse(Format.TEXT, List.of())
    };
  }

  private static StartupMessage startup() {
    return new StartupMessage(
        ProtocolVersion.V3_0,
        List.of(
            new StartupParameter("user", "r"), new StartupParameter("replication", "database")));
  }
}
