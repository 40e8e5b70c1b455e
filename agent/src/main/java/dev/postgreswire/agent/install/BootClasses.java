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
  private final Object unsafe;
  private final Method define;

  /** Gets hold of the JVM's own way to define a class. */
  BootClasses(Instrumentation instrumentation) throws ReflectiveOperationException {
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

  /** Defines classes that lie in the agent's jar; those that are there already stay as they are. */
  void define(List<String> names) throws ReflectiveOperationException, IOException {
    for (String name : names) {
      if (!isThere(name)) {
        byte[] code = code(name);
        define.invoke(unsafe, name, code, 0, code.length, null, null);
      }
    }
  }

  /** Returns whether the bootstrap loader has a class. */
  static boolean isThere(String name) {
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
