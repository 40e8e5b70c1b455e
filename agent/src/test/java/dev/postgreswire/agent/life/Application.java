package dev.postgreswire.agent.life;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;

/**
 * An application that does what it is told, a line each, and answers with a line. It knows nothing
 * of us: only the JDK and a driver are on its class path.
 */
public final class Application {
  /** What it says first. */
  static final String READY = "ready";

  private final Map<String, Connection> connections = new HashMap<>();
  private final String url;
  private DataSource pool;

  private Application(String url) {
    this.url = url;
  }

  /** Listens to standard input, to its end. */
  public static void main(String[] args)
      throws IOException, SQLException, ReflectiveOperationException {
    System.out.println(READY);
    Application application = new Application(args.length == 0 ? "" : args[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(application.obey(line.split(" ", 3)));
    }
  }

  private String obey(String[] words) throws SQLException, ReflectiveOperationException {
    return switch (words[0]) {
      case "open" -> open(words[1], words.length > 2 ? "&" + words[2] : "");
      case "ask" -> ask(words[1], words[2]);
      case "pool" -> pool();
      case "borrow" -> borrow(words[1] + " " + words[2]);
      case "mock" -> mock();
      case "close" -> close(words[1]);
      case "exit" -> exit(Integer.parseInt(words[1]));
      default -> throw new IllegalArgumentException(words[0]);
    };
  }

  private String open(String name, String parameters) throws SQLException {
    connections.put(name, DriverManager.getConnection(url + parameters));
    return "opened";
  }

  private String ask(String name, String sql) throws SQLException {
    try (Statement statement = connections.get(name).createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  private String close(String name) throws SQLException {
    connections.remove(name).close();
    return "closed";
  }

  /** Opens a pool of HikariCP's, of two connections. */
  private String pool() throws ReflectiveOperationException, SQLException {
    Class<?> type = Class.forName("com.zaxxer.hikari.HikariDataSource");
    Object hikari = type.getConstructor().newInstance();
    type.getMethod("setJdbcUrl", String.class).invoke(hikari, url + "&sslmode=disable");
    type.getMethod("setMaximumPoolSize", int.class).invoke(hikari, 2);
    pool = (DataSource) hikari;
    try (Connection first = pool.getConnection();
        Connection second = pool.getConnection()) {
      return first.isClosed() || second.isClosed() ? "closed" : "pooled";
    }
  }

  private String borrow(String sql) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** Has Mockito make a mock of a class of the JDK: its inline agent changes the class itself. */
  private static String mock() throws ReflectiveOperationException {
    Class<?> mockito = Class.forName("org.mockito.Mockito");
    Socket socket = (Socket) mockito.getMethod("mock", Class.class).invoke(null, Socket.class);
    Object stubbing = mockito.getMethod("when", Object.class).invoke(null, socket.getPort());
    Class.forName("org.mockito.stubbing.OngoingStubbing")
        .getMethod("thenReturn", Object.class)
        .invoke(stubbing, 4711);
    return "port " + socket.getPort();
  }

  private static String exit(int status) {
    System.exit(status);
    return "";
  }
}
