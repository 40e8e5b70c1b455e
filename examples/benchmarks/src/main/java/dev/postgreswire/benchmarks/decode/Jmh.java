package dev.postgreswire.benchmarks.decode;

import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs {@link DecodeBenchmark}, in a JVM of its own for each sample. */
final class Jmh {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private final TimeValue warmUp;
  private final TimeValue time;

  /**
   * What one run gave.
   *
   * @param nanos for the whole session
   * @param allocated bytes on the heap, for the whole session
   */
  record Sample(double nanos, double allocated) {}

  /**
   * Prepares.
   *
   * @param warmUpMillis how long to let the compiler settle
   * @param millis how long to measure
   */
  Jmh(int warmUpMillis, int millis) {
    this.warmUp = TimeValue.milliseconds(warmUpMillis);
    this.time = TimeValue.milliseconds(millis);
  }

  Sample run(String decoder, Level level, RecordedSession session) throws RunnerException {
    RunResult result =
        new Runner(
                new OptionsBuilder()
                    .include(DecodeBenchmark.class.getName() + ".decode")
                    .param("decoder", decoder)
                    .param("level", level.name().toLowerCase(Locale.ROOT))
                    .param("session", session.base().toString())
                    .forks(1)
                    .warmupIterations(1)
                    .warmupTime(warmUp)
                    .measurementIterations(1)
                    .measurementTime(time)
                    .jvmArgsAppend("-Xms1g", "-Xmx1g", "-Dio.netty.leakDetection.level=disabled")
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .shouldFailOnError(true)
                    .build())
            .runSingle();
    return new Sample(
        result.getPrimaryResult().getScore(),
        result.getSecondaryResults().get(ALLOCATED).getScore());
  }
}
