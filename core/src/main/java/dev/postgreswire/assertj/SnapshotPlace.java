package dev.postgreswire.assertj;

import dev.postgreswire.PostgresWire;
import dev.postgreswire.RunningTest;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Finds the file of a snapshot: by the running test, or by the test method that is on the stack.
 */
final class SnapshotPlace {
  /** What some file system or shell takes amiss; names in Kotlin may have anything. */
  private static final String ODD = "[\\\\/:*?\"<>|#%\\s\\p{Cntrl}]";

  private static final int LONGEST_NAME = 150;
  private static final int DEEPEST_ANNOTATION = 3;

  /** How many each test or window has asked for, by file. */
  private static final Map<Object, Map<Path, Integer>> COUNTS = new WeakHashMap<>();

  private SnapshotPlace() {}

  /** Returns the file; empty when nobody knows which test this is. */
  static Optional<Path> find(Snapshot snapshot, Optional<PostgresWire> wire) {
    Optional<RunningTest> running = wire.flatMap(PostgresWire::test);
    Optional<RunningTest> test = running.or(SnapshotPlace::onTheStack);
    if (snapshot.file().isPresent()) {
      Path module = test.map(it -> module(it.testClass())).orElse(Path.of(""));
      return Optional.of(module.resolve(snapshot.file().get()));
    }
    Object owner = running.isPresent() ? running.get() : wire.orElse(null);
    return test.map(it -> numbered(file(it, snapshot.name()), owner));
  }

  /** The first has no number. */
  private static Path numbered(Path file, Object owner) {
    int number = 1;
    if (owner != null) {
      synchronized (COUNTS) {
        number =
            COUNTS
                .computeIfAbsent(owner, it -> new ConcurrentHashMap<>())
                .merge(file, 1, Integer::sum);
      }
    }
    String name = file.getFileName() + (number == 1 ? "" : "." + number) + ".snapshot";
    return file.resolveSibling(name);
  }

  private static Path file(RunningTest test, String part) {
    Class<?> type = test.testClass();
    String className = type.getName().substring(type.getPackageName().length());
    String name =
        className.replaceFirst("^\\.", "").replace('$', '.')
            + "."
            + test.name()
            + (part.isEmpty() ? "" : "." + part);
    Path folder = resources(type);
    for (String element : type.getPackageName().split("\\.", -1)) {
      folder = folder.resolve(element);
    }
    return folder.resolve(shortened(name.replaceAll(ODD, "_")));
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME - 9) + "~" + Integer.toHexString(name.hashCode());
  }

  /** Returns {@code src/test/resources}, or that of another set of sources such as Gradle's. */
  private static Path resources(Class<?> type) {
    Path module = module(type);
    return Stream.concat(location(type).map(Path::getFileName).stream(), Stream.of(Path.of("test")))
        .map(set -> module.resolve("src").resolve(set))
        .filter(Files::isDirectory)
        .findFirst()
        .orElse(module.resolve("src/test"))
        .resolve("resources");
  }

  /** Returns the folder of the module in which a class was compiled. */
  private static Path module(Class<?> type) {
    Path candidate = location(type).orElse(null);
    while (candidate != null) {
      if (Files.isDirectory(candidate.resolve("src"))) {
        return candidate;
      }
      candidate = candidate.getParent();
    }
    return Path.of("").toAbsolutePath();
  }

  private static Optional<Path> location(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL url = source == null ? null : source.getLocation();
    if (url == null || !"file".equals(url.getProtocol())) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(url.toURI()));
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static Optional<RunningTest> onTheStack() {
    return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
        .walk(
            frames ->
                frames
                    .filter(SnapshotPlace::isTest)
                    .map(f -> new RunningTest(f.getDeclaringClass(), f.getMethodName()))
                    .findFirst());
  }

  private static boolean isTest(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    try {
      Class<?>[] parameters = frame.getMethodType().parameterArray();
      Method method = type.getDeclaredMethod(frame.getMethodName(), parameters);
      return Stream.of(method.getAnnotations()).anyMatch(it -> isOfTestFramework(it, 0));
    } catch (NoSuchMethodException | LinkageError e) {
      return false;
    }
  }

  private static boolean isOfTestFramework(Annotation annotation, int depth) {
    Class<? extends Annotation> type = annotation.annotationType();
    if (type.getName().startsWith("org.junit.") || type.getName().startsWith("org.testng.")) {
      return true;
    }
    return depth < DEEPEST_ANNOTATION
        && !type.getName().startsWith("java.")
        && Stream.of(type.getAnnotations()).anyMatch(it -> isOfTestFramework(it, depth + 1));
  }
}
