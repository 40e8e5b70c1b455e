package dev.postgreswire.loopback;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

/** One connection whose TLS ends here, and begins anew. */
final class Termination extends TlsLegs {
  private final TlsTermination options;
  private boolean clientUsesTls;

  /**
   * Creates one.
   *
   * @param note adds a remark to the recording
   */
  Termination(TlsTermination options, Consumer<String> note, String host, int port) {
    super(options.server(), note, host, port);
    this.options = options;
  }

  @Override
  boolean answersClient() {
    return true;
  }

  @Override
  Transport clientTls(SocketChannel socket, ByteBuffer first) throws IOException {
    clientUsesTls = true;
    return new TlsTransport(
        socket,
        options.clientLeg(),
        first,
        session ->
            note(
                "TLS ends at the recorder: what follows is the plaintext, and what the client says"
                    + " before it, such as SSLRequest, is answered here. The client's leg: "
                    + describe(session)));
  }

  @Override
  void clientPlaintext() {}

  @Override
  boolean wantsServerTls() {
    if (clientUsesTls && mode() == ServerTls.DISABLE) {
      note("The server's leg: plaintext, for TLS is disabled for it");
    }
    return clientUsesTls && mode() != ServerTls.DISABLE;
  }

  @Override
  void serverAgreed(SSLSession session) {
    if (!options.identity().certificate().equals(certificate(session))) {
      note(channelBinding());
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
}
