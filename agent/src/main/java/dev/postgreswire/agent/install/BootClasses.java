package dev.postgreswire.agent.install;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Defines classes on the bootstrap loader. {@code appendToBootstrapClassLoaderSearch} would do so
 * too, but it turns off class data sharing, and has the JVM print a warning about that.
 */
final class BootClasses {
  private static final String LINK = "dev.postgreswire.agent.boot.Link";

  /** All there are. */
  static final List<String> NAMES =
      List.of(
          LINK,
          "dev.postgreswire.agent.boot.ConnectHooks",
          "dev.postgreswire.agent.boot.ConnectHooks$Listener",
          "dev.postgreswire.agent.boot.JdkCalls",
          "dev.postgreswire.agent.boot.SocketHooks",
          "dev.postgreswire.agent.boot.SocketHooks$Handler",
          "dev.postgreswire.agent.boot.TlsHooks",
          "dev.postgreswire.agent.boot.TlsHooks$Handler");

  private final Object unsafe;
  private final Method define;

  /** Gets hold of the JVM's own way to define a class. */
  private BootClasses(Instrumentation instrumentation) throws ReflectiveOperationException {
    Module javaBase = Object.class.getModule();
    Set<Module> us = Set.of(BootClasses.class.getModule());
    instrumentation.redefineModule(
        javaBase,
        Set.of(),
        Map.of("jdk.internal.misc", us, "jdk.internal.vm", us),
        Map.of("sun.nio.ch", us, "sun.security.ssl", us, "java.io", us, "java.net", us),
        Set.of(),
        Map.of());
    Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
    this.unsafe = type.getMethod("getUnsafe").invoke(null);
    this.define =
        type.getMethod(
            "defineClass",
            String.class,
            byte[].class,
            int.class,
            int.class,
            ClassLoader.class,
            ProtectionDomain.class);
  }

  /**
   * Defines all of them; those that are there already stay as they are. Until then nobody may touch
   * a class that mentions one of them: the JVM would find it in the agent's jar, and there would be
   * two of it.
   */
  static void define(Instrumentation instrumentation)
      throws ReflectiveOperationException, IOException {
    BootClasses classes = new BootClasses(instrumentation);
    for (String name : NAMES) {
      classes.define(name);
    }
  }

  /** Returns whether an agent, of whatever version, has defined its own. */
  static boolean areThere() {
    return isThere(LINK);
  }

  private void define(String name) throws ReflectiveOperationException, IOException {
    if (!isThere(name)) {
      byte[] code = code(name);
      define.invoke(unsafe, name, code, 0, code.length, null, null);
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static byte[] code(String name) throws IOException {
    String file = "/" + name.replace('.', '/') + ".class";
    try (InputStream in = BootClasses.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException(file + " is not in the agent's jar");
      }
      return in.readAllBytes();
    }
  }
}
