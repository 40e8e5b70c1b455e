package dev.postgreswire.pgjdbc;

import dev.postgreswire.loopback.Loopback;
import dev.postgreswire.loopback.PlaintextTap;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocket;
import org.postgresql.ssl.LibPQFactory;
import org.postgresql.util.PSQLException;

/**
 * pgjdbc's own factory of TLS sockets, by which a recorder in the same JVM also takes what is said
 * within a session. {@code TlsMode.IN_DRIVER} puts it into the URLs that a recorder hands out:
 *
 * <pre>{@code
 * jdbc:postgresql://127.0.0.1:40123/billing?sslmode=verify-full&channelBinding=require
 *     &sslfactory=dev.postgreswire.pgjdbc.RecordedSslFactory
 *     &sslhostnameverifier=dev.postgreswire.pgjdbc.ServerNameVerifier
 * }</pre>
 *
 * <p>TLS itself goes from the driver to the server as it would without a recorder: all the driver's
 * parameters ({@code sslmode}, {@code sslrootcert}, {@code sslcert}, {@code channelBinding}, {@code
 * sslNegotiation} …) mean what they mean, and the server is greeted by its own name. On a
 * connection that does not go through a recorder of this JVM, this is the driver's own factory and
 * nothing more.
 */
public final class RecordedSslFactory extends LibPQFactory {
  /**
   * Creates one, as pgjdbc does.
   *
   * @param info the connection's parameters
   * @throws PSQLException as the driver's own factory does
   */
  public RecordedSslFactory(Properties info) throws PSQLException {
    super(info);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Optional<PlaintextTap> tap = Loopback.tap(socket.getPort(), socket.getLocalPort());
    if (tap.isEmpty()) {
      return super.createSocket(socket, host, port, autoClose);
    }
    String server = tap.get().serverHost();
    Socket tls = super.createSocket(socket, server, tap.get().serverPort(), autoClose);
    return new RecordedSslSocket((SSLSocket) tls, tap.get());
  }
}
