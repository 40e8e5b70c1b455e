package dev.postgreswire.agent.tap;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;

/** What the system knows of a socket, given the object that its implementation has for it. */
final class SystemSocket {
  private static final MethodHandle NUMBER;
  private static final MethodHandle REMOTE;
  private static final MethodHandle LOCAL;

  static {
    try {
      Class<?> net = Class.forName("sun.nio.ch.Net");
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(net, MethodHandles.lookup());
      NUMBER =
          lookup.findStatic(
              Class.forName("sun.nio.ch.IOUtil"),
              "fdVal",
              MethodType.methodType(int.class, FileDescriptor.class));
      MethodType address = MethodType.methodType(InetSocketAddress.class, FileDescriptor.class);
      REMOTE = lookup.findStatic(net, "remoteAddress", address);
      LOCAL = lookup.findStatic(net, "localAddress", address);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Whether a class is a channel of Netty's, rather than one of its sockets. */
  private static final ClassValue<Boolean> CHANNELS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return find(type, "pipeline") != null;
        }
      };

  private SystemSocket() {}

  /** Returns the number by which the system knows it. */
  static int number(Object socket) {
    try {
      return socket instanceof FileDescriptor descriptor
          ? (int) NUMBER.invokeExact(descriptor)
          : (int) ask(descriptor(socket), "intValue");
    } catch (Throwable e) {
      return -1;
    }
  }

  /** Returns the address of the other side; null when it has none, or none of the internet's. */
  static InetSocketAddress remote(Object socket) {
    return address(socket, REMOTE, "remoteAddress");
  }

  /** Returns the address of this side; null as above. */
  static InetSocketAddress local(Object socket) {
    return address(socket, LOCAL, "localAddress");
  }

  private static InetSocketAddress address(Object socket, MethodHandle ofJdk, String ofNetty) {
    try {
      SocketAddress address =
          socket instanceof FileDescriptor descriptor
              ? (InetSocketAddress) ofJdk.invokeExact(descriptor)
              : (SocketAddress) ask(socket, ofNetty);
      return address instanceof InetSocketAddress internet && internet.getAddress() != null
          ? internet
          : null;
    } catch (Throwable e) {
      return null; // a Unix-domain socket, or one that has been reset by now
    }
  }

  /**
   * Returns the path of a Unix-domain socket; null for others.
   *
   * @param address the path, or an address of Netty's or of junixsocket's
   */
  static String path(Object address) {
    if (address == null || address.getClass() == InetSocketAddress.class) {
      return null;
    }
    try {
      boolean netty = address.getClass().getSimpleName().equals("DomainSocketAddress");
      return address instanceof Path
          ? address.toString()
          : (String) ask(address, netty ? "path" : "getPath");
    } catch (ReflectiveOperationException | ClassCastException e) {
      return address instanceof InetSocketAddress ? null : address.toString();
    }
  }

  /** Returns the socket of a channel, by which others know it; a socket is its own. */
  static Object descriptor(Object socket) {
    try {
      return socket instanceof FileDescriptor || !isChannel(socket) ? socket : ask(socket, "fd");
    } catch (ReflectiveOperationException e) {
      return socket;
    }
  }

  /** Returns where a channel leads, an address of whatever kind; null when nobody knows. */
  static Object peer(Object channel) {
    try {
      return ask(channel, "remoteAddress");
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  private static boolean isChannel(Object socket) {
    return CHANNELS.get(socket.getClass());
  }

  /** Returns whether a channel was accepted by a listener of this JVM. */
  static boolean isAccepted(Object channel) {
    try {
      return ask(channel, "parent") != null;
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static Object ask(Object socket, String method) throws ReflectiveOperationException {
    Method found = find(socket.getClass(), method);
    if (found == null) {
      throw new NoSuchMethodException(socket.getClass() + " " + method);
    }
    return found.invoke(socket);
  }

  /** Finds a method that can be called from here: most of Netty's classes are not public. */
  private static Method find(Class<?> type, String method) {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Method own = declared(each, method);
      if (own != null) {
        return own;
      }
      for (Class<?> inherited : each.getInterfaces()) {
        Method of = find(inherited, method);
        if (of != null) {
          return of;
        }
      }
    }
    return null;
  }

  private static Method declared(Class<?> type, String method) {
    try {
      Method found = Modifier.isPublic(type.getModifiers()) ? type.getDeclaredMethod(method) : null;
      return found != null && Modifier.isPublic(found.getModifiers()) ? found : null;
    } catch (NoSuchMethodException e) {
      return null;
    }
  }
}
