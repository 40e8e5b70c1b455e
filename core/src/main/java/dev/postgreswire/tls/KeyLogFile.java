package dev.postgreswire.tls;

import dev.postgreswire.recording.TlsSecret;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Follows a key log while a client writes it.
 *
 * <pre>{@code
 * KeyLogFile file = new KeyLogFile(path, sink::secret);
 * file.poll(); // now and then
 * }</pre>
 *
 * <p>It has no thread, and reads only when {@link #poll()} is called. The file need not exist yet,
 * may end within a line, and may be emptied or replaced and begun anew.
 *
 * <p>Not safe for use by several threads.
 */
public final class KeyLogFile {
  private final GrowingFile file;
  private final KeyLogParser parser;
  private final List<String> problems = new ArrayList<>();
  private boolean news;

  /**
   * Creates what follows a file.
   *
   * @param file where the client writes; it is not opened before {@link #poll()}
   * @param target takes what is found, such as {@code keyLog::secret}
   */
  public KeyLogFile(Path file, Consumer<TlsSecret> target) {
    this.file = new GrowingFile(file);
    this.parser =
        new KeyLogParser(
            secret -> {
              news = true;
              target.accept(secret);
            },
            problems::add,
            KeyLogParser.Faults.ARE_NOTED);
  }

  /**
   * Reads what is new, and passes it on.
   *
   * @return whether there was a secret in it
   * @throws IOException if the file is there and cannot be read
   */
  public boolean poll() throws IOException {
    news = false;
    try {
      file.readTo(parser);
    } catch (NoSuchFileException e) {
      return false;
    }
    return news;
  }

  /** Returns which lines could not be used, and why; the first hundred. */
  public List<String> problems() {
    return List.copyOf(problems);
  }
}
