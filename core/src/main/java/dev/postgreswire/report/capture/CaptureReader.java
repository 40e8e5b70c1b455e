package dev.postgreswire.report.capture;

import dev.postgreswire.recording.WireSink;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads a capture, once, into whatever takes what goes over a wire.
 *
 * <p>What is a connection to PostgreSQL is found out by how a client begins one; of a connection
 * that was open before, by port 5432, or else by what a server says when it is ready for the next
 * query. Everything else is counted, and left out.
 */
public final class CaptureReader implements Closeable {
  private final String name;
  private final OptionalLong size;
  private final CaptureInput in;
  private final CaptureFile file;
  private final Set<Integer> ports = new HashSet<>();

  CaptureReader(String name, OptionalLong size, CaptureInput in, CaptureFile file) {
    this.name = name;
    this.size = size;
    this.in = in;
    this.file = file;
  }

  /**
   * Says on which port the server is: connections to it are taken for PostgreSQL, whatever is said
   * on them, and no others are. May be said several times.
   */
  public CaptureReader port(int port) {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException(port + " is no port; there are 1 to 65535");
    }
    ports.add(port);
    return this;
  }

  /** Returns how long the file is, where that is known. */
  public OptionalLong size() {
    return size;
  }

  /** Returns how many bytes have been read; while {@link #readTo} runs, {@code sink} may ask. */
  public long position() {
    return in.position();
  }

  /**
   * Tells all that went to and from PostgreSQL. Of a file that is cut or damaged, that is what
   * comes before: {@link CaptureSummary#damage()} says so. Connections that have no end in the file
   * are left open.
   *
   * @throws CaptureException when the file cannot be read, or there is no PostgreSQL in it
   */
  public CaptureSummary readTo(WireSink sink) throws CaptureException {
    Facts facts = new Facts();
    Optional<String> damage = Optional.empty();
    Unpacker unpacker = new Unpacker(new Ports(Set.copyOf(ports)), sink, facts);
    try {
      for (Optional<Block> block = file.next(); block.isPresent(); block = file.next()) {
        unpacker.take(block.get());
      }
    } catch (DamagedFileException e) {
      damage = Optional.of(e.getMessage());
    } catch (IOException e) {
      throw Capture.unreadable(name, e);
    }
    unpacker.finish();
    CaptureSummary summary = facts.summary(name, file.format(), damage);
    if (summary.connections() == 0) {
      throw new CaptureException(NoPostgres.message(summary, ports));
    }
    return summary;
  }

  /** Closes the file. */
  @Override
  public void close() throws IOException {
    in.close();
  }
}
