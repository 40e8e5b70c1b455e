package dev.postgreswire.loopback;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.wire.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What has been left out of a connection, and is told instead once there is room: how many bytes it
 * was, and the little that can be told late.
 */
final class Shortfall {
  /** More than a connection has at a time. */
  private static final int MOST_REMARKS = 16;

  private final Instant time;
  private final List<Consumer<WireSink.Connection>> late = new ArrayList<>();
  private Consumer<WireSink.Connection> writer = connection -> {};
  private long frontend;
  private long backend;
  private boolean unknown;
  private boolean opening;
  private int remarks;
  private int untoldRemarks;

  /** Creates one that is empty. */
  Shortfall(Instant time) {
    this.time = time;
  }

  /** The connection's beginning is left out: it has to be opened first. */
  void opening() {
    opening = true;
  }

  boolean isOpening() {
    return opening;
  }

  /** Counts bytes; -1 when nobody knows how many. */
  void bytes(Direction direction, long count) {
    unknown |= count < 0;
    long more = Math.max(0, count);
    if (direction == Direction.FRONTEND) {
      frontend += more;
    } else {
      backend += more;
    }
  }

  /** Returns how many bytes it is, as far as that is known. */
  long bytes() {
    return frontend + backend;
  }

  /** Returns whether bytes are missing. */
  boolean hasBytes() {
    return unknown || bytes() > 0;
  }

  /** Keeps who writes from here on; of bytes that are left out nobody asks who wrote them. */
  void writtenBy(Caller caller, long from) {
    writer = connection -> connection.writtenBy(caller, from);
  }

  /** Keeps something to tell it late. */
  void later(Consumer<WireSink.Connection> event) {
    late.add(event);
  }

  /** Keeps a remark, unless there are many. */
  void remark(String text, Instant when) {
    if (remarks < MOST_REMARKS) {
      remarks++;
      later(connection -> connection.note(text, when));
    } else {
      untoldRemarks++;
    }
  }

  /** Keeps the connection's end, of which the last that the client said is part. */
  void closing(Ending how, String detail, Instant when) {
    String known = frontend == 0 && !unknown ? detail : withoutTerminate(detail);
    later(connection -> connection.closed(how, known, when));
  }

  private static String withoutTerminate(String detail) {
    return (detail.isEmpty() ? "" : detail + "; ")
        + "what the client said last is left out, be it Terminate or not";
  }

  /** Tells it. */
  void tell(WireSink.Connection target) {
    gap(target, Direction.FRONTEND, frontend);
    gap(target, Direction.BACKEND, backend);
    if (hasBytes() || untoldRemarks > 0) {
      target.note(text(), time);
    }
    writer.accept(target);
    late.forEach(event -> event.accept(target));
  }

  private void gap(WireSink.Connection target, Direction direction, long count) {
    if (unknown || count > 0) {
      target.gap(direction, unknown ? -1 : count, time);
    }
  }

  private String text() {
    return "left out, because the recording could not be written as fast as it came: "
        + (unknown ? "at least " : "")
        + "%d bytes of the client and %d of the server".formatted(frontend, backend)
        + (untoldRemarks == 0 ? "" : ", " + untoldRemarks + " remarks");
  }
}
