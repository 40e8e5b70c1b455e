package dev.postgreswire.agent.secret;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;

/** Passes a connection on as it is, and tells the gate which TLS session goes over it. */
final class GatedConnection implements WireSink.Connection {
  private static final String NO_SECRETS =
      "no secrets of its TLS session came to be known: they are taken of the JDK's TLS and of"
          + " netty-tcnative, where Netty made its context after the agent came, and of no other";

  private final SecretGate gate;
  private final WireSink.Connection recorded;
  // Null once nothing more is to be learnt.
  private volatile HelloWatch watch = new HelloWatch();
  private volatile Bytes session = Bytes.EMPTY;
  private volatile boolean answered;

  GatedConnection(SecretGate gate, WireSink.Connection recorded) {
    this.gate = gate;
    this.recorded = recorded;
  }

  @Override
  public int id() {
    return recorded.id();
  }

  @Override
  public Instant now() {
    return recorded.now();
  }

  @Override
  public void bytes(Direction direction, ByteBuffer bytes, Instant time) {
    if (direction == Direction.FRONTEND) {
      look(bytes);
    } else if (!answered && !session.isEmpty()) {
      answered = true;
    }
    recorded.bytes(direction, bytes, time);
  }

  /** The bytes of a direction come one after the other, so that one thread at a time is here. */
  private void look(ByteBuffer bytes) {
    HelloWatch current = watch;
    if (current != null) {
      current.look(bytes).ifPresent(this::begins);
      watch = current.isOver() ? null : current;
    }
  }

  private void begins(Bytes clientRandom) {
    session = clientRandom;
    gate.begins(clientRandom, recorded);
  }

  @Override
  public void writtenBy(Caller caller, long from) {
    recorded.writtenBy(caller, from);
  }

  @Override
  public void gap(Direction direction, long count, Instant time) {
    if (direction == Direction.FRONTEND) {
      watch = null;
    }
    recorded.gap(direction, count, time);
  }

  @Override
  public void ended(Direction direction, Instant time) {
    recorded.ended(direction, time);
  }

  @Override
  public void closed(Ending how, String detail, Instant time) {
    Bytes over = session;
    if (!over.isEmpty() && !gate.ends(over) && answered) {
      recorded.note(NO_SECRETS, time);
    }
    session = Bytes.EMPTY;
    recorded.closed(how, detail, time);
  }

  @Override
  public void note(String text, Instant time) {
    recorded.note(text, time);
  }
}
