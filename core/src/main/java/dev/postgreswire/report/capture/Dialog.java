package dev.postgreswire.report.capture;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the two ends of a connection say, in order. It waits until it is known whether this is
 * PostgreSQL, and passes on what is.
 */
final class Dialog {
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_EVENTS = 200;

  /** More bytes than can be under way: what was between is anybody's guess. */
  private static final long UNKNOWN = 1L << 30;

  private final Endpoint one;
  private final Endpoint other;
  private final WireSink sink;
  private final Facts facts;
  private final Backlog undecided;
  private final List<Consumer<WireSink.Connection>> pending = new ArrayList<>();
  private Recognizer recognizer;
  private State state = State.UNDECIDED;
  private WireSink.Connection connection;
  private Endpoint server;
  private Instant begun;
  private Instant now = Instant.MIN;
  private Endpoint endedFirst;
  private boolean accepted;

  private enum State {
    UNDECIDED,
    POSTGRES,
    IGNORED,
    OVER
  }

  /**
   * Begins one of which nothing is known.
   *
   * @param undecided how much memory is taken by all of which that is so
   */
  Dialog(Endpoint one, Endpoint other, Ports ports, WireSink sink, Facts facts, Backlog undecided) {
    this.one = one;
    this.other = other;
    this.sink = sink;
    this.facts = facts;
    this.undecided = new Backlog(undecided, MOST_BYTES);
    this.recognizer = new Recognizer(ports, one, other);
  }

  /** Returns whether it is not PostgreSQL, or over. */
  boolean needsNoMore() {
    return state == State.IGNORED || state == State.OVER;
  }

  /** Returns whether it is over. */
  boolean isOver() {
    return state == State.OVER;
  }

  /** Returns whether it is known to be PostgreSQL, and goes on. */
  boolean isPostgres() {
    return state == State.POSTGRES;
  }

  /** Returns whether it turned out to be PostgreSQL. */
  boolean wasPostgres() {
    return connection != null;
  }

  /** A segment of it was seen. */
  void seen(Instant time) {
    begun = begun == null ? time : begun;
    decide(false);
  }

  /** An end asks for the connection. */
  void asked(Endpoint by, Instant time) {
    clock(time);
    if (state == State.UNDECIDED) {
      recognizer.asked(by);
      decide(false);
    }
  }

  /** The other end accepts it. */
  void accepted(Endpoint askedBy, Instant time) {
    accepted = true;
    answered();
    asked(askedBy, time);
  }

  /** An end says something. */
  void bytes(Endpoint from, ByteBuffer bytes, Instant time) {
    Instant at = clock(time);
    accepted = true;
    if (state == State.POSTGRES) {
      connection.bytes(direction(from), bytes, at);
    } else if (state == State.UNDECIDED) {
      recognizer.bytes(from, bytes);
      Bytes kept = Bytes.copyOf(bytes);
      undecided.add(kept.length());
      tell(to -> to.bytes(direction(from), kept.toByteBuffer(), at));
      decide(false);
    }
  }

  /** An end said something that was not captured. */
  void gap(Endpoint from, long count, Instant time) {
    Instant at = clock(time);
    accepted = true;
    if (state == State.UNDECIDED) {
      recognizer.gap(from);
    }
    long known = count > UNKNOWN ? -1 : count;
    tell(
        to -> {
          facts.missing(known);
          to.gap(direction(from), known, at);
        });
    decide(false);
  }

  /** An end says nothing more. */
  void ended(Endpoint from, Instant time) {
    Instant at = clock(time);
    tell(to -> to.ended(direction(from), at));
    if (endedFirst == null) {
      endedFirst = from;
    } else if (!endedFirst.equals(from)) {
      close("", at);
    }
  }

  /** An end broke the connection off. */
  void reset(Endpoint by, Instant time) {
    Instant at = clock(time);
    answered();
    decide(true);
    if (endedFirst != null) {
      close(endedFirst.equals(by) ? "" : "then reset by the other side", at);
    } else if (!accepted && state == State.POSTGRES && by.equals(server)) {
      over(Ending.SERVER_UNREACHABLE, "connection refused", at);
    } else {
      boolean byServer = state == State.POSTGRES && by.equals(server);
      over(byServer ? Ending.RESET_BY_SERVER : Ending.RESET_BY_CLIENT, "", at);
    }
  }

  /** Nothing more is known of it, though it has not ended. */
  void lost(String why) {
    decide(true);
    over(Ending.RECORDER_CLOSED, why, now);
  }

  /** The capture ends here. */
  void finish() {
    decide(true);
  }

  private void answered() {
    if (state == State.UNDECIDED) {
      recognizer.answered();
    }
  }

  private void close(String detail, Instant at) {
    decide(true);
    boolean byServer = endedFirst.equals(server);
    over(byServer ? Ending.CLOSED_BY_SERVER : Ending.CLOSED_BY_CLIENT, detail, at);
  }

  private void over(Ending how, String detail, Instant at) {
    if (state == State.POSTGRES) {
      connection.closed(how, detail, at);
    }
    state = State.OVER;
  }

  private void decide(boolean last) {
    if (state != State.UNDECIDED) {
      return;
    }
    boolean enough =
        last || undecided.isFull() || undecided.isPartOfFull() || pending.size() > MOST_EVENTS;
    recognizer.verdict(enough).ifPresent(this::decided);
  }

  private void decided(Recognizer.Verdict verdict) {
    server = verdict.server();
    if (verdict.postgres()) {
      state = State.POSTGRES;
      Endpoint client = server.equals(one) ? other : one;
      ConnectionOrigin origin =
          new ConnectionOrigin(
              server.toString(), client.toString(), Caller.UNKNOWN, "", verdict.partial());
      connection = sink.opened(origin, begun);
      facts.postgres(server);
      pending.forEach(event -> event.accept(connection));
    } else {
      state = State.IGNORED;
      facts.other(server.port());
    }
    pending.clear();
    undecided.remove(undecided.bytes());
    recognizer = null;
  }

  private void tell(Consumer<WireSink.Connection> event) {
    if (state == State.POSTGRES) {
      event.accept(connection);
    } else if (state == State.UNDECIDED) {
      pending.add(event);
    }
  }

  private Direction direction(Endpoint from) {
    return from.equals(server) ? Direction.BACKEND : Direction.FRONTEND;
  }

  /** Returns the time, which in one connection never goes back. */
  private Instant clock(Instant time) {
    now = time.isBefore(now) ? now : time;
    return now;
  }
}
