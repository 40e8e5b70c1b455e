package dev.postgreswire.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The system's openssl, as a server or a client that one talks to by its standard input. */
final class OpenSsl implements AutoCloseable {
  private static final int PATIENCE = 300;
  private static final Pattern ACCEPTING = Pattern.compile("ACCEPT 127\\.0\\.0\\.1:(\\d+)\\s");

  private final Process process;
  private final StringBuilder output = new StringBuilder();
  private int taken;

  private OpenSsl(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(arguments);
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Skips the test, and says why, where a program is missing; on CI nothing may be missing. */
  static void assumeInstalled(String program) {
    boolean installed =
        Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(folder -> new File(folder, program).canExecute());
    if ("true".equals(System.getenv("CI"))) {
      assertThat(installed).as(program + " is in the PATH").isTrue();
    }
    Assumptions.assumeTrue(installed, program + " is not installed: it is not in the PATH");
  }

  /** Starts {@code s_server} on a free port, with a certificate. */
  static OpenSsl serve(Path certificate, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0"));
    all.addAll(List.of("-cert", certificate.toString()));
    all.addAll(List.of(arguments));
    return new OpenSsl(all);
  }

  /** Starts {@code s_client}. */
  static OpenSsl connect(int port, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port));
    all.addAll(List.of(arguments));
    return new OpenSsl(all);
  }

  /** Runs it to its end, and returns what it says. */
  static String run(String... arguments) throws IOException {
    try (OpenSsl openssl = new OpenSsl(List.of(arguments))) {
      return openssl.rest();
    }
  }

  /** Makes a certificate that signs itself, with its key in the same file. */
  static Path certificate(Path file, String... algorithm) throws IOException {
    List<String> all = new ArrayList<>(List.of("req", "-x509", "-nodes", "-subj", "/CN=localhost"));
    all.addAll(List.of("-keyout", file.toString(), "-out", file + ".crt"));
    all.addAll(List.of(algorithm));
    run(all.toArray(new String[0]));
    byte[] certificate = Files.readAllBytes(Path.of(file + ".crt"));
    return Files.write(file, certificate, StandardOpenOption.APPEND);
  }

  /** Waits for a server's port. */
  int port() throws IOException {
    Matcher matcher = ACCEPTING.matcher(output);
    while (!matcher.find()) {
      readMore("a port to connect to");
      matcher = ACCEPTING.matcher(output);
    }
    return Integer.parseInt(matcher.group(1));
  }

  /** Types a line. Some letters, such as {@code K} and {@code Q}, are commands. */
  void say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(ISO_8859_1));
    process.getOutputStream().flush();
  }

  /** Waits for a text that has not been waited for before. */
  void await(String text) throws IOException {
    int found = output.indexOf(text, taken);
    while (found < 0) {
      readMore(text);
      found = output.indexOf(text, taken);
    }
    taken = found + text.length();
  }

  /** Waits for its end, and returns all that it has said. */
  String rest() throws IOException {
    output.append(new String(process.getInputStream().readAllBytes(), ISO_8859_1));
    try {
      assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return output.toString();
  }

  private void readMore(String awaited) throws IOException {
    byte[] chunk = new byte[8192];
    int count = process.getInputStream().read(chunk);
    if (count < 0) {
      throw new EOFException("openssl ended without saying: " + awaited + "\n" + output);
    }
    output.append(new String(chunk, 0, count, ISO_8859_1));
  }

  @Override
  public void close() {
    process.destroy();
  }
}
