package com.example.drivers.pgjdbcng;

import com.example.drivers.Jdbc;
import com.example.drivers.Session;
import com.impossibl.postgres.jdbc.PGDirectConnection;
import com.impossibl.postgres.protocol.ServerConnection;
import com.impossibl.postgres.system.BasicContext;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.List;

record NgSession(PGDirectConnection connection) implements Session {
  @Override
  public String remoteAddress() throws ReflectiveOperationException {
    // The driver does not say with whom it speaks.
    Method protectedOne = BasicContext.class.getDeclaredMethod("getServerConnection");
    protectedOne.setAccessible(true);
    return String.valueOf(((ServerConnection) protectedOne.invoke(connection)).getRemoteAddress());
  }

  @Override
  public List<String> query(String sql, Object... parameters) throws SQLException {
    return Jdbc.query(connection, sql, parameters);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
