package dev.postgreswire.assertj;

import dev.postgreswire.recording.TlsSession;
import java.util.List;
import java.util.Optional;

/** Assertions on a TLS session, as far as it can be seen without its keys. */
public class TlsSessionAssert extends AbstractWireAssert<TlsSessionAssert, TlsSession> {
  /** Begins assertions on {@code actual}. */
  public TlsSessionAssert(TlsSession actual) {
    super(actual, TlsSessionAssert.class, Kinds.TLS_SESSION);
  }

  /** Verifies the version, such as {@code TLSv1.3}. */
  public TlsSessionAssert hasVersion(String version) {
    return meets(Criterion.equal("version", Optional.of(version), TlsSession::version));
  }

  /** Verifies the cipher suite by IANA's name, such as {@code TLS_AES_256_GCM_SHA384}. */
  public TlsSessionAssert hasCipherSuite(String name) {
    return meets(Criterion.equal("cipher suite", Optional.of(name), TlsSession::cipherSuite));
  }

  /** Verifies whom the client believes to talk to (SNI). */
  public TlsSessionAssert hasServerName(String name) {
    return meets(Criterion.equal("server name", Optional.of(name), TlsSession::serverName));
  }

  /** Verifies the protocols that the client offered (ALPN). */
  public TlsSessionAssert offeredAlpn(String... protocols) {
    return meets(Criterion.equal("offered ALPN", List.of(protocols), TlsSession::offeredAlpn));
  }

  /** Verifies that the connection began with TLS, without SSLRequest. */
  public TlsSessionAssert isDirect() {
    return meets(Criterion.equal("direct", true, TlsSession::direct));
  }

  /** Verifies that the connection began with SSLRequest. */
  public TlsSessionAssert isNotDirect() {
    return meets(Criterion.equal("direct", false, TlsSession::direct));
  }
}
