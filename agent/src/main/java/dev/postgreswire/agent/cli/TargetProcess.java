package dev.postgreswire.agent.cli;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A process, looked at from outside. To attach, a JDK sends SIGQUIT to it: that ends what is no
 * JVM, and has a JVM that does not allow to be attached to print all its threads. So nothing is
 * sent before all this is certain, where there is a {@code /proc} to see it.
 */
final class TargetProcess {
  private static final Pattern CAUGHT = Pattern.compile("(?m)^SigCgt:\\s*([0-9a-f]+)");
  private static final long SIGQUIT = 1L << 2;

  /** The last one said counts. */
  private static final Pattern DISABLE =
      Pattern.compile("-XX:([+-])DisableAttachMechanism(?![A-Za-z])");

  private final ProcessHandle handle;
  private final Path folder;

  private TargetProcess(ProcessHandle handle) {
    this.handle = handle;
    this.folder = Path.of("/proc", Long.toString(handle.pid()));
  }

  /**
   * Returns the process.
   *
   * @throws Failure when there is none
   */
  static TargetProcess of(long pid) {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .map(TargetProcess::new)
        .orElseThrow(
            () -> new Failure("there is no process " + pid + "; 'jps -l' lists your JVMs"));
  }

  long pid() {
    return handle.pid();
  }

  /** Returns what a person is to be told about it. */
  Failure failure(String text) {
    return new Failure("process " + pid() + " " + text);
  }

  /** Returns what a person is to be told about it. */
  Failure failure(String text, Throwable cause) {
    return new Failure("process " + pid() + " " + text, cause);
  }

  /** Checks that it is a JVM, and ours. */
  void checkIsJvm() {
    boolean is =
        Files.isDirectory(folder)
            ? read("maps").contains("/libjvm.so")
            : VirtualMachine.list().stream()
                .anyMatch(each -> each.id().equals(Long.toString(pid())));
    if (!is) {
      throw failure("(" + program() + ") is not a JVM; 'jps -l' lists yours");
    }
  }

  /** Checks that the JVM lets itself be attached to. */
  void checkListens() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    String said = read("environ") + '\0' + read("cmdline");
    String sign = "-";
    for (Matcher each = DISABLE.matcher(said); each.find(); ) {
      sign = each.group(1);
    }
    if (sign.equals("+")) {
      throw failure(
          "was started with -XX:+DisableAttachMechanism; start it with -javaagent instead");
    }
    Matcher caught = CAUGHT.matcher(read("status"));
    if (caught.find() && (Long.parseUnsignedLong(caught.group(1), 16) & SIGQUIT) == 0) {
      throw failure(
          "does not listen for SIGQUIT, by which one attaches: it is just starting, or was started"
              + " with -Xrs; then start it with -javaagent instead");
    }
  }

  /** Checks that a file is where that process would look for it. */
  void checkSees(Path file) {
    Path root = folder.resolve("root");
    if (Files.isDirectory(root) && !Files.isRegularFile(root.resolve(relative(file)))) {
      throw failure(
          "is in a container, where there is no "
              + file
              + "; put it there, such as by: install -D "
              + file
              + " "
              + root.resolve(relative(file)));
    }
  }

  private static Path relative(Path file) {
    return Path.of("/").relativize(file);
  }

  private String program() {
    return handle
        .info()
        .command()
        .map(Path::of)
        .map(Path::getFileName)
        .map(Path::toString)
        .orElse("unknown");
  }

  /** Latin-1, for any bytes are text so. */
  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1);
    } catch (AccessDeniedException e) {
      throw failure(
          "belongs to %s: attach as that user, or as root"
              .formatted(handle.info().user().orElse("somebody else")),
          e);
    } catch (IOException e) {
      throw failure("cannot be looked at: " + Failure.reason(e), e);
    }
  }
}
