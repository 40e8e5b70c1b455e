package dev.postgreswire.recording;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a TLS session: its hellos, how many bytes went through, and whether they could
 * be read.
 *
 * @param version such as {@code TLSv1.3}; empty until the server has said hello
 * @param cipherSuite the name in IANA's registry, such as {@code TLS_AES_256_GCM_SHA384}, or {@code
 *     0x} and four digits; empty until the server has said hello
 * @param serverName whom the client believes to talk to (SNI, RFC 6066)
 * @param offeredAlpn the protocols that the client offers (ALPN, RFC 7301), {@code postgresql} for
 *     new clients
 * @param alpn the protocol that the server chose; TLS 1.3 hides it from whoever cannot decrypt it
 * @param direct whether the connection began with TLS, without SSLRequest (since PostgreSQL 17)
 * @param frontendBytes bytes of TLS records from the client, since the connection opened
 * @param backendBytes bytes of TLS records from the server, since the connection opened
 * @param decrypted whether messages were read from it; its records are no messages then, save those
 *     that could not be read
 * @param undecryptable why records could not be read, though somebody tried
 */
public record TlsSession(
    Optional<String> version,
    Optional<String> cipherSuite,
    Optional<String> serverName,
    List<String> offeredAlpn,
    Optional<String> alpn,
    boolean direct,
    long frontendBytes,
    long backendBytes,
    boolean decrypted,
    Optional<String> undecryptable) {
  /** Copies the list. */
  public TlsSession {
    offeredAlpn = List.copyOf(offeredAlpn);
  }

  /** Creates what is known of a session that nobody has tried to decrypt. */
  public TlsSession(
      Optional<String> version,
      Optional<String> cipherSuite,
      Optional<String> serverName,
      List<String> offeredAlpn,
      Optional<String> alpn,
      boolean direct,
      long frontendBytes,
      long backendBytes) {
    this(
        version,
        cipherSuite,
        serverName,
        offeredAlpn,
        alpn,
        direct,
        frontendBytes,
        backendBytes,
        false,
        Optional.empty());
  }
}
