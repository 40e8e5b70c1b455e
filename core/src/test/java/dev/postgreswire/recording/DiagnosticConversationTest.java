package dev.postgreswire.recording;

import static dev.postgreswire.testing.Messages.IDLE;
import static dev.postgreswire.testing.Messages.columns;
import static dev.postgreswire.testing.Messages.query;
import static dev.postgreswire.testing.Messages.row;
import static dev.postgreswire.testing.Messages.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postgreswire.message.ErrorField;
import dev.postgreswire.message.ErrorResponse;
import dev.postgreswire.message.NoticeResponse;
import dev.postgreswire.testing.WireScript;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server says beside its answers: errors and notices with all their fields. */
class DiagnosticConversationTest {
  private static final String CODES = "SVCMDHPpqWstcdnFLR";

  private static final List<ErrorField> FIELDS =
      CODES.chars().mapToObj(code -> new ErrorField((char) code, "of " + (char) code)).toList();

  @Test
  void anErrorHasAllItsFields() {
    RecordedConnection connection =
        WireScript.session()
            .client(query("select 1/0"))
            .server(new ErrorResponse(FIELDS), IDLE)
            .connection();

    RecordedError error = connection.errors().get(0);
    assertThat(error.fields()).isEqualTo(FIELDS);
    assertThat(error.severity()).isEqualTo("of V");
    assertThat(error.sqlState().code()).isEqualTo("of C");
    assertThat(error.message()).isEqualTo("of M");
    assertThat(error.detail()).contains("of D");
    assertThat(error.hint()).contains("of H");
    assertThat(error.position()).contains("of P");
    assertThat(error.internalPosition()).contains("of p");
    assertThat(error.internalQuery()).contains("of q");
    assertThat(error.where()).contains("of W");
    assertThat(error.schema()).contains("of s");
    assertThat(error.table()).contains("of t");
    assertThat(error.column()).contains("of c");
    assertThat(error.dataType()).contains("of d");
    assertThat(error.constraint()).contains("of n");
    assertThat(error.file()).contains("of F");
    assertThat(error.line()).contains("of L");
    assertThat(error.routine()).contains("of R");
    assertThat(error.field('q')).contains("of q");
    assertThat(error.sql()).contains("select 1/0");
    assertThat(error.isFatal()).isFalse();
    assertThat(error).hasToString("of V of C: of M");
  }

  /** Some poolers say no more than a message, or not even that. */
  @Test
  void anErrorWithoutFieldsIsOneToo() {
    RecordedConnection connection =
        WireScript.session()
            .client(query("select 1"))
            .server(new ErrorResponse(List.of()), IDLE)
            .connection();

    RecordedError error = connection.errors().get(0);
    assertThat(error).hasToString(" : ");
    assertThat(error.hint()).isEmpty();
    assertThat(connection.statements().get(0).outcome()).isEqualTo(Statement.Outcome.FAILED);
  }

  @Test
  void aNoticeBelongsToTheStatementThatRan() {
    NoticeResponse notice =
        new NoticeResponse(
            List.of(
                new ErrorField('S', "HINWEIS"),
                new ErrorField('V', "NOTICE"),
                new ErrorField('C', "00000"),
                new ErrorField('M', "table t does not exist, skipping")));
    RecordedConnection connection =
        WireScript.session()
            .client(query("drop table if exists t"))
            .server(notice, tag("DROP TABLE"), IDLE)
            .server(notice)
            .connection();

    assertThat(connection.notices()).hasSize(2);
    RecordedNotice first = connection.notices().get(0);
    assertThat(first).hasToString("NOTICE 00000: table t does not exist, skipping");
    assertThat(first.sql()).contains("drop table if exists t");
    assertThat(first.messageIndex()).isEqualTo(7);
    assertThat(first.connectionId()).isEqualTo(1);
    assertThat(connection.statements().get(0).notices()).containsExactly(first);
    assertThat(connection.notices().get(1).sql()).as("nothing ran").isEmpty();
  }

  @Test
  void rowsAmongNoticesAreInTheirOrder() {
    WireScript script = WireScript.session().client(query("select speak(n) from t"));
    script.server(columns("n"));
    for (int i = 0; i < 20; i++) {
      script.server(new NoticeResponse(List.of(new ErrorField('M', "row " + i))));
      script.server(row("" + i), row("" + (i + 100)));
    }
    Statement statement =
        script.server(tag("SELECT 40"), IDLE).playOnce().connections().get(0).statements().get(0);

    assertThat(statement.returnedRows()).isEqualTo(40);
    assertThat(statement.rows()).hasSize(40);
    for (int i = 0; i < 20; i++) {
      assertThat(statement.rows().get(2 * i).get(0).value()).isEqualTo(i);
      assertThat(statement.rows().get(2 * i + 1).get(0).value()).isEqualTo(i + 100);
    }
    assertThat(statement.notices())
        .hasSize(20)
        .extracting(RecordedNotice::message)
        .startsWith("row 0", "row 1")
        .endsWith("row 19");
    assertThatThrownBy(() -> statement.rows().get(40))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> statement.rows().get(-1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
