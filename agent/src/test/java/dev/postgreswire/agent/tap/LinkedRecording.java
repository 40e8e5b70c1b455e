package dev.postgreswire.agent.tap;

import dev.postgreswire.agent.boot.Link;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.conformance.RecordingCheck;
import dev.postgreswire.wire.Direction;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Records what the agent of this JVM tells, in the JVM of an application that a test has run. */
final class LinkedRecording implements BiFunction<String, Object[], Object> {
  /** What a line begins with where the recording is not PostgreSQL's protocol. */
  static final String BREAKS_PROTOCOL = "breaks the protocol: ";

  private final Recorder recorder = new Recorder(new RecorderOptions(1 << 26));
  private final Window window = recorder.openWindow("application");
  private final List<String> missed = new CopyOnWriteArrayList<>();
  private final List<String> writers = new CopyOnWriteArrayList<>();

  /** Begins to record. */
  static LinkedRecording begin() {
    LinkedRecording recording = new LinkedRecording();
    Object unused = Link.agent().apply("register", new Object[] {recording});
    return recording;
  }

  @Override
  public Object apply(String what, Object[] told) {
    switch (what) {
      case "opened" -> {
        Caller caller = new Caller((String) told[2], (String) told[3]);
        ConnectionOrigin origin =
            new ConnectionOrigin((String) told[0], (String) told[1], caller, "", (Boolean) told[4]);
        WireSink.Connection connection = recorder.opened(origin, (Instant) told[5]);
        return (BiFunction<String, Object[], Object>) (event, of) -> tell(connection, event, of);
      }
      case "missed" -> missed.add(told[0] + ": " + told[3]);
      default -> {
        return null;
      }
    }
    return null;
  }

  private Object tell(WireSink.Connection connection, String event, Object[] of) {
    switch (event) {
      case "bytes" -> connection.bytes(direction(of), (ByteBuffer) of[1], (Instant) of[2]);
      case "gap" -> connection.gap(direction(of), (Long) of[1], (Instant) of[2]);
      case "ended" -> connection.ended(direction(of), (Instant) of[1]);
      case "closed" ->
          connection.closed(Ending.valueOf((String) of[0]), (String) of[1], (Instant) of[2]);
      case "note" -> connection.note((String) of[0], (Instant) of[1]);
      case "writtenBy" -> writers.add(of[0] + " from " + of[2]);
      default -> throw new IllegalArgumentException(event);
    }
    return null;
  }

  private static Direction direction(Object[] of) {
    return (Boolean) of[0] ? Direction.FRONTEND : Direction.BACKEND;
  }

  /** Returns all that has been recorded, for a test to compare with what it expects. */
  String text() {
    Recording recording = window.recording();
    List<String> lines = new ArrayList<>();
    for (RecordedConnection connection : recording.connections()) {
      lines.add(
          "connection "
              + connection.id()
              + (connection.isPartial() ? " partial" : "")
              + " to "
              + connection.server()
              + " in "
              + connection.thread()
              + " "
              + connection.ending());
      lines.add(
          connection.messages().stream()
              .map(message -> message.direction().symbol() + " " + message.name())
              .collect(Collectors.joining(", ")));
      connection
          .statements()
          .forEach(
              statement ->
                  lines.add(
                      "statement "
                          + statement.sql()
                          + " "
                          + statement.parameters()
                          + " "
                          + statement.returnedRows()));
      connection.notes().forEach(note -> lines.add("note " + note));
      connection.undecoded().forEach(each -> lines.add("undecoded " + each));
      lines.add(
          "bytes "
              + connection.bytes(Direction.FRONTEND)
              + " "
              + connection.bytes(Direction.BACKEND));
    }
    RecordingCheck.of(recording).forEach(each -> lines.add(BREAKS_PROTOCOL + each));
    missed.forEach(each -> lines.add("missed " + each));
    writers.forEach(each -> lines.add("written by " + each));
    return String.join("\n", lines);
  }
}
