package dev.postgreswire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosticTest {
  @Test
  void namesEveryField() {
    Diagnostic error =
        GoldenFrame.all()
            .map(GoldenFrame::message)
            .filter(ErrorResponse.class::isInstance)
            .map(Diagnostic.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(error.severity()).contains("ERROR");
    assertThat(error.localizedSeverity()).contains("FEHLER");
    assertThat(error.sqlState()).contains(new SqlState("23505"));
    assertThat(error.message()).contains("dup");
    assertThat(error.detail()).contains("Key (id)=(1)");
    assertThat(error.hint()).contains("try");
    assertThat(error.where()).contains("SQL");
    assertThat(error.schema()).contains("public");
    assertThat(error.table()).contains("invoice");
    assertThat(error.column()).contains("id");
    assertThat(error.dataType()).contains("int4");
    assertThat(error.constraint()).contains("invoice_pkey");
    assertThat(error.position()).contains("8");
    assertThat(error.internalPosition()).contains("2");
    assertThat(error.internalQuery()).contains("select");
    assertThat(error.file()).contains("nbtinsert.c");
    assertThat(error.line()).contains("666");
    assertThat(error.routine()).contains("_bt_check_unique");
    assertThat(error.field('?')).contains("odd");
    assertThat(error.endsSession()).isFalse();
    assertThat(error.fields()).extracting(ErrorField::name).doesNotHaveDuplicates();
  }

  @Test
  void poolersMayLeaveFieldsOut() {
    Diagnostic error =
        new ErrorResponse(
            List.of(new ErrorField('S', "FATAL"), new ErrorField('M', "no such database")));

    assertThat(error.severity()).contains("FATAL");
    assertThat(error.sqlState()).isEmpty();
    assertThat(error.endsSession()).isTrue();
  }
}
