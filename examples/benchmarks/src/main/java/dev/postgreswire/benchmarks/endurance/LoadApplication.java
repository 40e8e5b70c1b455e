package dev.postgreswire.benchmarks.endurance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An application that knows nothing of us: {@link Load}, in a JVM of its own. Each line of its
 * input is a load, {@code SEED MILLISECONDS CALM}; it answers with the failures, and a line {@code
 * done}.
 */
final class LoadApplication {
  private LoadApplication() {}

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(arguments[0]);
    Load load = new Load(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      Load.Outcome outcome =
          load.run(
              Long.parseLong(words[0]),
              Duration.ofMillis(Long.parseLong(words[1])),
              Boolean.parseBoolean(words[2]));
      for (String failure : outcome.failures()) {
        System.out.println("failure " + failure.replace('\n', ' '));
      }
      outcome.counts().forEach((what, count) -> System.out.println("count " + what + "=" + count));
      System.out.println("done");
    }
  }
}
