package dev.postgreswire.pgjdbc;

import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLSession;
import org.postgresql.ssl.PGjdbcHostnameVerifier;

/**
 * Verifies that a certificate names the real server, for {@code sslmode=verify-full} through a
 * recorder: the URL names the recorder's address, which is not what the certificate is for. For the
 * parameter {@code sslhostnameverifier}, with {@link RecordedSslFactory}.
 */
public final class ServerNameVerifier implements HostnameVerifier {
  /** Creates one, as pgjdbc does. */
  public ServerNameVerifier() {}

  /** Verifies the name as pgjdbc does, of the server with which the session was begun. */
  @Override
  public boolean verify(String urlHost, SSLSession session) {
    String server = session.getPeerHost();
    return PGjdbcHostnameVerifier.INSTANCE.verify(server == null ? urlHost : server, session);
  }
}
