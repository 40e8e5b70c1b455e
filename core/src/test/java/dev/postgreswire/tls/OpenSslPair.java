package dev.postgreswire.tls;

import dev.postgreswire.WireRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** An openssl client and an openssl server, with a recorder between them. */
final class OpenSslPair implements AutoCloseable {
  private final Path folder;
  private final OpenSsl server;
  private final WireRecorder recorder;
  private final List<OpenSsl> clients = new ArrayList<>();

  /** Starts a server; with {@code -rev} it answers each line with the same line reversed. */
  OpenSslPair(Path folder, Path certificate, String... arguments) throws IOException {
    this.folder = folder;
    this.server = OpenSsl.serve(certificate, arguments);
    this.recorder = WireRecorder.open("127.0.0.1", server.port());
  }

  OpenSsl server() {
    return server;
  }

  /** Returns the port by which the recorder is asked to connect. */
  int port() {
    return recorder.port();
  }

  /** Starts a client, which writes a key log. */
  OpenSsl connect(String... arguments) throws IOException {
    String[] all =
        Stream.concat(
                Stream.of("-keylogfile", keyLogFile().toString(), "-no_ign_eof"),
                Stream.of(arguments))
            .toArray(String[]::new);
    OpenSsl client = OpenSsl.connect(recorder.port(), all);
    clients.add(client);
    return client;
  }

  /** Says lines, each after the answer to the one before, and ends; returns what is shown. */
  String talk(OpenSsl client, String... lines) throws IOException {
    for (String line : lines) {
      client.say(line);
      client.await(new StringBuilder(line).reverse().toString());
    }
    client.say("Q");
    return client.rest();
  }

  /** Returns the records of the connection with that number, counted from 0. */
  Transcript transcript(int connection) {
    return Transcript.of(recorder.recording().connections().get(connection));
  }

  KeyLog keyLog() throws IOException {
    return KeyLog.read(keyLogFile());
  }

  Path keyLogFile() throws IOException {
    Path file = folder.resolve("keys.log");
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    return file;
  }

  @Override
  public void close() {
    clients.forEach(OpenSsl::close);
    recorder.close();
    server.close();
  }
}
