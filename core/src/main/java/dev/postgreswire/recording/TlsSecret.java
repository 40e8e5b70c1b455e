package dev.postgreswire.recording;

import dev.postgreswire.wire.Bytes;
import java.util.Objects;

/**
 * One secret of a TLS session, by which it can be read from outside: what a line of a key log in
 * NSS's format says.
 *
 * @param label what it is, such as {@code CLIENT_RANDOM} (TLS 1.2) or {@code
 *     CLIENT_TRAFFIC_SECRET_0} (TLS 1.3)
 * @param clientRandom the 32 bytes of the ClientHello that name the session
 * @param secret the secret itself
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9850">RFC 9850, The SSLKEYLOGFILE Format for
 *     TLS</a>
 */
public record TlsSecret(String label, Bytes clientRandom, Bytes secret) {
  /** Checks that nothing is missing. */
  public TlsSecret {
    Objects.requireNonNull(label);
    Objects.requireNonNull(clientRandom);
    Objects.requireNonNull(secret);
  }

  /** Returns the label and the session, without the secret. */
  @Override
  public String toString() {
    return label + " of " + clientRandom.toHex();
  }
}
