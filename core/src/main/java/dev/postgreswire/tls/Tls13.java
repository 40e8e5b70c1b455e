package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** TLS 1.3 from the server's hello on: all that matters is encrypted. */
final class Tls13 implements Stage {
  private final SessionSecrets secrets;
  private final Suite suite;
  private final EarlyData early;
  private final Map<Direction, Protection> protections = new EnumMap<>(Direction.class);
  private final Set<Direction> finished = EnumSet.noneOf(Direction.class);
  private Optional<String> alpn = Optional.empty();

  Tls13(SessionSecrets secrets, TlsHello server, EarlyData early) throws Halt {
    this.secrets = secrets;
    this.suite = Opening.suite(server, true);
    this.early = early;
    protect(Direction.FRONTEND, "CLIENT_HANDSHAKE_TRAFFIC_SECRET");
    protect(Direction.BACKEND, "SERVER_HANDSHAKE_TRAFFIC_SECRET");
  }

  @Override
  public Fragment open(Direction direction, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    int type = tlsRecord.unsigned(0);
    if (type == Fragment.HANDSHAKE) {
      throw Halt.undecryptable("a handshake record in cleartext after the server's hello");
    }
    if (type != Fragment.APPLICATION_DATA) {
      return Fragment.cleartext(tlsRecord); // for middle boxes, or from who has no keys yet
    }
    Protection protection = protections.get(direction);
    return direction == Direction.FRONTEND && early.isUnderWay()
        ? early.openOr(protection, tlsRecord)
        : protection.open(tlsRecord);
  }

  /** A ChangeCipherSpec pleases middle boxes, and means nothing. */
  @Override
  public void changeCipherSpec(Direction direction) {}

  @Override
  public Stage message(Direction direction, HandshakeMessage message)
      throws Halt, GeneralSecurityException {
    switch (message.type()) {
      case HandshakeMessage.ENCRYPTED_EXTENSIONS -> extended(message.hello());
      case HandshakeMessage.END_OF_EARLY_DATA -> early.end();
      case HandshakeMessage.FINISHED -> finished(direction);
      case HandshakeMessage.KEY_UPDATE -> update(protections.get(direction));
      default -> {}
    }
    return this;
  }

  @Override
  public Optional<String> alpn() {
    return alpn;
  }

  private void extended(TlsHello extensions) throws Halt {
    alpn = extensions.protocols().stream().findFirst();
    early.answered(extensions.extensions().contains(EarlyData.EXTENSION));
  }

  private void finished(Direction direction) {
    if (finished.add(direction)) { // a client that authenticates later finishes again
      boolean client = direction == Direction.FRONTEND;
      protect(direction, client ? "CLIENT_TRAFFIC_SECRET_0" : "SERVER_TRAFFIC_SECRET_0");
    }
  }

  private void protect(Direction direction, String label) {
    protections.put(direction, new Protection(secrets, label, new Tls13Keys(suite)));
  }

  private void update(Protection protection) throws Halt, GeneralSecurityException {
    Hash hash = suite.hash();
    protection.use(Hkdf.expandLabel(hash, protection.secret(), "traffic upd", hash.length()));
  }
}
