package dev.postgreswire.agent.route;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Linux tells of this process's file descriptors. */
final class ProcFiles {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final Path FACTS = Path.of("/proc/self/fdinfo");
  private static final String EPOLL = "anon_inode:[eventpoll]";
  private static final int NON_BLOCKING = 04000;
  private static final Pattern FLAGS = Pattern.compile("flags:\\s*([0-7]+)");
  private static final Pattern EPOLL_ENTRY =
      Pattern.compile("tfd:\\s*(\\d+)\\s+events:\\s*([0-9a-f]+)\\s+data:\\s*([0-9a-f]+)");

  private ProcFiles() {}

  /**
   * A descriptor that an epoll instance watches.
   *
   * @param epoll the instance's descriptor
   * @param events what it waits for
   * @param data what it gives to who waits
   */
  record EpollEntry(int epoll, int events, long data) {}

  /** Returns whether reading and writing a descriptor never waits. */
  static boolean isNonBlocking(int fd) throws IOException {
    Matcher flags = FLAGS.matcher(facts(fd));
    if (!flags.find()) {
      throw new IOException("no flags of descriptor " + fd);
    }
    return (Integer.parseInt(flags.group(1), 8) & NON_BLOCKING) != 0;
  }

  /** Returns who watches a descriptor. */
  static List<EpollEntry> epollEntries(int fd) throws IOException {
    List<EpollEntry> entries = new ArrayList<>();
    for (int epoll : epollInstances()) {
      Matcher entry = EPOLL_ENTRY.matcher(factsIfOpen(epoll));
      while (entry.find()) {
        if (Integer.parseInt(entry.group(1)) == fd) {
          int events = Integer.parseUnsignedInt(entry.group(2), 16);
          long data = Long.parseUnsignedLong(entry.group(3), 16);
          entries.add(new EpollEntry(epoll, events, data));
        }
      }
    }
    return entries;
  }

  private static List<Integer> epollInstances() throws IOException {
    String[] names = DESCRIPTORS.toFile().list();
    if (names == null) {
      throw new IOException(DESCRIPTORS + " cannot be listed");
    }
    List<Integer> instances = new ArrayList<>();
    for (String name : names) {
      if (isEpoll(DESCRIPTORS.resolve(name))) {
        instances.add(Integer.valueOf(name));
      }
    }
    return instances;
  }

  private static boolean isEpoll(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().equals(EPOLL);
    } catch (IOException e) {
      // Closed meanwhile.
      return false;
    }
  }

  private static String factsIfOpen(int fd) throws IOException {
    try {
      return facts(fd);
    } catch (FileNotFoundException e) {
      // Closed meanwhile: another of the application's selectors has ended.
      return "";
    }
  }

  /** Not by a channel: those mind that their thread is interrupted. */
  private static String facts(int fd) throws IOException {
    File file = FACTS.resolve(Integer.toString(fd)).toFile();
    try (InputStream in = new FileInputStream(file)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }
}
