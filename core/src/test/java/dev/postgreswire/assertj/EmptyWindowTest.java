package dev.postgreswire.assertj;

import static dev.postgreswire.assertj.PostgresWireAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.WireRecorder;
import dev.postgreswire.recording.Ending;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing seen, nothing proved. */
class EmptyWindowTest {
  private static final Recording NOTHING = Recording.of(List.of());

  static Stream<ThrowingCallable> assertionsThatExpectNothing() {
    return expectNothingOf(NOTHING);
  }

  static Stream<ThrowingCallable> assertionsThatExpectNothingOfEncryptedTraffic() {
    return expectNothingOf(Sessions.encrypted().play());
  }

  private static Stream<ThrowingCallable> expectNothingOf(Recording recording) {
    return Stream.of(
        () -> assertThat(recording).statements().isEmpty(),
        () -> assertThat(recording).allStatements().isEmpty(),
        () -> assertThat(recording).selects().isEmpty(),
        () -> assertThat(recording).errors().isEmpty(),
        () -> assertThat(recording).notices().isEmpty(),
        () -> assertThat(recording).transactions().isEmpty(),
        () -> assertThat(recording).exchanges().isEmpty(),
        () -> assertThat(recording).batches().isEmpty(),
        () -> assertThat(recording).copies().isEmpty(),
        () -> assertThat(recording).notifications().isEmpty(),
        () -> assertThat(recording).cancels().isEmpty(),
        () -> assertThat(recording).roundTrips().isZero(),
        () -> assertThat(recording).hasRoundTrips(0),
        () -> assertThat(recording).hasAtMostRoundTrips(3),
        () -> assertThat(recording).hasNoStatements(),
        () -> assertThat(recording).hasNoRepeatedStatements(),
        () -> assertThat(recording).hasNoOpenTransactions(),
        () -> assertThat(recording).hasNoPendingExchanges(),
        () -> assertThat(recording).hasNoUndecodedMessages());
  }

  @ParameterizedTest
  @MethodSource("assertionsThatExpectNothing")
  void nothingIsProvedWhenNothingCame(ThrowingCallable assertion) {
    assertThat(FailureText.of(assertion)).contains("no connection came through the recorder");
  }

  @ParameterizedTest
  @MethodSource("assertionsThatExpectNothingOfEncryptedTraffic")
  void nothingIsProvedOfWhatIsEncrypted(ThrowingCallable assertion) {
    assertThat(FailureText.of(assertion)).contains("all that came is encrypted", "TLSv1.3");
  }

  static Stream<ThrowingCallable> assertionsThatExpectNothingOfForeignTraffic() {
    return expectNothingOf(WireScript.script().clientHex("474554202f20485454502f312e31").play());
  }

  @ParameterizedTest
  @MethodSource("assertionsThatExpectNothingOfForeignTraffic")
  void nothingIsProvedOfWhatIsNotPostgres(ThrowingCallable assertion) {
    assertThat(FailureText.of(assertion))
        .contains("no session of PostgreSQL began")
        .contains("\"GET \" begins no startup packet: this is not PostgreSQL");
  }

  @Test
  void connectionsAndMessagesAreNotProvedEither() {
    assertThat(FailureText.of(() -> assertThat(NOTHING).connections().isEmpty()))
        .contains("no connection came");
    assertThat(FailureText.of(() -> assertThat(NOTHING).openedConnections().isEmpty()))
        .contains("no connection came");
    assertThat(FailureText.of(() -> assertThat(NOTHING).messages().isEmpty()))
        .contains("no connection came");
  }

  @Test
  void theRecordersAddressAndWhatToDoAreNamed() {
    try (WireRecorder recorder = WireRecorder.open("jdbc:postgresql://db.example:5433/billing");
        PostgresWire wire = recorder.window("InvoiceTest.lists()")) {
      wire.footnote("recording: target/x.html");
      String text = FailureText.of(() -> assertThat(wire).errors().isEmpty());

      assertThat(text.replace(String.valueOf(recorder.port()), "PORT"))
          .isEqualTo(
              """
              Expecting to see the errors of the window InvoiceTest.lists(), but no connection \
              came through the recorder.
                Nothing seen, nothing proved: this fails also where nothing is expected.
                The recorder listens on 127.0.0.1:PORT and stands before the server db.example:5433.
                Whoever connects to db.example:5433 itself is not recorded. Give the application
                wire.jdbcUrl(), which is jdbc:postgresql://127.0.0.1:PORT/billing,
                in place of its own URL; a pool that was open before keeps its old connections.
                To assert that nothing came, use hasNoConnections().
              recording: target/x.html\
              """);
      assertThat(wire).hasNoConnections();
    }
  }

  @Test
  void encryptedTrafficIsNamedAndWhatToDo() {
    assertThat(
            FailureText.of(() -> assertThat(Sessions.encrypted().play()).hasNoRepeatedStatements()))
        .isEqualTo(
            """
            Expecting to see the statements of this recording, but all that came is encrypted.
              Nothing seen, nothing proved: this fails also where nothing is expected.
              recorded: c1 was opened in this window (authentication not visible, TLSv1.3 \
            TLS_AES_128_GCM_SHA256); it is encrypted, so what it says cannot be seen
              The recorder has no keys. Let the application speak plaintext to it: add
              sslmode=disable (R2DBC: sslMode=disable) and gssEncMode=disable to its URL,
              or assert on connections() only.\
            """);
  }

  @Test
  void connectionsOfEncryptedTrafficCanBeAssertedOn() {
    Recording recording = Sessions.encrypted().play();

    assertThatCode(() -> assertThat(recording).singleConnection().usedTls())
        .doesNotThrowAnyException();
    assertThat(
            FailureText.of(
                () -> assertThat(recording).singleConnection().neverSentCleartextPassword()))
        .contains("it is encrypted (TLSv1.3 TLS_AES_128_GCM_SHA256)", "sslmode=disable");
  }

  @Test
  void aServerThatIsNotThereProvesNothing() {
    Recording recording = WireScript.script().closed(Ending.SERVER_UNREACHABLE).play();

    assertThat(FailureText.of(() -> assertThat(recording).statements().isEmpty()))
        .contains("the server could not be reached", "; server unreachable\n", "Start the server");
  }

  @Test
  void noConnectionsIsFalseWhenOneCame() {
    assertThat(NOTHING).hasNoConnections();
    assertThat(FailureText.of(() -> assertThat(Sessions.oneSelect()).hasNoConnections()))
        .isEqualTo(
            """
            Expecting no connections but there was 1

               #  conn  opened          user   authentication     encryption  ended
             > 1  c1    in this window  alice  no password asked  TLS off     open\
            """);
  }

  @Test
  void anIdleConnectionIsEnoughToProveThatNothingWasSaid() {
    assertThat(WireScript.session().play()).hasNoStatements();
  }
}
