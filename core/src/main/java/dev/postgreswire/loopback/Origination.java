package dev.postgreswire.loopback;

import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;

/**
 * One connection on which TLS begins here, if the client does without. A client's own TLS passes
 * through as it is.
 */
final class Origination extends TlsLegs {
  private boolean clientIsPlain;

  /**
   * Creates one.
   *
   * @param note adds a remark to the recording
   */
  Origination(TlsToServer server, Consumer<String> note, String host, int port) {
    super(server, note, host, port);
  }

  @Override
  boolean answersClient() {
    return false;
  }

  @Override
  Transport clientTls(SocketChannel socket, ByteBuffer first) {
    return new PlainTransport(socket, first);
  }

  @Override
  void clientPlaintext() {
    clientIsPlain = true;
  }

  @Override
  boolean wantsServerTls() {
    return clientIsPlain && mode() != ServerTls.DISABLE;
  }

  @Override
  void serverAgreed(SSLSession session) {
    note(
        "TLS begins at the recorder: the client speaks plaintext to it, so it cannot bind its"
            + " authentication to the TLS session (SCRAM-SHA-256-PLUS), nor show a certificate");
  }
}
