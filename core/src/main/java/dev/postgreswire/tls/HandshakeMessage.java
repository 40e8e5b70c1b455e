package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import java.util.Set;

/**
 * A handshake message.
 *
 * @param type what it is
 * @param body what follows its header; empty unless the type is one of those that {@link #READ}
 */
record HandshakeMessage(int type, Bytes body) {
  static final int CLIENT_HELLO = TlsHello.CLIENT_HELLO;
  static final int SERVER_HELLO = TlsHello.SERVER_HELLO;
  static final int END_OF_EARLY_DATA = 5;
  static final int ENCRYPTED_EXTENSIONS = TlsHello.ENCRYPTED_EXTENSIONS;
  static final int FINISHED = 20;
  static final int KEY_UPDATE = 24;

  /** Those whose content matters. */
  static final Set<Integer> READ = Set.of(CLIENT_HELLO, SERVER_HELLO, ENCRYPTED_EXTENSIONS);

  /** Returns what this hello says; nothing is known where it makes no sense. */
  TlsHello hello() {
    return TlsHello.read(type, body);
  }
}
