package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.postgreswire.message.pgoutput.LogicalMessage;
import dev.postgreswire.message.pgoutput.StreamStop;
import dev.postgreswire.message.replication.ReplicationMessage;
import dev.postgreswire.message.replication.XLogData;
import dev.postgreswire.wire.Bytes;
import dev.postgreswire.wire.Direction;
import dev.postgreswire.wire.WireWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodingContextTest {
  private static final DecodingContext INITIAL = DecodingContext.initial();

  @Test
  void staysTheSameWhenNothingChanges() {
    assertThat(INITIAL.after(new Query("select 1"))).isSameAs(INITIAL);
    assertThat(INITIAL.after(new DataRow(List.of()))).isSameAs(INITIAL);
    assertThat(INITIAL.after(new CopyData(Bytes.EMPTY))).isSameAs(INITIAL);
    assertThat(INITIAL.after(new CommandComplete(new CommandTag("SET")))).isSameAs(INITIAL);
  }

  @Test
  void knowsTheVersions() {
    StartupMessage startup = new StartupMessage(new ProtocolVersion(3, 9999), List.of());

    assertThat(INITIAL.requestedVersion()).isEmpty();
    assertThat(INITIAL.after(startup).requestedVersion()).contains(new ProtocolVersion(3, 9999));
    assertThat(INITIAL.after(startup).version()).isEmpty();
    assertThat(
            Contexts.after(
                    startup,
                    new NegotiateProtocolVersion(0x30002, List.of()),
                    new AuthenticationOk())
                .version())
        .contains(ProtocolVersion.V3_2);
    assertThat(Contexts.after(startup, new AuthenticationOk()).version())
        .isEqualTo(Optional.of(startup.version()));
  }

  @Test
  void knowsWhetherAnAnswerIsDue() {
    DecodingContext due = INITIAL.after(new SSLRequest());

    assertThat(INITIAL.answerDue()).isFalse();
    assertThat(due.answerDue()).isTrue();
    assertThat(due.after(new NegotiationAnswer('N')).answerDue()).isFalse();
    assertThat(due.after(new ErrorResponse(List.of())).answerDue()).isFalse();
    assertThat(due.after(new GSSENCRequest()).after(new NegotiationAnswer('N')).answerDue())
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "UTF8, UTF-8", "SQL_ASCII, UTF-8", "LATIN1, ISO-8859-1", "latin9, ISO-8859-15",
    "WIN1252, windows-1252", "windows-1251, windows-1251", "SJIS, windows-31j", "EUC_JP, EUC-JP",
    "EUC_KR, EUC-KR", "BIG5, x-windows-950", "GBK, x-mswin-936", "GB18030, GB18030",
    "UHC, x-windows-949", "KOI8R, KOI8-R", "KOI8U, KOI8-U", "ISO_8859_5, ISO-8859-5",
    "WIN866, IBM866", "WIN874, x-windows-874", "JOHAB, x-Johab", "EUC_TW, x-EUC-TW",
    "EUC_CN, GB2312", "LATIN5, ISO-8859-9", "MULE_INTERNAL, ISO-8859-1"
  })
  void knowsTheCharacterSet(String encoding, String charset) {
    DecodingContext context = INITIAL.after(new ParameterStatus("client_encoding", encoding));

    assertThat(context.charset()).isEqualTo(Charset.forName(charset));
  }

  @Test
  void theStartupPacketMayNameTheCharacterSet() {
    StartupMessage startup =
        new StartupMessage(
            ProtocolVersion.V3_0, List.of(new StartupParameter("client_encoding", "LATIN1")));

    assertThat(INITIAL.after(startup).charset()).isEqualTo(StandardCharsets.ISO_8859_1);
    assertThat(INITIAL.after(new ParameterStatus("client_encoding", "KLINGON"))).isSameAs(INITIAL);
  }

  @Test
  void knowsTheServersVersion() {
    assertThat(INITIAL.serverMajor()).isEmpty();
    assertThat(INITIAL.after(new ParameterStatus("server_version", "18.6 (Debian)")).serverMajor())
        .hasValue(18);
    assertThat(INITIAL.after(new ParameterStatus("server_version", "devel")).serverMajor())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "t", "TRUE", "on", "yes", "y", "1", "database"})
  void knowsReplicationConnections(String value) {
    assertThat(INITIAL.after(startup(value)).isReplication()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "off", "0", "no", "o", ""})
  void knowsOtherConnections(String value) {
    assertThat(INITIAL.after(startup(value)).isReplication()).isFalse();
  }

  @Test
  void dataIsReplicationOnlyInCopyBoth() {
    CopyData keepalive = new CopyData(Bytes.ofHex("6b 0000000000000001 0000000000000002 00"));
    DecodingContext copyOut = Contexts.after(new CopyOutResponse(Format.TEXT, List.of()));
    DecodingContext both = Contexts.after(Contexts.physical());

    assertThat(ReplicationMessage.of(Direction.BACKEND, keepalive, copyOut)).isEmpty();
    assertThat(ReplicationMessage.of(Direction.BACKEND, keepalive, both)).isPresent();
    assertThat(ReplicationMessage.of(Direction.BACKEND, keepalive, both.after(new CopyDone())))
        .as("a keepalive after CopyDone")
        .isPresent();
    assertThat(both.after(new CommandComplete(new CommandTag("COPY 0"))).inCopyBoth()).isFalse();
  }

  @Test
  void dataOfBaseBackupIsOfAFormSince15() {
    CopyData archive = new CopyData(Bytes.ofHex("6e 6100 00"));
    DecodingContext backup = Contexts.after(Contexts.backup());
    DecodingContext old = backup.after(new ParameterStatus("server_version", "14.20"));

    assertThat(ReplicationMessage.of(Direction.BACKEND, archive, backup)).isPresent();
    assertThat(ReplicationMessage.of(Direction.BACKEND, archive, old)).isEmpty();
  }

  @Test
  void onlyPgoutputIsDecoded() {
    XLogData begin = new XLogData(0, 0, 0, Bytes.ofHex("45"));

    assertThat(LogicalMessage.of(begin, Contexts.after(Contexts.pgoutput())))
        .contains(new StreamStop());
    assertThat(LogicalMessage.of(begin, Contexts.after(Contexts.otherPlugin()))).isEmpty();
    assertThat(LogicalMessage.of(begin, Contexts.after(Contexts.physical()))).isEmpty();
  }

  @Test
  void knowsWhetherItIsWithinAStream() {
    DecodingContext context = Contexts.after(Contexts.pgoutput());
    DecodingContext within = context.after(xlog("53 00000001 01"));

    assertThat(context.inStream()).isFalse();
    assertThat(within.inStream()).isTrue();
    assertThat(within.after(xlog("49")).inStream()).isTrue();
    assertThat(within.after(xlog("45")).inStream()).isFalse();
  }

  @Test
  void readsStartReplication() {
    ReplicationStart start =
        ReplicationStart.parse(
                "START_REPLICATION SLOT \"a \"\"b\" LOGICAL 16/B374D848 (proto_version '4',"
                    + " publication_names '\"it''s\"', \"binary\" 'true', streaming 'parallel');")
            .orElseThrow();

    assertThat(start)
        .isEqualTo(
            new ReplicationStart(
                Optional.of("a \"b"),
                true,
                "16/B374D848",
                Map.of(
                    "proto_version", "4",
                    "publication_names", "\"it's\"",
                    "binary", "true",
                    "streaming", "parallel")));
    assertThat(start.isPgoutput()).isTrue();
    assertThat(start.isParallel()).isTrue();
  }

  @Test
  void readsPhysicalStartReplication() {
    assertThat(ReplicationStart.parse("start_replication 0/3000000 timeline 1"))
        .contains(new ReplicationStart(Optional.empty(), false, "0/3000000", Map.of()));
    assertThat(ReplicationStart.parse("START_REPLICATION SLOT s PHYSICAL 0/3000000").orElseThrow())
        .isEqualTo(new ReplicationStart(Optional.of("s"), false, "0/3000000", Map.of()));
    assertThat(ReplicationStart.parse("IDENTIFY_SYSTEM")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("authentications")
  void knowsWhatTheServerAskedFor(Message message, int code) {
    assertThat(Contexts.after(message).authenticationCode()).hasValue(code);
  }

  static List<Arguments> authentications() {
    return List.of(
        arguments(new AuthenticationOk(), 0),
        arguments(new AuthenticationKerberosV5(), 2),
        arguments(new AuthenticationCleartextPassword(), 3),
        arguments(new AuthenticationMD5Password(Bytes.ofHex("01020304")), 5),
        arguments(new AuthenticationSCMCredential(), 6),
        arguments(new AuthenticationGSS(), 7),
        arguments(new AuthenticationGSSContinue(Bytes.EMPTY), 8),
        arguments(new AuthenticationSSPI(), 9),
        arguments(new AuthenticationSASL(List.of("SCRAM-SHA-256")), 10),
        arguments(new AuthenticationSASLContinue(Bytes.EMPTY), 11),
        arguments(new AuthenticationSASLFinal(Bytes.EMPTY), 12));
  }

  @Test
  void knowsWhichWayACopyGoes() {
    DecodingContext in = Contexts.after(new CopyInResponse(Format.TEXT, List.of()));
    DecodingContext out = Contexts.after(new CopyOutResponse(Format.BINARY, List.of()));
    DecodingContext both = Contexts.after(Contexts.physical());

    assertThat(INITIAL.authenticationCode()).isEmpty();
    assertThat(List.of(INITIAL.inCopyIn(), INITIAL.inCopyOut(), INITIAL.inCopyBoth()))
        .containsOnly(false);
    assertThat(List.of(in.inCopyIn(), in.inCopyOut(), in.inCopyBoth(), in.isCopyBinary()))
        .containsExactly(true, false, false, false);
    assertThat(List.of(out.inCopyIn(), out.inCopyOut(), out.inCopyBoth(), out.isCopyBinary()))
        .containsExactly(false, true, false, true);
    assertThat(List.of(both.inCopyIn(), both.inCopyOut(), both.inCopyBoth()))
        .containsExactly(false, false, true);
  }

  @Test
  void aBaseBackupIsOneOfServersSince15() {
    DecodingContext backup = Contexts.after(Contexts.backup());
    DecodingContext first = backup.after(new ParameterStatus("server_version", "15.0"));
    DecodingContext last = backup.after(new ParameterStatus("server_version", "14.20"));

    assertThat(first.inBaseBackup()).isTrue();
    assertThat(last.inBaseBackup()).isFalse();
    assertThat(INITIAL.after(new ParameterStatus("server_version", "180006")).serverMajor())
        .hasValue(1800);
  }

  /** A type byte and no more is enough to know Stream Start by; without it, there is nothing. */
  @Test
  void xLogDataOfNothingBeginsNoStream() {
    DecodingContext context = Contexts.after(Contexts.pgoutput());

    assertThat(context.after(xlog(""))).isSameAs(context);
    assertThat(context.after(xlog("53")).inStream()).isTrue();
  }

  private static CopyData xlog(String hex) {
    WireWriter out = new WireWriter(StandardCharsets.UTF_8);
    new XLogData(0, 0, 0, Bytes.ofHex(hex)).encode(out);
    return new CopyData(out.toBytes());
  }

  private static StartupMessage startup(String replication) {
    return new StartupMessage(
        ProtocolVersion.V3_0, List.of(new StartupParameter("replication", replication)));
  }
}
