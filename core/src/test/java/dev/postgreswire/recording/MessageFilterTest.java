package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.describeStatement;
import static dev.postgreswire.testing.Messages.error;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.AuthenticationCleartextPassword;
import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.CopyData;
import dev.postgreswire.message.CopyInResponse;
import dev.postgreswire.message.Format;
import dev.postgreswire.message.Oid;
import dev.postgreswire.message.ParameterDescription;
import dev.postgreswire.message.PasswordMessage;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.recording.filter.FilterSyntaxException;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageFilterTest {
  /** Messages 0 to 5 are the handshake. */
  private static final Recording SESSION =
      WireScript.session(
              new StartupParameter("user", "alice"), new StartupParameter("database", "shop"))
          .client(
              parse("S_1", "select city from t where id = $1", 23), describeStatement("S_1"), SYNC)
          .server(PARSED, parameters(23), columns("city"), IDLE)
          .client(bind("S_1", "42"), describePortal(""), execute("", 5), SYNC)
          .server(BOUND, columns("city"), row("1713"), tag("SELECT 1"), IDLE)
          .client(query("alter role bob password 'swordfish'"))
          .server(error("42704", "role \"bob\" does not exist"), IDLE)
          .play();

  @Test
  void knowsWhoSentAMessage() {
    Recording recording =
        WireScript.session()
            .by("http-1", "app.Invoices.list(Invoices.java:31)")
            .client(query("select 1"))
            .server(tag("SELECT 0"), IDLE)
            .by("http-2", "app.Invoices.save(Invoices.java:47)")
            .client(query("select 2"))
            .server(tag("SELECT 0"), IDLE)
            .play();

    assertThat(recording.filter("caller contains \"Invoices.java:31\""))
        .extracting(RecordedMessage::index)
        .containsExactly(6);
    assertThat(recording.filter("thread == \"http-2\"")).hasSize(1);
    assertThat(recording.filter("thread")).hasSize(2);
    assertThat(recording.filter("caller matches \"app\\\\..*\" and not thread == http-2"))
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type == Parse                          | 6
          pgsql.query contains "city"            | 6
          sql contains "city" and dir == F       | 6, 7, 13, 14, 15
          pgsql.statement == "S_1"               | 6, 7, 13
          pgsql.portal and type == Describe      | 14
          param == 42                            | 13
          pgsql.val.data == 42                   | 13
          pgsql.val.length == 2                  | 13
          Execute.maxRows == 5                   | 15
          DataRow.city == 1713                   | 19
          DataRow.city > 1712                    | 19
          pgsql.col.name == city                 | 11, 18
          pgsql.oid.type == 23                   | 11, 18
          tag == "SELECT 1"                      | 20
          error                                  | 23
          sqlstate == 42704                      | 23
          pgsql.message contains "does not"      | 23
          ErrorResponse.severity == ERROR        | 23
          phase == startup and dir == F          | 0
          StartupMessage.user == alice           | 0
          pgsql.parameter_value == alice         | 0
          pgsql.version_major == 3 and pgsql.version_minor == 0 | 0
          pgsql.pid == 42                        | 4
          pgsql.status == I and exchange > 1     | 21, 24
          rtt and exchange in {2, 3}             | 21, 24
          index in {1..3}                        | 1, 2, 3
          len == 4 and dir == F                  | 8, 16
          conn != 1                              |
          pgsql.query contains "swordfish"       |
          swordfish                              |
          sql contains "********"                | 22, 23, 24
          bob                                    | 22, 23
          alter bob                              | 22
          """)
  void findsMessages(String expression, String expected) {
    List<Integer> indexes =
        SESSION.filter(expression).stream().map(RecordedMessage::index).toList();
    assertThat(indexes).hasToString("[" + (expected == null ? "" : expected) + "]");
  }

  @Test
  void anEmptyFilterFitsEverything() {
    assertThat(SESSION.filter("")).hasSameSizeAs(SESSION.messages());
  }

  @Test
  void whatIsNoFilterSaysSo() {
    assertThatThrownBy(() -> SESSION.filter("sqlstat == 42704"))
        .isInstanceOf(FilterSyntaxException.class)
        .hasMessageStartingWith("there is no field 'sqlstat': write sqlstate");
  }

  @Test
  void isNoOracleForPasswords() {
    Recording login =
        WireScript.script()
            .client(
                new StartupMessage(
                    ProtocolVersion.V3_0, List.of(new StartupParameter("user", "alice"))))
            .server(new AuthenticationCleartextPassword())
            .client(new PasswordMessage("swordfish"))
            .server(new AuthenticationOk(), IDLE)
            .play();
    assertThat(login.filter("type == PasswordMessage")).hasSize(1);
    assertThat(login.filter("pgsql.password == \"********\"")).hasSize(1);
    assertThat(
            List.of(
                login.filter("pgsql.password == swordfish"),
                login.filter("PasswordMessage.password contains sword"),
                login.filter("PasswordMessage.password matches \"^s\""),
                login.filter("PasswordMessage.password > s"),
                login.filter("swordfish")))
        .containsOnly(List.of());
    assertThat(SESSION.filter("BackendKeyData.secretKey == \"********\"")).hasSize(1);
  }

  @Test
  void aListenerIsToldOfTheConnectionsOfWhatFits() throws IOException {
    Recorder recorder = new Recorder(RecorderOptions.defaults());
    try (Window window = recorder.openWindow("two")) {
      for (String sql : List.of("select 'wanted'", "select 'other'")) {
        ConnectionRecorder connection =
            recorder.opened(ConnectionOrigin.of("server:5432", "client:1"));
        Traffic.login(connection);
        Traffic.client(connection, Traffic.query(sql));
        connection.closed(Ending.CLOSED_BY_CLIENT, "");
      }
      List<String> told = new ArrayList<>();
      window
          .recording()
          .replayTo(MessageFilter.parse("pgsql.query contains wanted").over(new Teller(told)));
      assertThat(told).containsExactly("opened 1", "wire 21", "message 3", "closed 1");
    }
  }

  /** Bytes are text where they can be, and hexadecimal digits else, of very many the first. */
  @Test
  void findsBytesAsTheyAreShown() {
    Recording copy =
        WireScript.session()
            .client(query("copy t from stdin"))
            .server(new CopyInResponse(Format.TEXT, List.of()))
            .client(new CopyData(Bytes.ofHex("6f6e650a")), new CopyData(Bytes.ofHex("00ff")))
            .client(new CopyData(Bytes.wrap(new byte[256])), new CopyData(Bytes.of(new byte[257])))
            .play();

    assertThat(indexes(copy, "CopyData.data contains one")).containsExactly(8);
    assertThat(indexes(copy, "CopyData.data == \"\\\\x00ff\"")).containsExactly(9);
    assertThat(indexes(copy, "CopyData.data matches \"00$\"")).containsExactly(10);
    assertThat(indexes(copy, "CopyData.data matches \"00…$\"")).containsExactly(11);
  }

  @Test
  void findsValuesOfAllKinds() {
    Recording recording =
        WireScript.session()
            .client(parse("", "select $1, $2", 23, 0), describeStatement(""))
            .client(bind("", "7", null), execute(), SYNC)
            .server(PARSED, parameters(23, 0), columns("a", "b"), BOUND, row("7", null))
            .server(tag("SELECT 1"), IDLE)
            .play();

    assertThat(indexes(recording, "param == NULL")).containsExactly(8);
    assertThat(indexes(recording, "param > 6")).containsExactly(8);
    assertThat(indexes(recording, "pgsql.val.length == -1")).containsExactly(8, 15);
    assertThat(indexes(recording, "Describe.target == S")).containsExactly(7);
    assertThat(indexes(recording, "status == I and type == ReadyForQuery and exchange == 1"))
        .containsExactly(17);
    assertThat(indexes(recording, "delta >= 0 and index in {0..1}")).containsExactly(1);
    assertThat(indexes(recording, "time >= 0 and index < 2")).containsExactly(0, 1);
  }

  private static ParameterDescription parameters(int... types) {
    return new ParameterDescription(Arrays.stream(types).mapToObj(Oid::new).toList());
  }

  private static List<Integer> indexes(Recording recording, String expression) {
    return recording.filter(expression).stream().map(RecordedMessage::index).toList();
  }

  /** Writes down what it is told. */
  private record Teller(List<String> told) implements RecordingListener {
    @Override
    public void opened(ConnectionOpened connection) {
      told.add("opened " + connection.id());
    }

    @Override
    public void wire(int connectionId, Instant time, Direction direction, ByteBuffer bytes) {
      told.add("wire " + bytes.remaining());
    }

    @Override
    public void message(RecordedMessage message) {
      told.add("message " + message.index());
    }

    @Override
    public void closed(ConnectionClosed connection) {
      told.add("closed " + connection.id());
    }
  }
}
