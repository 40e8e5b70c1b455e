package dev.postgreswire.agent.life;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * An application that does what it is told, a line each, and answers with a line. It knows nothing
 * of us: only the JDK and a driver are on its class path.
 */
public final class Application {
  /** What it says first. */
  static final String READY = "ready";

  private final Map<String, Connection> connections = new HashMap<>();
  private final String url;

  private Application(String url) {
    this.url = url;
  }

  /** Listens to standard input, to its end. */
  public static void main(String[] args) throws IOException, SQLException {
    System.out.println(READY);
    Application application = new Application(args.length == 0 ? "" : args[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(application.obey(line.split(" ", 3)));
    }
  }

  private String obey(String[] words) throws SQLException {
    return switch (words[0]) {
      case "open" -> open(words[1], words.length > 2 ? "&" + words[2] : "");
      case "ask" -> ask(words[1], words[2]);
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

  private static String exit(int status) {
    System.exit(status);
    return "";
  }
}
