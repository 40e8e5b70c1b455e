package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;

/**
 * What a record holds, in cleartext.
 *
 * @param type what it is
 * @param content may be a part of one handshake message, or hold several
 */
record Fragment(int type, Bytes content) {
  static final int CHANGE_CIPHER_SPEC = 20;
  static final int ALERT = 21;
  static final int HANDSHAKE = 22;
  static final int APPLICATION_DATA = 23;

  /** Before a record's content: its type, a version, the length. */
  static final int HEADER = 5;

  /** Reads a record that is not encrypted. */
  static Fragment cleartext(Bytes tlsRecord) {
    return new Fragment(tlsRecord.unsigned(0), tlsRecord.from(HEADER));
  }
}
