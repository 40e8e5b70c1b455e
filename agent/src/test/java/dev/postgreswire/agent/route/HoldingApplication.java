package dev.postgreswire.agent.route;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Connects to a {@link TalkServer}, whose port it takes, and passes on to it what it reads from its
 * standard input, a line at a time, until that is {@code stop}.
 */
final class HoldingApplication {
  private HoldingApplication() {}

  public static void main(String[] ports) throws Exception {
    Overheard overheard = Overheard.begin();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    int port = Integer.parseInt(ports[0]);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Talk talk = Talk.over(socket);
      for (String line = in.readLine(); !"stop".equals(line); line = in.readLine()) {
        System.out.println(talk.say(line));
      }
    }
    overheard.print();
  }
}
