package dev.postgreswire.agent.output;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * An application that knows nothing of us. It does what each line of its standard input says, and
 * answers with a line.
 */
public final class SmallApplication {
  private final String url;
  private final Greed greed = new Greed();
  private final Deque<Connection> connections = new ArrayDeque<>();

  private SmallApplication(String url) {
    this.url = url;
  }

  /** Runs until the input ends; the argument is the database's URL. */
  public static void main(String[] arguments) throws IOException, SQLException {
    SmallApplication application = new SmallApplication(arguments[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(application.answer(line));
    }
  }

  private String answer(String line) throws SQLException, IOException {
    switch (line) {
      case "open" -> connections.push(DriverManager.getConnection(url));
      case "close" -> connections.pop().close();
      case "close at the end" ->
          Runtime.getRuntime().addShutdownHook(new Thread(this::closeAll, "closing"));
      case "fail" -> throw new IllegalStateException("on purpose");
      case "exit with 3" -> System.exit(3);
      case "take all descriptors" -> {
        return Integer.toString(greed.takeDescriptors());
      }
      case "give 2 descriptors back" -> greed.giveDescriptors(2);
      case "give all descriptors back" -> greed.giveDescriptors(Integer.MAX_VALUE);
      case "take all memory but 8 MiB" -> greed.takeMemory(8 << 20);
      case "give all memory back" -> greed.giveMemory();
      default -> {
        return query(line);
      }
    }
    return "done";
  }

  private String query(String sql) throws SQLException {
    try (Statement statement = connections.element().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      String first = "";
      for (int count = 0; rows.next(); count++) {
        first = count == 0 ? rows.getString(1) : first;
      }
      return first;
    }
  }

  private void closeAll() {
    connections.forEach(SmallApplication::close);
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
