package dev.postgreswire.report.capture;

import dev.postgreswire.wire.Bytes;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Finds out whether a connection is one to PostgreSQL, and which end is the server: by who asked
 * for it, by the port, and by what is said first; of one that was open before the capture began, by
 * what a server says when it is ready for the next query.
 */
final class Recognizer {
  private static final int ENOUGH = 20_000;

  private final Ports ports;
  private final Side one;
  private final Side other;
  private Side client;
  private Side readyForQuery;
  private boolean answered;

  /**
   * What came out.
   *
   * @param postgres whether it is one
   * @param server which end is the server, as far as can be told
   * @param partial whether its beginning was not seen
   */
  record Verdict(boolean postgres, Endpoint server, boolean partial) {}

  /** One end, and the first that it said. */
  private static final class Side {
    private final Endpoint endpoint;
    private Bytes first = Bytes.EMPTY;
    private boolean beginsWithGap;
    private Side peer;

    Side(Endpoint endpoint) {
      this.endpoint = endpoint;
    }

    boolean hasSpoken() {
      return beginsWithGap || !first.isEmpty();
    }
  }

  Recognizer(Ports ports, Endpoint one, Endpoint other) {
    this.ports = ports;
    this.one = new Side(one);
    this.other = new Side(other);
    this.one.peer = this.other;
    this.other.peer = this.one;
  }

  /** An end asked for the connection. */
  void asked(Endpoint by) {
    client = client == null ? side(by) : client;
  }

  /** The other end has answered, be it by a refusal. */
  void answered() {
    answered = true;
  }

  /** An end said something. */
  void bytes(Endpoint from, ByteBuffer bytes) {
    Side side = side(from);
    if (!side.beginsWithGap && side.first.length() < ENOUGH) {
      side.first = side.first.plus(Bytes.copyOf(bytes));
    }
    if (readyForQuery == null && MessageChain.endsReadyForQuery(bytes)) {
      readyForQuery = side;
    }
  }

  /** An end said something that was not captured. */
  void gap(Endpoint from) {
    Side side = side(from);
    side.beginsWithGap |= side.first.isEmpty();
  }

  /**
   * Returns what it is, once that can be told.
   *
   * @param last whether there is no more to judge by: then there is an answer
   */
  Optional<Verdict> verdict(boolean last) {
    Side server = client != null ? client.peer : expected();
    boolean expected = server != null && ports.contains(server.endpoint.port());
    if (ports.areAsked()) {
      return expected ? asked(server, last) : no();
    }
    Optional<Verdict> opening = expected ? opening(server.peer, true) : openingOfAny();
    if (opening.isPresent()) {
      return opening;
    }
    Optional<Verdict> more = expected ? standard(server, last) : found();
    return more.isEmpty() && last ? no() : more;
  }

  /** The end on whose port a server is expected, or null. */
  private Side expected() {
    if (ports.contains(other.endpoint.port())) {
      return other;
    }
    return ports.contains(one.endpoint.port()) ? one : null;
  }

  /** Somebody has said that it is PostgreSQL; what remains is whether it begins here. */
  private Optional<Verdict> asked(Side server, boolean last) {
    if (client != null) {
      return yes(server, server.peer.beginsWithGap);
    }
    FirstBytes first = FirstBytes.of(server.peer.first, true);
    if (first == FirstBytes.POSTGRES && !server.peer.beginsWithGap) {
      return yes(server, false);
    }
    boolean wait = first == FirstBytes.TOO_FEW && !server.hasSpoken() && !server.peer.beginsWithGap;
    return wait && !last ? Optional.empty() : yes(server, true);
  }

  private Optional<Verdict> openingOfAny() {
    if (client != null) {
      return opening(client, false);
    }
    Optional<Verdict> opening = opening(one, false);
    return opening.isPresent() ? opening : opening(other, false);
  }

  private Optional<Verdict> opening(Side by, boolean expected) {
    return !by.beginsWithGap && FirstBytes.of(by.first, expected) == FirstBytes.POSTGRES
        ? yes(by.peer, false)
        : Optional.empty();
  }

  /** The port is PostgreSQL's own, and the client has not begun as it should, or not yet. */
  private Optional<Verdict> standard(Side server, boolean last) {
    Side from = server.peer;
    boolean partial = client == null || from.beginsWithGap;
    if (from.beginsWithGap || (client == null && server.hasSpoken())) {
      return yes(server, partial);
    }
    if (!from.first.isEmpty()) {
      boolean wait = FirstBytes.of(from.first, true) == FirstBytes.TOO_FEW && !last;
      if (wait) {
        return Optional.empty();
      }
      return client == null ? yes(server, true) : no();
    }
    if (!server.first.isEmpty()) {
      // Before the client says anything, a server says only that it cannot serve.
      return server.first.get(0) == 'E' ? yes(server, false) : no();
    }
    return last && client != null && answered ? yes(server, false) : Optional.empty();
  }

  /** Nothing but what is said tells that it is PostgreSQL. */
  private Optional<Verdict> found() {
    if (client == null || client.beginsWithGap) {
      boolean possible = readyForQuery != null && readyForQuery != client;
      return possible ? yes(readyForQuery, true) : Optional.empty();
    }
    boolean serverFirst = client.first.isEmpty() && client.peer.hasSpoken();
    boolean other = FirstBytes.of(client.first, false) == FirstBytes.OTHER;
    return serverFirst || other ? no() : Optional.empty();
  }

  private static Optional<Verdict> yes(Side server, boolean partial) {
    return Optional.of(new Verdict(true, server.endpoint, partial));
  }

  private Optional<Verdict> no() {
    Side lower = one.endpoint.port() < other.endpoint.port() ? one : other;
    Side server = client != null ? client.peer : lower;
    return Optional.of(new Verdict(false, server.endpoint, true));
  }

  private Side side(Endpoint endpoint) {
    return endpoint.equals(one.endpoint) ? one : other;
  }
}
