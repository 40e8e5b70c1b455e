package com.example.drivers.jasync;

import com.example.drivers.Session;
import com.github.jasync.sql.db.RowData;
import com.github.jasync.sql.db.postgresql.PostgreSQLConnection;
import io.netty.channel.ChannelHandlerContext;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

record JasyncSession(PostgreSQLConnection connection) implements Session {
  @Override
  public String remoteAddress() throws ReflectiveOperationException {
    Object handler = read(connection, "connectionHandler");
    ChannelHandlerContext context = (ChannelHandlerContext) read(handler, "currentContext");
    return String.valueOf(context.channel().remoteAddress());
  }

  /** The driver does not say with whom it speaks. */
  private static Object read(Object object, String name) throws ReflectiveOperationException {
    Field field = object.getClass().getDeclaredField(name);
    field.setAccessible(true);
    return field.get(object);
  }

  @Override
  public List<String> query(String sql, Object... parameters) throws Exception {
    List<String> rows = new ArrayList<>();
    for (RowData row : connection.sendPreparedStatement(sql, List.of(parameters)).get().getRows()) {
      rows.add(row.stream().map(String::valueOf).collect(Collectors.joining("|")));
    }
    return rows;
  }

  @Override
  public void close() {
    connection.disconnect().join();
  }
}
