package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * One connection on which the loopback itself speaks TLS, on one leg or both. Says in the recording
 * what became of each.
 */
abstract class TlsLegs implements Transports {
  static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TlsToServer server;
  private final Consumer<String> note;
  private final String host;
  private final int port;

  /**
   * Creates them.
   *
   * @param note adds a remark to the recording
   */
  TlsLegs(TlsToServer server, Consumer<String> note, String host, int port) {
    this.server = server;
    this.note = note;
    this.host = host;
    this.port = port;
  }

  @Override
  public final Transport client(SocketChannel socket) {
    return new ClientTransport(this, socket);
  }

  @Override
  public final Transport server(SocketChannel socket) {
    return new ServerTransport(this, socket);
  }

  /** Whether a client's question for encryption is answered here; else it is passed on. */
  abstract boolean answersClient();

  /** Returns the transport of a client that begins TLS with these bytes. */
  abstract Transport clientTls(SocketChannel socket, ByteBuffer first) throws IOException;

  /** The client begins without any encryption. */
  abstract void clientPlaintext();

  /** Whether the server is to be asked for TLS. Called once it is known what the client does. */
  abstract boolean wantsServerTls();

  /** The handshake with the server is over. */
  abstract void serverAgreed(SSLSession session);

  /** Returns the transport of a server that has answered the question for TLS. */
  final Transport serverAnswered(SocketChannel socket, ByteBuffer answer) throws IOException {
    if (answer.get(0) == 'S') {
      return new TlsTransport(socket, server.engine(host, port), NOTHING, this::agreed);
    }
    if (mode().insists()) {
      throw new IOException(
          "the server offers no TLS, "
              + (mode().verifies()
                  ? "so its certificate cannot be verified"
                  : "and no connection is wanted without"));
    }
    note("The server's leg: plaintext, for the server offers no TLS");
    // Anything but N is the beginning of an error of the server.
    return new PlainTransport(socket, answer.get(0) == 'N' ? NOTHING : answer);
  }

  private void agreed(SSLSession session) {
    note(
        "The server's leg: "
            + describe(session)
            + ", the server's certificate was "
            + (mode().verifies() ? "verified" : "not verified"));
    serverAgreed(session);
  }

  final ServerTls mode() {
    return server.mode();
  }

  final void note(String text) {
    note.accept(text);
  }

  static Certificate certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  static String describe(SSLSession session) {
    String text = session.getProtocol() + ", " + session.getCipherSuite();
    return certificate(session) instanceof X509Certificate x509
        ? text + ", " + x509.getSubjectX500Principal()
        : text;
  }
}
