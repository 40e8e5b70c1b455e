package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** One connection whose TLS ends here. Says in the recording what became of each leg. */
final class Termination implements Transports {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final TlsTermination options;
  private final Consumer<String> note;
  private final String host;
  private final int port;
  private boolean clientUsesTls;

  /**
   * Creates one.
   *
   * @param note adds a remark to the recording
   */
  Termination(TlsTermination options, Consumer<String> note, String host, int port) {
    this.options = options;
    this.note = note;
    this.host = host;
    this.port = port;
  }

  @Override
  public Transport client(SocketChannel socket) {
    return new ClientTransport(this, socket);
  }

  @Override
  public Transport server(SocketChannel socket) {
    return new ServerTransport(this, socket);
  }

  /** Returns the transport of a client that begins TLS with these bytes. */
  Transport clientTls(SocketChannel socket, ByteBuffer first) throws IOException {
    clientUsesTls = true;
    return new TlsTransport(
        socket,
        options.clientLeg(),
        first,
        session ->
            note.accept(
                "TLS ends at the recorder: what follows is the plaintext, and what the client says"
                    + " before it, such as SSLRequest, is answered here. The client's leg: "
                    + describe(session)));
  }

  /** Whether the server is to be asked for TLS. Without it for the client, there is none. */
  boolean wantsServerTls() {
    if (clientUsesTls && options.serverTls() == TlsTermination.ServerTls.DISABLE) {
      note.accept("The server's leg: plaintext, for TLS is disabled for it");
    }
    return clientUsesTls && options.serverTls() != TlsTermination.ServerTls.DISABLE;
  }

  /** Returns the transport of a server that has answered the question for TLS. */
  Transport serverAnswered(SocketChannel socket, ByteBuffer answer) throws IOException {
    if (answer.get(0) == 'S') {
      SSLEngine engine = options.serverLeg(host, port);
      return new TlsTransport(socket, engine, NOTHING, this::serverAgreed);
    }
    if (options.serverTls() == TlsTermination.ServerTls.VERIFY_FULL) {
      throw new IOException("the server offers no TLS, so its certificate cannot be verified");
    }
    note.accept("The server's leg: plaintext, for the server offers no TLS");
    // Anything but N is the beginning of an error of the server.
    return new PlainTransport(socket, answer.get(0) == 'N' ? NOTHING : answer);
  }

  private void serverAgreed(SSLSession session) {
    boolean verified = options.serverTls() == TlsTermination.ServerTls.VERIFY_FULL;
    note.accept(
        "The server's leg: "
            + describe(session)
            + ", the server's certificate was "
            + (verified ? "verified" : "not verified"));
    if (!options.identity().certificate().equals(certificate(session))) {
      note.accept(channelBinding());
    }
  }

  /** Says how SCRAM-SHA-256-PLUS, which binds to the server's certificate, will fare. */
  private String channelBinding() {
    String why = "The client sees another certificate than the server's: ";
    return options.identity().hasEndPointHash()
        ? why
            + "a client that uses channel binding (SCRAM-SHA-256-PLUS, the default of libpq and"
            + " pgjdbc) will be refused by the server. Give the server's own certificate and key,"
            + " or disable TLS for the server's leg, or channel binding in the client"
        : why
            + "a client that requires channel binding (SCRAM-SHA-256-PLUS) cannot log in. Those"
            + " that prefer it do without, for there is none with a certificate signed with "
            + options.identity().certificate().getSigAlgName();
  }

  private static Certificate certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0];
    } catch (SSLPeerUnverifiedException e) {
      return null;
    }
  }

  private static String describe(SSLSession session) {
    String text = session.getProtocol() + ", " + session.getCipherSuite();
    return certificate(session) instanceof X509Certificate x509
        ? text + ", " + x509.getSubjectX500Principal()
        : text;
  }
}
