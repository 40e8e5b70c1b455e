package dev.postgreswire.agent.tap;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Reads memory outside of the heap, by the JVM's own {@code Unsafe}: that of {@code sun.misc} is on
 * its way out, and prints a warning.
 */
final class NativeMemory {
  private static final MethodHandle COPY;
  private static final MethodHandle WORD;
  private static final long ARRAY_BASE;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
      Object unsafe = lookup.findStatic(type, "getUnsafe", MethodType.methodType(type)).invoke();
      COPY =
          lookup
              .findVirtual(
                  type,
                  "copyMemory",
                  MethodType.methodType(
                      void.class, Object.class, long.class, Object.class, long.class, long.class))
              .bindTo(unsafe);
      WORD =
          lookup
              .findVirtual(type, "getAddress", MethodType.methodType(long.class, long.class))
              .bindTo(unsafe);
      // An int up to JDK 24, a long since: reflection gives the value of either.
      ARRAY_BASE = ((Number) type.getField("ARRAY_BYTE_BASE_OFFSET").get(null)).longValue();
    } catch (Throwable e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private NativeMemory() {}

  /** Copies {@code count} bytes behind {@code address} to the beginning of {@code target}. */
  static void copy(long address, byte[] target, int count) {
    if (count > target.length) {
      throw new IndexOutOfBoundsException(count + " of " + target.length);
    }
    try {
      COPY.invokeExact((Object) null, address, (Object) target, ARRAY_BASE, (long) count);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the pointer, or the {@code size_t}, that lies at {@code address}. */
  static long word(long address) {
    try {
      return (long) WORD.invokeExact(address);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
