package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;

/**
 * Makes keys of a traffic secret.
 *
 * @param suite what was agreed on
 */
record Tls13Keys(Suite suite) implements Protection.Keys {
  @Override
  public int secretLength() {
    return suite.hash().length();
  }

  @Override
  public RecordCipher cipher(Bytes secret) throws GeneralSecurityException {
    return new Tls13Cipher(suite, secret);
  }
}
