package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsHello;
import dev.postgreswire.wire.Bytes;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;

/**
 * What a client sends before the server has said anything (0-RTT, RFC 8446, section 2.3), under the
 * secret of an earlier session. A server may refuse it, whereupon the client says it again.
 */
final class EarlyData {
  /** The type of the extension that offers and accepts it. */
  static final int EXTENSION = 42;

  private static final String LABEL = "CLIENT_EARLY_TRAFFIC_SECRET";

  /** A refusing server passes over so much; more is no early data. */
  private static final long MOST_SKIPPED = 1 << 20;

  private static final Fragment SKIPPED = new Fragment(Fragment.APPLICATION_DATA, Bytes.EMPTY);

  private final List<Integer> suites;
  private final SessionSecrets secrets;
  private Protection protection;
  private long readBytes;
  private long unreadBytes;
  private State state;

  private enum State {
    NOT_OFFERED,
    OFFERED,
    ACCEPTED,
    REFUSED,
    OVER
  }

  private EarlyData(List<Integer> suites, SessionSecrets secrets, State state) {
    this.suites = suites;
    this.secrets = secrets;
    this.state = state;
  }

  static EarlyData none() {
    return new EarlyData(List.of(), null, State.NOT_OFFERED);
  }

  static EarlyData offeredBy(TlsHello client, SessionSecrets secrets) {
    return client.extensions().contains(EXTENSION)
        ? new EarlyData(client.suites(), secrets, State.OFFERED)
        : none();
  }

  boolean isOffered() {
    return state != State.NOT_OFFERED;
  }

  /** Whether the client's next record may be early data. */
  boolean isUnderWay() {
    return state != State.NOT_OFFERED && state != State.OVER;
  }

  /** The server has accepted or refused it. */
  void answered(boolean accepted) throws Halt {
    if (!isUnderWay()) {
      return;
    }
    if (accepted && unreadBytes > 0) {
      throw Halt.undecryptable(unread(unreadBytes + " encrypted bytes of "));
    }
    if (!accepted && readBytes > 0) {
      throw Halt.undecryptable(
          "the server refused 0-RTT data of %d bytes that had been taken as said"
              .formatted(readBytes));
    }
    state = accepted ? State.ACCEPTED : State.REFUSED;
  }

  /** The client has said that it ends. */
  void end() {
    if (isOffered()) {
      state = State.OVER;
    }
  }

  /** Reads a record that is early data, or, once that was refused, what follows it. */
  Fragment openOr(Protection handshake, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    if (state != State.REFUSED) {
      return open(tlsRecord);
    }
    Optional<Fragment> fragment = handshake.tryOpen(tlsRecord);
    if (fragment.isPresent()) {
      end();
      return fragment.get();
    }
    skip(tlsRecord);
    if (unreadBytes > MOST_SKIPPED) {
      throw Halt.undecryptable(
          "authentication tag mismatch: nothing that follows refused 0-RTT data can be read");
    }
    return SKIPPED;
  }

  /** Reads a record that is early data. */
  Fragment open(Bytes tlsRecord) throws Halt, GeneralSecurityException {
    if (state == State.REFUSED) {
      return SKIPPED;
    }
    Optional<Bytes> secret = secrets.find(LABEL);
    if (secret.isEmpty()) {
      return unreadable(tlsRecord);
    }
    Fragment fragment =
        protection == null ? openFirst(secret.get(), tlsRecord) : protection.open(tlsRecord);
    readBytes += fragment.type() == Fragment.APPLICATION_DATA ? fragment.content().length() : 0;
    return fragment;
  }

  /** Without its secret it does not matter, provided that the server refuses it. */
  private Fragment unreadable(Bytes tlsRecord) throws Halt {
    // A client logs this secret first, so that it will not come any more if others have.
    if (secrets.find("CLIENT_HANDSHAKE_TRAFFIC_SECRET").isEmpty()) {
      secrets.require(LABEL);
    }
    if (state == State.ACCEPTED) {
      throw Halt.undecryptable(unread(""));
    }
    skip(tlsRecord);
    return SKIPPED;
  }

  private void skip(Bytes tlsRecord) {
    unreadBytes += tlsRecord.length() - Fragment.HEADER;
  }

  /** Which suite it is, the earlier session knows; so those are tried that fit the secret. */
  private Fragment openFirst(Bytes secret, Bytes tlsRecord) throws Halt, GeneralSecurityException {
    for (int id : suites) {
      Optional<Suite> suite = Suite.of(id, true);
      if (suite.isPresent() && suite.get().hash().length() == secret.length()) {
        Protection candidate = new Protection(secrets, LABEL, new Tls13Keys(suite.get()));
        Optional<Fragment> fragment = candidate.tryOpen(tlsRecord);
        if (fragment.isPresent()) {
          protection = candidate;
          return fragment.get();
        }
      }
    }
    throw Halt.undecryptable(
        "authentication tag mismatch: the secret does not belong to this session (" + LABEL + ")");
  }

  private static String unread(String amount) {
    return "the client sent %s0-RTT data, and its secret is not known: the key log has this"
            .formatted(amount)
        + " session's other secrets, but no "
        + LABEL;
  }
}
