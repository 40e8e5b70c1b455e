package dev.postgreswire.message;

/**
 * Which COPY is under way.
 *
 * @param kind its direction
 * @param binary whether its format is binary
 * @param atSignature whether no CopyData has come yet
 * @param aligned whether every CopyData so far held whole elements of the binary format
 */
record CopyState(Kind kind, boolean binary, boolean atSignature, boolean aligned) {
  static final CopyState NONE = new CopyState(Kind.NONE, false, false, false);

  /** Who sends data. */
  enum Kind {
    NONE,
    IN,
    OUT,
    BOTH
  }

  CopyState after(Message message) {
    return switch (message.type()) {
      case COPY_IN_RESPONSE -> begin(Kind.IN, (CopyResponse) message);
      case COPY_OUT_RESPONSE -> begin(Kind.OUT, (CopyResponse) message);
      case COPY_BOTH_RESPONSE -> begin(Kind.BOTH, (CopyResponse) message);
      case COMMAND_COMPLETE, ERROR_RESPONSE, READY_FOR_QUERY -> NONE;
      default -> this;
    };
  }

  private static CopyState begin(Kind kind, CopyResponse response) {
    boolean binary = kind != Kind.BOTH && response.overallFormat().isBinary();
    return new CopyState(kind, binary, binary, binary);
  }
}
