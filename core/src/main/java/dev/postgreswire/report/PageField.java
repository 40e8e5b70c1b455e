package dev.postgreswire.report;

/**
 * What the page knows of a field of all messages of one shape. Where it lies and what it holds is
 * said by each message.
 *
 * @param name its name, as {@code wire.Field} has it
 * @param label what to show in its place: the name of a column, of a parameter, of an error's field
 * @param kind how to read its bytes, one of the letters below
 * @param flags sums of the numbers below
 */
record PageField(String name, String label, char kind, int flags) {
  /** A signed number. */
  static final char SIGNED = 'i';

  /** A number without a sign. */
  static final char UNSIGNED = 'u';

  /** A character. */
  static final char CHARACTER = 'c';

  /** Text, with a NUL at its end or without. */
  static final char TEXT = 's';

  /** Bytes. */
  static final char BYTES = 'x';

  /** A length and as many bytes; -1 for NULL. */
  static final char SIZED = 'v';

  /** The object identifier of a type. */
  static final char TYPE_OID = 'o';

  /** An SQLSTATE. */
  static final char SQL_STATE = 'q';

  /** Two numbers of 16 bits: a version of the protocol. */
  static final char VERSION = 'p';

  /** A NUL that libpq traces as an empty string. */
  static final char END_OF_LIST = 'e';

  /** Of little interest: type byte, length, counts, terminators. */
  static final int MINOR = 1;

  /** Part of the message's line in the list. */
  static final int SUMMARY = 2;

  /** … with its label before it. */
  static final int LABELLED = 4;

  /** Lies within another field; says its offset. */
  static final int INNER = 8;

  /** Its bytes have been overwritten. */
  static final int SECRET = 16;

  /** Part of libpq's trace. */
  static final int TRACED = 32;

  /** One of a group that its name tells: {@code columns[0].name}. */
  static final int GROUPED = 64;

  boolean is(int flag) {
    return (flags & flag) != 0;
  }
}
