package dev.postgreswire.agent.boot;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;

/** What the classes that connect sockets call. Without anybody who listens, nothing happens. */
public final class ConnectHooks {
  private static volatile Listener listener;

  private ConnectHooks() {}

  /** Is told of sockets. None of its methods throws. */
  public abstract static class Listener {
    /** For the agent. */
    protected Listener() {}

    /**
     * The JDK has called the system's {@code connect}.
     *
     * @param result positive when the socket is connected by now
     */
    protected abstract void connecting(
        FileDescriptor fd, ProtocolFamily family, InetAddress address, int port, int result);

    /**
     * Netty has called the system's {@code connect}.
     *
     * @param socket Netty's object
     * @param done whether the socket is connected by now
     */
    protected abstract void connecting(Object socket, SocketAddress address, boolean done);

    /** A socket is connected after some time. */
    protected abstract void connected(Object socket);

    /** Returns what the application is to see as the address of a socket's peer. */
    protected abstract InetSocketAddress remoteAddress(Object socket, InetSocketAddress real);

    /** Returns what the application is to see as a socket's own address. */
    protected abstract InetSocketAddress localAddress(Object socket, InetSocketAddress real);
  }

  /** Says who listens. */
  public static void listener(Listener newListener) {
    listener = newListener;
  }

  /** After {@code sun.nio.ch.Net.connect}. */
  public static void connecting(
      FileDescriptor fd, ProtocolFamily family, InetAddress address, int port, int result) {
    Listener current = listener;
    if (current != null) {
      current.connecting(fd, family, address, port, result);
    }
  }

  /** After {@code sun.nio.ch.Net.pollConnectNow}. */
  public static void polled(FileDescriptor fd, boolean connected) {
    Listener current = listener;
    if (connected && current != null) {
      current.connected(fd);
    }
  }

  /** After Netty's {@code Socket.connect}. */
  public static void nettyConnecting(Object socket, SocketAddress address, boolean done) {
    Listener current = listener;
    if (current != null) {
      current.connecting(socket, address, done);
    }
  }

  /** After Netty's {@code Socket.finishConnect}. */
  public static void nettyPolled(Object socket, boolean connected) {
    Listener current = listener;
    if (connected && current != null) {
      current.connected(socket);
    }
  }

  /** After Netty's {@code Socket.remoteAddress}. */
  public static InetSocketAddress remoteAddress(Object socket, InetSocketAddress real) {
    Listener current = listener;
    return current == null ? real : current.remoteAddress(socket, real);
  }

  /** After {@code sun.nio.ch.Net.localAddress} and Netty's {@code Socket.localAddress}. */
  public static InetSocketAddress localAddress(Object socket, InetSocketAddress real) {
    Listener current = listener;
    return current == null ? real : current.localAddress(socket, real);
  }
}
