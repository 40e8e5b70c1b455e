package dev.postgreswire.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.recording.Caller;
import dev.postgreswire.recording.ConnectionOrigin;
import dev.postgreswire.recording.ConnectionRecorder;
import dev.postgreswire.recording.Recorder;
import dev.postgreswire.recording.RecorderOptions;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.recording.Window;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TraceTest {
  private static final String STARTUP = "00000012000300007573657200626f620000";
  private static final String LET_IN = "5200000008000000005a0000000549";
  private static final String SSL_REQUEST = "0000000804d2162f";
  private static final String GSSENC_REQUEST = "0000000804d21630";

  private final Recorder recorder = new Recorder(RecorderOptions.defaults());
  private final Window window = recorder.openWindow("test");

  @AfterEach
  void closeWindow() {
    window.close();
  }

  @Test
  void linesEndWithANewlineAndFieldsFollowATab() {
    connection().hex(Direction.FRONTEND, STARTUP).hex(Direction.FRONTEND, "5800000004");

    assertThat(Trace.strict().of(recording()))
        .isEqualTo("F\t18\tStartupMessage\t 3 0 \"user\" \"bob\"\nF\t4\tTerminate\n");
  }

  @Test
  void anAnswerIsNamedAfterItsQuestion() {
    connection()
        .hex(Direction.FRONTEND, GSSENC_REQUEST)
        .hex(Direction.BACKEND, "4e")
        .hex(Direction.FRONTEND, SSL_REQUEST)
        .hex(Direction.BACKEND, "4e");

    assertThat(lines(Trace.strict()))
        .containsExactly(
            "F\t8\tGSSENCRequest\t 1234 5680",
            "B\t1\tGSSENCResponse\t N",
            "F\t8\tSSLRequest\t 1234 5679",
            "B\t1\tSSLResponse\t N");
  }

  @Test
  void withConnectionNumbersTheLinesAreInTheOrderOfTime() {
    Peer first = connection().login();
    Peer second = connection().login();
    first.query("select 'first'");
    second.query("select 'second'");

    assertThat(lines(Trace.strict().withConnection()))
        .containsExactly(
            "1\tF\t18\tStartupMessage\t 3 0 \"user\" \"bob\"",
            "1\tB\t8\tAuthenticationOk",
            "1\tB\t5\tReadyForQuery\t I",
            "2\tF\t18\tStartupMessage\t 3 0 \"user\" \"bob\"",
            "2\tB\t8\tAuthenticationOk",
            "2\tB\t5\tReadyForQuery\t I",
            "1\tF\t19\tQuery\t \"select 'first'\"",
            "2\tF\t20\tQuery\t \"select 'second'\"");
  }

  @Test
  void withoutThemOneConnectionFollowsTheOther() {
    Peer first = connection().login();
    connection().hex(Direction.FRONTEND, STARTUP);
    first.query("select 'first'");

    assertThat(lines(Trace.strict()))
        .containsExactly(
            "F\t18\tStartupMessage\t 3 0 \"user\" \"bob\"",
            "B\t8\tAuthenticationOk",
            "B\t5\tReadyForQuery\t I",
            "F\t19\tQuery\t \"select 'first'\"",
            "F\t18\tStartupMessage\t 3 0 \"user\" \"bob\"");
  }

  @Test
  void theTimeIsWrittenAsLibpqDoes() {
    connection().hex(Direction.FRONTEND, STARTUP);

    assertThat(Trace.strict().withTime(ZoneOffset.UTC).withConnection().of(recording()))
        .matches(
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}\t1\tF\t18\tStartupMessage\t .*\n");
  }

  @Test
  void passwordsInSqlAreMaskedAndTheLengthStaysTrue() {
    connection().login().query("alter role bob password 'hunter2'");

    assertThat(lines(Trace.strict()))
        .last()
        .isEqualTo("F\t38\tQuery\t \"alter role bob password '********'\"");
    assertThat(lines(Trace.strict().unsafeWithSecrets()))
        .last()
        .isEqualTo("F\t38\tQuery\t \"alter role bob password 'hunter2'\"");
  }

  @Test
  void whatCannotBeDecodedIsNamedAndItsPasswordsAreMasked() {
    Bytes query = Bytes.of("alter role bob password 'hunter2' ", UTF_8);
    // 0xff is in no text in UTF-8.
    String body = query.toHex() + "ff00";
    connection().login().hex(Direction.FRONTEND, "51%08x%s".formatted(4 + body.length() / 2, body));

    assertThat(lines(Trace.strict()))
        .last()
        .asString()
        .startsWith("F\t40\tUndecoded\t \"")
        .contains("password '********' \\xff\\x00")
        .doesNotContain("hunter2");
  }

  private Recording recording() {
    return window.recording();
  }

  private List<String> lines(Trace trace) {
    return trace.of(recording()).lines().toList();
  }

  private Peer connection() {
    return new Peer(
        recorder.opened(
            new ConnectionOrigin("localhost:5432", "localhost:1", Caller.UNKNOWN, "", false)));
  }

  /** What both sides of a connection send. */
  private record Peer(ConnectionRecorder connection) {
    Peer hex(Direction direction, String hex) {
      connection.bytes(direction, Bytes.ofHex(hex).toByteBuffer());
      return this;
    }

    Peer login() {
      return hex(Direction.FRONTEND, STARTUP).hex(Direction.BACKEND, LET_IN);
    }

    Peer query(String sql) {
      Bytes text = Bytes.of(sql + "\0", UTF_8);
      return hex(Direction.FRONTEND, "51%08x%s".formatted(text.length() + 4, text.toHex()));
    }
  }
}
