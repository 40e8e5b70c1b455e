package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;

/** Reads the encrypted records of one side under one key. */
sealed interface RecordCipher permits Tls13Cipher, Tls12AeadCipher, Tls12CbcCipher {
  /**
   * Reads a record, and checks that nobody else wrote it.
   *
   * @param sequence how many records came before under this key
   * @param tlsRecord the whole of it
   * @throws javax.crypto.AEADBadTagException when the check fails
   * @throws GeneralSecurityException when this Java runtime lacks what the suite needs
   */
  Fragment open(long sequence, Bytes tlsRecord) throws GeneralSecurityException;
}
