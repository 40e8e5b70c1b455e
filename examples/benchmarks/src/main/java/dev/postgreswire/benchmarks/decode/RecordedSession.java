package dev.postgreswire.benchmarks.decode;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * A session that has been recorded.
 *
 * @param name what it is like
 * @param base its files without their endings: {@code .session} and {@code .pcapng}
 * @param port the server's
 * @param size in bytes, both sides
 * @param messages how many, of both sides
 * @param serverSize in bytes, of what the server said
 * @param serverMessages how many of them the server's are
 */
record RecordedSession(
    String name,
    Path base,
    int port,
    long size,
    int messages,
    long serverSize,
    int serverMessages) {

  private static final String ENDING = ".properties";

  /** Writes the facts beside the files, for {@link #read}. */
  void write() throws IOException {
    Properties facts = new Properties();
    facts.setProperty("port", Integer.toString(port));
    facts.setProperty("size", Long.toString(size));
    facts.setProperty("messages", Integer.toString(messages));
    facts.setProperty("serverSize", Long.toString(serverSize));
    facts.setProperty("serverMessages", Integer.toString(serverMessages));
    try (Writer out = Files.newBufferedWriter(base.resolveSibling(name + ENDING))) {
      facts.store(out, null);
    }
  }

  /** Returns the session that an earlier run has left in {@code folder}. */
  static RecordedSession read(Path folder, String name) throws IOException {
    Properties facts = new Properties();
    try (Reader in = Files.newBufferedReader(folder.resolve(name + ENDING))) {
      facts.load(in);
    }
    return new RecordedSession(
        name,
        folder.resolve(name),
        Integer.parseInt(facts.getProperty("port")),
        Long.parseLong(facts.getProperty("size")),
        Integer.parseInt(facts.getProperty("messages")),
        Long.parseLong(facts.getProperty("serverSize")),
        Integer.parseInt(facts.getProperty("serverMessages")));
  }
}
