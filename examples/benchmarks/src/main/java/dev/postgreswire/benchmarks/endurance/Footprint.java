package dev.postgreswire.benchmarks.endurance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM takes up of the machine, apart from its processor.
 *
 * @param sockets how many it has open
 * @param files how many other descriptors it has open
 * @param threads how many of ours, and of the application's, it has
 * @param heap what it holds of it after a collection, in bytes
 */
record Footprint(long sockets, long files, long threads, long heap) {
  /** More than one run of anything leaves in caches; far less than one of many would leak. */
  private static final long CACHES = 48L << 20;

  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final Pattern OWN = Pattern.compile("(?m)^\"(postgres-wire|load|meter)");
  private static final int TRIES = 600;
  private static final long PAUSE = 100_000_000;

  static Footprint of(long pid) throws IOException {
    jcmd(pid, "GC.run");
    Matcher heap = USED.matcher(jcmd(pid, "GC.heap_info"));
    if (!heap.find()) {
      throw new IOException("no heap to be seen of process " + pid);
    }
    List<String> open = descriptors(pid);
    long sockets = open.stream().filter(name -> name.startsWith("socket:")).count();
    long threads = OWN.matcher(jcmd(pid, "Thread.print")).results().count();
    return new Footprint(
        sockets, open.size() - sockets, threads, Long.parseLong(heap.group(1)) << 10);
  }

  /** Returns what it is once connections have closed; they may take a while, but not for ever. */
  static Footprint after(long pid, Footprint before) throws IOException {
    Footprint now = of(pid);
    for (int i = 0; i < TRIES && now.isMoreThan(before); i++) {
      LockSupport.parkNanos(PAUSE);
      now = of(pid);
    }
    return now;
  }

  /** Returns whether something has leaked since. */
  boolean isMoreThan(Footprint before) {
    return sockets > before.sockets
        || files > before.files
        || threads > before.threads
        || heap > before.heap + CACHES;
  }

  private static List<String> descriptors(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.map(Footprint::target).toList();
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "closed meanwhile";
    }
  }

  private static String jcmd(long pid, String command) throws IOException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
