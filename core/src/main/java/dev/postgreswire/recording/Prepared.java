package dev.postgreswire.recording;

import dev.postgreswire.message.ColumnDescription;
import dev.postgreswire.message.Oid;
import java.util.List;

/** A prepared statement, named or not, made by Parse or by PREPARE. */
final class Prepared {
  static final Oid UNKNOWN_TYPE = new Oid(0);

  final String name;
  final String sql;

  /** The types in Parse, then those the server says; 0 where nobody has said one. */
  List<Oid> types;

  /** As described; null before. */
  List<ColumnDescription> columns;

  Prepared(String name, String sql, List<Oid> types) {
    this.name = name;
    this.sql = sql;
    this.types = types;
  }

  Oid type(int parameter) {
    return parameter < types.size() ? types.get(parameter) : UNKNOWN_TYPE;
  }

  Prepared copy() {
    Prepared copy = new Prepared(name, sql, types);
    copy.columns = columns;
    return copy;
  }
}
