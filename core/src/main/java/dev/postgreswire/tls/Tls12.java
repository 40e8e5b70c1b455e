package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * TLS 1.2 from the server's hello on: each side's records are encrypted after its ChangeCipherSpec.
 * A later handshake within the session (renegotiation) changes the keys in the same way.
 */
final class Tls12 implements Stage {
  private static final String LABEL = "CLIENT_RANDOM";
  private static final int ENCRYPT_THEN_MAC = 22;

  private final KeyLog keyLog;
  private final Map<Direction, Protection> protections = new EnumMap<>(Direction.class);
  private TlsHello client;
  private TlsHello server;
  private Suite suite;

  Tls12(KeyLog keyLog, TlsHello client, TlsHello server) throws Halt {
    this.keyLog = keyLog;
    this.client = client;
    agree(server);
  }

  @Override
  public Fragment open(Direction direction, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    Protection protection = protections.get(direction);
    if (protection != null) {
      return protection.open(tlsRecord);
    }
    if (tlsRecord.unsigned(0) == Fragment.APPLICATION_DATA) {
      throw Halt.undecryptable("application data before the ChangeCipherSpec of its side");
    }
    return Fragment.cleartext(tlsRecord);
  }

  @Override
  public void changeCipherSpec(Direction direction) {
    SessionSecrets secrets = new SessionSecrets(keyLog, client.random());
    Bytes seed = server.random().plus(client.random());
    boolean encryptThenMac = server.extensions().contains(ENCRYPT_THEN_MAC);
    protections.put(
        direction,
        new Protection(secrets, LABEL, new Tls12Keys(suite, seed, direction, encryptThenMac)));
  }

  @Override
  public Stage message(Direction direction, HandshakeMessage message) throws Halt {
    if (direction == Direction.FRONTEND && message.type() == HandshakeMessage.CLIENT_HELLO) {
      client = message.hello();
      Opening.requireSense(client, "ClientHello");
    } else if (direction == Direction.BACKEND && message.type() == HandshakeMessage.SERVER_HELLO) {
      agree(message.hello());
    }
    return this;
  }

  @Override
  public Optional<String> alpn() {
    return server.protocols().stream().findFirst();
  }

  private void agree(TlsHello hello) throws Halt {
    Opening.requireSense(hello, "ServerHello");
    if (hello.compression() != 0) {
      throw Halt.undecryptable("compression method " + hello.compression() + " is not supported");
    }
    suite = Opening.suite(hello, false);
    server = hello;
  }

  /** Returns what a record's authentication covers beside its content of {@code length} bytes. */
  static byte[] authenticated(long sequence, Bytes tlsRecord, int length) {
    return new WireWriter(StandardCharsets.US_ASCII)
        .int64(sequence)
        .bytes(tlsRecord.slice(0, Fragment.HEADER - 2)) // type and version
        .int16(length)
        .toBytes()
        .toByteArray();
  }
}
