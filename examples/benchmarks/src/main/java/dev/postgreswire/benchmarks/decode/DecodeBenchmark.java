package dev.postgreswire.benchmarks.decode;

import dev.postgreswire.wire.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** What {@link Jmh} measures: how long a whole session takes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  /** Which {@link Decoder}. */
  @Param({"codec", "recorded", "capture", "r2dbc"})
  public String decoder;

  /** Which {@link Level}. */
  @Param({"framing", "messages", "text", "values"})
  public String level;

  /** Which session, by its file, without the ending. */
  @Param("")
  public String session;

  private Session bytes;
  private Level depth;
  private Decoder chosen;

  /** Reads the session. */
  @Setup
  public void read() throws IOException {
    Session whole = Session.read(Path.of(session + ".session"));
    depth = Level.valueOf(level.toUpperCase(Locale.ROOT));
    bytes = decoder.equals("recorded") ? whole : whole.only(Direction.BACKEND);
    chosen =
        switch (decoder) {
          case "codec" -> new CodecDecoder();
          case "recorded" -> new RecordedDecoder();
          case "capture" -> new CaptureDecoder(Path.of(session + ".pcapng"));
          case "r2dbc" -> new R2dbcDecoder();
          default -> throw new IllegalArgumentException(decoder);
        };
  }

  /** Decodes the session once. */
  @Benchmark
  public void decode(Blackhole blackhole) {
    Consumer<Object> out = blackhole::consume;
    chosen.decode(bytes, depth, out);
  }
}
