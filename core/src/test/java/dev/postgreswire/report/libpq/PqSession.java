package dev.postgreswire.report.libpq;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A connection of libpq that traces itself to a file, from the first message on. */
final class PqSession implements AutoCloseable {
  private static final long PATIENCE = Duration.ofMinutes(5).toNanos() / 1000;

  private final LibPq pq;
  private final LibPq.LibC c;
  private final Pointer file;
  private final Pointer connection;

  /** Kept here, for libpq's own pointer does not keep it from the garbage collector. */
  private final LibPq.NoticeProcessor silence = (argument, message) -> {};

  private PqSession(Libraries libraries, Pointer file, Pointer connection) {
    this.pq = libraries.pq();
    this.c = libraries.c();
    this.file = file;
    this.connection = connection;
  }

  /** Connects, or fails to do so, which {@link #isConnected()} tells. */
  static PqSession connect(Libraries libraries, String parameters, Path trace, boolean regress) {
    Pointer file = libraries.c().fopen(trace.toString(), "w");
    Pointer connection = libraries.pq().PQconnectStart(parameters);
    PqSession session = new PqSession(libraries, file, connection);
    session.pq.PQsetNoticeProcessor(connection, session.silence, null);
    session.pq.PQtrace(connection, file);
    session.pq.PQsetTraceFlags(
        connection, LibPq.TRACE_SUPPRESS_TIMESTAMPS | (regress ? LibPq.TRACE_REGRESS_MODE : 0));
    session.poll();
    return session;
  }

  private void poll() {
    int state = LibPq.POLLING_WRITING;
    while (state != LibPq.POLLING_OK && state != LibPq.POLLING_FAILED) {
      await(state == LibPq.POLLING_READING);
      state = pq.PQconnectPoll(connection);
    }
  }

  private void await(boolean reading) {
    long end = pq.PQgetCurrentTimeUSec() + PATIENCE;
    int ready = pq.PQsocketPoll(pq.PQsocket(connection), reading ? 1 : 0, reading ? 0 : 1, end);
    if (ready <= 0) {
      throw new IllegalStateException("the server keeps silent");
    }
  }

  boolean isConnected() {
    return pq.PQstatus(connection) == LibPq.CONNECTION_OK;
  }

  /** What libpq says of the last failure. */
  String error() {
    return pq.PQerrorMessage(connection);
  }

  /** The connection, for calls that need nothing else. */
  Pointer handle() {
    return connection;
  }

  LibPq pq() {
    return pq;
  }

  /** Fails with libpq's own words when {@code outcome} is not 1. */
  void check(int outcome) {
    if (outcome != 1) {
      throw new IllegalStateException(pq.PQerrorMessage(connection));
    }
  }

  /** Takes a result, and returns its status. */
  int status(Pointer result) {
    int status = pq.PQresultStatus(result);
    pq.PQclear(result);
    return status;
  }

  /** Runs simple queries, each with its result taken. */
  void exec(String... commands) {
    for (String command : commands) {
      status(pq.PQexec(connection, command));
    }
  }

  /** Runs a simple query, and returns the value of a column, counted from 0, in the first row. */
  String value(String query, int column) {
    Pointer result = pq.PQexec(connection, query);
    try {
      return pq.PQgetvalue(result, 0, column);
    } finally {
      pq.PQclear(result);
    }
  }

  /** Waits for the results of what was sent, up to the end of the query or pipeline section. */
  List<Integer> results() {
    List<Integer> statuses = new ArrayList<>();
    Pointer result = pq.PQgetResult(connection);
    while (result != null) {
      statuses.add(status(result));
      result = pq.PQgetResult(connection);
    }
    return statuses;
  }

  /**
   * Takes results up to a synchronisation of the pipeline; after it, libpq says nothing of an end.
   */
  void resultsToSync() {
    int ends = 0;
    while (ends < 2) {
      Pointer result = pq.PQgetResult(connection);
      ends = result == null ? ends + 1 : 0;
      if (result != null && status(result) == LibPq.RESULT_PIPELINE_SYNC) {
        return;
      }
    }
    throw new IllegalStateException("no synchronisation is under way");
  }

  void copyData(String data) {
    copyData(data.getBytes(StandardCharsets.UTF_8));
  }

  void copyData(byte[] data) {
    check(pq.PQputCopyData(connection, data, data.length));
  }

  /** Takes one message of COPY data; empty at the end of the COPY. */
  Optional<byte[]> takeCopyData() {
    PointerByReference buffer = new PointerByReference();
    int length = pq.PQgetCopyData(connection, buffer, 0);
    if (length <= 0) {
      return Optional.empty();
    }
    byte[] data = buffer.getValue().getByteArray(0, length);
    pq.PQfreemem(buffer.getValue());
    return Optional.of(data);
  }

  /** Waits for a notification, and frees it. */
  void awaitNotification() {
    Pointer notification = pq.PQnotifies(connection);
    while (notification == null) {
      await(true);
      check(pq.PQconsumeInput(connection));
      notification = pq.PQnotifies(connection);
    }
    pq.PQfreemem(notification);
  }

  @Override
  public void close() {
    pq.PQfinish(connection);
    c.fclose(file);
  }

  /** Parameters of a query, as the arrays that libpq takes. */
  static final class Parameters {
    final int count;
    final int[] types;
    final int[] lengths;
    final int[] formats;
    final Pointer[] values;

    /** All text; null for NULL. */
    static Parameters text(String... texts) {
      byte[][] values = new byte[texts.length][];
      for (int i = 0; i < texts.length; i++) {
        values[i] = texts[i] == null ? null : (texts[i] + "\0").getBytes(StandardCharsets.UTF_8);
      }
      return new Parameters(0, new int[texts.length], values);
    }

    /** All binary; null for NULL. */
    static Parameters binary(int[] types, byte[]... values) {
      return new Parameters(1, types, values);
    }

    private Parameters(int format, int[] types, byte[][] values) {
      this.count = values.length;
      this.types = types.clone();
      this.lengths = new int[count];
      this.formats = new int[count];
      this.values = new Pointer[count];
      for (int i = 0; i < count; i++) {
        formats[i] = format;
        if (values[i] != null) {
          lengths[i] = values[i].length;
          Memory memory = new Memory(Math.max(1, values[i].length));
          memory.write(0, values[i], 0, values[i].length);
          this.values[i] = memory;
        }
      }
    }
  }
}
