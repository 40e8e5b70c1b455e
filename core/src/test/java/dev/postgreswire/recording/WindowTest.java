package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lies in a window, and who is said to have opened what opens meanwhile. */
class WindowTest {
  private final Recorder recorder = new Recorder(RecorderOptions.defaults());

  @Test
  void mayBeOverSomeServersOnly() {
    ConnectionRecorder before = open("db:5432");
    try (Window window = recorder.openWindow("test", server -> server.startsWith("db:"))) {
      ConnectionRecorder other = open("other:5432");
      open("db:5432");
      assertThat(window.recording().connections())
          .extracting(RecordedConnection::server)
          .containsExactly("db:5432", "db:5432");

      other.closed(Ending.CLOSED_BY_CLIENT, "");
      before.closed(Ending.CLOSED_BY_CLIENT, "");

      assertThat(recorder.recording().connections())
          .as("what no window reaches is let go when it is over")
          .extracting(RecordedConnection::id)
          .containsExactly(1, 3);
    }
  }

  @Test
  void doesNotHoldWhatItsClientHasLeft() {
    ConnectionRecorder left = open("db:5432");
    left.ended(Direction.FRONTEND);
    ConnectionRecorder halfClosed = open("db:5432");
    halfClosed.ended(Direction.BACKEND);

    try (Window window = recorder.openWindow("test")) {
      assertThat(window.recording().connections())
          .extracting(RecordedConnection::id)
          .containsExactly(2);
      assertThat(window.recording().openedConnections()).isEmpty();
    }
  }

  @Test
  void namesWhatOpensInIt() {
    Window outer = recorder.openWindow("outer");
    Window inner = recorder.openWindow("inner");
    open("db:5432");
    inner.close();
    open("db:5432");
    recorder.opened(ConnectionOrigin.of("db:5432", "").openedBy("the application"));

    assertThat(openedBy(outer)).containsExactly("inner", "outer", "the application");
    outer.close();
    Window late = recorder.openWindow("late");
    assertThat(late.recording().openedConnections()).isEmpty();
    assertThat(openedBy(late)).containsExactly("inner", "outer", "the application");
  }

  @Test
  void hasWhatBeginsInIt() {
    ConnectionRecorder connection = open("db:5432");
    select(connection, "select 1");
    Window window = recorder.openWindow("test");
    select(connection, "select 2");
    Recording early = window.recording();
    select(connection, "select 3");
    window.close();
    select(connection, "select 4");

    assertThat(early.statements()).extracting(Statement::sql).containsExactly("select 2");
    assertThat(window.recording().statements())
        .extracting(Statement::sql, Statement::exchangeIndex)
        .containsExactly(tuple("select 2", 2), tuple("select 3", 3));
    assertThat(window.recording().exchanges()).hasSize(2);
    assertThat(window.recording().connections().get(0).startupParameter("user")).contains("alice");
  }

  private static List<String> openedBy(Window window) {
    return window.recording().connections().stream().map(RecordedConnection::openedBy).toList();
  }

  private ConnectionRecorder open(String server) {
    ConnectionRecorder connection = recorder.opened(ConnectionOrigin.of(server, ""));
    WireScript.session().playOn(connection);
    return connection;
  }

  private static void select(ConnectionRecorder connection, String sql) {
    WireScript.script().client(query(sql)).server(tag("SELECT 1"), IDLE).playOn(connection);
  }
}
