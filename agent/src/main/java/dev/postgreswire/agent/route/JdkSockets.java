package dev.postgreswire.agent.route;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;

/** The few things that the JDK can do with file descriptors and keeps to itself. */
final class JdkSockets {
  private static final String PACKAGE = "sun.nio.ch.";
  private static JdkSockets instance;

  private final MethodHandle newSocket;
  private final MethodHandle newDescriptor;
  private final MethodHandle number;
  private final MethodHandle duplicate;
  private final MethodHandle newChannel;
  private final MethodHandle channelDescriptor;
  private final MethodHandle epollControl;

  /**
   * Gets hold of them.
   *
   * @throws IOException when this JDK, or this system, does not have them
   */
  static synchronized JdkSockets get() throws IOException {
    if (instance == null) {
      try {
        instance = new JdkSockets();
      } catch (ReflectiveOperationException | RuntimeException e) {
        throw new IOException("this JDK keeps to itself what is needed for it: " + e, e);
      }
    }
    return instance;
  }

  private JdkSockets() throws ReflectiveOperationException {
    Class<?> fd = FileDescriptor.class;
    newSocket =
        in("Net")
            .findStatic(
                type("Net"),
                "socket",
                MethodType.methodType(fd, ProtocolFamily.class, boolean.class));
    newDescriptor =
        in("IOUtil").findStatic(type("IOUtil"), "newFD", MethodType.methodType(fd, int.class));
    number = in("IOUtil").findStatic(type("IOUtil"), "fdVal", MethodType.methodType(int.class, fd));
    Class<?> dispatcher = type("DatagramDispatcher");
    MethodHandles.Lookup inDispatcher = in("DatagramDispatcher");
    duplicate =
        inDispatcher
            .findVirtual(dispatcher, "dup", MethodType.methodType(void.class, fd, fd))
            .bindTo(
                constructed(
                    inDispatcher.findConstructor(dispatcher, MethodType.methodType(void.class))));
    Class<?> channel = type("SocketChannelImpl");
    newChannel =
        in("SocketChannelImpl")
            .findConstructor(
                channel,
                MethodType.methodType(
                    void.class,
                    SelectorProvider.class,
                    ProtocolFamily.class,
                    fd,
                    SocketAddress.class));
    channelDescriptor =
        in("SocketChannelImpl").findVirtual(channel, "getFD", MethodType.methodType(fd));
    epollControl =
        in("EPoll")
            .findStatic(
                type("EPoll"),
                "ctl",
                MethodType.methodType(int.class, int.class, int.class, int.class, int.class));
  }

  /** Returns a descriptor's number. */
  int number(FileDescriptor fd) throws IOException {
    return (int) call(() -> (int) number.invokeExact(fd));
  }

  /** Returns the descriptor of a socket of the JDK's, which it is, or of Netty's. */
  FileDescriptor descriptorOf(Object socket) throws IOException {
    if (socket instanceof FileDescriptor descriptor) {
      return descriptor;
    }
    return (FileDescriptor)
        call(() -> newDescriptor.invoke(socket.getClass().getMethod("intValue").invoke(socket)));
  }

  /** Returns the channel's descriptor. */
  FileDescriptor descriptor(SocketChannel channel) throws IOException {
    return (FileDescriptor) call(() -> channelDescriptor.invoke(channel));
  }

  /** Makes {@code to} another name of the socket that {@code from} is, whatever it was before. */
  void duplicate(FileDescriptor from, FileDescriptor to) throws IOException {
    call(
        () -> {
          duplicate.invoke(from, to);
          return null;
        });
  }

  /** Returns a descriptor of its own for the socket that {@code from} is. */
  FileDescriptor duplicate(FileDescriptor from) throws IOException {
    FileDescriptor to =
        (FileDescriptor) call(() -> newSocket.invoke(StandardProtocolFamily.INET, true));
    duplicate(from, to);
    return to;
  }

  /** Returns the channel of a connected socket. */
  SocketChannel channel(FileDescriptor fd, InetSocketAddress remote) throws IOException {
    return (SocketChannel)
        call(
            () ->
                newChannel.invoke(
                    SelectorProvider.provider(), StandardProtocolFamily.INET, fd, remote));
  }

  /**
   * Calls {@code epoll_ctl}.
   *
   * @return the system's error number, or 0
   */
  int epollControl(int epoll, int operation, int fd, int events) throws IOException {
    return (int) call(() -> (int) epollControl.invokeExact(epoll, operation, fd, events));
  }

  /** A call by a method handle. */
  private interface Call {
    Object get() throws Throwable;
  }

  private static Object call(Call call) throws IOException {
    try {
      return call.get();
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IOException(e);
    }
  }

  private static Object constructed(MethodHandle constructor) throws ReflectiveOperationException {
    try {
      return constructor.invoke();
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  private static Class<?> type(String simpleName) throws ClassNotFoundException {
    return Class.forName(PACKAGE + simpleName);
  }

  private static MethodHandles.Lookup in(String simpleName) throws ReflectiveOperationException {
    return MethodHandles.privateLookupIn(type(simpleName), MethodHandles.lookup());
  }
}
