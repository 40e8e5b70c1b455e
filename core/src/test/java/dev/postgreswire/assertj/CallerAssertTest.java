package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.MissedConnection;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Who did it, where the recording knows. */
class CallerAssertTest {
  private static final Caller POOL = new Caller("pool-1", "app.Pool.open(Pool.java:12)");

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());

  private static void fails(ThrowingCallable assertion, String text) {
    assertThat(FailureText.of(assertion)).isEqualTo(text);
  }

  private Recording invoices() {
    WireScript.session()
        .by("http-1", "app.InvoiceRepository.list(InvoiceRepository.java:31)")
        .client(query("select id from invoice"))
        .server(tag("SELECT 1"), IDLE)
        .by("reactor-tcp-epoll-1", "")
        .client(query("select name from customer"))
        .server(tag("SELECT 1"), IDLE)
        .playOn(recorder.opened(new ConnectionOrigin("db:5432", "", POOL, "", false)));
    return recorder.recording();
  }

  @Test
  void theTableOfStatementsShowsTheirCallers() {
    Recording recording = invoices();

    fails(
        () -> assertThat(recording).statements().hasSize(1),
        """
        Expecting 1 statement but there were 2

           #  conn  tx  rows      ms  caller                     sql
           1  c1    -      1     0.0  InvoiceRepository.java:31  select id from invoice
           2  c1    -      1     0.0  reactor-tcp-epoll-1        select name from customer
        c1 was opened in this window by Pool.java:12 in thread pool-1 (no password asked, TLS off)\
        """);
  }

  @Test
  void aStatementIsSentByCodeInAThread() {
    assertThat(invoices())
        .statements()
        .first()
        .wasSentBy("InvoiceRepository")
        .wasSentBy("InvoiceRepository.list")
        .wasSentBy("InvoiceRepository.java:31")
        .wasSentInThread("http-1");
    assertThat(invoices()).statements().last().wasSentInThread("reactor-tcp-epoll-1");
  }

  @Test
  void aStatementOfOthersFails() {
    Recording recording = invoices();

    assertThat(
            FailureText.of(
                () -> assertThat(recording).statements().first().wasSentBy("CustomerRepository")))
        .startsWith(
            """
            Expecting statement 1 of 2 to be sent by CustomerRepository
            but was sent by app.InvoiceRepository.list(InvoiceRepository.java:31) in thread http-1
            """);
    assertThat(
            FailureText.of(() -> assertThat(recording).statements().last().wasSentBy("Invoices")))
        .contains(
            "but was sent in thread reactor-tcp-epoll-1, which runs no code of the application's");
    assertThat(
            FailureText.of(
                () -> assertThat(Sessions.invoices()).statements().first().wasSentInThread("a")))
        .contains("but was sent by nobody knows whom: the agent tells");
  }

  @Test
  void aConnectionIsOpenedByCodeInAThread() {
    Recording recording = invoices();

    assertThat(recording).singleConnection().wasOpenedBy("Pool.open").wasOpenedInThread("pool-1");
    assertThat(
            FailureText.of(() -> assertThat(recording).singleConnection().wasOpenedBy("Invoices")))
        .contains("but was opened by Pool.java:12 in thread pool-1");
    assertThat(
            FailureText.of(
                () -> assertThat(Sessions.invoices()).singleConnection().wasOpenedInThread("a")))
        .contains("but was opened by nobody knows whom");
  }

  @Test
  void anEmptyWindowListsWhatIsNotRecorded() {
    for (int i = 0; i < 3; i++) {
      miss("/run/.s.PGSQL.5432", "junixsocket cannot be hooked");
    }
    miss("db:5432", "it was open before the agent came, and it is encrypted");
    Recording recording = recorder.recording();

    fails(
        () -> assertThat(recording).errors().isEmpty(),
        """
        Expecting to see the errors of this recording, but no connection came through the recorder.
          Nothing seen, nothing proved: this fails also where nothing is expected.
          not recorded: /run/.s.PGSQL.5432 (opened by Pool.java:12 in thread pool-1): junixsocket \
        cannot be hooked (3 times)
          not recorded: db:5432 (opened by Pool.java:12 in thread pool-1): it was open before the \
        agent came, and it is encrypted
          To assert that nothing came, use hasNoConnections().\
        """);
  }

  @Test
  void nothingIsNotProvedByWhatIsNotRecorded() {
    miss("db:5432", "io_uring cannot be hooked");
    Recording recording = recorder.recording();

    fails(
        () -> assertThat(recording).hasNoConnections(),
        """
        Expecting no connections in this recording, but there are some that could not be recorded.
          not recorded: db:5432 (opened by Pool.java:12 in thread pool-1): io_uring cannot be \
        hooked\
        """);
  }

  private void miss(String server, String reason) {
    recorder.missed(new MissedConnection(server, POOL, reason, Instant.EPOCH));
  }
}
