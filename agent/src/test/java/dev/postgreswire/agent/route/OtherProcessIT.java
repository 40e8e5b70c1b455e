package dev.postgreswire.agent.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postgreswire.testing.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The relay of an application serves nobody else: this process is not the one that has it. */
class OtherProcessIT {
  private static final int PATIENCE = 300_000;

  @Test
  void refusesConnectionsThatTheApplicationHasNotOpened() throws Exception {
    try (TalkServer server = new TalkServer()) {
      List<String> command =
          RoutedJvm.command(
              List.of(RoutedJvm.agent(List.of(server.port()))),
              List.of(),
              HoldingApplication.class,
              Integer.toString(server.port()));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (Writer in = process.outputWriter(StandardCharsets.US_ASCII);
          BufferedReader out = process.inputReader(StandardCharsets.US_ASCII)) {
        assertThat(say(in, out, "before")).isEqualTo("before");
        int port = onlyListeningPort(process.pid());
        int accepted = server.accepted();

        assertThat(hear(port, "before")).isEqualTo("reset");
        assertThat(hear(port, "\0\0\0\10\4\u00d2\26/")).isEqualTo("reset");

        assertThat(server.accepted()).isEqualTo(accepted);
        String refused = out.readLine();
        assertThat(refused)
            .startsWith("postgres-wire: a client was refused: 127.0.0.1:")
            .endsWith(" is not a socket of this JVM");
        assertThat(say(in, out, "after")).isEqualTo("after");
        in.write("stop\n");
        in.flush();
        assertThat(out.lines().collect(Collectors.joining("\n")))
            .contains(
                "recorded: localhost:"
                    + server.port()
                    + " by main > before; < before; > after; < after;")
            .containsOnlyOnce("recorded: localhost");
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static String say(Writer in, BufferedReader out, String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    return out.readLine();
  }

  /** Says something to a port of this machine, and returns what comes. */
  private static String hear(int port, String text) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      int read = socket.getInputStream().read();
      return read < 0 ? "end" : "byte " + read;
    } catch (SocketException e) {
      return "reset";
    }
  }

  /** The agent's tests of itself listen for a moment, too. */
  private static int onlyListeningPort(long pid) throws IOException {
    Await.until("one listens", () -> listeningPorts(pid).size() == 1);
    return listeningPorts(pid).iterator().next();
  }

  /** Returns where a process listens, as Linux tells. */
  private static Set<Integer> listeningPorts(long pid) throws IOException {
    Set<String> inodes;
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      inodes = descriptors.map(OtherProcessIT::target).collect(Collectors.toSet());
    }
    try (Stream<String> tcp4 = Files.lines(Path.of("/proc/" + pid + "/net/tcp"));
        Stream<String> tcp6 = Files.lines(Path.of("/proc/" + pid + "/net/tcp6"))) {
      return Stream.concat(tcp4, tcp6)
          .map(line -> line.trim().split("\\s+"))
          .filter(field -> field[3].equals("0A") && inodes.contains("socket:[" + field[9] + "]"))
          .map(field -> Integer.valueOf(field[1].substring(field[1].indexOf(':') + 1), 16))
          .collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      // Closed meanwhile.
      return "";
    }
  }
}
