package dev.postgreswire.assertj;

import static dev.postgreswire.testing.Messages.BOUND;
import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.IN_BLOCK;
import static dev.postgreswire.testing.Messages.PARSED;
import static dev.postgreswire.testing.Messages.SYNC;
import static dev.postgreswire.testing.Messages.bind;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.describePortal;
import static dev.postgreswire.testing.Messages.execute;
import static dev.postgreswire.testing.Messages.parse;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;

import dev.postgreswire.message.AuthenticationOk;
import dev.postgreswire.message.AuthenticationSASL;
import dev.postgreswire.message.AuthenticationSASLContinue;
import dev.postgreswire.message.AuthenticationSASLFinal;
import dev.postgreswire.message.EmptyQueryResponse;
import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.NegotiationAnswer;
import dev.postgreswire.message.ParameterStatus;
import dev.postgreswire.message.ProtocolVersion;
import dev.postgreswire.message.SASLInitialResponse;
import dev.postgreswire.message.SASLResponse;
import dev.postgreswire.message.SSLRequest;
import dev.postgreswire.message.StartupMessage;
import dev.postgreswire.message.StartupParameter;
import dev.postgreswire.recording.Recording;
import dev.postgreswire.testing.WireScript;
import dev.postgreswire.wire.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Scripts that several tests play. */
final class Sessions {
  static final String INVOICES = "select id, customer_id from invoice where year = $1";
  static final String CUSTOMER = "select name from customer where id = $1";
  static final int INT4 = 23;
  static final int TEXT = 25;

  private Sessions() {}

  /** A read-only transaction with N+1 selects, a validation by the pool and a failed insert. */
  static Recording invoices() {
    return WireScript.session()
        .client(query("BEGIN READ ONLY"))
        .server(tag("BEGIN"), IN_BLOCK)
        .client(parse("", INVOICES, INT4), bind("", "2026"), describePortal(""), execute(), SYNC)
        .server(PARSED, BOUND, columns("id", "customer_id"), row("1", "17"), row("2", "18"))
        .server(tag("SELECT 2"), IN_BLOCK)
        .client(parse("S_1", CUSTOMER, INT4), bind("S_1", "17"), execute(), SYNC)
        .server(PARSED, BOUND, row("acme"), tag("SELECT 1"), IN_BLOCK)
        .client(bind("S_1", "18"), execute(), SYNC)
        .server(BOUND, row("bolt"), tag("SELECT 1"), IN_BLOCK)
        .client(query("COMMIT"))
        .server(tag("COMMIT"), IDLE)
        .client(query(""))
        .server(new EmptyQueryResponse(), IDLE)
        .client(query("insert into invoice values (1)"))
        .server(duplicateKey(), IDLE)
        .play();
  }

  /** One statement in the extended protocol with two rows. */
  static Recording oneSelect() {
    return select(WireScript.session()).play();
  }

  static WireScript select(WireScript script) {
    return script
        .client(parse("", INVOICES, INT4), bind("", "2026"), describePortal(""), execute(), SYNC)
        .server(PARSED, BOUND, columns("id", "customer_id"), row("1", "17"), row("2", null))
        .server(tag("SELECT 2"), IDLE);
  }

  static ErrorResponse duplicateKey() {
    return diagnostic(
        "S=ERROR",
        "V=ERROR",
        "C=23505",
        "M=duplicate key value violates unique constraint \"pk\"",
        "D=Key (id)=(1) already exists.",
        "H=Try another.",
        "P=13",
        "p=7",
        "q=select 1/0",
        "W=SQL function f",
        "s=public",
        "t=invoice",
        "c=id",
        "d=money",
        "n=pk",
        "F=nbtinsert.c",
        "L=666",
        "R=_bt_check_unique",
        "z=odd");
  }

  /** An error with fields given as {@code code=value}. */
  static ErrorResponse diagnostic(String... fields) {
    return new ErrorResponse(fields(fields));
  }

  static List<ErrorField> fields(String... fields) {
    return List.of(fields).stream()
        .map(field -> new ErrorField(field.charAt(0), field.substring(2)))
        .toList();
  }

  /** A connection that authenticates by SCRAM with a flag such as {@code y,,}. */
  static WireScript scram(String gs2Header) {
    return WireScript.script()
        .client(
            new StartupMessage(
                ProtocolVersion.V3_0,
                List.of(
                    new StartupParameter("user", "alice"),
                    new StartupParameter("application_name", "billing"))))
        .server(new AuthenticationSASL(List.of("SCRAM-SHA-256-PLUS", "SCRAM-SHA-256")))
        .client(
            new SASLInitialResponse(
                gs2Header.startsWith("p") ? "SCRAM-SHA-256-PLUS" : "SCRAM-SHA-256",
                Optional.of(bytes(gs2Header + "n=,r=abc"))))
        .server(new AuthenticationSASLContinue(bytes("r=abcdef,s=QSXCR+Q6sek8bf92,i=4096")))
        .client(new SASLResponse(bytes("c=eSws,r=abcdef,p=dHzbZapWIk4jUhN+Ute9ytag9zjf")))
        .server(new AuthenticationSASLFinal(bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5n")))
        .server(new AuthenticationOk(), new ParameterStatus("server_version", "18.0"), IDLE);
  }

  /** A connection of which only TLS records are seen: version 1.3, AES-128-GCM. */
  static WireScript encrypted() {
    return WireScript.script()
        .client(new SSLRequest())
        .server(new NegotiationAnswer('S'))
        .clientHex("16 0301 0006 01 000002 ffff")
        .serverHex(
            "16 0303 0032 02 00002e 0303" + "00".repeat(32) + "00 1301 00 0006 002b 0002 0304")
        .clientHex("17 0303 0003 010203")
        .serverHex("17 0303 0003 010203");
  }

  static Bytes bytes(String text) {
    return Bytes.of(text, StandardCharsets.UTF_8);
  }
}
