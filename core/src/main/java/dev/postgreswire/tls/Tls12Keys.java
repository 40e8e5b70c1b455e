package dev.postgreswire.tls;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.security.GeneralSecurityException;

/**
 * Makes one side's keys of the master secret (RFC 5246, section 6.3).
 *
 * @param suite what was agreed on
 * @param seed the server's random and the client's
 * @param direction whose keys
 * @param encryptThenMac whether records in CBC mode are authenticated in their encrypted form
 */
record Tls12Keys(Suite suite, Bytes seed, Direction direction, boolean encryptThenMac)
    implements Protection.Keys {
  private static final int MASTER_SECRET = 48;

  @Override
  public int secretLength() {
    return MASTER_SECRET;
  }

  @Override
  public RecordCipher cipher(Bytes secret) throws GeneralSecurityException {
    boolean cbc = suite.mode() == Suite.Mode.CBC;
    int macLength = cbc ? suite.mac().length() : 0;
    int ivLength = cbc ? 0 : Tls12AeadCipher.ivLength(suite);
    int keyLength = suite.keyLength();
    int total = 2 * (macLength + keyLength + ivLength);
    Bytes block = Prf.expand(suite.hash(), secret, "key expansion", seed, total);
    Bytes mac = own(block, 0, macLength);
    Bytes key = own(block, 2 * macLength, keyLength);
    return cbc
        ? new Tls12CbcCipher(suite, mac, key, encryptThenMac)
        : new Tls12AeadCipher(suite, key, own(block, 2 * (macLength + keyLength), ivLength));
  }

  /** The block holds everything twice, the client's first. */
  private Bytes own(Bytes block, int from, int length) {
    return block.slice(direction == Direction.FRONTEND ? from : from + length, length);
  }
}
