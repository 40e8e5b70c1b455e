package dev.postgreswire.agent.tap;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;

/** An application that knows nothing of us, save that it prints what was recorded at its end. */
final class TapApplication {
  private TapApplication() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("earlier")) {
      System.out.println(EarlierScenario.run(arguments[1], arguments[2]).text());
      return;
    }
    LinkedRecording recording = LinkedRecording.begin();
    switch (arguments[0]) {
      case "jdbc" -> jdbc(arguments[1]);
      case "netty" -> NettyTalk.talk(NettyTalk.Transport.valueOf(arguments[1]), arguments[2]);
      case "channel" -> Scenarios.channel(arguments[1]);
      case "unix" -> Scenarios.unix(arguments[1]);
      case "asynchronous" -> Scenarios.asynchronous(arguments[1]);
      case "full-duplex" -> Scenarios.fullDuplex(arguments[1]);
      case "terminated" -> Scenarios.terminated(arguments[1]);
      case "cancelled" -> Scenarios.cancelled(arguments[1]);
      case "others" -> Scenarios.others(arguments[1], Path.of(arguments[2]));
      case "server-first" -> Scenarios.serverFirst();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.out.println(recording.text());
  }

  private static void jdbc(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      try (PreparedStatement statement = connection.prepareStatement("select ?::int + 1")) {
        statement.setInt(1, 41);
        try (ResultSet result = statement.executeQuery()) {
          result.next();
          System.out.println("answer " + result.getInt(1));
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery("select repeat('x', 1000000)")) {
        result.next();
        System.out.println("length " + result.getString(1).length());
      }
    }
  }
}
