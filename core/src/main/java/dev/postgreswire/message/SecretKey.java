package dev.postgreswire.message;

import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.WireReader;

/** The key of BackendKeyData and CancelRequest. */
final class SecretKey {
  private static final int SHORTEST = 4;
  private static final int LONGEST = 256;

  private SecretKey() {}

  static Bytes decode(WireReader in) {
    int start = in.position();
    Bytes key = in.rest("secretKey");
    if (key.length() < SHORTEST || key.length() > LONGEST) {
      throw in.fault("secretKey", "has " + key.length() + " bytes, not 4 to 256", start);
    }
    return key;
  }
}
