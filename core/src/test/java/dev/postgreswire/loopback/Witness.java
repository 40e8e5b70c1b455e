package dev.postgreswire.loopback;

import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Records for real, and remembers what the relay told. */
class Witness extends Scribe {
  private static final int KEPT = 1 << 20;

  private final ConnectionOrigin origin;
  private final Map<Direction, Heard> heard = new EnumMap<>(Direction.class);
  private final Set<Direction> ended = EnumSet.noneOf(Direction.class);
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();
  private String detail = "";

  Witness(Recorder recorder, ConnectionOrigin origin) {
    super(recorder.opened(origin));
    this.origin = origin;
    for (Direction direction : Direction.values()) {
      heard.put(direction, new Heard());
    }
  }

  @Override
  void record(Direction direction, ByteBuffer bytes) {
    synchronized (this) {
      heard.get(direction).add(Bytes.copyOf(bytes));
    }
    super.record(direction, bytes);
  }

  @Override
  void ended(Direction direction) {
    synchronized (this) {
      ended.add(direction);
    }
    super.ended(direction);
  }

  @Override
  void closed(Ending how, String why) {
    super.closed(how, why);
    synchronized (this) {
      detail = why;
    }
    if (!ending.complete(how)) {
      throw new IllegalStateException("a connection ended twice: " + ending + ", " + how);
    }
  }

  ConnectionOrigin origin() {
    return origin;
  }

  /** The first mebibyte recorded. */
  synchronized Bytes bytes(Direction direction) {
    return heard.get(direction).first;
  }

  synchronized long count(Direction direction) {
    return heard.get(direction).count;
  }

  synchronized Bytes hash(Direction direction) {
    return Bytes.of(heard.get(direction).digest.digest());
  }

  synchronized boolean hasEnded(Direction direction) {
    return ended.contains(direction);
  }

  boolean isOver() {
    return ending.isDone();
  }

  /** Waits for the end of the connection. */
  Ending ending() throws Exception {
    return ending.get();
  }

  synchronized String detail() {
    return detail;
  }

  private static final class Heard {
    private final MessageDigest digest = sha256();
    private Bytes first = Bytes.EMPTY;
    private long count;

    void add(Bytes bytes) {
      count += bytes.length();
      digest.update(bytes.toByteBuffer());
      if (first.length() < KEPT) {
        first = first.plus(bytes);
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
