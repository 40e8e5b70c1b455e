package dev.postgreswire.loopback;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Makes keys and certificates as people do: with openssl, in a folder. */
record OpenSsl(Path folder) {
  /** Checks that it is installed; the test is skipped otherwise, or fails with {@code CI=true}. */
  OpenSsl {
    try {
      new ProcessBuilder("openssl", "version").start().waitFor();
    } catch (IOException e) {
      if ("true".equals(System.getenv("CI"))) {
        fail("openssl is not installed", e);
      }
      abort("openssl is not installed; it is in Debian's package openssl");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a file of the folder. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs it there. */
  void run(String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new AssertionError("openssl " + arguments + "\n" + output);
    }
  }

  /**
   * Makes a certificate for localhost and its key.
   *
   * @param name of the files, {@code NAME.crt} and {@code NAME.key}
   * @param newKey as openssl spells it, such as {@code rsa:2048}
   */
  void selfSigned(String name, String newKey) throws IOException, InterruptedException {
    run(
        "req -x509 -newkey %s -nodes -keyout %s.key -out %s.crt -days 30 -subj /CN=%s"
                .formatted(newKey, name, name, name)
            + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1");
  }

  /** Makes a certificate for localhost that another one has signed. */
  void signed(String name, String newKey, String by) throws IOException, InterruptedException {
    run(
        "req -newkey %s -nodes -keyout %s.key -out %s.csr -subj /CN=%s"
            .formatted(newKey, name, name, name));
    run(
        "x509 -req -in %s.csr -CA %s.crt -CAkey %s.key -CAcreateserial -days 30 -out %s.crt"
            .formatted(name, by, by, name));
  }
}
