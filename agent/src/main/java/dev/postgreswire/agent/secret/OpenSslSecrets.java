package dev.postgreswire.agent.secret;

import dev.postgreswire.recording.TlsSecret;
import dev.postgreswire.tls.KeyLog;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Has netty-tcnative (BoringSSL, OpenSSL) tell us the lines of a key log, for each context that
 * Netty makes. Netty may be relocated; tcnative then is, too.
 */
final class OpenSslSecrets {
  private static final String CONTEXT = "netty.handler.ssl.ReferenceCountedOpenSslContext";
  private static final String LIBRARY = "netty.internal.tcnative.";

  private final Consumer<TlsSecret> target;

  OpenSslSecrets(Consumer<TlsSecret> target) {
    this.target = target;
  }

  /**
   * A context has been made.
   *
   * @param context Netty's
   * @param pointer the library's
   */
  void created(Object context, long pointer) throws ReflectiveOperationException {
    Class<?> type = context.getClass();
    while (!type.getName().endsWith(CONTEXT)) {
      type = type.getSuperclass();
    }
    ClassLoader loader = type.getClassLoader();
    String library = type.getName().replace(CONTEXT, LIBRARY);
    Class<?> callback = Class.forName(library + "KeyLogCallback", true, loader);
    Method set =
        Class.forName(library + "SSLContext", true, loader)
            .getMethod("setKeyLogCallback", long.class, callback);
    set.invoke(
        null, pointer, Proxy.newProxyInstance(loader, new Class<?>[] {callback}, listener()));
  }

  /** Whatever goes wrong here does not go wrong in the library, which cannot bear it. */
  private InvocationHandler listener() {
    return (self, method, arguments) ->
        switch (method.getName()) {
          case "handle" -> take((byte[]) arguments[1]);
          case "equals" -> self == arguments[0];
          case "hashCode" -> System.identityHashCode(self);
          default -> "postgres-wire key log";
        };
  }

  private Object take(byte[] line) {
    try {
      String text = new String(line, StandardCharsets.US_ASCII);
      KeyLog.parseLeniently(text).secrets().forEach(target);
    } catch (Throwable e) {
      // The session is recorded as it is, and says in the end that no secrets came.
      return null;
    }
    return null;
  }
}
