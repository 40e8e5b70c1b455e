package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsDecryptor;
import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One session: takes records apart and passes on what is in them. */
final class Session implements TlsDecryptor {
  private final Map<Direction, HandshakeReader> readers = new EnumMap<>(Direction.class);
  private final KeyLog keyLog;
  private Stage stage;
  private Outcome end;

  /** They name the session; there is another one for each time that keys are negotiated anew. */
  private final Set<Bytes> clientRandoms = new LinkedHashSet<>();

  Session(KeyLog keyLog) {
    this.keyLog = keyLog;
    stage = new Opening(keyLog);
    for (Direction direction : Direction.values()) {
      readers.put(direction, new HandshakeReader());
    }
  }

  @Override
  public Outcome take(Direction direction, Bytes tlsRecord) {
    if (end != null) {
      return end;
    }
    try {
      return new Plaintext(read(direction, tlsRecord));
    } catch (Halt halt) {
      return ended(halt.outcome());
    } catch (GeneralSecurityException e) {
      return ended(new Undecryptable("this Java runtime lacks what is needed: " + e.getMessage()));
    }
  }

  @Override
  public Optional<String> alpn() {
    return stage.alpn();
  }

  @Override
  public List<TlsSecret> secrets() {
    return keyLog.secrets(clientRandoms);
  }

  @Override
  public void close() {
    clientRandoms.forEach(keyLog::ends);
    clientRandoms.clear();
  }

  private Outcome ended(Outcome outcome) {
    if (outcome instanceof Undecryptable) {
      end = outcome;
    }
    return outcome;
  }

  private Bytes read(Direction direction, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    if (tlsRecord.length() < Fragment.HEADER) {
      throw Halt.undecryptable("a TLS record of " + tlsRecord.length() + " bytes");
    }
    Fragment fragment = stage.open(direction, tlsRecord);
    if (fragment.type() == Fragment.HANDSHAKE) {
      for (HandshakeMessage message : readers.get(direction).take(fragment.content())) {
        remember(direction, message);
        stage = stage.message(direction, message);
      }
    } else if (fragment.type() == Fragment.CHANGE_CIPHER_SPEC) {
      stage.changeCipherSpec(direction);
    }
    return fragment.type() == Fragment.APPLICATION_DATA ? fragment.content() : Bytes.EMPTY;
  }

  private void remember(Direction direction, HandshakeMessage message) {
    if (direction == Direction.FRONTEND && message.type() == HandshakeMessage.CLIENT_HELLO) {
      Bytes random = message.hello().random();
      if (clientRandoms.add(random)) {
        keyLog.begins(random);
      }
    }
  }
}
