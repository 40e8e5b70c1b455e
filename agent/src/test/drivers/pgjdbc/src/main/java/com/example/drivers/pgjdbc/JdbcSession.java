package com.example.drivers.pgjdbc;

import com.example.drivers.Jdbc;
import com.example.drivers.Session;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

record JdbcSession(Connection connection, Socket socket) implements Session {
  @Override
  public String remoteAddress() {
    return socket.getRemoteSocketAddress() + " " + socket.getInetAddress() + " " + socket.getPort();
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
