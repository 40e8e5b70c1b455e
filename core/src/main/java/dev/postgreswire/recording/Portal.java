package dev.postgreswire.recording;

import dev.postgreswire.message.Bind;
import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.type.TypedValue;
import dev.postgreswire.type.Values;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/** A prepared statement with its parameters bound, or a cursor of DECLARE. */
final class Portal {
  final String name;
  final Prepared prepared;

  /** Null for a cursor, and when the message could not be decoded. */
  final Bind bind;

  final int bindIndex;
  final Charset charset;

  /** As described for this very portal, formats included; null before. */
  List<ColumnDescription> described;

  /** Its last execution, which the next one continues if it is suspended. */
  OpenStatement execution;

  Portal(String name, Prepared prepared, Bind bind, int bindIndex, Charset charset) {
    this.name = name;
    this.prepared = prepared;
    this.bind = bind;
    this.bindIndex = bindIndex;
    this.charset = charset;
  }

  String sql() {
    return prepared.sql;
  }

  boolean isSuspended() {
    return execution != null && execution.outcome == Statement.Outcome.SUSPENDED;
  }

  List<ColumnDescription> columns() {
    if (described != null) {
      return described;
    }
    if (prepared.columns == null || bind == null) {
      return prepared.columns == null ? List.of() : prepared.columns;
    }
    List<ColumnDescription> columns = new ArrayList<>();
    for (ColumnDescription column : prepared.columns) {
      columns.add(
          new ColumnDescription(
              column.name(),
              column.tableOid(),
              column.attributeNumber(),
              column.typeOid(),
              column.typeSize(),
              column.typeModifier(),
              bind.resultFormat(columns.size())));
    }
    return columns;
  }

  List<TypedValue> parameters() {
    List<TypedValue> values = new ArrayList<>();
    int count = bind == null ? 0 : bind.parameters().size();
    for (int i = 0; i < count; i++) {
      values.add(
          Values.decode(
              prepared.type(i), bind.parameterFormat(i), bind.parameters().get(i), charset));
    }
    return values;
  }

  /** Returns this portal for another run of the conversation, with its statement from there. */
  Portal copy(Prepared copyOfPrepared) {
    Portal copy = new Portal(name, copyOfPrepared, bind, bindIndex, charset);
    copy.described = described;
    return copy;
  }
}
