package dev.postgreswire.junit;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.junit.RunningTests.Running;
import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.RecordedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Statement;
import dev.postgreswire.recording.Window;
import dev.postgreswire.recording.WireSink;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Direction;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final String CLASS = "[engine:junit-jupiter]/[class:InvoiceTest]";
  private static final String OURS = CLASS + "/[method:lists()]";
  private static final String THEIRS = "[engine:junit-jupiter]/[class:OtherTest]/[method:x()]";

  private final Neighbours neighbours = new Neighbours(OURS, "InvoiceTest.lists()", true);
  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Window window = recorder.openWindow("test");

  @Test
  void showsEverythingToWhoeverIsAlone() {
    neighbours.add(new Running(CLASS, "InvoiceTest", false, "main"));
    neighbours.add(new Running(OURS, "lists()", true, "main"));
    WireSink.Connection connection = open("pool");
    say(connection, "event-loop-1", "select 1");

    assertThat(part().statements()).hasSize(1);
  }

  @Test
  void showsTheConnectionsThatItsOwnThreadUsed() {
    runBeside();
    WireSink.Connection own = open("pool");
    WireSink.Connection other = open("pool");
    say(own, "worker-1", "select 'own'");
    say(other, "worker-2", "select 'other'");

    assertThat(part().statements()).extracting(Statement::sql).containsExactly("select 'own'");
    assertThat(part().connections()).extracting(RecordedConnection::id).containsExactly(1);
  }

  @Test
  void leavesOutUnusedConnectionsThatAnotherTestOpened() {
    runBeside();
    open("worker-1");
    open("worker-2");
    open("pool");

    assertThat(part().connections()).extracting(RecordedConnection::id).containsExactly(1, 3);
  }

  @Test
  void leavesOutWhatAnotherClassDoesBeforeItsTests() {
    neighbours.add(new Running(OURS, "lists()", true, "worker-1"));
    neighbours.add(new Running("[class:OtherTest]", "OtherTest", false, "worker-2"));
    say(open("pool"), "worker-2", "create table t ()");

    assertThat(part().isEmpty()).isTrue();
  }

  @Test
  void itsOwnThreadMayHaveBegunAnotherClassBefore() {
    neighbours.add(new Running("[class:OtherTest]", "OtherTest", false, "worker-1"));
    neighbours.add(new Running(OURS, "lists()", true, "worker-1"));
    say(open("pool"), "worker-1", "select 'own'");

    assertThat(part().statements()).hasSize(1);
  }

  @Test
  void refusesWhereAThreadIsNobodys() {
    runBeside();
    say(open("worker-1"), "executor-1", "select 1");

    assertThatThrownBy(this::part)
        .hasMessage(
            "what InvoiceTest.lists() did cannot be told from what other tests did at the same time"
                + " (x()): connection 1 was used by the thread \"executor-1\", which belongs to"
                + " none of them; write @ResourceLock(RecordPostgresWire.LOCK) on the tests that"
                + " use the database, or @Isolated on the class of this one");
  }

  @Test
  void refusesWhereTheDriverDoesNotTell() {
    runBeside();
    WireSink.Connection connection = open("worker-1");
    WireScript.script().client(query("select 1")).server(tag("SELECT 1"), IDLE).playOn(connection);

    assertThatThrownBy(this::part)
        .hasMessageContaining(
            "connection 1 was used by a driver that does not write on its caller's thread;");
  }

  @Test
  void refusesWhereTestsShareAConnection() {
    runBeside();
    WireSink.Connection shared = open("pool");
    say(shared, "worker-1", "select 'own'");
    say(shared, "worker-2", "select 'other'");

    assertThatThrownBy(this::part)
        .hasMessageContaining("connection 1 was used by several of them;");
  }

  private void runBeside() {
    neighbours.add(new Running(OURS, "lists()", true, "worker-1"));
    neighbours.add(new Running(THEIRS, "x()", true, "worker-2"));
  }

  private Recording part() {
    return neighbours.part(window.recording());
  }

  private WireSink.Connection open(String thread) {
    ConnectionOrigin origin =
        new ConnectionOrigin("db:5432", "", Caller.inThread(thread), "", false);
    WireSink.Connection connection = recorder.opened(origin);
    WireScript.session().playOn(connection);
    return connection;
  }

  /** A thread sends a query, and gets the answer. */
  private void say(WireSink.Connection connection, String thread, String sql) {
    connection.writtenBy(Caller.inThread(thread), sent(connection.id()));
    WireScript.script().client(query(sql)).server(tag("SELECT 1"), IDLE).playOn(connection);
  }

  private long sent(int id) {
    return window.recording().connections().get(id - 1).bytes(Direction.FRONTEND);
  }
}
