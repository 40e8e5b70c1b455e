package dev.postgreswire.message;

import dev.postgreswire.wire.WireReader;

/** Whether a session is in a transaction block, as ReadyForQuery says. */
public enum TransactionStatus {
  /** In none. */
  IDLE('I'),
  /** In one. */
  IN_TRANSACTION('T'),
  /** In one that has failed: until it ends every command fails. */
  FAILED('E');

  private final char code;

  TransactionStatus(char code) {
    this.code = code;
  }

  /** Returns its byte on the wire: {@code I}, {@code T} or {@code E}. */
  public char code() {
    return code;
  }

  static TransactionStatus decode(WireReader in) {
    return in.as(TransactionStatus::read);
  }

  private static TransactionStatus read(WireReader in) {
    char code = in.char8("status");
    return switch (code) {
      case 'I' -> IDLE;
      case 'T' -> IN_TRANSACTION;
      case 'E' -> FAILED;
      default -> throw in.fault("status", "is none of 'I', 'T' and 'E'", in.position() - 1);
    };
  }
}
