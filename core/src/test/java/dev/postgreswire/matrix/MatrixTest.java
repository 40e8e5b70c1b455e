package dev.postgreswire.matrix;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.TestRole;
import dev.postgreswire.testing.TestServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Every session, as every role, on every version of the server. Of each recording holds: the frames
 * add up to the bytes relayed; re-encoding gives the same bytes; one byte at a time gives the same
 * recording; nothing is undecoded.
 *
 * <p>Two recorders stand one behind the other: what the second saw must be what the first relayed.
 */
class MatrixTest {
  @TestFactory
  Stream<DynamicNode> sessions() {
    return TestServer.all()
        .map(
            server ->
                dynamicContainer(
                    "PostgreSQL " + server.version(),
                    Session.roles()
                        .map(role -> dynamicContainer(role.method(), sessions(server, role)))));
  }

  private static Stream<DynamicNode> sessions(TestServer server, TestRole role) {
    return Session.all()
        .map(session -> dynamicTest(session.name(), () -> check(server, role, session)));
  }

  private static void check(TestServer server, TestRole role, Session session) throws Exception {
    try (WireRecorder behind = WireRecorder.open(server.host(), server.port());
        WireRecorder recorder = WireRecorder.open(behind.host(), behind.port())) {
      session.run(new Route(server, recorder.port(), role));
      Recording recording = recorder.recording();
      RecordingChecks.check(recording);
      RecordingChecks.relayedUnaltered(recording, behind.recording());
    }
  }
}
