package dev.postgreswire.agent.tap;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;

/** Reads Netty's buffers, wherever the application's Netty comes from. */
final class NettyBuffers {
  /** The method of a class of buffers that gives what can be read; null for other classes. */
  private static final ClassValue<Method> CONTENT =
      new ClassValue<>() {
        @Override
        protected Method computeValue(Class<?> type) {
          for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getName().endsWith("netty.buffer.ByteBuf")) {
              return content(each);
            }
          }
          return null;
        }
      };

  private NettyBuffers() {}

  private static Method content(Class<?> type) {
    try {
      return type.getMethod("nioBuffer");
    } catch (NoSuchMethodException e) {
      return null;
    }
  }

  /** Returns the readable bytes of a message; null when it is no buffer. */
  static ByteBuffer content(Object message) throws ReflectiveOperationException {
    Method content = CONTENT.get(message.getClass());
    return content == null ? null : (ByteBuffer) content.invoke(message);
  }
}
