package dev.postgreswire.pgjdbc;

import dev.postgreswire.loopback.PlaintextTap;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/** A socket of the JDK's TLS whose plaintext is recorded. */
final class RecordedSslSocket extends ForwardingSslSocket {
  private final PlaintextTap tap;

  RecordedSslSocket(SSLSocket socket, PlaintextTap tap) {
    super(socket);
    this.tap = tap;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return RecordedStreams.in(socket.getInputStream(), tap);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return RecordedStreams.out(socket.getOutputStream(), tap);
  }
}
