package com.example.drivers.vertx;

import com.example.drivers.Placeholders;
import com.example.drivers.Session;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import io.vertx.sqlclient.impl.SocketConnectionBase;
import io.vertx.sqlclient.internal.SqlConnectionInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

record VertxSession(Pool pool, SqlConnection connection) implements Session {
  @Override
  public String remoteAddress() {
    SocketConnectionBase inside =
        (SocketConnectionBase) ((SqlConnectionInternal) connection).unwrap().unwrap();
    return inside.socket().channelHandlerContext().channel().remoteAddress()
        + " "
        + inside.socket().remoteAddress();
  }

  @Override
  public List<String> query(String sql, Object... parameters) throws Exception {
    List<String> rows = new ArrayList<>();
    for (Row row :
        VertxPg.await(
            connection.preparedQuery(Placeholders.numbered(sql)).execute(Tuple.from(parameters)))) {
      rows.add(
          IntStream.range(0, row.size())
              .mapToObj(i -> String.valueOf(row.getValue(i)))
              .collect(Collectors.joining("|")));
    }
    return rows;
  }

  @Override
  public void close() {
    VertxPg.await(connection.close());
    VertxPg.await(pool.close());
  }
}
